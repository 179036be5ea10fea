from dataclasses import replace
from datetime import timedelta
from html import escape

import pytest

from catchup.errors import (
    Challenged,
    ConfigError,
    GoneError,
    HttpStatus,
    LeftAlone,
    NotAFeed,
)
from catchup.types import Page
from ingest import crawl, failed, standing
from tests.ingest.fakes import FEED_URL, NOW, SOURCE, STATE, FakeWeb, item, page, rss

HOUR = timedelta(hours=1)
FREE = replace(SOURCE, every=None)
NEW_URL = "https://new.example/feed.xml"


def test_a_source_is_visited_by_its_kind() -> None:
    web = FakeWeb({FEED_URL: rss(item(1)).encode()})
    assert len(crawl(SOURCE, STATE, web, NOW).entries) == 1


def test_links_do_not_tell_a_site_which_feed_their_reader_came_from() -> None:
    links = ("https://b.example/a?utm_source=feed&id=7", "https://m.example/b?source=rss----45---4")
    posts = [f"<title>{n}</title><link>{escape(link)}</link>" for n, link in enumerate(links)]
    found = crawl(SOURCE, STATE, FakeWeb({FEED_URL: rss(*posts).encode()}), NOW)
    assert [entry.link for entry in found.entries] == [
        "https://b.example/a?id=7",
        "https://m.example/b",
    ]


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


def test_a_server_that_names_a_time_is_taken_at_its_word() -> None:
    error = HttpStatus("busy", status=429, retry_after=90.0)
    first = failed(SOURCE, STATE, error, NOW)
    assert (first.next_due, first.error) == (NOW + timedelta(seconds=90), "http-429")
    # Saying so again and again does not make us ask every 90 seconds for ever.
    assert failed(SOURCE, replace(STATE, failures=3), error, NOW).next_due == NOW + 8 * HOUR


def test_a_source_whose_host_wants_a_pause_has_not_failed() -> None:
    known = replace(STATE, url=SOURCE.url, visited=NOW - HOUR, succeeded=NOW - HOUR)
    state = failed(SOURCE, known, LeftAlone("later", seconds=600), NOW)
    assert state == replace(known, next_due=NOW + timedelta(minutes=10))


def test_a_challenge_waits_a_day_and_is_called_blocked() -> None:
    state = failed(SOURCE, STATE, Challenged("prove it"), NOW)
    assert (state.error, state.next_due) == ("blocked", NOW + 24 * HOUR)


def test_a_second_410_a_day_later_stops_a_source() -> None:
    gone = GoneError("410")
    first = failed(SOURCE, STATE, gone, NOW)
    assert (first.gone_since, first.stopped, first.next_due) == (NOW, None, NOW + 24 * HOUR)
    soon = failed(SOURCE, first, gone, NOW + HOUR)
    assert (soon.gone_since, soon.stopped, soon.next_due) == (NOW, None, NOW + 24 * HOUR)
    second = failed(SOURCE, soon, gone, NOW + 24 * HOUR)
    assert (second.stopped, second.next_due, second.error) == (NOW + 24 * HOUR, None, "gone")
    assert standing(SOURCE, second) == "stopped (gone)"


def test_a_410_of_youtube_never_stops_a_channel() -> None:
    channel = replace(SOURCE, url="https://www.youtube.com/feeds/videos.xml?channel_id=UC1")
    first = failed(channel, STATE, GoneError("410"), NOW)
    assert failed(channel, first, GoneError("410"), NOW + 48 * HOUR).stopped is None


def test_a_failure_at_another_address_says_nothing_of_the_old_one() -> None:
    old = replace(STATE, url="https://old.example/feed", etag='"1"', failures=5, stopped=NOW)
    state = failed(SOURCE, old, NotAFeed("it is HTML"), NOW)
    assert (state.url, state.etag, state.failures, state.stopped) == (FEED_URL, None, 1, None)


def test_a_feed_that_answers_again_was_not_gone() -> None:
    web = FakeWeb({FEED_URL: rss(item(1)).encode()})
    state = crawl(SOURCE, failed(SOURCE, STATE, GoneError("410"), NOW), web, NOW + 25 * HOUR).state
    assert (state.gone_since, state.stopped, state.failures) == (None, None, 0)


