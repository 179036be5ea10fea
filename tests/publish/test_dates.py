"""Days and periods are said as Korean and English readers write them."""

from datetime import UTC, date, datetime

import pytest

from catchup.types import Period
from publish.dates import say_day, say_span
from tests.publish.samples import SEOUL, WEEK


def span(*days: tuple[int, int, int]) -> Period:
    start, end = (datetime(*day, 15, tzinfo=UTC) for day in days)
    return Period(start, end)


@pytest.mark.parametrize(
    ("period", "korean", "english"),
    [
        (WEEK, "2026년 2월 23일 ~ 3월 1일", "23 Feb – 1 Mar 2026"),
        (
            span((2025, 12, 28), (2026, 1, 4)),
            "2025년 12월 29일 ~ 2026년 1월 4일",
            "29 Dec 2025 – 4 Jan 2026",
        ),
        (span((2026, 2, 22), (2026, 2, 23)), "2026년 2월 23일", "23 Feb 2026"),
    ],
)
def test_a_period_names_its_first_and_last_day(period: Period, korean: str, english: str) -> None:
    assert say_span(period, SEOUL, "ko") == korean
    assert say_span(period, SEOUL, "en") == english


def test_a_day_of_another_year_says_its_year() -> None:
    day = date(2025, 6, 29)
    assert say_day(day, "ko", year=2025) == "6월 29일"
    assert say_day(day, "ko", year=2026) == "2025년 6월 29일"
    assert say_day(day, "en", year=2026) == "29 Jun 2025"
