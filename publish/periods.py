"""Cuts time into the periods that reports cover: ISO weeks, the last days, since a date."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from catchup.errors import ConfigError
from catchup.types import Period

SPAN = re.compile(r"(\d+)\s*(h|d|w|시간|일|주)", re.IGNORECASE)
HOURS = frozenset({"h", "시간"})
DAYS_OF = {"d": 1, "일": 1, "w": 7, "주": 7}
HINT = "Say how far back to look: 36h, 14d, 6w, or a date such as 2026-11-01."


def week_of(instant: datetime, timezone: ZoneInfo) -> Period:
    """The ISO week (Monday to Monday, half open) that holds an instant, cut at local midnights."""
    today = instant.astimezone(timezone).date()
    monday = today - timedelta(days=today.weekday())
    return Period(_midnight(monday, timezone), _midnight(monday + timedelta(days=7), timezone))


def recent(now: datetime, *, days: int, timezone: ZoneInfo) -> Period:
    """The last `days` whole local days and today.

    It ends at the coming midnight, so that two runs of one day cover the same period and give
    the same report.
    """
    today = now.astimezone(timezone).date()
    return Period(_midnight(today - timedelta(days=days), timezone), _end_of_today(now, timezone))


def since(text: str, now: datetime, timezone: ZoneInfo) -> Period:
    """What a person means by "36h", "14d", "6w", "2주" or a date, up to and with today.

    Days and weeks are whole local days as in `recent`. Raises ConfigError with a hint when the
    text says nothing of that kind, or a start that is not in the past.
    """
    try:
        period = _since(text.strip(), now, timezone)
    except (ValueError, OverflowError) as error:
        raise ConfigError(f"cannot understand the period {text!r}", hint=HINT) from error
    if period.start >= now:
        raise ConfigError(f"the period {text!r} does not begin in the past", hint=HINT)
    return period


def until_midnight(start: datetime, now: datetime, timezone: ZoneInfo) -> Period:
    """From an instant up to and with today."""
    return Period(start, _end_of_today(now, timezone))


def _since(text: str, now: datetime, timezone: ZoneInfo) -> Period:
    span = SPAN.fullmatch(text)
    if span is None:
        return Period(_midnight(date.fromisoformat(text), timezone), _end_of_today(now, timezone))
    amount, unit = int(span[1]), span[2].lower()
    if unit in HOURS:
        return Period(now - timedelta(hours=amount), _end_of_today(now, timezone))
    if amount == 0:
        raise ValueError(text)
    return recent(now, days=amount * DAYS_OF[unit], timezone=timezone)


def _end_of_today(now: datetime, timezone: ZoneInfo) -> datetime:
    return _midnight(now.astimezone(timezone).date() + timedelta(days=1), timezone)


def _midnight(day: date, timezone: ZoneInfo) -> datetime:
    """The first instant of a local day, in UTC.

    Where the clock jumps over midnight, PEP 495 reads the missing 00:00 with the offset before
    the jump, which is the very instant of the jump; where 00:00 comes twice, it takes the first.
    """
    local = datetime.combine(day, time(), tzinfo=timezone)
    return local.astimezone(ZoneInfo("UTC"))
