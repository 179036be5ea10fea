"""The rules of politeness, as pure functions: pauses, second tries, Retry-After and back-off."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from catchup.errors import FetchError, HttpStatus

# Hosts that are one service: its limits count them together.
SERVICES = {f"{name}arxiv.org": "arxiv.org" for name in ("", "www.", "export.", "rss.", "oaipmh.")}
# Services that want more than the usual pause, in seconds, as their terms of use say.
PAUSES = {"arxiv.org": 3.0}
# arXiv refuses (429) without naming a time: the seconds to wait before the second and third try.
WAITS_WHEN_REFUSED = {"arxiv.org": (30.0, 60.0)}
LEFT_ALONE = 3600.0
# An interface is asked (by POST) ten times as seldom as pages: every 10 s with the usual pause.
QUESTION_PAUSES = 10.0

LONGEST_RETRY_AFTER = timedelta(hours=24)
FIRST_BACK_OFF = timedelta(hours=1)
LONGEST_BACK_OFF = timedelta(days=3)


def service_of(host: str) -> str:
    """Name the service that a host belongs to: itself, unless several hosts are one."""
    return SERVICES.get(host, host)


def pause_of(service: str, usual: float) -> float:
    """Return the seconds between two requests to a service: `usual`, or more where it wants so."""
    return max(usual, PAUSES.get(service, 0.0))


def another_try(error: FetchError, host: str, tries: int) -> float | None:
    """Return the seconds after which to ask the same once more after `tries`; None: give up.

    Once, at once, where a connection or a server broke; later where a service refuses for a while.
    """
    if _refused(error):
        waits = WAITS_WHEN_REFUSED.get(service_of(host), ())
        return waits[tries - 1] if tries <= len(waits) else None
    if isinstance(error, HttpStatus):
        broke = error.status >= HTTPStatus.INTERNAL_SERVER_ERROR and error.retry_after is None
    else:
        broke = type(error) is FetchError
    return 0.0 if broke and tries == 1 else None


def left_alone(error: FetchError, host: str) -> float:
    """Return the seconds for which a service that went on refusing is not asked at all."""
    return LEFT_ALONE if _refused(error) and service_of(host) in WAITS_WHEN_REFUSED else 0.0


def _refused(error: FetchError) -> bool:
    if not isinstance(error, HttpStatus) or error.retry_after is not None:
        return False
    return error.status == HTTPStatus.TOO_MANY_REQUESTS


def http_date(value: str) -> datetime | None:
    """Read an HTTP date in any of its three forms (RFC 9110 5.6.7); None for anything else."""
    try:
        date = parsedate_to_datetime(value)
        return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):  # overflow: year 9999 and a zone
        return None


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
