from dataclasses import replace
from datetime import UTC, datetime

import pytest

from catchup.errors import ParseError
from catchup.types import DateDoubt, Reading, Source, SourceState
from ingest.kinds.page import visit
from tests.ingest.fakes import NOW, FakeWeb, html_page

URL = "https://lab.example/posts/"
SOURCE = Source(id="lab", kind="page", url=URL, options={"item": "article"})
STATE = SourceState(source="lab")


def visited(html: str, source: Source = SOURCE) -> list[tuple[str, str, datetime | None]]:
    crawl = visit(source, STATE, FakeWeb({URL: html_page(html, URL)}), NOW)
    return [(entry.canonical, entry.title, entry.published) for entry in crawl.entries]


def test_an_item_needs_no_more_than_a_link() -> None:
    html = (
        "<nav><a href='/about'>About</a></nav>"
        "<article><a href='one?utm_source=x'>One <b>two</b></a>"
        "<time datetime='2026-02-28T10:20:30Z'>last week</time></article>"
        "<article><a href='/two'>Two</a></article><article>no link</article>"
    )
    assert visited(html) == [
        ("https://lab.example/posts/one", "One two", datetime(2026, 2, 28, 10, 20, 30, tzinfo=UTC)),
        ("https://lab.example/two", "Two", None),
    ]


def test_a_rule_may_name_every_part_and_the_form_of_dates() -> None:
    options = {
        "item": "tr",
        "link": "td.go a",
        "title": "h3",
        "date": ".day",
        "date_format": "%d/%m/%y",
    }
    html = (
        "<base href='https://cdn.example/'><table><tr><td class=go><a href='x'>more</a></td>"
        "<td><h3>Ranking</h3><span class=day>03/02/26</span></td></tr></table>"
    )
    source = replace(SOURCE, options=options)
    assert visited(html, source) == [
        ("https://cdn.example/x", "Ranking", datetime(2026, 2, 3, tzinfo=UTC))
    ]
    assert visited(html, replace(source, language="ko"))[0][2] == datetime(
        2026, 2, 2, 15, tzinfo=UTC
    )


def test_items_may_be_the_links_themselves() -> None:
    source = replace(SOURCE, options={"item": "li > a"})
    assert visited("<ul><li><a href='/a'>A</a><li><a href='/b'>B</a></ul>", source) == [
        ("https://lab.example/a", "A", None),
        ("https://lab.example/b", "B", None),
    ]


def test_entries_say_that_only_the_title_was_read_and_that_the_date_is_missing() -> None:
    web = FakeWeb({URL: html_page("<article><a href='/a'>A</a></article>", URL)})
    (entry,) = visit(SOURCE, STATE, web, NOW).entries
    assert (entry.reading, entry.date_doubt) == (Reading.TITLE, DateDoubt.MISSING)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"item": "article.post"}, r"nothing that matches 'article\.post'"),
        ({"item": "p"}, "has no link in what matches 'p'"),
        ({"item": "li["}, r"li\["),
        ({}, "has no rule"),
    ],
)
def test_a_rule_that_finds_nothing_is_named(options: dict[str, str], said: str) -> None:
    with pytest.raises(ParseError, match=said):
        visited("<article><p>text</p></article>", replace(SOURCE, options=options))
