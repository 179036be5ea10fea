"""The Markdown report has exactly our marks, whatever the titles hold."""

from typing import Any

import pytest
from hypothesis import given

from publish.render.markdown import escaped, render
from tests.publish.render.hostile import HOSTILE, digest_saying
from tests.publish.samples import a_week, digest_of

markdown_it = pytest.importorskip("markdown_it", reason="comes with rich")
PARSER = markdown_it.MarkdownIt("commonmark").enable(["table", "strikethrough"])


def marks(page: str) -> list[tuple[str, Any]]:
    """The structure of a page: every token that is not text, and where links lead."""
    return [
        (token.type, token.attrGet("href"))
        for block in PARSER.parse(page)
        for token in (block, *(block.children or ()))
        if token.type not in {"text", "softbreak"}
    ]


def shown(page: str) -> str:
    """The words of a page as a reader sees them."""
    return " ".join(
        token.content
        for block in PARSER.parse(page)
        for token in block.children or ()
        if token.type == "text"
    )


@given(HOSTILE)
def test_hostile_text_adds_no_mark(text: str) -> None:
    assert marks(render(digest_saying(text), "ko")) == marks(render(digest_saying("y"), "ko"))


@given(HOSTILE)
def test_escaped_text_is_shown_as_it_was(text: str) -> None:
    line = " ".join(text.encode(errors="ignore").decode().replace("\x00", "").split())
    assert shown(f"# {escaped(line)}") == line


@pytest.mark.parametrize("line", ["- a", "+ a", "# a", "1. a", "12) a", "=== ", "> a", "| a |"])
def test_a_line_of_foreign_text_starts_no_block(line: str) -> None:
    blocks = [token.type for token in PARSER.parse(escaped(line))]
    assert blocks == ["paragraph_open", "inline", "paragraph_close"]


def test_bare_addresses_do_not_become_links() -> None:
    assert escaped("see https://evil.example and www.evil.example") == (
        "see https\\://evil.example and www\\.evil.example"
    )


def test_a_report_has_one_title_and_a_heading_for_each_card() -> None:
    lines = render(digest_of(a_week()), "ko").splitlines()
    assert sum(line.startswith("# ") for line in lines) == 1
    assert sum(line.startswith("### ") for line in lines) == 5
