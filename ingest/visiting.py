"""Visits one source, whatever its kind, and keeps account of failures."""

from dataclasses import replace
from datetime import datetime, timedelta

from catchup.errors import BrokenFeed, ConfigError, HttpStatus, SourceError
from catchup.types import Crawl, Source, SourceState, Web
from ingest.kinds import KINDS
from ingest.manners import LONGEST_RETRY_AFTER, back_off

DETAIL_LIMIT = 300


def crawl(source: Source, state: SourceState, web: Web, now: datetime) -> Crawl:
    """Visit a source by its kind. Raises ConfigError for an unknown kind, else SourceError.

    A feed that was cut off shows its complete entries, and its state is that of a failure.
    """
    if state.url and state.url != source.url:
        state = SourceState(source=source.id)  # validators and gaps of another address
    visit = KINDS.get(source.kind)
    if visit is None:
        raise ConfigError(
            f"source {source.id}: unknown kind {source.kind!r}",
            hint=f"known kinds: {', '.join(sorted(KINDS))}",
        )
    crawl = visit(source, state, web, now)
    if crawl.trouble:
        return replace(crawl, state=failed(source, state, BrokenFeed(crawl.trouble), now))
    return replace(crawl, state=replace(crawl.state, url=source.url))


def failed(source: Source, state: SourceState, error: SourceError, now: datetime) -> SourceState:
    """Return the state after a failed visit: counted, named, and due again later.

    Later is 1 hour, doubled with each failure in a row up to 3 days; a server that named a time
    (Retry-After) is taken at its word, up to 24 hours. Validators stay as they were.
    """
    failures = state.failures + 1
    asked = error.retry_after if isinstance(error, HttpStatus) else None
    wait = back_off(failures)
    if asked is not None:
        wait = min(timedelta(seconds=asked), LONGEST_RETRY_AFTER)
    return replace(
        state,
        source=source.id,
        url=source.url,
        visited=now,
        next_due=now + wait,
        failures=failures,
        error=error.code,
        detail=str(error)[:DETAIL_LIMIT],
    )
