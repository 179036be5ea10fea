"""Says what to do with an issue: in five minutes, in which order, day by day, for the handbook."""

from collections.abc import Iterator, Mapping, Sequence

from catchup.types import Card, Digest, Language, MoveKind, Reading
from publish import words
from publish.evidence import UNSEEN
from publish.minutes import DAILY
from publish.naming import title_of, topic_title
from publish.picks import ABSTRACT_MINUTES, best_first, heads, minutes_of, picks, quick_ones
from publish.report import Block, Fact, Step
from publish.wording import headline_of, language_of, level_of

DAYS = 5
TALKS = 2
ADDITIONS, MOST_PROPOSALS = 3, 5


def first_steps(
    digest: Digest, numbered: Mapping[int, int], language: Language
) -> tuple[Step, ...]:
    """What to read in five minutes; where no head is short enough, the beginning of the first.

    The first as the handbook orders them: what is applied. Nothing where no time is known.
    """
    if len(numbered) < 2:  # noqa: PLR2004 - one card needs no order
        return ()
    first = sorted(heads(digest, language), key=lambda card: numbered[card.item])
    chosen = quick_ones(digest, language) or _timed([*first, *picks(digest, language)])[:1]
    return tuple(
        Step(number=numbered[card.item], label=_quick_step(card, numbered, language))
        for card in chosen
    )


def plan_of(digest: Digest, numbered: Mapping[int, int], language: Language) -> tuple[Block, ...]:
    """The reading order; of an issue also the study group's week, and proposals."""
    if len(numbered) < 2:  # noqa: PLR2004 - as above
        return ()
    best = picks(digest, language)
    in_order = sorted((_timed(best) or best)[:DAYS], key=lambda card: numbered[card.item])
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
                text=" · ".join(_talk(card, numbered, language) for card in best[:TALKS]),
            ),
        ),
    )
    return (study, *_proposals(digest, numbered, language))


def _timed(cards: Sequence[Card]) -> Sequence[Card]:
    """Those of which the time is known that they take."""
    return [card for card in cards if minutes_of(card) is not None]


def _talk(card: Card, numbered: Mapping[int, int], language: Language) -> str:
    return _saying(words.STEP.say(language, number=numbered[card.item]), card, language)


def _days(cards: Sequence[Card], numbered: Mapping[int, int], language: Language) -> Iterator[str]:
    days = words.WEEKDAYS.say(language).split()
    for day, card in zip(days, cards, strict=False):
        yield words.STUDY_DAY.say(language, day=day, step=_step(card, numbered, language, DAILY))


def _proposals(
    digest: Digest, numbered: Mapping[int, int], language: Language
) -> tuple[Block, ...]:
    lines = [
        *_additions(digest, numbered, language),
        *(_proposed(digest, language)),
    ][:MOST_PROPOSALS]
    if not lines:
        return ()
    note = words.PROPOSALS_NOTE.say(language)
    return (Block(title=words.PROPOSALS.say(language), note=note, lines=tuple(lines)),)


def _additions(digest: Digest, numbered: Mapping[int, int], language: Language) -> Iterator[Fact]:
    """The best card of each topic as a resource there, topics that lack one before others."""
    of_topic: dict[str, Card] = {}
    for card in best_first(digest):  # the same ones in every language
        # A guess is no ground for a proposal, nor is a text that nobody has seen.
        if not card.topic_likely and card.reading not in UNSEEN:
            of_topic.setdefault(card.topic, card)
    lacking = frozenset(digest.without_resources)
    wanted = sorted(of_topic.values(), key=lambda card: card.topic not in lacking)
    for card in wanted[:ADDITIONS]:
        step = words.STEP.say(language, number=numbered[card.item])
        first = [words.FIRST_RESOURCE.say(language)] if card.topic in lacking else []
        yield Fact(
            label=topic_title(digest.topics[card.topic], language),
            text=words.ADD_RESOURCE.say(language, step=step),
            note=" · ".join((*first, *_suits(card, language))),
            links=(title_of(card, language),),
        )


def _suits(card: Card, language: Language) -> Iterator[str]:
    """What decides whether a resource suits a page: its language, how hard and how long it is."""
    facts = (language_of(card, language), level_of(card, language), _effort(card, language, None))
    yield from filter(None, facts)


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
    effort = _effort(card, language, at_most)
    phrase = words.STEP_OF if effort else words.STEP
    return phrase.say(language, number=number, effort=effort)


def _quick_step(card: Card, numbered: Mapping[int, int], language: Language) -> str:
    """A step of five minutes, and what the card has to say."""
    return _saying(_step(card, numbered, language, DAILY), card, language)


def _saying(step: str, card: Card, language: Language) -> str:
    """A step with our headline of its card, or with a title in the reader's language."""
    title = title_of(card, language)
    said = headline_of(card, language) or (title.text if title.language == language else "")
    return words.STEP_SAYS.say(language, step=step, said=said) if said else step


def _effort(card: Card, language: Language, at_most: int | None) -> str:
    if card.reading is Reading.ABSTRACT:
        return words.STEP_ABSTRACT.say(language, n=ABSTRACT_MINUTES)
    if card.minutes is None:
        return ""
    if at_most is not None and card.minutes > at_most:
        return words.FIRST_MINUTES.say(language, n=at_most)
    return words.STEP_MINUTES.say(language, n=card.minutes)
