"""What the last visit to each source left behind, and which sources are due."""

from collections.abc import Sequence
from dataclasses import asdict, fields, replace
from datetime import datetime

from sqlalchemy import Connection, func, literal, select

from catchup.store.columns import Instant
from catchup.store.dialects import upsert
from catchup.store.tables import STATES
from catchup.store.transactions import Transactions
from catchup.types import Source, SourceId, SourceState

FAILURE = frozenset(
    {"source", "visited", "next_due", "failures", "error", "detail", "gone_since", "stopped"}
)
COLUMNS = STATES.c[tuple(field.name for field in fields(SourceState))]


class Sources:
    """The states of sources; the sources themselves are declared in sources.toml."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def states(self) -> dict[SourceId, SourceState]:
        """The state of every source that was ever visited."""
        with self._transactions.reading() as connection:
            rows = connection.execute(select(*COLUMNS)).mappings()
            return {row["source"]: SourceState(**row) for row in rows}

    def keep(self, state: SourceState) -> None:
        """Remember the state of one source, in place of its last one."""
        with self._transactions.writing() as connection:
            keep(connection, state)

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
    query = select(*COLUMNS).where(STATES.c.source == source)
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else SourceState(**row)


def keep(connection: Connection, state: SourceState) -> None:
    """Write one source's state."""
    row = {**asdict(state), "first_succeeded": state.succeeded}
    # Without its type the instant would go into the database as the driver sees fit.
    first = func.coalesce(STATES.c.first_succeeded, literal(state.succeeded, Instant))
    if state.error is not None:
        # Another process may have succeeded meanwhile: a failure tells nothing but itself.
        kept = {name: STATES.c[name] for name in row if name not in FAILURE}
        upsert(connection, STATES, row, kept)
        return
    upsert(connection, STATES, row, {"first_succeeded": first})


def _is_due(source: Source, state: SourceState, now: datetime) -> bool:
    if state.stopped is not None and state.url in {"", source.url}:
        return False  # another address may still be there
    if state.next_due is None or state.next_due <= now:
        return True
    # A visit from the future: somebody has played with the clock.
    return state.visited is not None and state.visited > now
