"""Keeps the full-text index in step with the items' words, in the same transaction."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, func, select, update

from catchup.store import fulltext
from catchup.store.chunks import chunks
from catchup.store.dialects import insert
from catchup.store.positions import ROW_COUNTER_BITS, assign, row_block_of, used_in
from catchup.store.tables import CURRENT, ITEMS, SEARCH_ENTRIES, SEARCH_PENDING, VERSIONS
from catchup.store.tokens import index_tokens
from catchup.store.transactions import Transactions
from catchup.types import ItemId

BATCH = 1000  # items indexed in one transaction
SAMPLE = 2000  # about so many items' words are looked up by a check
ENTRIES = (
    select(
        *ITEMS.c["id", "version", "published", "first_seen"],
        *VERSIONS.c["title", "text"],
        SEARCH_ENTRIES.c.row,
    )
    .join(VERSIONS, CURRENT)
    .outerjoin(SEARCH_ENTRIES, SEARCH_ENTRIES.c.item_id == ITEMS.c.id)
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An item as the index takes it; `row` is its row there, None before it has one."""

    id: ItemId
    version: int
    published: datetime | None
    first_seen: datetime
    title: str
    text: str
    row: int | None

    @property
    def tokens(self) -> list[str]:
        """What the index holds for the item."""
        return index_tokens(self.title, self.text)


@contextmanager
def kept(connection: Connection, items: Collection[ItemId]) -> Iterator[None]:
    """Index these items anew around a change of their words."""
    fulltext.take_out(connection, _rows(_entries(connection, items)))
    yield
    _put_in(connection, _entries(connection, items))


def catch_up(transactions: Transactions) -> None:
    """Index what a migration left to do, in transactions of `BATCH` items, the newest first.

    May be killed at any moment: the next call goes on.
    """
    pending = select(SEARCH_PENDING.c.item_id).order_by(SEARCH_PENDING.c.item_id.desc())
    with transactions.reading() as connection:
        waiting = connection.execute(pending.limit(1)).first() is not None
    while waiting:
        with transactions.writing() as connection:
            ids = connection.execute(pending.limit(BATCH)).scalars().all()
            # What changed meanwhile was indexed with its change.
            _put_in(connection, [one for one in _entries(connection, ids) if one.row is None])
            connection.execute(delete(SEARCH_PENDING).where(SEARCH_PENDING.c.item_id.in_(ids)))
        waiting = len(ids) == BATCH


def forget(connection: Connection) -> None:
    """Empty the index and leave all items to `catch_up`."""
    fulltext.clear(connection)
    connection.execute(delete(SEARCH_ENTRIES))
    connection.execute(delete(SEARCH_PENDING))
    connection.execute(SEARCH_PENDING.insert().from_select(["item_id"], select(ITEMS.c.id)))


def lost(connection: Connection) -> int:
    """How many items the index does not find by their words, of about `SAMPLE` spread over all."""
    number = connection.execute(select(func.count()).select_from(SEARCH_ENTRIES)).scalar_one()
    some = ITEMS.c.id % (1 + number // SAMPLE) == 0
    found = connection.execute(ENTRIES.where(SEARCH_ENTRIES.c.row.is_not(None), some))
    entries = [Entry(**row) for row in found.mappings()]
    return sum(not fulltext.has(connection, row, words) for row, words in _rows(entries))


def _entries(connection: Connection, items: Collection[ItemId]) -> list[Entry]:
    return [
        Entry(**row)
        for some in chunks(sorted(items))
        for row in connection.execute(ENTRIES.where(ITEMS.c.id.in_(some))).mappings()
    ]


def _rows(entries: Sequence[Entry]) -> list[tuple[int, list[str]]]:
    return [(entry.row, entry.tokens) for entry in entries if entry.row is not None]


def _put_in(connection: Connection, entries: Sequence[Entry]) -> None:
    new = [entry for entry in entries if entry.row is None]
    blocks = [row_block_of(entry.published, entry.first_seen) for entry in new]
    used = used_in(connection, SEARCH_ENTRIES.c.row, ROW_COUNTER_BITS)
    rows = assign(blocks, used, ROW_COUNTER_BITS)
    born = [
        {"row": row, "item_id": entry.id, "version": entry.version}
        for row, entry in zip(rows, new, strict=True)
    ]
    insert(connection, SEARCH_ENTRIES, born)
    fulltext.add(connection, [(row, one.tokens) for row, one in zip(rows, new, strict=True)])
    known = [entry for entry in entries if entry.row is not None]
    if known:
        indexed = update(SEARCH_ENTRIES).where(SEARCH_ENTRIES.c.row == bindparam("at"))
        now = [{"at": entry.row, "current": entry.version} for entry in known]
        connection.execute(indexed.values(version=bindparam("current")), now)
    fulltext.add(connection, _rows(known))
