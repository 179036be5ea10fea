"""Lays a digest out in one language: picks every word, its order and its limits."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from catchup.types import Card, Digest, Language, Level, Reading, Section
from publish import words
from publish.cards import lay_out_areas
from publish.corrections import corrections_of
from publish.dates import say_days, say_span
from publish.naming import (
    NAME_LIMIT,
    badge_of,
    companions,
    day_of,
    title_of,
    topic_title,
)
from publish.plain import plain
from publish.report import (
    BriefGroup,
    BriefView,
    Headline,
    Labels,
    Passage,
    Report,
    Step,
    reading_minutes,
)
from publish.state import state_of
from publish.weeks import year_and_week
from publish.wording import headline_of

HEADLINES = 3
FIVE_MINUTES = 5
EASIEST_FIRST = {level: rank for rank, level in enumerate(Level)}


def lay_out(digest: Digest, language: Language) -> Report:
    """The report of a digest in Korean ("ko") or English; the same items in both."""
    numbered = _numbered(digest.sections)
    report = Report(
        language=language,
        labels=_labels(digest, language),
        title=title_of_report(digest, language),
        minutes=0,
        lead=_lead(digest, language),
        notes=_notes(digest, language),
        first=corrections_of(digest, language),
        headlines=_headlines(digest, numbered, language),
        areas=lay_out_areas(digest, numbered, language),
        updates=tuple(_brief(card, digest, language) for card in digest.updates),
        briefs=_briefs(digest, language),
        order=_order(digest, numbered, language),
        last=(),
        sources=state_of(digest, language),
    )
    return _timed(report)


def title_of_report(digest: Digest, language: Language) -> str:
    """What a report is called: an issue by its week, any other by the days it covers."""
    if not digest.week:
        span = say_span(digest.period, digest.timezone, language)
        return words.TITLE.say(language, span=span)
    year, week = year_and_week(digest.week)
    span = say_days(digest.period, digest.timezone, language, year=year)
    return words.ISSUE_TITLE.say(language, year=year, week=week, span=span)


def _timed(report: Report) -> Report:
    """Say on top how long the report takes; saying so is itself one of its words."""
    if not (report.areas or report.updates or report.briefs):
        return replace(report, minutes=reading_minutes(report))
    placeholder = words.READ_IN.say(report.language, n=2)
    minutes = reading_minutes(replace(report, lead=(placeholder, *report.lead)))
    said = words.READ_IN.say(report.language, n=minutes)
    return replace(report, minutes=minutes, lead=(said, *report.lead))


def _numbered(sections: Sequence[Section]) -> Mapping[int, int]:
    """Item id -> its number in the report."""
    cards = [card for section in sections for card in section.cards]
    return {card.item: number for number, card in enumerate(cards, 1)}


# ---- Head -------------------------------------------------------------------------------------


def _labels(digest: Digest, language: Language) -> Labels:
    quick = _within_five_minutes(_easiest_first(digest))
    order = words.FIVE_MINUTES if quick else words.START_WITH
    return Labels(
        headlines=words.THREE_LINES.say(language),
        updates=words.UPDATES.say(language),
        briefs=words.BRIEFS.say(language),
        briefs_note=words.BRIEFS_NOTE.say(language),
        order=order.say(language),
        sources=words.SOURCES.say(language),
        together=words.TOGETHER.say(language),
    )


def _lead(digest: Digest, language: Language) -> tuple[str, ...]:
    shown = sum(len(section.cards) for section in digest.sections) + len(digest.briefs)
    if not shown:
        return ()
    if shown == digest.candidates:
        return (words.ALL_CHOSEN.say(language, n=shown),)
    return (words.CHOSEN.say(language, n=shown, all=digest.candidates),)


def _notes(digest: Digest, language: Language) -> tuple[str, ...]:
    notes = []
    if not digest.sections and not digest.briefs:
        empty = words.NOTHING_FITS if digest.candidates else words.NOTHING_NEW
        notes.append(empty.say(language, n=digest.candidates))
    if not digest.health.polled:
        notes.append(words.NEVER_POLLED.say(language))
    elif digest.young:
        notes.append(words.YOUNG.say(language))
    return tuple(notes)


def _headlines(
    digest: Digest, numbered: Mapping[int, int], language: Language
) -> tuple[Headline, ...]:
    """First cards of the three areas with most cards, in the report's order.

    A report that is hardly longer than three lines needs none.
    """
    if len(numbered) <= HEADLINES:
        return ()
    sizes: dict[str, int] = {}
    first: dict[str, Card] = {}
    for section in digest.sections:
        sizes[section.area] = sizes.get(section.area, 0) + len(section.cards)
        first.setdefault(section.area, section.cards[0])
    if len(sizes) == 1:
        return ()
    leading = sorted(sizes, key=lambda area: -sizes[area])[:HEADLINES]
    return tuple(
        Headline(
            area=topic_title(digest.topics[area], language),
            title=_headline(first[area], language),
            number=numbered[first[area].item],
        )
        for area in sizes
        if area in leading
    )


def _headline(card: Card, language: Language) -> Passage:
    ours = headline_of(card, language)
    return Passage(text=ours) if ours else title_of(card, language)


# ---- One-liners and the reading order ---------------------------------------------------------


def _briefs(digest: Digest, language: Language) -> tuple[BriefGroup, ...]:
    return tuple(
        BriefGroup(
            topic=topic_title(digest.topics[topic], language),
            lines=tuple(_brief(card, digest, language) for card in cards),
        )
        for topic, cards in groupby(digest.briefs, key=lambda card: card.topic)
    )


def _brief(card: Card, digest: Digest, language: Language) -> BriefView:
    parts = (
        plain(card.source, NAME_LIMIT),
        day_of(card, digest, language),
        words.KINDS[card.kind].say(language),
        badge_of(card, language),
    )
    return BriefView(
        title=title_of(card, language),
        meta=tuple(part for part in parts if part),
        together=tuple(
            replace(other, text=other.note or other.text, note="")
            for other in companions(card, language)
        ),
    )


def _order(digest: Digest, numbered: Mapping[int, int], language: Language) -> tuple[Step, ...]:
    """What to read in five minutes, easiest and most basic first; else the one to start with."""
    if len(numbered) < 2:  # noqa: PLR2004 - one card needs no order
        return ()
    easiest = _easiest_first(digest)
    return tuple(
        _step(card, numbered[card.item], language)
        for card in _within_five_minutes(easiest) or easiest[:1]
    )


def _step(card: Card, number: int, language: Language) -> Step:
    effort = _effort(card, language)
    phrase = words.STEP_OF if effort else words.STEP
    return Step(number=number, label=phrase.say(language, number=number, effort=effort))


def _easiest_first(digest: Digest) -> list[Card]:
    cards = [card for section in digest.sections for card in section.cards]
    return sorted(cards, key=lambda card: EASIEST_FIRST[card.level])


def _within_five_minutes(cards: Sequence[Card]) -> list[Card]:
    left, chosen = FIVE_MINUTES, []
    for card in cards:
        minutes = 1 if card.reading is Reading.ABSTRACT else card.minutes
        if minutes is not None and minutes <= left:
            chosen.append(card)
            left -= minutes
    return chosen


def _effort(card: Card, language: Language) -> str:
    if card.reading is Reading.ABSTRACT:
        return words.STEP_ABSTRACT.say(language)
    return "" if card.minutes is None else words.STEP_MINUTES.say(language, n=card.minutes)
