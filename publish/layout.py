"""Lays a digest out in one language: picks every word, its order and its limits."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from catchup.types import Card, Digest, Language, Level, Reading, Reason, Section, Topic
from publish import words
from publish.dates import local_day, say_day, say_span
from publish.plain import plain, web_address
from publish.report import (
    AreaView,
    BriefGroup,
    BriefView,
    CardView,
    Fact,
    Headline,
    Labels,
    Passage,
    Report,
    Step,
    reading_minutes,
)
from publish.state import state_of

TITLE_LIMIT = 160
QUOTE_LIMIT = 400
NAME_LIMIT = 60
QUOTES = 3
EVIDENCE = 4
ENDINGS = (1, 2)  # letters of a plural or a Korean particle
REASONS = 3
# The badge and the line of facts under the title say these already.
SAID_ELSEWHERE = frozenset({Reason.REVISED, Reason.LATE, Reason.PAPER, Reason.WHOLE_TEXT})
PREREQUISITES = 3
COMPANIONS = 3
HEADLINES = 3
FIVE_MINUTES = 5
EASIEST_FIRST = {level: rank for rank, level in enumerate(Level)}


def lay_out(digest: Digest, language: Language) -> Report:
    """The report of a digest in Korean ("ko") or English; the same items in both."""
    numbered = _numbered(digest.sections)
    report = Report(
        language=language,
        labels=_labels(digest, language),
        title=words.TITLE.say(language, span=say_span(digest.period, digest.timezone, language)),
        minutes=0,
        lead=_lead(digest, language),
        notes=_notes(digest, language),
        headlines=_headlines(digest, numbered, language),
        areas=_areas(digest, numbered, language),
        briefs=_briefs(digest, language),
        order=_order(digest, numbered, language),
        sources=state_of(digest, language),
    )
    return _timed(report)


def _timed(report: Report) -> Report:
    """Say on top how long the report takes; saying so is itself one of its words."""
    if not report.areas and not report.briefs:
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
            area=_topic_title(digest.topics[area], language),
            title=_title(first[area], language),
            number=numbered[first[area].item],
        )
        for area in sizes
        if area in leading
    )


# ---- Cards ------------------------------------------------------------------------------------


def _areas(digest: Digest, numbered: Mapping[int, int], language: Language) -> tuple[AreaView, ...]:
    return tuple(
        AreaView(
            title=_topic_title(digest.topics[area], language),
            cards=tuple(
                view
                for section in sections
                for view in _section(section, numbered, digest, language)
            ),
        )
        for area, sections in groupby(digest.sections, key=lambda section: section.area)
    )


def _section(
    section: Section, numbered: Mapping[int, int], digest: Digest, language: Language
) -> Iterator[CardView]:
    """The cards of one topic; the first of them introduces it, the others only name it."""
    place = _introduction(digest.topics[section.topic], digest, language)
    for card in section.cards:
        yield _card(card, numbered[card.item], place, digest, language)
        place = (replace(place[0], note=""),)


def _card(
    card: Card, number: int, place: tuple[Fact, ...], digest: Digest, language: Language
) -> CardView:
    facts = (*place, *_grounds(card, language))
    return CardView(
        number=number,
        title=_title(card, language),
        badge=_badge(card, language),
        meta=_meta(card, digest, language),
        quotes=tuple(
            Passage(text=plain(point.quote, QUOTE_LIMIT), language=_tag(card.language))
            for point in card.points[:QUOTES]
        ),
        facts=tuple(fact for fact in facts if fact.text or fact.links),
    )


def _meta(card: Card, digest: Digest, language: Language) -> tuple[str, ...]:
    level = words.LEVELS[card.level].say(language)
    minutes = card.minutes
    parts = (
        plain(card.source, NAME_LIMIT),
        _day(card, digest, language),
        words.KINDS[card.kind].say(language),
        _language_name(card.language, language),
        words.ESTIMATED.say(language, level=level) if card.level_estimated else level,
        "" if minutes is None else words.ORIGINAL.say(language, n=minutes),
        words.READINGS[card.reading].say(language),
    )
    return tuple(part for part in parts if part)


def _introduction(topic: Topic, digest: Digest, language: Language) -> tuple[Fact, ...]:
    """A topic in the reader's language, whatever that of its items, and what to know first."""
    first = [digest.topics[t] for t in topic.prerequisites if t in digest.topics]
    return (
        Fact(
            label=words.TOPIC.say(language),
            text=_topic_title(topic, language),
            note=topic.descriptions.get(language, ""),
        ),
        Fact(
            label=words.PREREQUISITES.say(language),
            text=", ".join(_topic_title(t, language) for t in first[:PREREQUISITES]),
        ),
    )


