"""Weeks and spans are cut at local midnights, whatever the clocks do."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catchup.errors import ConfigError
from catchup.types import Period
from publish.periods import recent, since, week_of

SEOUL = ZoneInfo("Asia/Seoul")
NOW = datetime(2026, 3, 2, 0, 0, 5, tzinfo=UTC)
ZONES = st.sampled_from(
    [
        ZoneInfo(name)
        for name in (
            "Asia/Seoul",
            "Europe/Berlin",
            "America/New_York",
            "America/Sao_Paulo",
            "America/Havana",
            "Asia/Beirut",
            "Asia/Kathmandu",
            "Australia/Lord_Howe",
            "Pacific/Apia",
        )
    ]
)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
INSTANTS = st.integers(20 * 365 * 86400, 65 * 365 * 86400).map(
    lambda seconds: EPOCH + timedelta(seconds=seconds)
)


@given(INSTANTS, ZONES)
def test_an_instant_lies_in_its_week(instant: datetime, zone: ZoneInfo) -> None:
    week = week_of(instant, zone)
    assert week.start <= instant < week.end
    assert week.start.astimezone(zone).weekday() == 0


@given(INSTANTS, ZONES)
def test_weeks_follow_each_other_without_gap_or_overlap(instant: datetime, zone: ZoneInfo) -> None:
    week = week_of(instant, zone)
    assert week_of(week.start, zone) == week
    assert week_of(week.end, zone).start == week.end
    assert week_of(week.start - timedelta(microseconds=1), zone).end == week.start


@given(INSTANTS, ZONES, st.integers(0, 400))
def test_the_last_days_hold_now_and_begin_at_the_start_of_a_day(
    now: datetime, zone: ZoneInfo, days: int
) -> None:
    period = recent(now, days=days, timezone=zone)
    assert period.start <= now < period.end
    before = period.start - timedelta(microseconds=1)
    assert before.astimezone(zone).date() < period.start.astimezone(zone).date()


@pytest.mark.parametrize(("korean", "latin"), [("2주", "2w"), ("14일", "14d"), ("36 시간", "36h")])
def test_spans_are_understood_in_korean(korean: str, latin: str) -> None:
    assert since(korean, NOW, SEOUL) == since(latin, NOW, SEOUL)


def test_a_week_with_a_clock_change_is_an_hour_shorter() -> None:
    week = week_of(datetime(2026, 3, 29, tzinfo=UTC), ZoneInfo("Europe/Berlin"))
    assert week.end - week.start == timedelta(days=7, hours=-1)


def test_two_runs_of_one_day_cover_the_same_period() -> None:
    later = NOW + timedelta(hours=3)
    assert recent(NOW, days=7, timezone=SEOUL) == recent(later, days=7, timezone=SEOUL)


def test_seven_days_back_on_a_monday_begin_on_the_monday_before() -> None:
    period = recent(NOW, days=7, timezone=SEOUL)
    assert period == Period(
        datetime(2026, 2, 22, 15, tzinfo=UTC), datetime(2026, 3, 2, 15, tzinfo=UTC)
    )


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("14d", datetime(2026, 2, 15, 15, tzinfo=UTC)),
        (" 2W ", datetime(2026, 2, 15, 15, tzinfo=UTC)),
        ("36h", NOW - timedelta(hours=36)),
        ("2026-01-01", datetime(2025, 12, 31, 15, tzinfo=UTC)),
    ],
)
def test_spans_and_dates_are_understood(text: str, start: datetime) -> None:
    assert since(text, NOW, SEOUL) == Period(start, datetime(2026, 3, 2, 15, tzinfo=UTC))


@pytest.mark.parametrize(
    "text",
    ["", "soon", "0d", "0h", "-3d", "14", "2026-13-01", "2026-03-03", "99999999999w", "99999999h"],
)
def test_anything_else_is_refused_with_a_hint(text: str) -> None:
    with pytest.raises(ConfigError) as refusal:
        since(text, NOW, SEOUL)
    assert "14d" in refusal.value.hint
