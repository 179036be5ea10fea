"""The sources: which are read, which could not be, and when each last brought something."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from catchup.types import Language
from publish.dates import local_day, say_day
from publish.naming import NAME_LIMIT, language_name
from publish.plain import plain, web_address
from publish.report import Passage
from publish.site import words
from publish.site.content import Content, Page, SourceLine
from publish.state import error_name
from publish.words import Phrase


@dataclass(frozen=True, slots=True)
class Row:
    """One source: its name, linked, and facts about it."""

    name: Passage
    facts: str


@dataclass(frozen=True, slots=True)
class Group:
    """Sources that fare alike; `warning`: something may be missing because of them."""

    title: str
    rows: tuple[Row, ...]
    warning: bool


def pages(content: Content, language: Language) -> Iterator[Page]:
    """All sources, troubles first."""
    lines = sorted(content.sources.values(), key=lambda line: line.title.casefold())
    active = [line for line in lines if not line.paused]
    failed = sum(bool(line.error) for line in active)
    about = words.SOURCES_ABOUT if failed else words.ALL_WELL
    yield Page(
        path="sources/",
        title=words.SOURCES.say(language),
        about=about.say(language, n=len(active), failed=failed),
        template="site/sources.html",
        values={"groups": tuple(_groups(lines, content, language))},
        tab="sources/",
    )


def _groups(lines: Sequence[SourceLine], content: Content, language: Language) -> Iterator[Group]:
    kinds = [(line, _kind(line)) for line in lines]
    for title in (
        words.SOURCES_FAILING,
        words.SOURCES_GAPS,
        words.SOURCES_WELL,
        words.SOURCES_NEW,
        words.SOURCES_PAUSED,
    ):
        rows = tuple(_row(line, content, language) for line, kind in kinds if kind is title)
        if rows:
            warning = title in {words.SOURCES_FAILING, words.SOURCES_GAPS}
            yield Group(f"{title.say(language)} ({len(rows)})", rows, warning)


def _kind(line: SourceLine) -> Phrase:
    if line.paused:
        return words.SOURCES_PAUSED
    if line.error:
        return words.SOURCES_FAILING
    if line.succeeded is None:
        return words.SOURCES_NEW
    return words.SOURCES_GAPS if line.gap else words.SOURCES_WELL


def _row(line: SourceLine, content: Content, language: Language) -> Row:
    facts = (
        error_name(line.error, language) if line.error else "",
        language_name(line.language, language),
        _dated(words.LAST_ITEM, line.newest, content, language),
        _dated(words.LAST_READ, line.succeeded, content, language) if line.error else "",
        words.NEVER_READ.say(language) if line.error and line.succeeded is None else "",
    )
    name = Passage(text=plain(line.title, NAME_LIMIT), url=web_address(line.url))
    return Row(name, " · ".join(filter(None, facts)))


def _dated(phrase: Phrase, instant: datetime | None, content: Content, language: Language) -> str:
    if instant is None:
        return ""
    return phrase.say(
        language, day=say_day(local_day(instant, content.timezone), language, year=content.year)
    )
