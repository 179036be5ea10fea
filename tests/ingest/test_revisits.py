from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catchup.errors import (
    Challenged,
    FetchError,
    GoneError,
    HttpStatus,
    LeftAlone,
    NotAFeed,
    SourceError,
)
from catchup.types import Source, SourceState
from ingest.revisits import (
    address_of,
    back_off,
    host_of,
    interval,
    is_lost,
    is_upgrade,
    jitter,
    lied,
    moved,
    next_visit,
    rhythm,
    spared,
    wait_after,
    wants_all,
)

NOW = datetime(2026, 3, 4, 9, 20, tzinfo=UTC)  # a Wednesday
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
OLD, NEW, OTHER = "https://old.example/feed", "https://new.example/feed", "https://third.example/f"
FREE = Source(id="blog", url=OLD)
STATE = SourceState(source="blog", url=OLD)

instants = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
spans = st.integers(0, 10**9)
skips = st.lists(
    st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])
    | st.integers(0, 23).map("{:02}h".format)
).map(tuple)


def every(hours: float, count: int) -> list[datetime]:
    return [NOW - timedelta(hours=hours) * n for n in range(count)]


@pytest.mark.parametrize(
    ("dates", "usual"),
    [
        ([], None),
        ([NOW], None),
        ([NOW] * 20, None),
        (every(3, 10), 3 * HOUR),
        # An old archive does not slow down what has become lively.
        ([*every(2, 20), NOW - 900 * DAY], 2 * HOUR),
        ([NOW, NOW - HOUR, NOW - 400 * DAY], (HOUR + 400 * DAY - HOUR) / 2),
    ],
)
def test_the_rhythm_is_the_median_gap_of_the_newest_entries(
    dates: list[datetime], usual: timedelta | None
) -> None:
    assert rhythm(dates) == usual


@pytest.mark.parametrize(
    ("state", "least", "most"),
    [
        ({}, 5.4, 6.6),
        ({"rhythm": 8 * 3600}, 3.6, 4.4),
        ({"rhythm": 60}, 1.0, 1.1),
        ({"rhythm": 90 * 86400}, 21.6, 24.0),
        ({"rhythm": 8 * 3600, "fresh_for": 7 * 3600}, 7.0, 7.0),
        ({"rhythm": 8 * 3600, "ttl": 9 * 3600, "fresh_for": 7 * 3600}, 9.0, 9.0),
        ({"rhythm": 8 * 3600, "ttl": 60}, 3.6, 4.4),
        ({"ttl": 365 * 86400}, 24.0, 24.0),
    ],
)
def test_the_interval_follows_rhythm_and_wishes(
    state: dict[str, Any], least: float, most: float
) -> None:
    for name in ("one", "two", "three", "네번째"):
        hours = interval(replace(FREE, id=name), replace(STATE, **state)) / HOUR
        assert least <= hours <= most


def test_the_operators_word_stands_over_every_wish() -> None:
    told = replace(FREE, every=timedelta(minutes=20))
    state = replace(STATE, rhythm=86400, fresh_for=7200, ttl=7200, skips=("wed", "09h"))
    assert next_visit(told, state, NOW) == NOW + timedelta(minutes=20)


def test_jitter_is_the_same_for_one_source_and_spreads_many() -> None:
    shares = [jitter(f"source-{n}") for n in range(500)]
    assert shares == [jitter(f"source-{n}") for n in range(500)]
    assert -0.1 <= min(shares) < -0.09
    assert 0.09 < max(shares) <= 0.1


@given(spans, spans, spans)
def test_an_interval_is_never_shorter_than_an_hour_nor_longer_than_a_day(
    usual: int, fresh: int, ttl: int
) -> None:
    state = replace(STATE, rhythm=usual, fresh_for=fresh, ttl=ttl)
    assert HOUR <= interval(FREE, state) <= DAY
    assert interval(FREE, state) >= min(timedelta(seconds=max(fresh, ttl)), DAY)


@pytest.mark.parametrize(
    ("now", "skipped", "due"),
    [
        (NOW, (), NOW + 12 * HOUR),
        (NOW, ("21h", "22h"), datetime(2026, 3, 4, 23, 0, tzinfo=UTC)),
        # Due on Friday evening: the first hour after the weekend.
        (NOW + 2 * DAY + 4 * HOUR, ("sat", "sun"), datetime(2026, 3, 9, 0, 0, tzinfo=UTC)),
        (NOW + 2 * DAY + 4 * HOUR, ("sat", "sun", "00h"), datetime(2026, 3, 9, 1, tzinfo=UTC)),
        # A feed that skips everything wants to be read nevertheless.
        (NOW, ("mon", "tue", "wed", "thu", "fri", "sat", "sun"), NOW + 12 * HOUR),
    ],
)
def test_hours_and_days_that_a_feed_skips_are_skipped(
    now: datetime, skipped: tuple[str, ...], due: datetime
) -> None:
    state = replace(STATE, ttl=12 * 3600, skips=skipped)
    assert next_visit(FREE, state, now) == due


