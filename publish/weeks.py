"""Says which week is over and due for its issue, and how a week is named."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from catchup.types import Period
from publish.periods import week_of


def due_week(now: datetime, timezone: ZoneInfo, open_after: float) -> Period | None:
    """The last finished ISO week, once `open_after` seconds have passed since its end."""
    current = week_of(now, timezone)
    if now < current.start + timedelta(seconds=open_after):
        return None
    return week_of(current.start - timedelta(microseconds=1), timezone)


def week_name(period: Period, timezone: ZoneInfo) -> str:
    """The ISO name of the week that a period begins in, as in "2026-W09"."""
    year, week, _ = period.start.astimezone(timezone).isocalendar()
    return f"{year}-W{week:02d}"


def year_and_week(name: str) -> tuple[int, int]:
    """The numbers in the name of a week."""
    year, week = name.split("-W")
    return int(year), int(week)
