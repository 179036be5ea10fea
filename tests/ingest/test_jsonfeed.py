import json

import pytest

from catchup.errors import BrokenFeed, NotAFeed
from ingest.jsonfeed import looks_like_json, read_json_feed
from ingest.kinds.feed import read
from ingest.raw import MOST_ENTRIES, RawFeed
from tests.ingest.fakes import NOW, SOURCE, page


def feed_of(*items: object, **fields: object) -> RawFeed:
    document = {"version": "https://jsonfeed.org/version/1.1", "items": list(items), **fields}
    return read_json_feed(json.dumps(document).encode())


def test_ids_may_be_numbers_and_fields_null() -> None:
    feed = feed_of(
        {"id": 7, "url": None, "title": None, "content_text": "t"}, {"id": 8.0}, {"id": True}
    )
    assert [entry.entry_id for entry in feed.entries] == ["7", "8", ""]
    assert (feed.entries[0].link, feed.entries[0].content) == ("", "t")


def test_items_that_are_no_objects_are_passed_over() -> None:
    assert len(feed_of("text", None, [1], {"id": "a"}).entries) == 1


def test_authors_of_both_versions_and_of_the_feed() -> None:
    feed = feed_of(
        {"id": "1", "authors": [{"name": "A"}, {"name": "B"}, "C"]},
        {"id": "2", "author": {"name": "D"}},
        {"id": "3"},
        authors=[{"name": "Feed"}],
    )
    assert [entry.authors for entry in feed.entries] == [("A", "B"), ("D",), ("Feed",)]


@pytest.mark.parametrize("body", [b'{"items": 5}', b'{"error": "x"}', b'{"version": "1"}'])
def test_json_without_items_is_no_feed(body: bytes) -> None:
    with pytest.raises(NotAFeed):
        read(page(body), SOURCE, NOW)


@pytest.mark.parametrize("body", [b'{"items": [', b'{"a":' * 100_000])
def test_damaged_json_is_a_broken_feed(body: bytes) -> None:
    with pytest.raises(BrokenFeed):
        read(page(body), SOURCE, NOW)


def test_text_that_is_no_markup_keeps_its_angle_brackets() -> None:
    body = json.dumps({"items": [{"id": "1", "content_text": "if a <b and c> d: <tool_call>"}]})
    assert read(page(body), SOURCE, NOW)[0].text == "if a <b and c> d: <tool_call>"


def test_the_feed_and_its_attachments_are_read() -> None:
    sound = {"url": "https://x.example/1.mp3", "mime_type": "audio/mpeg"}
    feed = feed_of(
        {"id": "1", "attachments": [sound, None, "text"]},
        home_page_url="https://x.example/",
        description="Notes",
        language="ko",
    )
    assert feed.entries[0].enclosures == ("https://x.example/1.mp3",)
    assert (feed.link, feed.summary, feed.language) == ("https://x.example/", "Notes", "ko")


def test_the_author_of_version_1_counts_where_the_list_is_empty() -> None:
    (entry,) = feed_of({"id": "1", "authors": [], "author": {"name": "D"}}).entries
    assert entry.authors == ("D",)


def test_items_beyond_the_most_are_cut_and_counted() -> None:
    feed = feed_of(*[{"id": 1}] * (MOST_ENTRIES + 2))
    assert (len(feed.entries), feed.entries_cut) == (MOST_ENTRIES, 2)


def test_json_is_recognised_by_its_brace_and_read_like_any_feed() -> None:
    items = [
        {
            "id": "a",
            "url": "/post",
            "title": "T",
            "content_html": "<p>x</p>",
            "date_published": "2026-03-01T00:00:00Z",
        }
    ]
    body = b"\xef\xbb\xbf" + json.dumps({"version": "1", "items": items}).encode()
    assert looks_like_json(body)
    (entry,) = read(page(body), SOURCE, NOW)
    assert (entry.link, entry.text) == ("https://blog.example/post", "x")
    assert entry.published is not None
