from dataclasses import replace
from datetime import timedelta

import pytest

from catchup.errors import ConfigError, HttpStatus, NotAFeed
from ingest import crawl, failed
from tests.ingest.fakes import FEED_URL, NOW, SOURCE, STATE, FakeWeb, item, rss

HOUR = timedelta(hours=1)


def test_a_source_is_visited_by_its_kind() -> None:
    web = FakeWeb({FEED_URL: rss(item(1)).encode()})
    assert len(crawl(SOURCE, STATE, web, NOW).entries) == 1


def test_a_feed_that_was_cut_off_counts_as_a_failure_and_shows_what_came_whole() -> None:
    body = rss(item(1), item(2))
    web = FakeWeb({FEED_URL: body[: body.index("Post 2")].encode()})
    found = crawl(SOURCE, STATE, web, NOW)
    assert len(found.entries) == 1
    assert (found.state.error, found.state.failures) == ("broken-feed", 1)
    assert found.state.detail == found.trouble


def test_an_unknown_kind_names_the_known_ones() -> None:
    with pytest.raises(ConfigError) as caught:
        crawl(replace(SOURCE, kind="gopher"), STATE, FakeWeb({}), NOW)
    assert "gopher" in str(caught.value)
    assert "feed" in caught.value.hint


def test_a_failure_is_counted_named_and_backed_off() -> None:
    known = replace(STATE, etag='"1"', body_hash="h", succeeded=NOW)
    first = failed(SOURCE, known, NotAFeed("it is HTML"), NOW)
    assert (first.failures, first.error, first.detail) == (1, "not-a-feed", "it is HTML")
    assert first.next_due == NOW + HOUR
    second = failed(SOURCE, first, NotAFeed("it is HTML"), NOW + HOUR)
    assert second.next_due == NOW + 3 * HOUR
    assert (second.etag, second.body_hash, second.succeeded) == ('"1"', "h", NOW)


def test_a_server_that_names_a_time_is_taken_at_its_word_for_a_day_at_most() -> None:
    for asked, waited in ((90.0, timedelta(seconds=90)), (1e6, 24 * HOUR)):
        error = HttpStatus("busy", status=429, retry_after=asked)
        state = failed(SOURCE, replace(STATE, failures=9), error, NOW)
        assert (state.next_due, state.error) == (NOW + waited, "http-429")
