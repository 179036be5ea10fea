"""The first page: how long have you been away, and the newest issue."""

from collections.abc import Iterator

from catchup.types import Language
from publish.layout import lay_out
from publish.places import issue_page
from publish.site import words
from publish.site.absences import reports_of, windows_of
from publish.site.content import Content, Page


def pages(content: Content, language: Language) -> Iterator[Page]:
    """The newest issue, or the shortest absence while there is none."""
    newest = content.issues[-1] if content.issues else None
    reports = reports_of(content, language)
    yield Page(
        path="",
        title=words.HOME.say(language),
        about=words.HOME_ABOUT.say(language),
        template="site/home.html",
        values={
            "windows": windows_of(content, reports, language),
            "report": lay_out(newest[1], language) if newest else reports[min(reports)],
            "issue": issue_page(newest[0].week) if newest else "",
        },
    )
