"""The fast lane reads what feedparser reads, or leaves it alone; nothing in between."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email.utils import format_datetime
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catchup.errors import ParseError
from ingest.entries import entries_of
from ingest.fastlane import read_plain
from ingest.jobs import feed as read_by_feedparser
from ingest.markup import safe_xml
from ingest.raw import RawFeed
from tests.ingest.fakes import FEED_URL, NOW, SOURCE, page, rss

SHARED = Path(__file__).parents[3] / "shared"
FOLDERS = (SHARED / "corpus" / "feeds", SHARED / "replay")
DATE = format_datetime(NOW - timedelta(days=1))
ITEM = (
    "<title>Post</title><link>https://blog.example/1</link><guid>https://blog.example/1</guid>"
    f"<pubDate>{DATE}</pubDate><description>&lt;p&gt;Words&lt;/p&gt;</description>"
)
ATOM = 'xmlns="http://www.w3.org/2005/Atom"'
ENTRY = (
    '<title type="html">A &amp;amp; b</title><link href="https://blog.example/1"/><id>tag:x,1</id>'
    "<updated>2026-03-02T09:00:00Z</updated><content type='html'>&lt;b&gt;c&lt;/b&gt;</content>"
)


def differences(body: bytes) -> list[str]:
    """In what the two lanes disagree about a document that the fast lane took."""
    fast = read_plain(body)
    if fast is None:
        return []
    slow = read_by_feedparser(safe_xml(body, "", FEED_URL))
    plain = tuple(replace(entry, date_guess=None) for entry in slow.entries)
    same_version = replace(slow, version=fast.version, entries=plain)
    found = [
        f"{name}: {getattr(fast, name)!r} {getattr(same_version, name)!r}"
        for name in RawFeed.__dataclass_fields__
        if getattr(fast, name) != getattr(same_version, name)
    ]
    if cleaned(fast) != cleaned(slow):
        found.append("entries")
    return found if slow.version else [*found, "no feed to feedparser"]


def cleaned(feed: RawFeed) -> object:
    return entries_of(feed, page(b""), SOURCE, NOW)


# ---- A corpus of other people's feeds ------------------------------------------------------------


def documents() -> Iterator[bytes]:
    for folder in FOLDERS:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "articles" not in path.parts and path.stat().st_size < 2**21:
                yield path.read_bytes()


@pytest.mark.skipif(not FOLDERS[0].is_dir(), reason=f"needs the corpus of feeds at {SHARED}")
def test_both_lanes_agree_about_a_corpus_of_feeds() -> None:
    taken = 0
    for body in documents():
        try:
            safe_xml(body, "", FEED_URL)
        except ParseError:
            assert body.lstrip().startswith(b"{") or read_plain(body) is None
            continue
        if b"<" not in body or body.lstrip()[:1] != b"<":
            continue
        assert differences(body) == []
        taken += read_plain(body) is not None
    assert taken > 500


# ---- Documents of our own ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        rss(ITEM),
        rss(ITEM, ITEM.replace("/1", "/2")),
        rss(ITEM.replace("<guid>", "<guid isPermaLink='false'>")),
        rss(
            ITEM.replace("<description>", "<content:encoded>").replace(
                "</description>", "</content:encoded>"
            )
        ),
        rss(ITEM + "<author>Mina</author><category>rag</category>"),
        rss(ITEM + '<enclosure url="https://blog.example/1.mp3" length="1" type="audio/mpeg"/>'),
        rss(ITEM, channel="<language>ko-KR</language><lastBuildDate>today</lastBuildDate>"),
        rss(ITEM, channel="<image><url>/i.png</url><title>Logo</title></image>"),
        rss(),
        f"<feed {ATOM}><title>B</title><id>x</id><entry>{ENTRY}</entry></feed>",
        f"<feed {ATOM} xml:lang='ko'><author><name>M</name></author><entry>{ENTRY}</entry></feed>",
        f"\ufeff<?xml version='1.0' encoding='euc-kr'?>\n<!-- x --><feed {ATOM}></feed>",
    ],
)  # fmt: skip
def test_plain_feeds_are_taken_and_read_alike(body: str) -> None:
    assert read_plain(body.encode()) is not None
    assert differences(body.encode()) == []


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<html><body>x</body></html>",
        "<!DOCTYPE rss><rss version='2.0'><channel></channel></rss>",
        rss(ITEM)[:-10],
        rss(ITEM.replace("Post", "caf&eacute;")),
        rss(ITEM.replace("Post", "a & b")),
        rss(ITEM.replace("Post", "&#x1;")),
        rss(ITEM.replace("Post", "&#146;")),
        rss(ITEM.replace("Post", "a\x07b")),
        rss(ITEM.replace("<title>Post</title>", "")),
        rss(ITEM.replace("<title>", "<title type='xhtml'>")),
        rss(ITEM.replace("<title>Post</title>", "<title>a<b>c</b></title>")),
        rss(ITEM.replace(DATE, "2026년 3월 2일")),
        rss(ITEM.replace(f"<pubDate>{DATE}</pubDate>", "")),
        rss(ITEM.replace("https://blog.example/1", "/1")),
        rss(ITEM.replace("https://blog.example/1", "https:///blog.example/1")),
        rss(ITEM.replace("<link>https://blog.example/1", "<link>https://x.example/?a=1&amp;b;")),
        rss(ITEM + "<title>Another</title>"),
        rss(ITEM + "<author>mina@blog.example (Mina)</author>"),
        rss(ITEM + "<unknown>x</unknown>"),
        rss(f"<item>{ITEM}</item>"),
        rss(ITEM, channel="<item><title>x</title></item>"),
        rss(ITEM).replace("<item>", "<item xml:base='https://x.example/'>"),
        rss(ITEM).replace("<item>", "<item xmlns:dc='http://purl.org/dc/elements/1.1/'>"),
        rss(ITEM).replace("<channel>", "<channel href='https://x.example/'>"),
        rss(ITEM).replace("<rss ", "<rss xmlns:dc='https://x.example/' "),
        f"<feed {ATOM}><entry>{ENTRY.replace('<id>', '<id/><id>')}</entry></feed>",
        f"<feed {ATOM}><entry>{ENTRY.replace('<link href', '<link src')}</entry></feed>",
    ],
)
def test_where_anything_is_doubtful_feedparser_decides(body: str) -> None:
    assert read_plain(body.encode("utf-8")) is None


def test_other_charsets_are_not_guessed_here() -> None:
    assert read_plain(rss(ITEM.replace("Post", "글")).encode("cp949")) is None


def test_a_json_feed_is_read_here_unless_it_is_damaged() -> None:
    assert read_plain(b'{"version": "https://jsonfeed.org/version/1.1", "items": []}') is not None
    assert read_plain(b'{"items": [') is None
    assert read_plain(b'{"a":' * 100_000) is None


texts = st.text(st.sampled_from("ab é글Ã©\u2028<>&;\"'\t\n\x92=:/"), max_size=12)
attributes = st.sampled_from(
    ["", " type='html'", " type='text'", ' isPermaLink="true"', " rel='x'"]
)
names = st.sampled_from(
    [
        *("title", "link", "guid", "id", "pubDate", "updated", "description", "summary", "content"),
        *("content:encoded", "dc:creator", "dc:date", "author", "category", "enclosure", "source"),
        *("media:title", "media:group", "comments", "language", "subtitle", "x:y"),
    ]
)
values = st.one_of(
    texts.map(escape),
    texts.map(lambda text: f"<![CDATA[{text.replace(']]>', '')}]]>"),
    st.sampled_from([DATE, "2026-03-02T09:00:00+09:00", "https://x.example/1?a=1&amp;b=2", "<b/>"]),
)
elements = st.builds(
    lambda name, more, value: f"<{name}{more}>{value}</{name}>", names, attributes, values
)


@st.composite
def feeds(draw: st.DrawFn) -> str:
    """Documents around the border between the lanes: mostly plain, with odd things in between."""
    atom = draw(st.booleans())
    whole = ENTRY if atom else ITEM
    items = []
    for _ in range(draw(st.integers(0, 3))):
        pieces = [
            whole.replace("/1", f"/{draw(st.integers(1, 3))}"),
            *draw(st.lists(elements, max_size=2)),
        ]
        items.append("".join(draw(st.permutations(pieces))))
    head = "".join(draw(st.lists(elements, max_size=2)))
    spaces = (
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"'
    )
    if atom:
        entries = "".join(f"<entry>{item}</entry>" for item in items)
        return f"<feed {ATOM}{spaces}><title>F</title>{head}{entries}</feed>"
    entries = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0"{spaces}><channel><title>F</title>{head}{entries}</channel></rss>'


@settings(max_examples=400, deadline=None)
@given(feeds())
def test_both_lanes_agree_about_any_document(body: str) -> None:
    assert differences(body.encode("utf-8", "replace")) == []
