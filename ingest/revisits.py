"""When and where a source is asked next, as pure functions over what its visits left behind.

The interval between visits, the memory of moves, the end of a source, and when an unconditional
answer is wanted. `docs/manners.md` tells the rules.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import chain, pairwise
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from catchup.errors import Challenged, FetchError, GoneError, HttpStatus, LeftAlone, SourceError
from catchup.types import Source, SourceState
from ingest.manners import LONGEST_FRESHNESS, NEVER_GONE, left_alone, service_of

USUAL = timedelta(hours=6)
SHORTEST, LONGEST = timedelta(hours=1), timedelta(hours=24)
JITTER = 0.1
NEWEST = 20  # entries by which a source's rhythm is measured
HOUR = timedelta(hours=1)
HOURS_OF_A_WEEK = 7 * 24
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
FIRST_BACK_OFF, LONGEST_BACK_OFF = timedelta(hours=1), timedelta(days=3)
CHALLENGED = timedelta(hours=24)
MOVE_BELIEVED = timedelta(days=7)
GONE_TWICE = timedelta(days=1)
# "Not modified" is doubted when it was all that came on so many days over so long a time: longer
# for sources that seldom show anything, for theirs is most likely true.
DOUBTED_DAYS = 5
DOUBTED_AFTER, DOUBTED_AT_LATEST = timedelta(days=7), timedelta(days=28)
DOUBTED_GAPS = 3
LOST = frozenset({404, 410})


def rhythm(dates: Sequence[datetime]) -> timedelta | None:
    """Return the median time between the newest 20 entries; None where two dates are too many."""
    newest = sorted(set(dates), reverse=True)[:NEWEST]
    gaps = [later - earlier for later, earlier in pairwise(newest)]
    return timedelta(seconds=median(gap.total_seconds() for gap in gaps)) if gaps else None


def interval(source: Source, state: SourceState) -> timedelta:
    """Return the time between two visits that go well.

    The operator's `every`, if there is one. Else half the usual time between entries, from an hour
    to a day, 10 % more or less by the source's id so that not all come due together; and never
    less than the server's cache headers or the feed's own ttl ask for, up to a day.
    """
    if source.every is not None:
        return source.every
    usual = timedelta(seconds=state.rhythm / 2) if state.rhythm else USUAL
    usual = _within(SHORTEST, _within(SHORTEST, usual, LONGEST) * (1 + jitter(source.id)), LONGEST)
    wished = timedelta(seconds=max(state.fresh_for, state.ttl))
    return max(usual, min(wished, LONGEST_FRESHNESS))


def jitter(name: str) -> float:
    """Return a number from -0.1 to 0.1 that is always the same for one source."""
    share = int.from_bytes(hashlib.sha256(name.encode()).digest()[:8]) / 2**64
    return JITTER * (2 * share - 1)


def next_visit(source: Source, state: SourceState, now: datetime) -> datetime:
    """Return when to visit again: after the interval, outside the hours and days the feed skips."""
    due = now + interval(source, state)
    if source.every is not None or not state.skips:
        return due
    start = due.replace(minute=0, second=0, microsecond=0)
    hours = chain([due], (start + HOUR * n for n in range(1, HOURS_OF_A_WEEK)))
    return next((hour for hour in hours if not _skipped(hour, state.skips)), due)


def _skipped(instant: datetime, skips: Sequence[str]) -> bool:
    return DAYS[instant.weekday()] in skips or f"{instant.hour:02}h" in skips


def _within(least: timedelta, value: timedelta, most: timedelta) -> timedelta:
    return min(max(value, least), most)


def back_off(failures: int) -> timedelta:
    """Return how long to leave a source alone after so many failures in a row (1 or more)."""
    doublings = min(max(failures - 1, 0), 16)
    return min(FIRST_BACK_OFF * (1 << doublings), LONGEST_BACK_OFF)


def wait_after(error: SourceError, failures: int) -> timedelta:
    """Return how long to leave a source alone after a failure, the `failures`th in a row.

    1 hour, doubled with each failure up to 3 days. A server that names a time is taken at its word
    the first time, and may not shorten the wait by repeating itself. A challenge waits a day.
    """
    if isinstance(error, LeftAlone):
        return timedelta(seconds=error.seconds)
    if isinstance(error, Challenged):
        return max(CHALLENGED, back_off(failures))
    if isinstance(error, HttpStatus) and error.retry_after is not None:
        asked = timedelta(seconds=error.retry_after)
        return asked if failures == 1 else max(asked, back_off(failures))
    return back_off(failures)


def spared(error: SourceError, url: str, now: datetime) -> dict[str, datetime]:
    """Return the service that wants to be left alone after an error and until when, if any does."""
    rest = left_alone(error, host_of(url)) if isinstance(error, FetchError) else timedelta(0)
    return {service_of_url(url): now + rest} if rest else {}


def service_of_url(url: str) -> str:
    """Name the service that an address belongs to, '' where it is no web address."""
    return service_of(host_of(url))


def ended(error: SourceError, state: SourceState, url: str, now: datetime) -> SourceState:
    """Note a 410: the first is remembered, a second one a day or more later stops the source."""
    if not isinstance(error, GoneError) or service_of_url(url) in NEVER_GONE:
        return state
    since = state.gone_since or now
    if now - since >= GONE_TWICE:
        return replace(state, gone_since=since, stopped=now, next_due=None)
    due = max(state.next_due or now, since + GONE_TWICE)
    return replace(state, gone_since=since, next_due=due)


def address_of(source: Source, state: SourceState) -> str:
    """Return the address to ask: the one a source moved to, if that is believed.

    While the new one fails, every second visit asks the old one: a move may be taken back.
    """
    if state.error is not None and state.failures % 2:
        return source.url
    return state.address or source.url


def is_lost(error: SourceError) -> bool:
    """Say whether an address is no longer there (404, 410), so that a known move counts at once."""
    return isinstance(error, GoneError) or (isinstance(error, HttpStatus) and error.status in LOST)


def moved(
    state: SourceState, url: str, asked: str, moves: Sequence[str], now: datetime
) -> dict[str, Any]:
    """Return the fields `address`, `moved_to`, `moved_since` of the state after an answer.

    `moves` are the permanent redirects (301, 308) that the answer began with.
    From http to https of the same address is believed at once, anything else after seven days of
    the same answer: temporary moves are often sent as permanent ones. `url` is the declared
    address, `asked` the one that was asked.
    """
    rest = list(moves)
    while rest and is_upgrade(asked, rest[0]):
        asked = rest.pop(0)
    target = rest[-1] if rest else ""
    since = state.moved_since if target == state.moved_to else None
    since = (since or now) if target else None
    if since is not None and (target == state.address or now - since >= MOVE_BELIEVED):
        asked, target, since = target, "", None
    address = "" if asked == url else asked
    return {"address": address, "moved_to": target, "moved_since": since}


def is_upgrade(old: str, new: str) -> bool:
    """Say whether two addresses differ in http and https alone."""
    return old.startswith("http://") and new == f"https://{old.removeprefix('http://')}"


def wants_all(state: SourceState, now: datetime) -> bool:
    """Say whether to ask without validators: they lied before, or nothing else came for long.

    A server may answer "not modified" for ever (a stuck ETag, a date in the future). After five
    days of such answers, and a week or three times the usual time between entries, it is asked for
    everything once.
    """
    if state.distrusted:
        return True
    if state.silent_days < DOUBTED_DAYS or state.in_full is None:
        return False
    silence = timedelta(seconds=state.rhythm) * DOUBTED_GAPS
    return now - state.in_full >= _within(DOUBTED_AFTER, silence, DOUBTED_AT_LATEST)


def lied(before: SourceState, after: SourceState) -> bool:
    """Say whether an answer in full shows other bytes under the validators of the last one."""
    validators = (before.etag, before.last_modified)
    if validators == (None, None) or before.body_hash is None:
        return False
    same = validators == (after.etag, after.last_modified)
    return same and before.body_hash != after.body_hash


def host_of(url: str) -> str:
    """The host of an address in lower case, '' where it has none (arXiv's queries)."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
