"""Says days and periods the way Korean and English readers write them."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from catchup.types import Language, Period

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def local_day(instant: datetime, timezone: str) -> date:
    """The calendar day of an instant in a timezone."""
    return instant.astimezone(ZoneInfo(timezone)).date()


def say_day(day: date, language: Language, *, year: int) -> str:
    """A day as in "2월 23일" or "23 Feb"; with its year when that is not `year`."""
    if language == "ko":
        said = f"{day.month}월 {day.day}일"
        return said if day.year == year else f"{day.year}년 {said}"
    said = f"{day.day} {MONTHS[day.month - 1]}"
    return said if day.year == year else f"{said} {day.year}"


def say_span(period: Period, timezone: str, language: Language) -> str:
    """A period as in "2026년 2월 23일 ~ 3월 1일" or "23 Feb – 1 Mar 2026", both days included."""
    first = local_day(period.start, timezone)
    last = local_day(period.end - timedelta(microseconds=1), timezone)
    if language == "ko":
        start = say_day(first, "ko", year=0)
        return start if first == last else f"{start} ~ {say_day(last, 'ko', year=first.year)}"
    end = say_day(last, "en", year=0)
    return end if first == last else f"{say_day(first, 'en', year=last.year)} – {end}"


def say_days(period: Period, timezone: str, language: Language, *, year: int) -> str:
    """A period within a year that is named beside it: "2월 23일 ~ 3월 1일" or "23 Feb – 1 Mar"."""
    first = local_day(period.start, timezone)
    last = local_day(period.end - timedelta(microseconds=1), timezone)
    between = " ~ " if language == "ko" else " – "
    return between.join(say_day(day, language, year=year) for day in (first, last))
