"""The rules of politeness, as pure functions: Retry-After and back-off."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST_RETRY_AFTER = timedelta(hours=24)
FIRST_BACK_OFF = timedelta(hours=1)
LONGEST_BACK_OFF = timedelta(days=3)


def http_date(value: str) -> datetime | None:
    """Read an HTTP date in any of its three forms (RFC 9110 5.6.7); None for anything else."""
    try:
        date = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)


def retry_after(value: str, answered: datetime | None) -> float | None:
    """Return the seconds a Retry-After header asks for (RFC 9110 10.2.3), at most 24 hours.

    A date is read relative to `answered`, the answer's own Date: clocks differ. None for garbage
    and for a date in an answer that has none.
    """
    value = value.strip()
    longest = LONGEST_RETRY_AFTER.total_seconds()
    if re.fullmatch(r"[0-9]+", value):
        return min(float(value[:12]), longest)
    date = http_date(value) if value[:1].isalpha() else None
    if date is None or answered is None:
        return None
    return min(max((date - answered).total_seconds(), 0.0), longest)


def back_off(failures: int) -> timedelta:
    """Return how long to leave a source alone after so many failures in a row (1 or more)."""
    doublings = min(max(failures - 1, 0), 16)
    return min(FIRST_BACK_OFF * (1 << doublings), LONGEST_BACK_OFF)
