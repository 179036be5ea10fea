"""What the last visit to each source left behind, and which sources are due."""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Insert,
    bindparam,
    case,
    func,
    literal_column,
    select,
)

from catchup.store.dialects import in_bulk, upserting
from catchup.store.tables import STATES
from catchup.store.transactions import Transactions
from catchup.types import Source, SourceId, SourceState

FIELDS = tuple(field.name for field in fields(SourceState))
COLUMNS = STATES.c[FIELDS]
STATE = select(*COLUMNS).where(STATES.c.source == bindparam("wanted"))
ROW = (*FIELDS, "first_succeeded")
VALUES = attrgetter(*FIELDS, "succeeded")  # of a state, in the order of `ROW`
FAILURE = frozenset(
    {"source", "visited", "next_due", "failures", "error", "detail", "gone_since", "stopped"}
)


class Sources:
    """The states of sources; the sources themselves are declared in sources.toml."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def states(self) -> dict[SourceId, SourceState]:
        """The state of every source that was ever visited."""
        with self._transactions.reading() as connection:
            states = map(_state, connection.execute(select(*COLUMNS)))
            return {state.source: state for state in states}

    def keep(self, *states: SourceState) -> None:
        """Remember the states of some sources in one transaction, each in place of its last one."""
        if not states:
            return
        with self._transactions.writing() as connection:
            keep(connection, *states)

    def due(self, sources: Sequence[Source], now: datetime) -> list[tuple[Source, SourceState]]:
        """The unpaused sources whose time has come, or that were never visited."""
        states = self.states()
        pairs = [
            (source, states.get(source.id, SourceState(source=source.id)))
            for source in sources
            if not source.paused
        ]
        return [(source, state) for source, state in pairs if _is_due(source, state, now)]

    def resume(self, source: SourceId) -> None:
        """Let a source that was stopped, or waits, be visited at the next run."""
        with self._transactions.writing() as connection:
            state = state_of(connection, source)
            if state is not None:
                keep(connection, replace(state, stopped=None, gone_since=None, next_due=None))

    def first_crawl(self) -> datetime | None:
        """The first successful visit to any source: since when the store can know anything."""
        with self._transactions.reading() as connection:
            first = select(func.min(STATES.c.first_succeeded))
            instant: datetime | None = connection.execute(first).scalar()
            return instant


def state_of(connection: Connection, source: SourceId) -> SourceState | None:
    """The stored state of one source."""
    row = connection.execute(STATE, {"wanted": source}).one_or_none()
    return None if row is None else _state(row)


def keep(connection: Connection, *states: SourceState) -> None:
    """Write the states of some sources."""
    dialect = connection.dialect.name
    failed = [_row(state) for state in states if state.error is not None]
    succeeded = [_row(state) for state in states if state.error is None]
    if failed:
        in_bulk(connection, _after_failure(dialect), failed)
    if succeeded:
        in_bulk(connection, _after_success(dialect), succeeded)


def _state(row: Sequence[Any]) -> SourceState:
    return SourceState(**dict(zip(FIELDS, row, strict=True)))


def _row(state: SourceState) -> dict[str, Any]:
    return dict(zip(ROW, VALUES(state), strict=True))


# Made once: building one of these costs as much as asking a server what is new.
@cache
def _after_success(dialect: str) -> Insert:
    inserted: ColumnElement[Any] = literal_column("excluded.first_succeeded")
    first = func.coalesce(STATES.c.first_succeeded, inserted)
    return upserting(dialect, STATES, ROW, {"first_succeeded": first})


@cache
def _after_failure(dialect: str) -> Insert:
    # Another process may have succeeded meanwhile: a failure tells nothing but itself. What is
    # known of another address than the one that failed goes.
    here = STATES.c.url == literal_column("excluded.url")
    kept: dict[str, ColumnElement[Any]] = {
        name: case((here, STATES.c[name]), else_=literal_column(f"excluded.{name}"))
        for name in FIELDS
        if name not in FAILURE
    }
    kept["first_succeeded"] = STATES.c.first_succeeded
    return upserting(dialect, STATES, ROW, kept)


def _is_due(source: Source, state: SourceState, now: datetime) -> bool:
    if state.url not in {"", source.url}:
        return True  # of this address nothing is known
    if state.stopped is not None:
        return False
    if state.next_due is None or state.next_due <= now:
        return True
    # A visit from the future: somebody has played with the clock.
    return state.visited is not None and state.visited > now
