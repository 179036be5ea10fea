"""Turns a digest into a file of one format and language: pure functions, no clock."""

from collections.abc import Callable, Mapping

from catchup.types import Digest, Language
from publish.render import html, json, markdown, text

RENDERERS: Mapping[str, Callable[[Digest, Language], str]] = {
    "text": text.render,
    "markdown": markdown.render,
    "html": html.render,
    "json": json.render,
}
SUFFIXES: Mapping[str, str] = {"text": "txt", "markdown": "md", "html": "html", "json": "json"}
