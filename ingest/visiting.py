"""Visits one source, whatever its kind, and keeps account of failures, moves and the next visit."""

from dataclasses import replace
from datetime import datetime

from catchup.errors import BrokenFeed, ConfigError, LeftAlone, SourceError
from catchup.types import Crawl, Entry, Source, SourceState, Web
from ingest.identity import untracked
from ingest.kinds import KINDS
from ingest.revisits import (
    address_of,
    ended,
    is_lost,
    lied,
    next_visit,
    wait_after,
    wants_all,
)

DETAIL_LIMIT = 300


def crawl(source: Source, state: SourceState, web: Web, now: datetime) -> Crawl:
    """Visit a source by its kind. Raises ConfigError for an unknown kind, else SourceError.

    A feed that was cut off shows its complete entries, and its state is that of a failure.
    """
    if source.kind not in KINDS:
        raise ConfigError(
            f"source {source.id}: unknown kind {source.kind!r}",
            hint=f"known kinds: {', '.join(sorted(KINDS))}",
        )
    state = _of_address(source, state)
    asked = state
    if wants_all(state, now):
        asked = replace(state, etag=None, last_modified=None)
    found = _found(source, asked, web, now)
    found = replace(found, entries=tuple(map(_untracked, found.entries)))
    if found.trouble:
        broken = failed(source, state, BrokenFeed(found.trouble), now)
        return replace(found, source=source, state=broken)
    left = replace(
        found.state,
        next_due=next_visit(source, found.state, now),
        distrusted=state.distrusted or lied(state, found.state),
    )
    return replace(found, source=source, state=left)


def _untracked(entry: Entry) -> Entry:
    """An entry whose link does not tell the site which feed its reader came from."""
    return replace(entry, link=untracked(entry.link)) if "?" in entry.link else entry


def _of_address(source: Source, state: SourceState) -> SourceState:
    """The state as far as it is known of this address: another one has validators of its own."""
    if state.url and state.url != source.url:
        return SourceState(source=source.id, url=source.url)
    return state if state.url else replace(state, url=source.url)


def _found(source: Source, state: SourceState, web: Web, now: datetime) -> Crawl:
    """Visit where the source is now; where it was lost, and a move is known, there."""
    visit = KINDS[source.kind]
    address = address_of(source, state)
    there = source if address == source.url else replace(source, url=address)
    try:
        return visit(there, state, web, now)
    except SourceError as error:
        if not (state.moved_to and is_lost(error)):
            raise
        there = replace(source, url=state.moved_to)
        return visit(there, replace(state, address=state.moved_to), web, now)


def failed(source: Source, state: SourceState, error: SourceError, now: datetime) -> SourceState:
    """Return the state after a failed visit: counted, named, and due again later.

    When, and whether at all, is said by `ingest.revisits`. A source whose host wants to be left
    alone was not asked: it only waits. Validators stay as they were.
    """
    state = _of_address(source, state)
    if isinstance(error, LeftAlone):
        return replace(state, source=source.id, next_due=now + wait_after(error, 1))
    failures = state.failures + 1
    counted = replace(
        state,
        source=source.id,
        visited=now,
        next_due=now + wait_after(error, failures),
        failures=failures,
        error=error.code,
        detail=str(error)[:DETAIL_LIMIT],
    )
    return ended(error, counted, source.url, now)