def test_the_next_visit_is_set_by_the_operator_or_by_the_answer() -> None:
    answer = replace(page(rss(item(1))), fresh_for=9 * HOUR)
    web = FakeWeb({FEED_URL: answer})
    assert crawl(SOURCE, STATE, web, NOW).state.next_due == NOW + 6 * HOUR  # `every` of the source
    assert crawl(FREE, STATE, web, NOW).state.next_due == NOW + 9 * HOUR
    wishing = rss(item(1), channel="<ttl>720</ttl><skipHours><hour>21</hour></skipHours>")
    state = crawl(FREE, STATE, FakeWeb({FEED_URL: page(wishing)}), NOW).state
    assert (state.ttl, state.skips) == (12 * 3600, ("21h",))
    assert state.next_due == NOW + 13 * HOUR


def test_a_move_is_believed_after_a_week_and_the_old_address_kept() -> None:
    there = replace(page(rss(item(1)), NEW_URL), moves=(NEW_URL,))
    web = FakeWeb({FEED_URL: there, NEW_URL: page(rss(item(1)), NEW_URL)})
    state = STATE
    for day in range(8):
        assert state.address == ""
        state = crawl(FREE, state, web, NOW + day * 24 * HOUR).state
    assert (state.url, state.address, state.moved_to) == (FEED_URL, NEW_URL, "")
    assert standing(FREE, state) == "ok (moved)"
    again = crawl(FREE, state, web, NOW + 9 * 24 * HOUR)
    assert web.asked[-1][0] == NEW_URL
    assert (again.source, again.state.address) == (FREE, NEW_URL)


def test_a_known_move_counts_at_once_when_the_old_address_is_lost() -> None:
    there = replace(page(rss(item(1)), NEW_URL), moves=(NEW_URL,))
    web = FakeWeb({FEED_URL: there, NEW_URL: page(rss(item(1)), NEW_URL)})
    first = crawl(FREE, STATE, web, NOW).state
    web.pages[FEED_URL] = GoneError("410")
    second = crawl(FREE, first, web, NOW + 24 * HOUR).state
    assert (second.address, second.error) == (NEW_URL, None)


def test_a_new_address_that_fails_lets_the_old_one_be_asked() -> None:
    known = replace(STATE, url=FEED_URL, address=NEW_URL)
    broken = failed(FREE, known, NotAFeed("parked"), NOW)
    web = FakeWeb({FEED_URL: page(rss(item(1)))})
    state = crawl(FREE, broken, web, NOW + HOUR).state
    assert [url for url, *_ in web.asked] == [FEED_URL]
    assert state.address == ""


def test_not_modified_for_ever_is_doubted_after_a_week() -> None:
    body = rss(item(1))
    web = FakeWeb({FEED_URL: page(body)})
    state = crawl(FREE, STATE, web, NOW).state
    web.pages[FEED_URL] = Page(url=FEED_URL, status=304)
    for day in range(1, 7):
        state = crawl(FREE, state, web, NOW + day * 24 * HOUR).state
    assert {etag for _, etag, _ in web.asked[1:]} == {'"1"'}
    web.pages[FEED_URL] = page(body)
    state = crawl(FREE, state, web, NOW + 7 * 24 * HOUR).state
    assert web.asked[-1][1:] == (None, None)
    assert (state.silent_days, state.distrusted, state.etag) == (0, False, '"1"')
    crawl(FREE, state, web, NOW + 8 * 24 * HOUR)
    assert web.asked[-1][1] == '"1"'


def test_several_visits_of_a_day_are_one_day_of_silence() -> None:
    web = FakeWeb({FEED_URL: page(rss(item(1)))})
    state = crawl(FREE, STATE, web, NOW).state
    web.pages[FEED_URL] = Page(url=FEED_URL, status=304)
    counted = []
    for hours in (1, 2, 24, 25, 26, 48):
        state = crawl(FREE, state, web, NOW + hours * HOUR).state
        counted.append(state.silent_days)
    assert counted == [0, 0, 1, 1, 1, 2]


def test_validators_that_lied_are_not_sent_again() -> None:
    web = FakeWeb({FEED_URL: page(rss(item(1)))})
    state = crawl(FREE, STATE, web, NOW).state
    web.pages[FEED_URL] = page(rss(item(1), item(2)))  # other bytes, the same ETag
    state = crawl(FREE, state, web, NOW + HOUR).state
    assert state.distrusted
    crawl(FREE, state, web, NOW + 2 * HOUR)
    assert web.asked[-1][1:] == (None, None)
