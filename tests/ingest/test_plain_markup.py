"""Simple markup is read without a tree, and as the parser would read it."""

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from ingest.html_tree import parse_html, targets, visible_pieces
from ingest.plain_markup import DEEPEST, LONGEST, read_simple
from ingest.text import clean

NAMES = ("p", "div", "ul", "li", "h2", "blockquote", "em", "code", "a", "span", "strong")
ATTRIBUTES = (
    "",
    ' class="x"',
    ' href="/a?b=1&amp;c=2"',
    " title='검색 + 생성'",
    ' id="q" rel="me"',
)
WORDS = st.sampled_from(
    [
        "토큰",
        " 검색\n증강 ",
        "a &amp; b",
        "&lt;tag&gt;",
        "\u2028",
        "x&nbsp;y",
        "5 > 3",
        "\r\n",
        "<br>",
        "<hr/>",
        " ",
    ]
)


def by_the_parser(markup: str) -> tuple[str, list[str]]:
    root = parse_html(markup)
    return ("", []) if root is None else (clean("".join(visible_pieces(root))), targets(root))


@st.composite
def elements(draw: st.DrawFn, inner: st.SearchStrategy[str]) -> str:
    name, attributes = draw(st.sampled_from(NAMES)), draw(st.sampled_from(ATTRIBUTES))
    return f"<{name}{attributes}>{''.join(draw(st.lists(inner, max_size=4)))}</{name}>"


@given(st.lists(st.recursive(WORDS, elements, max_leaves=12), max_size=5).map("".join))
def test_it_reads_what_the_parser_reads(markup: str) -> None:
    found = read_simple(markup)
    event(f"simple: {found is not None}")
    if found is not None:
        text, links = by_the_parser(f"<div>{markup}</div>")
        assert clean(found[0]).split() == text.split()
        assert found[1] == links


def test_blocks_stand_on_lines_of_their_own() -> None:
    found = read_simple("<p>하나<br/>둘</p>\n<ul>\n<li>셋</li>\n<li>넷</li></ul>끝")
    assert found is not None
    assert clean(found[0]) == "하나\n둘\n\n셋\n넷\n\n끝"


@pytest.mark.parametrize(
    "markup",
    [
        '<p style="display:none">숨은 글</p>',
        "<p hidden>숨은 글</p>",
        '<p aria-hidden="true">숨은 글</p>',
        '<p class="a" style="color:transparent">숨은 글</p>',
        '<p\nstyle="display:none">숨은 글</p>',
        "<p STYLE='display:none'>숨은 글</p>",
        "<p>글<!-- 숨은 글 --></p>",
        "<script>x</script>",
        "<table><tr><td>x</td></tr></table>",
        "<pre>a\nb</pre>",
        "<p>하나<ul><li>둘</li></ul></p>",
        "<a><p>하나</p></a>",
        "<p>열린 채로",
        "<p><em>엇갈린</p></em>",
        "닫기만</p>",
        "<p>&copy 2026</p>",
        "<p>&#0;</p>",
        "<p>a\x00b</p>",
        "<p>1 < 2</p>",
        '<a href="x>y</a>',
        "<div>" * (DEEPEST + 2) + "</div>" * (DEEPEST + 2),
        "x" * (LONGEST + 1),
    ],
)
def test_whatever_may_be_read_otherwise_is_left_to_the_parser(markup: str) -> None:
    assert read_simple(markup) is None
