"""Renders a report as one self-contained page: no script, no request, every text escaped."""

from catchup.types import Digest, Language
from publish.layout import lay_out


def render(digest: Digest, language: Language) -> str:
    """A report as an HTML page."""
    from publish.templating import template  # noqa: PLC0415 - 50 ms that a terminal saves

    return template("report.html").render(report=lay_out(digest, language))
