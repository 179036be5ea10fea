"""Renders a report as one self-contained page: no script, no request, every text escaped."""

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from catchup.types import Digest, Language
from publish.layout import lay_out


def render(digest: Digest, language: Language) -> str:
    """A report as an HTML page."""
    return _template().render(report=lay_out(digest, language))


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("publish"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    return environment.get_template("report.html")
