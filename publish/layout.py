"""Lays a digest out in one language: picks every word, its order and its limits."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from catchup.types import Card, Digest, Lane, Language, Reason, Section, SourceTrouble
from publish import words
from publish.cards import lay_out_areas
from publish.continuing import changes_of
from publish.corrections import corrections_of
from publish.dates import say_days, say_span
from publish.lines import finding_of, line_of, told_of
from publish.naming import (
    NAME_LIMIT,
    badge_of,
    companions,
    day_of,
    language_name,
    title_of,
    topic_title,
)
from publish.overview import overview_of
from publish.picks import HEADS, area_of, heads
from publish.plain import plain
from publish.plan import first_steps, plan_of
from publish.report import (
    Block,
    BriefGroup,
    BriefView,
    Fact,
    Headline,
    Labels,
    Passage,
    Report,
    reading_minutes,
)
from publish.state import state_of
from publish.weeks import year_and_week
from publish.why import say_reason
from publish.wording import headline_of, speaks, writer_of

SAID_COLUMNS = 160
LINE_COLUMNS = 180
NEXT_PARTS = 2  # of a series in a line: its card shows them all


class _Same:
    """A digest as the key of a cache: by what it is, since to compare it would be to read it."""

    __slots__ = ("digest",)

    def __init__(self, digest: Digest) -> None:
        self.digest = digest

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.digest is other.digest

    def __hash__(self) -> int:
        return id(self.digest)


def lay_out(digest: Digest, language: Language) -> Report:
    """The report of a digest in Korean ("ko") or English; the same items in both."""
    return _laid_out(_Same(digest), language)


@lru_cache(maxsize=8)  # every renderer asks for the report of the same digest
def _laid_out(same: _Same, language: Language) -> Report:
    digest = _own_language_first(same.digest, language)
    numbered = _numbered(digest.sections)
    report = Report(
        language=language,
        labels=_labels(digest, language),
        title=title_of_report(digest, language),
        minutes=0,
        lead=_lead(digest, language),
        notes=_notes(digest, language),
        first=(*corrections_of(digest, language), *_lead_of_editor(digest, language)),
        headlines=_headlines(digest, numbered, language),
        order=first_steps(digest, numbered, language),
        middle=(*_big_news(digest, language), *overview_of(digest, numbered, language)),
        areas=lay_out_areas(digest, numbered, language),
        updates=tuple(_update(card, digest, language) for card in digest.updates),
        briefs=_briefs(digest, language),
        last=plan_of(digest, numbered, language),
        sources=state_of(digest, language),
    )
    return _timed(report)


def _own_language_first(digest: Digest, language: Language) -> Digest:
    """Within each topic what speaks the reader's language comes first; an editor's order stays."""

    def is_foreign(card: Card) -> bool:
        return card.item not in digest.arranged and not speaks(card, language)

    sections = (
        replace(section, cards=tuple(sorted(section.cards, key=is_foreign)))
        for section in digest.sections
    )
    return replace(digest, sections=tuple(sections))


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
    best = heads(digest, language)
    whose = [_writers_of(best, language)]
    if any(not headline_of(card, language) for card in best):
        whose.append(words.TITLES_AS_THEY_ARE.say(language))
    updates = words.UPDATES if digest.week else words.UPDATES_AGAIN
    return Labels(
        headlines=words.THREE_LINES.say(language, whose=", ".join(filter(None, whose))),
        updates=updates.say(language),
        updates_note=words.UPDATES_NOTE.say(language),
        briefs=words.BRIEFS.say(language),
        briefs_note=_whose_lines(
            [card for card in digest.briefs if card.lane is not Lane.BIG], language
        ),
        order=words.FIVE_MINUTES.say(language),
        sources=words.SOURCES.say(language),
        together=words.TOGETHER.say(language),
    )


def _whose_lines(cards: Sequence[Card], language: Language) -> str:
    """Whose words stand in the lines of these cards."""
    ours = _writers_of(cards, language)
    if not ours:
        return words.BRIEFS_NOTE.say(language)
    note = words.BRIEFS_NOTE_OURS.say(language, whose=ours)
    if any(card.points and not headline_of(card, language) for card in cards):
        note = f"{note} {words.QUOTED_LINES.say(language)}"
    return note


def _writers_of(cards: Sequence[Card], language: Language) -> str:
    """Whoever wrote the headlines of these cards, each once."""
    ours = (writer_of(card, language) for card in cards if headline_of(card, language))
    return ", ".join(dict.fromkeys(ours))


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
    if not notes:
        notes += _missed(digest, language)
    return tuple(notes)


def _missed(digest: Digest, language: Language) -> Iterator[str]:
    """What the report cannot know of the period: the end of it says where."""
    gaps = sum(note.trouble is SourceTrouble.GAP for note in digest.health.notes)
    doubtful = [n for n in digest.health.notes if n.trouble is SourceTrouble.DOUBTFUL]
    undated = sum(note.count for note in doubtful)
    if gaps and doubtful:
        said = words.PARTLY.say(language, n=gaps), words.UNDATED_TOO.say(language, n=undated)
        yield " ".join(said)
    elif gaps:
        yield words.PARTLY.say(language, n=gaps)


def _headlines(
    digest: Digest, numbered: Mapping[int, int], language: Language
) -> tuple[Headline, ...]:
    """The best cards of three areas, what speaks the reader's language and tells most first.

    A report that is hardly longer than three lines needs none.
    """
    # From what the handbook begins with, so from what is applied, to what lies below.
    best = sorted(heads(digest, language), key=lambda card: numbered[card.item])
    if len(numbered) <= HEADS or len(best) == 1:
        return ()
    return tuple(
        Headline(
            area=topic_title(digest.topics[area_of(card, digest)], language),
            title=_headline(card, language),
            number=numbered[card.item],
            said=_said(card, language),
        )
        for card in best
    )


def _headline(card: Card, language: Language) -> Passage:
    """What we say of the item, else the title, whole: half a title says nothing."""
    ours = finding_of(card, language)
    return Passage(text=ours) if ours else title_of(card, language)


def _said(card: Card, language: Language, columns: int = SAID_COLUMNS) -> Passage:
    """What the card tells best in a sentence that fits, where there is no headline of ours."""
    return Passage(text="") if headline_of(card, language) else line_of(card, columns)


def _lead_of_editor(digest: Digest, language: Language) -> tuple[Block, ...]:
    text = digest.lead.get(language, "")
    if not text:
        return ()
    by = words.LEAD_BY.say(language, editor=digest.editor) if digest.editor else ""
    return (Block(title=words.LEAD.say(language), lines=(Fact(label="", text=text, note=by),)),)


def _big_news(digest: Digest, language: Language) -> tuple[Block, ...]:
    """What the week is remembered for, in a line each; nothing where there was none."""
    big = [card for card in digest.briefs if card.lane is Lane.BIG]
    if not big:
        return ()
    return (
        Block(
            title=words.BIG_NEWS.say(language),
            note=_whose_lines(big, language),
            items=tuple(_big(card, digest, language) for card in big),
        ),
    )


def _big(card: Card, digest: Digest, language: Language) -> BriefView:
    """One piece of big news: what it says, and who else carries it."""
    line = _brief(card, digest, language)
    several = (
        (say_reason(Reason.SEVERAL_SOURCES, card, language),)
        if Reason.SEVERAL_SOURCES in card.reasons
        else ()
    )
    return replace(line, notes=several)


# ---- One-liners -------------------------------------------------------------------------------


def _briefs(digest: Digest, language: Language) -> tuple[BriefGroup, ...]:
    """By area, for most topics have one line; news of the day is of no topic and comes last."""

    def heading(card: Card) -> str:
        if card.lane is Lane.NEWS:
            return words.ROUNDUPS.say(language)
        topic = digest.topics[card.topic]
        return topic_title(digest.topics.get(topic.parent or "", topic), language)

    return tuple(
        BriefGroup(title=title, lines=tuple(_brief(card, digest, language) for card in cards))
        for title, cards in groupby(
            (card for card in digest.briefs if card.lane is not Lane.BIG), key=heading
        )
    )


def _brief(card: Card, digest: Digest, language: Language) -> BriefView:
    parts = (
        plain(card.source, NAME_LIMIT),
        day_of(card, digest, language),
        words.KINDS[card.kind].say(language),
        language_name(card.language, language),
        words.READINGS[card.reading].say(language),
        _topic(card, digest, language),
        badge_of(card, language),
    )
    return BriefView(
        told=told_of(card, language),
        said=_said(card, language, LINE_COLUMNS),
        title=title_of(card, language),
        meta=tuple(part for part in parts if part),
        together=tuple(_beside(card, language)),
    )


def _beside(card: Card, language: Language) -> Iterator[Passage]:
    """Other items of the work by their source; of a series the next parts by their title."""
    others = companions(card, language)
    if card.parts_of_series:
        yield from others[:NEXT_PARTS]
    else:
        for other in others:
            yield replace(other, text=other.note or other.text, note="")


def _topic(card: Card, digest: Digest, language: Language) -> str:
    """The topic of a line, which stands under its area: news has none, and a guess says little."""
    if card.lane is not Lane.EVERGREEN or card.topic_likely:
        return ""
    return topic_title(digest.topics[card.topic], language)


def _update(card: Card, digest: Digest, language: Language) -> BriefView:
    line = _brief(card, digest, language)
    notes = tuple(changes_of(card, language))
    return replace(line, notes=notes, told="", said=Passage(text=""))
