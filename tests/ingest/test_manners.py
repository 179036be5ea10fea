from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catchup.errors import Challenged, FetchError, GoneError, HttpStatus, LeftAlone, Timeout
from ingest.manners import (
    another_try,
    believed,
    fresh_for,
    http_date,
    is_challenge,
    left_alone,
    pause_of,
    retry_after,
    service_of,
)

ANSWERED = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)
FUTURE = "Fri, 01 Mar 2041 00:00:00 GMT"
HOUR = timedelta(hours=1)
WEEK = 7 * 86400


GARBAGE = ("", "abc", "-5", "+60", "1.5", "120, 240", "120s", "1e3", "0x10", "١٢", "soon, or later")


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 30 ", 30),
        ("0", 0),
        ("00090", 90),
        ("172800", 172800),
        ("99999999", WEEK),
        ("9" * 400, WEEK),
        ("Tue, 03 Mar 2026 09:05:00 GMT", 300),
        ("Tuesday, 03-Mar-26 09:05:00 GMT", 300),
        ("Tue Mar  3 09:05:00 2026", 300),
        ("Tue, 03 Mar 2026 08:00:00 GMT", 0),
        ("Tue, 03 Mar 2026 18:05:00 +0900", 300),
        ("Fri, 31 Dec 9999 23:59:59 GMT", WEEK),
        *((garbage, None) for garbage in GARBAGE),
    ],
)
def test_retry_after_is_read_in_all_its_forms(value: str, seconds: float | None) -> None:
    assert retry_after(value, ANSWERED) == seconds


@given(st.text(max_size=40))
def test_whatever_a_server_says_the_wait_is_none_or_within_a_week(value: str) -> None:
    wait = retry_after(value, ANSWERED)
    assert wait is None or 0 <= wait <= WEEK


@given(st.integers(0, WEEK))
def test_seconds_and_the_date_that_they_lead_to_mean_the_same(seconds: int) -> None:
    date = format_datetime(ANSWERED + timedelta(seconds=seconds), usegmt=True)
    assert retry_after(date, ANSWERED) == retry_after(str(seconds), ANSWERED) == seconds


@pytest.mark.parametrize(
    ("host", "service"),
    [
        ("gpuwriting.substack.com", "substack.com"),
        ("notes.tumblr.com", "tumblr.com"),
        ("medium.com", "medium.com"),
        ("engineering.medium.com", "medium.com"),
        ("m.youtube.com", "youtube.com"),
        ("youtu.be", "youtube.com"),
        ("old.reddit.com", "reddit.com"),
        ("notmedium.com", "notmedium.com"),
        ("medium.com.evil.example", "medium.com.evil.example"),
        ("one.blog.example", "one.blog.example"),
        ("", ""),
    ],
)
def test_hosts_of_one_service_are_limited_together(host: str, service: str) -> None:
    assert service_of(host) == service


def test_reddit_has_at_most_one_feed_a_minute() -> None:
    assert pause_of("reddit.com", 1.0) == 60.0


def test_the_hosts_of_arxiv_are_one_service_that_wants_three_seconds() -> None:
    hosts = ("arxiv.org", "export.arxiv.org", "rss.arxiv.org")
    assert {service_of(host) for host in hosts} == {"arxiv.org"}
    assert service_of("blog.example") == "blog.example"
    assert (pause_of("arxiv.org", 1.0), pause_of("arxiv.org", 5.0)) == (3.0, 5.0)
    assert pause_of("blog.example", 1.0) == 1.0


def test_what_broke_is_asked_for_once_more_at_once() -> None:
    for broken in (FetchError("reset"), HttpStatus("503", status=503)):
        assert [another_try(broken, "blog.example", tries) for tries in (1, 2)] == [0.0, None]
    answers = (
        Timeout("slow"),
        HttpStatus("404", status=404),
        HttpStatus("429", status=429),
        HttpStatus("503", status=503, retry_after=9),
    )
    assert [another_try(answer, "blog.example", 1) for answer in answers] == [None] * 4


def test_arxiv_is_given_time_when_it_refuses_and_then_left_alone() -> None:
    refused = HttpStatus("429", status=429)
    waits = [another_try(refused, "export.arxiv.org", tries) for tries in (1, 2, 3)]
    assert waits == [30.0, 60.0, None]
    assert left_alone(refused, "rss.arxiv.org") == HOUR
    # A server that names a time is taken at its word.
    named = HttpStatus("429", status=429, retry_after=7)
    assert another_try(named, "arxiv.org", 1) is None
    assert left_alone(named, "arxiv.org") == timedelta(seconds=7)


