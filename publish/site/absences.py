"""The pages for somebody who was away: one a window, and the choice between them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from catchup.types import Digest, Language
from publish.layout import lay_out
from publish.places import since_page
from publish.report import Report
from publish.site import words
from publish.site.content import Content, Page


@dataclass(frozen=True, slots=True)
class Window:
    """One absence to choose: its page, its name, what it brings, and whether it is shown."""

    page: str
    name: str
    brings: str
    here: bool = False


def pages(content: Content, language: Language) -> Iterator[Page]:
    """The choice of windows, then the report of each."""
    reports = reports_of(content, language)
    yield Page(
        path="since/",
        title=words.SINCE_INDEX.say(language),
        about=words.SINCE_INDEX_ABOUT.say(language),
        template="site/windows.html",
        values={"windows": windows_of(content, reports, language)},
        tab="since/",
    )
    for weeks, report in reports.items():
        span, items = span_of(weeks, language), items_in(content.since[weeks])
        yield Page(
            path=since_page(weeks),
            title=words.SINCE_TITLE.say(language, span=span),
            about=words.SINCE_ABOUT.say(language, span=span, items=items, minutes=report.minutes),
            template="site/absence.html",
            values={
                "windows": windows_of(content, reports, language, here=weeks),
                "report": report,
            },
            tab="since/",
        )


def reports_of(content: Content, language: Language) -> dict[int, Report]:
    """The report of each window, by its number of weeks."""
    return {weeks: lay_out(digest, language) for weeks, digest in content.since.items()}


def windows_of(
    content: Content, reports: Mapping[int, Report], language: Language, *, here: int = 0
) -> tuple[Window, ...]:
    """The windows to choose from; `here` is the number of weeks of the page they stand on."""
    return tuple(
        Window(
            page=since_page(weeks),
            name=span_of(weeks, language),
            brings=words.WINDOW.say(
                language, items=items_in(content.since[weeks]), minutes=report.minutes
            ),
            here=weeks == here,
        )
        for weeks, report in reports.items()
    )


def span_of(weeks: int, language: Language) -> str:
    """A span of weeks as people say it."""
    return words.MONTHS.get(weeks, words.WEEKS).say(language, n=weeks)


def items_in(digest: Digest) -> int:
    """How many items a digest shows."""
    return sum(len(section.cards) for section in digest.sections) + len(digest.briefs)
