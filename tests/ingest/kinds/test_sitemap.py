import gzip
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from catchup.errors import BadEncoding, ConfigError, NotAFeed, ParseError
from catchup.types import Source, SourceState
from ingest.kinds.sitemap import read_sitemap, visit
from tests.ingest.fakes import NOW, FakeWeb, page

URL = "https://lab.example/sitemap.xml"
SOURCE = Source(id="lab", kind="sitemap", url=URL)
STATE = SourceState(source="lab")
NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def urlset(*places: str) -> bytes:
    urls = "".join(f"<url>{place}</url>" for place in places)
    return f"<urlset {NAMESPACE}>{urls}</urlset>".encode()


def index(*links: str) -> bytes:
    places = "".join(f"<sitemap>{link}</sitemap>" for link in links)
    return f"<sitemapindex {NAMESPACE}>{places}</sitemapindex>".encode()


FIRST = "<loc> https://lab.example/blog/first-post.html </loc><lastmod>2026-03-01</lastmod>"
SECOND = "<loc>/blog/%EA%B8%80</loc><lastmod>2026-02-28T09:00:00+09:00</lastmod>"


def test_entries_have_the_words_of_their_address_and_the_date_of_change() -> None:
    entries = visit(SOURCE, STATE, FakeWeb({URL: urlset(SECOND, FIRST)}), NOW).entries
    assert [(e.link, e.title, e.published) for e in entries] == [
        (
            "https://lab.example/blog/first-post.html",
            "first post",
            datetime(2026, 3, 1, tzinfo=UTC),
        ),
        ("https://lab.example/blog/%EA%B8%80", "글", datetime(2026, 2, 28, tzinfo=UTC)),
    ]


def test_a_sitemap_for_news_has_titles_and_dates_of_its_own() -> None:
    news = """<n:news xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
    <n:publication><n:name>Lab</n:name></n:publication>
    <n:publication_date>2026-02-27</n:publication_date><n:title>The first</n:title></n:news>"""
    (entry,) = visit(SOURCE, STATE, FakeWeb({URL: urlset(FIRST + news)}), NOW).entries
    assert (entry.title, entry.published) == ("The first", datetime(2026, 2, 27, tzinfo=UTC))


def test_the_newest_sitemaps_of_an_index_are_read_and_never_itself() -> None:
    links = [
        f"<loc>https://lab.example/{n}.xml</loc><lastmod>2026-02-0{n + 1}</lastmod>"
        for n in range(6)
    ]
    web = FakeWeb({URL: index(f"<loc>{URL}</loc>", *links)})
    web.pages.update({f"https://lab.example/{n}.xml": urlset(FIRST) for n in range(6)})
    assert len(visit(SOURCE, STATE, web, NOW).entries) == 1
    assert [url for url, *_ in web.asked] == [
        URL, "https://lab.example/5.xml", "https://lab.example/4.xml", "https://lab.example/3.xml",
    ]  # fmt: skip


def test_only_addresses_that_match_are_entries() -> None:
    about = "<loc>https://lab.example/about</loc>"
    wanted = replace(SOURCE, options={"match": "/blog/"})
    (entry,) = visit(wanted, STATE, FakeWeb({URL: urlset(about, FIRST)}), NOW).entries
    assert entry.title == "first post"
    with pytest.raises(ConfigError, match="match"):
        visit(replace(SOURCE, options={"match": "("}), STATE, FakeWeb({}), NOW)


def test_an_unchanged_sitemap_brings_nothing() -> None:
    web = FakeWeb({URL: urlset(FIRST)})
    state = visit(SOURCE, STATE, web, NOW).state
    web.pages[URL] = urlset(FIRST) + b"<!-- built again -->"
    assert visit(SOURCE, state, web, NOW).unchanged


def test_gzip_and_plain_text_are_sitemaps_too() -> None:
    zipped = read_sitemap(page(gzip.compress(urlset(FIRST)), URL))
    assert [entry.link for entry in zipped.entries] == ["https://lab.example/blog/first-post.html"]
    plain = read_sitemap(page("https://lab.example/a\nnothing\nhttps://lab.example/b\n", URL))
    assert [entry.link for entry in plain.entries] == [
        "https://lab.example/a",
        "https://lab.example/b",
    ]


@pytest.mark.parametrize("body", ["", "words only", "<rss/>", "<html><body>404</body></html>"])
def test_what_is_no_sitemap_says_so(body: str) -> None:
    with pytest.raises(NotAFeed):
        read_sitemap(page(body, URL))


def test_hostile_sitemaps_end_in_named_errors() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY b "b"><!ENTITY a "&b;&b;">]>' + urlset("<loc>&a;</loc>")
    with pytest.raises(ParseError):
        read_sitemap(page(bomb, URL))
    with pytest.raises(BadEncoding):
        read_sitemap(page(gzip.compress(urlset(FIRST))[:-20], URL))
