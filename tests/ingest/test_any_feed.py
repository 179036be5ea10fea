"""Any bytes in any reader give entries or a ParseError, and what comes out is clean."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catchup.errors import ParseError
from catchup.types import Entry, Page
from ingest import reading
from ingest.jobs import JOBS
from ingest.kinds.feed import read
from tests.ingest.fakes import FEED_URL, NOW, SOURCE, item, rss

CONTENT_TYPES = ("", "application/xml", "text/xml; charset=euc-kr", "x; charset=utf-16")
# Zero-width and bidi marks, controls, lone surrogates: nothing that shows.
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
PIECES = (
    "<rss>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<link>", "<guid>", "</guid>",
    "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>", "</entry>", "<id>", "<updated>",
    "<link rel='enclosure' href='//x/1'/>", "<rdf:RDF>", "<content:encoded>", "<![CDATA[", "]]>",
    "<!--", "-->", "<?xml encoding='euc-kr'?>", "<!DOCTYPE", "<!ENTITY a 'b'>", "&a;", "&", "&#0;",
    "&#xD800;", "\ud800", "\u202e", "\u200b", "\x07", "javascript:x", "https://[", "<script>",
    "</script>", "<pubDate>", "10000-01-01", "2026년 2월 30일", '{"items":[', '{"id":1e999}', "]}",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parse here, so that ten thousand examples cost no ten thousand messages."""

    def parse(name: str, body: bytes) -> object:
        try:
            return JOBS[name](body)
        except Exception as error:
            raise ParseError(str(error)) from error

    monkeypatch.setattr(reading, "parse", parse)


def entries_of(body: bytes, content_type: str = "") -> tuple[Entry, ...]:
    page = Page(url=FEED_URL, status=200, body=body, content_type=content_type)
    try:
        return read(page, SOURCE, NOW)
    except ParseError:
        return ()


def assert_clean(entries: tuple[Entry, ...]) -> None:
    for entry in entries:
        shown = (entry.title, entry.text, entry.entry_id, entry.link, *entry.authors)
        assert not UNSEEN.search("".join(shown))
        assert entry.entry_id or entry.canonical
        assert not entry.link or entry.link.startswith(("http://", "https://"))
        assert (entry.published is None) == (entry.date_doubt is not None)
        assert entry.published is None or entry.published <= NOW


@given(st.binary(max_size=400), st.sampled_from(CONTENT_TYPES))
def test_any_bytes_are_entries_or_a_named_error(body: bytes, content_type: str) -> None:
    assert_clean(entries_of(body, content_type))


@settings(deadline=None)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), max_size=40))
def test_any_heap_of_markup_is_entries_or_a_named_error(pieces: list[str]) -> None:
    assert_clean(entries_of("".join(pieces).encode("utf-8", "surrogatepass")))


@settings(deadline=None)
@given(st.integers(0, 900), st.binary(max_size=4), st.sampled_from(["utf-8", "utf-16", "cp949"]))
def test_a_damaged_feed_is_entries_or_a_named_error(at: int, noise: bytes, encoding: str) -> None:
    whole = rss(item(1, "2026. 3. 3.", "<description>검색 &amp; 생성</description>"), item(2))
    body = whole.encode(encoding)
    assert_clean(entries_of(body[:at] + noise + body[at + len(noise) :]))
    assert_clean(entries_of(body[:at]))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["id", "url", "title", "content_text", "authors", "author", "items"]),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(st.lists(JSON, max_size=4), JSON)
def test_any_json_is_entries_or_a_named_error(items: list[object], more: object) -> None:
    body = json.dumps({"items": items, "authors": more, "title": more})
    assert_clean(entries_of(body.encode()))
