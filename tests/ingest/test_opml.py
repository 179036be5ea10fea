import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catchup.errors import ParseError, UnsafeMarkup
from catchup.types import Source
from ingest.opml import read_opml, source_id, write_opml

LIST = """<?xml version="1.0" encoding="utf-8"?><opml version="2.0"><head/><body>
<outline text="English">
<outline type="rss" title="Lab News" xmlUrl="https://lab.example/rss" language="en-us"/>
<outline text="Deeper">
<outline title="Lab News" xmlUrl="https://mirror.example/feeds/lab.xml"/></outline></outline>
<outline text="동네 기술 블로그" xmlUrl="https://medium.example/feed/dongne" language="ko"/>
<outline title="Lab News" xmlUrl="https://lab.example/rss"/>
<outline title="Local" xmlUrl="file:///etc/passwd"/><outline text="no address"/>
</body></opml>"""
ID = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")


def test_nested_outlines_are_read_in_order_and_each_address_once() -> None:
    sources = read_opml(LIST.encode())
    assert [(source.id, source.language) for source in sources] == [
        ("lab-news", "en"),
        ("mirror.example-lab.xml", "und"),
        ("medium.example-dongne", "ko"),
    ]
    assert sources[2].title == "동네 기술 블로그"
    assert sources == read_opml(LIST.encode())


def test_channels_of_youtube_are_visited_as_such() -> None:
    feed = "https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghijklmnopqrstuv"
    outlines = f'<outline xmlUrl="{feed}"/><outline xmlUrl="https://blog.example/feed"/>'
    sources = read_opml(f'<opml version="2.0"><body>{outlines}</body></opml>'.encode())
    assert [source.kind for source in sources] == ["youtube", "feed"]


def test_what_is_written_is_read_again() -> None:
    sources = tuple(
        replace(source, id=f"own-{n}") for n, source in enumerate(read_opml(LIST.encode()))
    )
    written = write_opml(sources)
    assert read_opml(written) == sources
    assert write_opml(read_opml(written)) == written


def test_lists_in_other_encodings_are_read() -> None:
    korean = LIST.replace("utf-8", "euc-kr").encode("cp949")
    assert read_opml(korean) == read_opml(LIST.encode())


@given(st.text(max_size=80), st.text(max_size=80), st.sets(st.text(max_size=5), max_size=3))
def test_every_title_and_address_gives_a_valid_id(title: str, rest: str, taken: set[str]) -> None:
    assert ID.fullmatch(source_id(title, f"https://x.example/{rest}", taken))


def test_ids_never_collide() -> None:
    taken: list[str] = []
    for number in range(5):
        taken.append(source_id("동영상", f"https://v.example/feed.xml?channel={number}", taken))
    assert len(set(taken)) == 5


def test_bad_lists_are_named_errors() -> None:
    with pytest.raises(ParseError, match="line 2"):
        read_opml(b"<opml>\n<body></opml>")
    with pytest.raises(ParseError, match="<rss>"):
        read_opml(b"<rss/>")
    with pytest.raises(UnsafeMarkup):
        read_opml(b'<!DOCTYPE opml [<!ENTITY a "&b;">]><opml/>')


def test_a_source_without_title_is_written_under_its_id() -> None:
    assert b'title="quiet"' in write_opml([Source(id="quiet", url="https://q.example/rss")])
