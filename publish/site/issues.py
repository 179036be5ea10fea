"""The archive: the list of issues, and each issue as it was frozen."""

from collections.abc import Iterator
from dataclasses import dataclass

from catchup.types import Digest, Issue, Language
from publish.dates import say_span
from publish.layout import lay_out
from publish.places import issue_page
from publish.report import Report
from publish.site import words
from publish.site.absences import items_in
from publish.site.content import Content, Page


@dataclass(frozen=True, slots=True)
class Row:
    """One issue in the list: its page, its week, the days it covers, and what it brings."""

    page: str
    week: str
    span: str
    brings: str


def pages(content: Content, language: Language) -> Iterator[Page]:
    """The list, newest first, then each issue with its neighbours."""
    reports = [lay_out(digest, language) for _, digest in content.issues]
    rows = [
        _row(issue, digest, report, language)
        for (issue, digest), report in zip(content.issues, reports, strict=True)
    ]
    yield Page(
        path="issues/",
        title=words.ISSUES.say(language),
        about=words.ISSUES_ABOUT.say(language),
        template="site/issues.html",
        values={"rows": rows[::-1]},
        tab="issues/",
    )
    for place, ((_, digest), report, row) in enumerate(
        zip(content.issues, reports, rows, strict=True)
    ):
        yield Page(
            path=row.page,
            title=report.title,
            about=words.ISSUE_ABOUT.say(
                language, span=row.span, items=items_in(digest), minutes=report.minutes
            ),
            template="site/issue.html",
            values={
                "report": report,
                "older": rows[place - 1] if place else None,
                "newer": rows[place + 1] if place + 1 < len(rows) else None,
            },
            tab="issues/",
        )


def _row(issue: Issue, digest: Digest, report: Report, language: Language) -> Row:
    return Row(
        page=issue_page(issue.week),
        week=issue.week,
        span=say_span(issue.period, digest.timezone, language),
        brings=words.WINDOW.say(language, items=items_in(digest), minutes=report.minutes),
    )