@given(instants, skips)
def test_a_skip_delays_a_visit_by_less_than_a_week_and_never_hastens_it(
    now: datetime, skipped: tuple[str, ...]
) -> None:
    due = next_visit(FREE, replace(STATE, skips=skipped), now)
    soonest = now + interval(FREE, STATE)
    assert soonest <= due < soonest + 7 * DAY


def test_failures_in_a_row_wait_longer_up_to_three_days() -> None:
    waits = [back_off(failures) / HOUR for failures in (1, 2, 3, 7, 8, 1000)]
    assert waits == [1, 2, 4, 64, 72, 72]


@pytest.mark.parametrize(
    ("error", "failures", "wait"),
    [
        (FetchError("reset"), 1, HOUR),
        (NotAFeed("html"), 3, 4 * HOUR),
        (HttpStatus("503", status=503, retry_after=60), 1, timedelta(seconds=60)),
        (HttpStatus("503", status=503, retry_after=60), 2, 2 * HOUR),
        (HttpStatus("503", status=503, retry_after=5 * 86400), 9, 5 * DAY),
        (HttpStatus("404", status=404), 2, 2 * HOUR),
        (Challenged("prove it"), 1, DAY),
        (Challenged("prove it"), 9, 3 * DAY),
        (LeftAlone("later", seconds=77), 1, timedelta(seconds=77)),
    ],
)
def test_how_long_a_failure_waits(error: SourceError, failures: int, wait: timedelta) -> None:
    assert wait_after(error, failures) == wait


@given(st.integers(1, 200), st.none() | st.floats(0, 7 * 86400))
def test_a_wait_is_longer_than_before_and_never_longer_than_what_was_asked_or_three_days(
    failures: int, asked: float | None
) -> None:
    error = HttpStatus("busy", status=503, retry_after=asked)
    assert timedelta(0) <= wait_after(error, failures) <= wait_after(error, failures + 1)
    assert wait_after(error, failures) <= max(3 * DAY, timedelta(seconds=asked or 0))


def test_a_pause_is_kept_by_the_whole_service() -> None:
    busy = HttpStatus("busy", status=429, retry_after=60)
    minute = timedelta(minutes=1)
    assert spared(busy, "https://a.medium.com/feed", NOW) == {"medium.com": NOW + minute}
    assert spared(busy, "https://a.example/feed", NOW) == {"a.example": NOW + minute}
    assert spared(NotAFeed("html"), "https://a.example/feed", NOW) == {}
    assert spared(LeftAlone("later", seconds=5), "https://a.example/feed", NOW) == {}


def after(
    state: SourceState, url: str, asked: str, moves: tuple[str, ...], now: datetime
) -> SourceState:
    return replace(state, **moved(state, url, asked, moves, now))


BACK = {"address": NEW, "moved_to": OLD, "moved_since": NOW - 8 * DAY}


@pytest.mark.parametrize(
    ("before", "asked", "moves", "left"),
    [
        ({}, OLD, (), ("", "", None)),
        ({}, OLD, (NEW,), ("", NEW, NOW)),
        ({}, OLD, (OTHER, NEW), ("", NEW, NOW)),
        ({"moved_to": NEW, "moved_since": NOW - 6 * DAY}, OLD, (NEW,), ("", NEW, NOW - 6 * DAY)),
        ({"moved_to": NEW, "moved_since": NOW - 7 * DAY}, OLD, (NEW,), (NEW, "", None)),
        # Another answer in between begins the week anew.
        ({"moved_to": NEW, "moved_since": NOW - 7 * DAY}, OLD, (OTHER,), ("", OTHER, NOW)),
        ({"moved_to": NEW, "moved_since": NOW - 7 * DAY}, OLD, (), ("", "", None)),
        # What was believed stays so: by its own answer, or by the old address's.
        ({"address": NEW}, NEW, (), (NEW, "", None)),
        ({"address": NEW}, OLD, (NEW,), (NEW, "", None)),
        ({"address": NEW}, OLD, (), ("", "", None)),
        ({"address": NEW}, NEW, (OLD,), (NEW, OLD, NOW)),
        (BACK, NEW, (OLD,), ("", "", None)),
    ],
)  # fmt: skip
def test_a_move_is_remembered_and_believed_after_seven_days_of_the_same_answer(
    before: dict[str, Any],
    asked: str,
    moves: tuple[str, ...],
    left: tuple[str, str, datetime | None],
) -> None:
    state = after(replace(STATE, **before), OLD, asked, moves, NOW)
    assert (state.address, state.moved_to, state.moved_since) == left


