"""An issue's week is the last finished one, and only after some hours."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.periods import week_of
from publish.weeks import due_week, week_name, year_and_week
from tests.publish.samples import W09, WEEK

SEOUL = ZoneInfo("Asia/Seoul")
MILLENNIUM = datetime(2000, 1, 1, tzinfo=UTC)
SIX_HOURS = 6 * 3600.0


def test_a_week_is_due_some_hours_after_its_end() -> None:
    assert due_week(WEEK.end + timedelta(hours=6), SEOUL, SIX_HOURS) == WEEK
    assert due_week(WEEK.end + timedelta(days=7, seconds=-1), SEOUL, SIX_HOURS) == WEEK


@pytest.mark.parametrize("hours", [0, 1, 5.99])
def test_it_is_not_due_before(hours: float) -> None:
    assert due_week(WEEK.end + timedelta(hours=hours), SEOUL, SIX_HOURS) is None


@pytest.mark.parametrize(
    ("monday", "name"),
    [
        (datetime(2026, 2, 23, tzinfo=SEOUL), W09),
        (datetime(2025, 12, 29, tzinfo=SEOUL), "2026-W01"),
        (datetime(2026, 12, 28, tzinfo=SEOUL), "2026-W53"),
    ],
)
def test_weeks_are_named_as_iso_names_them(monday: datetime, name: str) -> None:
    assert week_name(week_of(monday, SEOUL), SEOUL) == name


def test_a_name_gives_its_numbers_back() -> None:
    assert year_and_week("2026-W09") == (2026, 9)


@given(
    st.integers(0, 90 * 365 * 24).map(lambda hours: MILLENNIUM + timedelta(hours=hours)),
    st.sampled_from(["Asia/Seoul", "America/Santiago", "Europe/Berlin", "UTC"]),
    st.floats(0, 48 * 3600),
)
def test_whatever_is_due_is_over_and_is_the_last_one(
    now: datetime, zone: str, open_after: float
) -> None:
    timezone = ZoneInfo(zone)
    due = due_week(now, timezone, open_after)
    current = week_of(now, timezone)
    if due is None:
        assert now < current.start + timedelta(seconds=open_after)
    else:
        assert due.end == current.start
        assert now >= due.end + timedelta(seconds=open_after)
