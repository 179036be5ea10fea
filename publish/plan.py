"""Says what to do with an issue: in five minutes, in which order, day by day, for the handbook."""

from collections.abc import Iterator, Mapping, Sequence

from catchup.types import Card, Digest, Language, Level, MoveKind, Reading
from publish import words
from publish.evidence import UNSEEN
from publish.minutes import DAILY
from publish.naming import title_of, topic_title
from publish.report import Block, Fact, Step
from publish.why import reasons_of
from publish.wording import level_of, speaks

DAYS = 5
TALKS = 2
ADDITIONS, MOST_PROPOSALS = 3, 5
ABSTRACT_MINUTES = 2  # two hundred words in another language than one's own
EASIEST_FIRST = {level: rank for rank, level in enumerate(Level)}


def best_first(digest: Digest) -> list[Card]:
    """The cards, the best first; in issues from before there was a rank, the easiest."""
    cards = [card for section in digest.sections for card in section.cards]
    rank = {item: place for place, item in enumerate(digest.best)}
    return sorted(cards, key=lambda card: (rank.get(card.item, 0), EASIEST_FIRST[card.level]))


def best_for(digest: Digest, language: Language) -> list[Card]:
    """The cards, the best first among those that speak the reader's language, then the others."""
    return sorted(best_first(digest), key=lambda card: not speaks(card, language))


def quick_ones(digest: Digest, language: Language) -> list[Card]:
    """What to read in five minutes: of what speaks the reader's language, if anything does."""
    best = best_for(digest, language)
    return within_five_minutes([card for card in best if speaks(card, language)] or best)


def within_five_minutes(cards: Sequence[Card]) -> list[Card]:
    """Of cards, the best first, those that five minutes are enough for, one after another."""
    left, chosen = DAILY, []
    for card in cards:
        minutes = _minutes(card)
        if minutes is not None and minutes <= left:
            chosen.append(card)
            left -= minutes
    return chosen


def first_steps(
    digest: Digest, numbered: Mapping[int, int], language: Language
) -> tuple[Step, ...]:
    """What to read in five minutes; where nothing is short enough, the best to start with."""
    if len(numbered) < 2:  # noqa: PLR2004 - one card needs no order
        return ()
    chosen = quick_ones(digest, language) or best_for(digest, language)[:1]
    return tuple(
        Step(number=numbered[card.item], label=_with_reason(card, numbered, language))
        for card in chosen
    )


def plan_of(digest: Digest, numbered: Mapping[int, int], language: Language) -> tuple[Block, ...]:
    """The reading order; of an issue also the study group's week, and proposals."""
    if len(numbered) < 2:  # noqa: PLR2004 - as above
        return ()
    best = best_first(digest)
    in_order = sorted(best[:DAYS], key=lambda card: numbered[card.item])
    if not digest.week:
        steps = " → ".join(_step(card, numbered, language) for card in in_order)
        title, note = words.READING_ORDER.say(language), words.ORDER_NOTE.say(language)
        return (Block(title=title, note=note, lines=(Fact(label="", text=steps),)),)
    study = Block(
        title=words.STUDY.say(language),
        note=words.STUDY_NOTE.say(language),
        lines=(
            Fact(
                label=words.A_DAY.say(language),
                text=" · ".join(_days(in_order, numbered, language)),
            ),
            Fact(
                label=words.TALKS.say(language),
                text=" · ".join(_talk(card, digest, numbered, language) for card in best[:TALKS]),
            ),
        ),
    )
    return (study, *_proposals(digest, best, numbered, language))


def _talk(card: Card, digest: Digest, numbered: Mapping[int, int], language: Language) -> str:
    topic = topic_title(digest.topics[card.topic], language)
    step = words.STEP_OF.say(language, number=numbered[card.item], effort=topic)
    return _with_why(step, card, language)


def _days(cards: Sequence[Card], numbered: Mapping[int, int], language: Language) -> Iterator[str]:
    days = words.WEEKDAYS.say(language).split()
    for day, card in zip(days, cards, strict=False):
        step = _step(card, numbered, language, DAILY)
        yield words.STUDY_DAY.say(language, day=day, step=_with_why(step, card, language))


def _proposals(
    digest: Digest, best: Sequence[Card], numbered: Mapping[int, int], language: Language
) -> tuple[Block, ...]:
    lines = [
        *_additions(digest, best, numbered, language),
        *(_proposed(digest, language)),
    ][:MOST_PROPOSALS]
    if not lines:
        return ()
    note = words.PROPOSALS_NOTE.say(language)
    return (Block(title=words.PROPOSALS.say(language), note=note, lines=tuple(lines)),)


def _additions(
    digest: Digest, best: Sequence[Card], numbered: Mapping[int, int], language: Language
) -> Iterator[Fact]:
    """The best card of each topic as a resource there, topics that lack one before others."""
    of_topic: dict[str, Card] = {}
    for card in best:
        # A guess is no ground for a proposal, nor is a text that nobody has seen.
        if not card.topic_likely and card.reading not in UNSEEN:
            of_topic.setdefault(card.topic, card)
    lacking = frozenset(digest.without_resources)
    wanted = sorted(of_topic.values(), key=lambda card: card.topic not in lacking)
    for card in wanted[:ADDITIONS]:
        step = words.STEP.say(language, number=numbered[card.item])
        yield Fact(
            label=topic_title(digest.topics[card.topic], language),
            text=words.ADD_RESOURCE.say(language, step=step),
            note=words.FIRST_RESOURCE.say(language) if card.topic in lacking else "",
            links=(title_of(card, language),),
        )


def _proposed(digest: Digest, language: Language) -> Iterator[Fact]:
    for move in digest.moves:
        title = move.titles.get(language, "")
        if move.kind is MoveKind.PROPOSED:
            text = words.PROPOSED_ITEMS.say(language, title=title, n=move.number)
            yield Fact(label=words.PROPOSED_TOPIC.say(language), text=text)
        elif move.kind is MoveKind.STALE:
            yield Fact(label=title, text=words.MARK_AGAIN.say(language))


def _step(
    card: Card, numbered: Mapping[int, int], language: Language, at_most: int | None = None
) -> str:
    number = numbered[card.item]
    effort = _effort(card, language)
    if at_most is not None and card.minutes is not None and card.minutes > at_most:
        effort = words.FIRST_MINUTES.say(language, n=at_most)
    phrase = words.STEP_OF if effort else words.STEP
    return phrase.say(language, number=number, effort=effort)


def _with_reason(card: Card, numbered: Mapping[int, int], language: Language) -> str:
    """A step with its level and the first reason for the card."""
    level = level_of(card, language)
    effort = ", ".join(filter(None, (_effort(card, language), level)))
    step = words.STEP_OF.say(language, number=numbered[card.item], effort=effort)
    return _with_why(step, card, language)


def _with_why(step: str, card: Card, language: Language) -> str:
    reasons = reasons_of(card, language)
    return words.STEP_WHY.say(language, step=step, why=reasons[0]) if reasons else step


def _effort(card: Card, language: Language) -> str:
    if card.reading is Reading.ABSTRACT:
        return words.STEP_ABSTRACT.say(language, n=ABSTRACT_MINUTES)
    return "" if card.minutes is None else words.STEP_MINUTES.say(language, n=card.minutes)


def _minutes(card: Card) -> int | None:
    return ABSTRACT_MINUTES if card.reading is Reading.ABSTRACT else card.minutes
