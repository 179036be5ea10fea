from datetime import UTC, datetime, timedelta

import pytest

from catchup.errors import FetchError, HttpStatus, Timeout
from ingest.manners import (
    another_try,
    back_off,
    left_alone,
    pause_of,
    retry_after,
    service_of,
)

ANSWERED = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 30 ", 30),
        ("0", 0),
        ("99999999", 86400),
        ("Tue, 03 Mar 2026 09:05:00 GMT", 300),
        ("Tuesday, 03-Mar-26 09:05:00 GMT", 300),
        ("Tue Mar  3 09:05:00 2026", 300),
        ("Tue, 03 Mar 2026 08:00:00 GMT", 0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86400),
        *((garbage, None) for garbage in ("", "abc", "-5", "+60", "1.5", "120, 240", "١٢")),
    ],
)
def test_retry_after_is_read_in_all_its_forms(value: str, seconds: float | None) -> None:
    assert retry_after(value, ANSWERED) == seconds


def test_a_date_without_the_answers_own_date_says_nothing() -> None:
    assert retry_after("Tue, 03 Mar 2026 09:05:00 GMT", None) is None


def test_failures_in_a_row_wait_longer_up_to_three_days() -> None:
    waits = [back_off(failures) for failures in (1, 2, 3, 7, 8, 1000)]
    hours = [wait / timedelta(hours=1) for wait in waits]
    assert hours == [1, 2, 4, 64, 72, 72]


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
    assert left_alone(refused, "rss.arxiv.org") == 3600
    assert left_alone(refused, "blog.example") == 0
    # A server that names a time is taken at its word.
    named = HttpStatus("429", status=429, retry_after=7)
    assert another_try(named, "arxiv.org", 1) is None
    assert left_alone(named, "arxiv.org") == 0