def _grounds(card: Card, language: Language) -> tuple[Fact, ...]:
    """Why the item stands here: the words that matched, fixed reasons, other items of the work."""
    reasons = [words.REASONS[r].say(language) for r in card.reasons if r not in SAID_ELSEWHERE]
    return (
        Fact(
            label=words.EVIDENCE.say(language),
            text=", ".join(_distinct(card.evidence)[:EVIDENCE]),
        ),
        Fact(label=words.WHY.say(language), text=", ".join(reasons[:REASONS])),
        Fact(label=words.TOGETHER.say(language), links=_together(card, language)),
    )


def _distinct(evidence: Sequence[str]) -> list[str]:
    """Matched words without those that only add an ending to another ("server", "servers")."""
    shown = {word.casefold(): word for word in evidence}
    return [
        plain(word, NAME_LIMIT)
        for key, word in shown.items()
        if not any(key[:-letters] in shown for letters in ENDINGS)
    ]


def _together(card: Card, language: Language) -> tuple[Passage, ...]:
    return tuple(
        Passage(
            text=plain(title, TITLE_LIMIT) or words.UNTITLED.say(language),
            url=web_address(url),
            note=plain(source, NAME_LIMIT),
        )
        for title, url, source in card.together[:COMPANIONS]
    )


# ---- One-liners and the reading order ---------------------------------------------------------


def _briefs(digest: Digest, language: Language) -> tuple[BriefGroup, ...]:
    return tuple(
        BriefGroup(
            topic=_topic_title(digest.topics[topic], language),
            lines=tuple(_brief(card, digest, language) for card in cards),
        )
        for topic, cards in groupby(digest.briefs, key=lambda card: card.topic)
    )


def _brief(card: Card, digest: Digest, language: Language) -> BriefView:
    parts = (
        plain(card.source, NAME_LIMIT),
        _day(card, digest, language),
        words.KINDS[card.kind].say(language),
        _badge(card, language),
    )
    return BriefView(
        title=_title(card, language),
        meta=tuple(part for part in parts if part),
        together=tuple(
            replace(other, text=other.note or other.text, note="")
            for other in _together(card, language)
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


# ---- Words of an item -------------------------------------------------------------------------


def _title(card: Card, language: Language) -> Passage:
    title = plain(card.title, TITLE_LIMIT)
    if not title:
        return Passage(text=words.UNTITLED.say(language), url=web_address(card.url))
    return Passage(text=title, language=_tag(card.language), url=web_address(card.url))


def _badge(card: Card, language: Language) -> str:
    if Reason.REVISED in card.reasons:
        return words.UPDATE.say(language, version=card.version)
    return words.LATE.say(language) if Reason.LATE in card.reasons else ""


def _day(card: Card, digest: Digest, language: Language) -> str:
    if card.published is None:
        return words.UNDATED.say(language)
    day = local_day(card.published, digest.timezone)
    return say_day(day, language, year=local_day(digest.period.end, digest.timezone).year)


def _language_name(language: Language, reader: Language) -> str:
    name = words.LANGUAGES.get(language)
    return "" if name is None else name.say(reader)


def _tag(language: Language) -> Language:
    return language if language in words.LANGUAGES else ""


def _topic_title(topic: Topic, language: Language) -> str:
    return topic.titles.get(language) or next(iter(topic.titles.values()))
