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
        ({"title": "h2"}, "names no item"),
        ({}, "nothing that can be told apart"),
    ],
)
def test_a_rule_that_finds_nothing_is_named(options: dict[str, str], said: str) -> None:
    with pytest.raises(ParseError, match=said):
        visited("<article><p>text</p></article>", replace(SOURCE, options=options))


ANY_PAGE = replace(SOURCE, options={})
MARCH = [datetime(2026, 3, day, tzinfo=UTC) for day in (2, 1)]
LISTED = [
    ("https://lab.example/a", "Alpha", MARCH[0]),
    ("https://lab.example/b", "Beta", MARCH[1]),
]


@pytest.mark.parametrize(
    "html",
    [
        # frames with a heading, tags and an author
        """<article><a href=/tag/x>tag</a><h2><a href=/a>Alpha</a></h2><a href=/who>A Long Name</a>
        <time datetime=2026-03-02>Mar 2</time></article>
        <article><h2><a href=/b>Beta</a></h2><time datetime=2026-03-01></time></article>""",
        # cards that are links
        """<a href=/a><h3>Alpha</h3><p>An introduction</p><time>2026-03-02</time></a>
        <a href=/b><h3>Beta</h3><time>2026-03-01</time></a>""",
        # a plain list
        """<ul><li><time>2026-03-02</time> <a href=/a?utm_source=home>Alpha</a></li>
        <li><time>2026-03-01</time> <a href=/b>Beta</a></li></ul>""",
        # no frames at all
        """<main><h2><a href=/a>Alpha</a></h2><time>2026-03-02</time>
        <h2><a href=/b>Beta</a></h2><time>2026-03-01</time></main>""",
        # a date without a <time>
        """<div><a href=/a>Alpha</a><meta itemprop=datePublished content=2026-03-02></div>
        <div><a href=/b>Beta</a><span itemprop=datePublished>2026-03-01</span></div>""",
    ],
)
def test_without_a_rule_the_form_of_the_page_tells_the_entries(html: str) -> None:
    around = "<nav><a href=/about>About</a> <time>2026-01-01</time></nav>"
    assert visited(f"<body>{around}{html}<footer><time>2020</time></footer>", ANY_PAGE) == LISTED


def test_without_dates_articles_and_then_headings_are_entries() -> None:
    expected = [(url, title, None) for url, title, _ in LISTED]
    articles = "<article><a href=/a>Alpha</a></article><article><a href=/b>Beta</a></article>"
    headings = "<h3><a href=/a>Alpha</a></h3><h3><a href=/b>Beta</a></h3><p><a href=/c>C</a></p>"
    assert visited(articles, ANY_PAGE) == visited(headings, ANY_PAGE) == expected


def test_links_lose_what_trackers_added_and_nothing_else() -> None:
    html = "<article><a href='/a?p=1&utm_source=home'>A</a></article>"
    web = FakeWeb({URL: html_page(html, URL)})
    assert visit(SOURCE, STATE, web, NOW).entries[0].link == "https://lab.example/a?p=1"
