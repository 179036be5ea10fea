"""The one order in which every list of picks names the cards of a report."""

from collections.abc import Sequence

from catchup.types import Card, Digest, Language, Level, Reading
from publish.minutes import DAILY
from publish.wording import speaks

HEADS = 3
ABSTRACT_MINUTES = 2  # two hundred words in another language than one's own
EASIEST_FIRST = {level: rank for rank, level in enumerate(Level)}


def best_first(digest: Digest) -> list[Card]:
    """The cards, the best first; in issues from before there was a rank, the easiest."""
    cards = [card for section in digest.sections for card in section.cards]
    rank = {item: place for place, item in enumerate(digest.best)}
    return sorted(cards, key=lambda card: (rank.get(card.item, 0), EASIEST_FIRST[card.level]))


def picks(digest: Digest, language: Language) -> list[Card]:
    """The three heads, then the other cards, the best first: lines, days and talks agree."""
    first = heads(digest, language)
    items = {card.item for card in first}
    return [*first, *(card for card in _by_use(digest, language) if card.item not in items)]


def heads(digest: Digest, language: Language) -> list[Card]:
    """The best card of each of the three areas that have the best, the best first."""
    of_area: dict[str, Card] = {}
    for card in _by_use(digest, language):
        of_area.setdefault(area_of(card, digest), card)
    return list(of_area.values())[:HEADS]


def area_of(card: Card, digest: Digest) -> str:
    """The area of the handbook that a card stands in."""
    return digest.topics[card.topic].parent or card.topic


def quick_ones(digest: Digest, language: Language) -> list[Card]:
    """What to read in five minutes: of the first picks those that speak the reader's language."""
    first = picks(digest, language)[:HEADS]
    return within_five_minutes([card for card in first if speaks(card, language)] or first)


def within_five_minutes(cards: Sequence[Card]) -> list[Card]:
    """Of cards, the best first, those that five minutes are enough for, one after another."""
    left, chosen = DAILY, []
    for card in cards:
        minutes = minutes_of(card)
        if minutes is not None and minutes <= left:
            chosen.append(card)
            left -= minutes
    return chosen


def minutes_of(card: Card) -> int | None:
    """How long what a card leads to takes to read; None where nobody knows."""
    return ABSTRACT_MINUTES if card.reading is Reading.ABSTRACT else card.minutes


def _by_use(digest: Digest, language: Language) -> list[Card]:
    """What speaks the reader's language first, then what says something, then by rank."""
    best = best_first(digest)
    return sorted(best, key=lambda card: (not speaks(card, language), not card.points))
