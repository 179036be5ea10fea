"""Shows the parts of a rank: what spoke for an item and against it, in points."""

from collections.abc import Mapping
from dataclasses import asdict

from catchup.cli.console import print_table
from catchup.cli.saying import say
from catchup.types import Card, Digest, Learned, Part
from publish.ranking import rank
from publish.why import PARTS, reasons_of

STRONGEST = 4
TITLE = 60


def say_parts(parts: Mapping[Part, float]) -> None:
    """The rank and its parts, what weighs most first, in both languages."""
    if not parts:
        return
    say(f"{'rank':<10} {rank(parts):.2f}, the sum of")
    for part, points in _by_weight(parts):
        name = PARTS[part]
        say(f"{'':<10} {points:+.2f} {name.say('en')} ({name.say('ko')})")


def say_learned(learned: Learned | None) -> None:
    """What the points were multiplied by, and why that is believed."""
    if learned is None:
        return
    say(
        f"{'learned':<10} from {learned.decisions} decisions: those held back are put in order with"
        f" nDCG@20 {learned.held_back:.2f}, by hand with {learned.by_hand:.2f}"
    )
    by_change = sorted(learned.factors.items(), key=lambda pair: (-abs(pair[1] - 1), pair[0]))
    for part, factor in by_change:
        name = PARTS[part]
        say(f"{'':<10} ×{factor:.2f} {name.say('en')} ({name.say('ko')})")


def say_reasons(card: Card | None) -> None:
    """What a report says about why the item stands in it."""
    for language in ("ko", "en") if card else ():
        if card and (reasons := reasons_of(card, language)):
            say(f"{'said':<10} {', '.join(reasons)}")


def say_issue(digest: Digest) -> None:
    """What each item of an issue was chosen for, the best first, and what was left out."""
    cards = sorted(cards_of(digest), key=lambda card: (-rank(card.parts), card.item))
    rows = [
        (
            str(card.item),
            f"{rank(card.parts):.2f}",
            ", ".join(
                f"{part} {points:+.2f}" for part, points in _by_weight(card.parts)[:STRONGEST]
            ),
            card.title[:TITLE],
        )
        for card in cards
    ]
    print_table(("item", "rank", "parts that weigh most", "title"), rows)
    left_out = (f"{number} {why}" for why, number in digest.left_out.items() if number)
    say("left out: " + (", ".join(left_out) or "none"))
    say_learned(digest.learned)


def issue_as_json(digest: Digest) -> dict[str, object]:
    """The same as data."""
    return {
        "items": [
            {
                "id": card.item,
                "title": card.title,
                "rank": rank(card.parts),
                "parts": dict(card.parts),
                "lane": card.lane,
                "reasons": list(card.reasons),
            }
            for card in cards_of(digest)
        ],
        "left_out": dict(digest.left_out),
        "learned": learned_as_json(digest.learned),
    }


def learned_as_json(learned: Learned | None) -> dict[str, object] | None:
    """What was learned, as data; None where the ranking goes by hand-set weights."""
    return asdict(learned) if learned else None


def cards_of(digest: Digest) -> tuple[Card, ...]:
    """Every item that a digest shows as news, on a card or in a line."""
    return (*(card for section in digest.sections for card in section.cards), *digest.briefs)


def _by_weight(parts: Mapping[Part, float]) -> list[tuple[Part, float]]:
    return sorted(parts.items(), key=lambda pair: (-abs(pair[1]), pair[0]))