@pytest.mark.parametrize(
    ("error", "host", "rest"),
    [
        (HttpStatus("429", status=429), "blog.example", HOUR),
        (HttpStatus("429", status=429, retry_after=0), "blog.example", timedelta(0)),
        (HttpStatus("503", status=503, retry_after=90), "blog.example", timedelta(seconds=90)),
        (HttpStatus("503", status=503), "blog.example", timedelta(0)),
        (HttpStatus("403", status=403), "blog.example", timedelta(0)),
        (HttpStatus("403", status=403), "www.reddit.com", HOUR),
        (Challenged("prove it"), "blog.example", timedelta(0)),
        (LeftAlone("later", seconds=9), "blog.example", timedelta(0)),
        (GoneError("410"), "blog.example", timedelta(0)),
        (Timeout("slow"), "blog.example", timedelta(0)),
    ],
)
def test_a_host_that_refuses_is_left_alone(error: FetchError, host: str, rest: timedelta) -> None:
    assert left_alone(error, host) == rest


@pytest.mark.parametrize(
    ("cache_control", "expires", "fresh"),
    [
        ("max-age=7200", "", 2 * HOUR),
        ("public, Max-Age=7200, must-revalidate", "", 2 * HOUR),
        ('private, max-age="60"', "", timedelta(minutes=1)),
        ("s-maxage=7200", "", timedelta(0)),
        ("max-age=31536000", "", 24 * HOUR),
        ("max-age=0", "Tue, 03 Mar 2026 12:00:00 GMT", timedelta(0)),
        ("no-cache, max-age=7200", "", timedelta(0)),
        ("no-store", "Tue, 03 Mar 2026 12:00:00 GMT", timedelta(0)),
        ("max-age=-5", "", timedelta(0)),
        ("", "Tue, 03 Mar 2026 12:00:00 GMT", 3 * HOUR),
        ("", "Tue, 03 Mar 2026 08:00:00 GMT", timedelta(0)),
        ("", FUTURE, 24 * HOUR),
        ("", "0", timedelta(0)),
        ("", "", timedelta(0)),
    ],
)
def test_freshness_is_what_the_server_says_up_to_a_day(
    cache_control: str, expires: str, fresh: timedelta
) -> None:
    assert fresh_for(cache_control, expires, ANSWERED) == fresh


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_header_makes_an_answer_fresh_for_more_than_a_day(cache: str, expires: str) -> None:
    assert timedelta(0) <= fresh_for(cache, expires, ANSWERED) <= 24 * HOUR


@pytest.mark.parametrize(
    ("etag", "last_modified", "expires", "kept"),
    [
        ('W/"x"', "Mon", "", ('W/"x"', "Mon")),
        ('"x"', "Tue, 03 Mar 2026 08:00:00 GMT", "-1", ('"x"', "Tue, 03 Mar 2026 08:00:00 GMT")),
        ('"x"', "Tue, 03 Mar 2026 08:00:00 GMT", " 0 ", (None, None)),
        ('"x"', FUTURE, "", ('"x"', None)),
        # Local time that is called GMT: hours ahead, and still compared letter by letter.
        (None, "Tue, 03 Mar 2026 18:00:00 GMT", "", (None, "Tue, 03 Mar 2026 18:00:00 GMT")),
        ("", "", "", (None, None)),
    ],
)
def test_validators_are_kept_verbatim_unless_they_cannot_be_believed(
    etag: str | None, last_modified: str | None, expires: str, kept: tuple[str | None, str | None]
) -> None:
    assert believed(etag, last_modified, expires, ANSWERED) == kept


@pytest.mark.parametrize(
    ("status", "mitigated", "content_type", "body", "challenge"),
    [
        (403, "challenge", "text/html", b"", True),
        (403, "", "text/html; charset=UTF-8", b"<title>Just a moment...</title>", True),
        (503, "", "text/html", b'<script src="/cdn-cgi/challenge-platform/x.js">', True),
        (403, "", "text/html", b"Please verify that you are human", True),
        (403, "", "text/html", b"<h1>Forbidden</h1>", False),
        (403, "", "application/json", b"just a moment", False),
        (404, "", "text/html", b"<title>Just a moment...</title>", False),
        # Cloudflare puts its script into honest pages as well.
        (200, "", "text/html", b"/cdn-cgi/challenge-platform/scripts/jsd/main.js", False),
    ],
)
def test_pages_that_only_let_people_in_are_recognised(
    status: int, mitigated: str, content_type: str, body: bytes, *, challenge: bool
) -> None:
    assert is_challenge(status, mitigated, content_type, body) == challenge


@given(st.text(max_size=40))
def test_a_date_is_an_instant_or_nothing(value: str) -> None:
    date = http_date(value)
    assert date is None or date.tzinfo is UTC
