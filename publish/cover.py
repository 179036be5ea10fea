"""Chooses what a letter shows of an issue: a cover that takes at most two minutes to read."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, zip_longest

from catchup.types import Card, Digest, Language, SourceTrouble
from publish import words
from publish.corrections import correction_text
from publish.dates import say_days
from publish.layout import lay_out
from publish.minutes import LETTER
from publish.naming import (
    NAME_LIMIT,
    badge_of,
    tag,
    title_of,
)
from publish.plain import plain, shortened
from publish.report import Fact, Passage, reading_minutes, time_of
from publish.state import polled_fact, written_by
from publish.weeks import year_and_week
from publish.wording import headline_of, language_of, level_of, sentences_of, speaks

MOST, LEAST = 10, 6
LINES = (160, 110, 70, 0)  # characters of the line about an item, until enough of them fit
SUBJECT_COLUMNS = 44  # what phones show of a subject, before the week is named
TITLES = 2
PREVIEW_COLUMNS = 48
TITLE_LIMIT = 110
CORRECTIONS = 2
CORRECTION_COLUMNS = 160


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverItem:
    """One item: its title or our headline, what it is, and one line of what it says."""

    title: Passage
    meta: tuple[str, ...]
    line: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """All that a letter says before its footer. `minutes` is the time it takes to read."""

    language: Language
    title: str
    minutes: int
    lead: str
    items: tuple[CoverItem, ...]
    notes: tuple[str, ...]
    state: tuple[Fact, ...]


def cover_of(digest: Digest, language: Language) -> Cover:
    """The cover of an issue: six to ten items with a line each, as many as two minutes allow."""
    cards = _in_turn(digest)[:MOST]
    wanted = min(LEAST, len(cards))
    fitting = (_fitting(digest, cards, limit, language) for limit in LINES)
    covers = list(fitting)
    return next((c for c in covers if len(c.items) >= wanted), covers[-1])


def subject_of(digest: Digest, language: Language) -> str:
    """The subject: what the first item says, then the week; so no two weeks have the same."""
    year, week = year_and_week(digest.week)
    cards = _in_turn(digest)[:MOST]
    if not cards:
        return words.SUBJECT_EMPTY.say(language, year=year, week=week)
    first = next((card for card in cards if speaks(card, language)), cards[0])
    title = shortened(_name(first, language).text, SUBJECT_COLUMNS)
    return words.SUBJECT.say(language, title=title, year=year, week=week)


def preheader_of(cover: Cover) -> str:
    """What an inbox shows beside the subject."""
    if not cover.items:
        return cover.notes[0]
    others = cover.items[1 : TITLES + 1]
    said = [item.title.text for item in others] or [cover.items[0].line.text]
    titles = ", ".join(shortened(text, PREVIEW_COLUMNS) for text in said)
    return words.PREHEADER.say(
        cover.language, n=len(cover.items), minutes=cover.minutes, titles=titles
    ).rstrip(". ")


def issue_minutes(digest: Digest, language: Language) -> int:
    """How long the whole issue takes to read."""
    return lay_out(digest, language).minutes


def _in_turn(digest: Digest) -> list[Card]:
    """The first card of each topic, then the second of each; one-liners after all cards."""
    rounds = zip_longest(*(section.cards for section in digest.sections))
    cards = [card for card in chain.from_iterable(rounds) if card is not None]
    return [*cards, *digest.briefs]


def _fitting(digest: Digest, cards: Sequence[Card], limit: int, language: Language) -> Cover:
    def draft(number: int) -> Cover:
        return _cover(digest, cards[:number], limit, language)

    return draft(_most(len(cards), lambda n: time_of(draft(n)) <= LETTER))


def _most(limit: int, fits: Callable[[int], bool]) -> int:
    return bisect_left(range(1, limit + 1), 1, key=lambda n: 0 if fits(n) else 1)


def _cover(digest: Digest, cards: Sequence[Card], limit: int, language: Language) -> Cover:
    year, week = year_and_week(digest.week)
    span = say_days(digest.period, digest.timezone, language, year=year)
    cover = Cover(
        language=language,
        title=words.COVER_TITLE.say(language, year=year, week=week, span=span),
        minutes=0,
        lead="",
        items=tuple(_item(card, limit, language) for card in cards),
        notes=tuple(_notes(digest, language)),
        state=_state(digest, language),
    )
    minutes = reading_minutes(cover)
    return replace(cover, minutes=minutes, lead=_lead(digest, len(cards), minutes, language))


def _state(digest: Digest, language: Language) -> tuple[Fact, ...]:
    """Freshness, failures, gaps in numbers, and who wrote: the issue names them one by one."""
    polled = polled_fact(digest, language)
    gaps = sum(note.trouble is SourceTrouble.GAP for note in digest.health.notes)
    missed = f" · {words.COVER_GAPS.say(language, n=gaps)}" if gaps else ""
    return (
        Fact(label=words.COVER_STATE.say(language), text=f"{polled.text}{missed}"),
        *([written_by(digest, language)] if digest.sections or digest.briefs else []),
    )


def _lead(digest: Digest, number: int, minutes: int, language: Language) -> str:
    every = sum(len(section.cards) for section in digest.sections) + len(digest.briefs)
    if not every:
        return ""
    phrase = words.COVER_ALL if number == every else words.COVER_LEAD
    return phrase.say(language, n=number, all=every, minutes=minutes)


def _notes(digest: Digest, language: Language) -> Iterator[str]:
    yield from lay_out(digest, language).notes
    for erratum in digest.corrections[:CORRECTIONS]:
        said = shortened(correction_text(erratum, language), CORRECTION_COLUMNS)
        yield words.COVER_CORRECTION.say(language, text=said)
    if digest.updates:
        yield words.COVER_UPDATES.say(language, n=len(digest.updates))


def _item(card: Card, limit: int, language: Language) -> CoverItem:
    return CoverItem(
        title=_name(card, language),
        meta=tuple(_meta(card, language)),
        line=_line(card, limit, language) if limit else Passage(text=""),
    )


def _name(card: Card, language: Language) -> Passage:
    """Our headline where there is one, else the title; linked to the original."""
    title = title_of(card, language)
    ours = headline_of(card, language)
    shown = replace(title, text=ours, language="") if ours else title
    return replace(shown, text=shortened(shown.text, TITLE_LIMIT))


def _meta(card: Card, language: Language) -> Iterator[str]:
    if badge := badge_of(card, language):
        yield badge
    yield plain(card.source, NAME_LIMIT)
    yield words.KINDS[card.kind].say(language)
    if card.language != language and (name := language_of(card, language)):
        yield name
    if level := level_of(card, language):
        yield level
    if card.minutes is not None:
        yield words.ORIGINAL.say(language, n=card.minutes)
    else:
        yield words.READINGS[card.reading].say(language)


def _line(card: Card, limit: int, language: Language) -> Passage:
    """The first sentence of ours, else the first quote, cut where it must be."""
    ours = sentences_of(card, language)
    if ours:
        return Passage(text=shortened(ours[0], limit))
    if not card.points:
        return Passage(text="")
    quote = shortened(plain(card.points[0].quote, limit * 2), limit)
    return Passage(text=f"“{quote}”", language=tag(card.language))
