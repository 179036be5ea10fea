"""Keeps the full-text index in step with the items' words, a stage behind their change.

Cutting a feed's entries into words costs more than all else that is done about them, so no visit
waits for it: what changed leaves the index at once and goes on a list, which `catch_up` works off.
Both are part of the change's transaction, so a kill loses nothing.
"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain

from sqlalchemy import Connection, bindparam, delete, exists, func, select, update

from catchup.store import fulltext
from catchup.store.chunks import chunks
from catchup.store.dialects import insert
from catchup.store.positions import ROW_COUNTER_BITS, assign, row_block_of, used_in
from catchup.store.tables import CURRENT, ITEMS, SEARCH_ENTRIES, SEARCH_PENDING, VERSIONS
from catchup.store.tokens import index_tokens
from catchup.store.transactions import Transactions
from catchup.types import ItemId

BATCH = 1000  # items indexed in one transaction
LARGE_SHARE = 10  # what adds one in so many is large: the index is put together after it
MERGED = 500  # pages of the index that one transaction puts together, some 50 ms
SAMPLE = 2000  # about so many items' words are looked up by a check
ENTRIES = (
    select(
        *ITEMS.c["id", "version", "position"],
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
    position: int
    title: str
    text: str
    row: int | None

    @property
    def tokens(self) -> list[str]:
        """What the index holds for the item."""
        return index_tokens(self.title, self.text)


@contextmanager
def left_to_do(
    connection: Connection, born: Collection[ItemId], reworded: Collection[ItemId]
) -> Iterator[None]:
    """Around a change of words: leave these items to `catch_up`, `born` with the change."""
    waiting = _waiting(connection, reworded)
    indexed = [one for one in _entries(connection, reworded) if one.id not in waiting]
    # Now, while the old words can still be read: FTS5 wants them told to forget them.
    fulltext.take_out(connection, _rows(indexed))
    yield
    changed = (*born, *(entry.id for entry in indexed))
    insert(connection, SEARCH_PENDING, [{"item_id": item} for item in changed])


def catch_up(transactions: Transactions) -> int:
    """Index what waits for it, in transactions of `BATCH` items, the newest first; how many.

    May be killed at any moment: the next call goes on. What came in many batches is put together
    then, for the database does so only in part: without it a large import takes a fifth more room.
    """
    pending = select(SEARCH_PENDING.c.item_id).order_by(SEARCH_PENDING.c.item_id.desc())
    done = 0
    with transactions.reading() as connection:
        waiting = connection.execute(pending.limit(1)).first() is not None
    while waiting:
        with transactions.writing() as connection:
            ids = connection.execute(pending.limit(BATCH)).scalars().all()
            _put_in(connection, _entries(connection, ids))
            connection.execute(delete(SEARCH_PENDING).where(SEARCH_PENDING.c.item_id.in_(ids)))
        done += len(ids)
        waiting = len(ids) == BATCH
    if done > BATCH:
        _put_together(transactions, done)
    return done


def forget(connection: Connection) -> None:
    """Empty the index and leave all items to `catch_up`."""
    fulltext.clear(connection)
    connection.execute(delete(SEARCH_ENTRIES))
    connection.execute(delete(SEARCH_PENDING))
    connection.execute(SEARCH_PENDING.insert().from_select(["item_id"], select(ITEMS.c.id)))


def lost(connection: Connection) -> int:
    """How many items the index does not find by their words, of about `SAMPLE` spread over all."""
    some = ITEMS.c.id % (1 + _number(connection) // SAMPLE) == 0
    pending = exists().where(SEARCH_PENDING.c.item_id == ITEMS.c.id)
    found = connection.execute(ENTRIES.where(SEARCH_ENTRIES.c.row.is_not(None), some, ~pending))
    entries = [Entry(**row) for row in found.mappings()]
    return sum(not fulltext.has(connection, row, words) for row, words in _rows(entries))


def _number(connection: Connection) -> int:
    number = select(func.count()).select_from(SEARCH_ENTRIES)
    return int(connection.execute(number).scalar_one())


def _put_together(transactions: Transactions, added: int) -> None:
    with transactions.reading() as connection:
        if added * LARGE_SHARE < _number(connection):
            return
    # In many short transactions: other processes wait no more than some seconds for their turn.
    with transactions.writing() as connection:
        unfinished = fulltext.merge(connection, -MERGED)
    while unfinished:
        with transactions.writing() as connection:
            unfinished = fulltext.merge(connection, MERGED)


def _waiting(connection: Connection, items: Collection[ItemId]) -> set[ItemId]:
    pending = select(SEARCH_PENDING.c.item_id)
    found = (
        connection.execute(pending.where(SEARCH_PENDING.c.item_id.in_(some))).scalars()
        for some in chunks(sorted(items))
    )
    return set(chain.from_iterable(found))


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
    blocks = [row_block_of(entry.position) for entry in new]
    used = used_in(connection, SEARCH_ENTRIES.c.row, ROW_COUNTER_BITS)
    rows = assign(blocks, used, ROW_COUNTER_BITS)
    born = [
        {"row": row, "item_id": entry.id, "version": entry.version, "position": entry.position}
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