def test_from_http_to_https_is_believed_at_once_and_what_follows_is_not() -> None:
    plain = "http://old.example/feed"
    state = after(STATE, plain, plain, (OLD,), NOW)
    assert (state.address, state.moved_to) == (OLD, "")
    state = after(STATE, plain, plain, (OLD, NEW), NOW)
    assert (state.address, state.moved_to, state.moved_since) == (OLD, NEW, NOW)


@pytest.mark.parametrize(
    ("old", "new", "upgrade"),
    [
        ("http://a.example/f", "https://a.example/f", True),
        ("http://a.example/f?x=1", "https://a.example/f?x=1", True),
        ("http://a.example/f", "https://a.example/", False),
        ("http://a.example/f", "https://www.a.example/f", False),
        ("http://a.example:8080/f", "https://a.example/f", False),
        ("https://a.example/f", "http://a.example/f", False),
        ("https://a.example/f", "https://a.example/f", False),
    ],
)
def test_an_upgrade_changes_the_scheme_alone(old: str, new: str, *, upgrade: bool) -> None:
    assert is_upgrade(old, new) == upgrade


addresses = st.sampled_from([OLD, NEW, OTHER, "http://old.example/feed", ""])
routes = st.lists(addresses.filter(bool), max_size=3).map(tuple)


@given(st.lists(st.tuples(routes, st.integers(0, 60 * 24)), max_size=12))
def test_whatever_a_server_answers_a_new_address_took_a_week_of_one_answer(
    answers: list[tuple[tuple[str, ...], int]],
) -> None:
    state, now, seen = STATE, NOW, []
    for moves, hours in answers:
        now += timedelta(hours=hours)
        asked = address_of(FREE, state)
        left = after(state, OLD, asked, moves, now)
        seen.append((now, moves))
        assert (left.moved_since is None) == (left.moved_to == "")
        if left.address not in {state.address, ""} and not is_upgrade(asked, left.address):
            assert moves[-1] == left.address
            first = next(at for at, answer in seen if answer and answer[-1] == left.address)
            assert now - first >= 7 * DAY
        state = left


def test_while_a_new_address_fails_every_second_visit_asks_the_old_one() -> None:
    state = replace(STATE, address=NEW)
    failures = [replace(state, failures=n, error="http-404" if n else None) for n in range(4)]
    assert [address_of(FREE, one) for one in failures] == [NEW, OLD, NEW, OLD]
    assert address_of(FREE, STATE) == OLD


def test_only_404_and_410_are_lost() -> None:
    assert is_lost(GoneError("410"))
    assert is_lost(HttpStatus("404", status=404))
    others = (HttpStatus("403", status=403), FetchError("dns"), NotAFeed("html"))
    assert not any(is_lost(error) for error in others)


@pytest.mark.parametrize(
    ("state", "doubted"),
    [
        ({}, False),
        ({"silent_days": 5, "in_full": NOW - 7 * DAY}, True),
        ({"silent_days": 4, "in_full": NOW - 90 * DAY}, False),
        ({"silent_days": 99, "in_full": NOW - 6 * DAY}, False),
        # Three times the usual time between entries, four weeks at the latest.
        ({"silent_days": 99, "in_full": NOW - 14 * DAY, "rhythm": 5 * 86400}, False),
        ({"silent_days": 99, "in_full": NOW - 15 * DAY, "rhythm": 5 * 86400}, True),
        ({"silent_days": 99, "in_full": NOW - 28 * DAY, "rhythm": 300 * 86400}, True),
        ({"distrusted": True}, True),
    ],
)  # fmt: skip
def test_when_an_answer_in_full_is_wanted(state: dict[str, Any], *, doubted: bool) -> None:
    assert wants_all(replace(STATE, **state), NOW) == doubted


@pytest.mark.parametrize(
    ("before", "after", "lie"),
    [
        (('"1"', None, "a"), ('"1"', None, "b"), True),
        ((None, "Mon", "a"), (None, "Mon", "b"), True),
        (('"1"', "Mon", "a"), ('"1"', "Tue", "b"), False),
        (('"1"', None, "a"), ('"1"', None, "a"), False),
        (('"1"', None, None), ('"1"', None, "b"), False),
        ((None, None, "a"), (None, None, "b"), False),
    ],
)
def test_validators_lie_when_they_stay_and_the_bytes_do_not(
    before: tuple[str | None, str | None, str | None],
    after: tuple[str | None, str | None, str | None],
    *,
    lie: bool,
) -> None:
    one, other = (
        replace(STATE, etag=etag, last_modified=modified, body_hash=digest)
        for etag, modified, digest in (before, after)
    )
    assert lied(one, other) == lie


def test_queries_of_arxiv_have_no_host() -> None:
    assert [host_of(url) for url in ("cat:cs.CL", "http://[broken/", "")] == ["", "", ""]
