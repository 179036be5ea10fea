"""Search: the items that hold some words, newest first or best first, and counts since a mark."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from catchup.store import counts, fulltext, hits, indexing, ranking
from catchup.store.chunks import chunks
from catchup.store.filters import Filters, newest_ids, of_row
from catchup.store.hits import Hit
from catchup.store.positions import first_row_of
from catchup.store.queries import Clause, Names, holds, is_sure, parse
from catchup.store.ranking import Document
from catchup.store.tables import CURRENT, ITEMS, SEARCH_ENTRIES, VERSIONS
from catchup.store.tokens import composed
from catchup.store.transactions import Transactions
from catchup.types import BacklogState, ItemId, TopicId

WINDOW = 100_000  # of the newest items: what is ranked; older ones only where those are too few
POOL = 250  # items of each tier that are scored
COUNTED = 20_000  # matches after which counting ends
# How many texts are read at a time, and then no more.
LOOKS = (100, 400, 1_500, 3_000, 5_000, 10_000)
TEXTS = (
    select(*ITEMS.c["position", "id"], *VERSIONS.c["title", "text"])
    .join(SEARCH_ENTRIES, SEARCH_ENTRIES.c.item_id == ITEMS.c.id)
    .join(VERSIONS, CURRENT)
)


class Order(StrEnum):
    """In which order hits come."""

    NEWEST = "newest"
    RELEVANCE = "relevance"


class Read(NamedTuple):
    """An item whose words were read to see whether they are what was asked for."""

    position: int
    item: ItemId
    document: Document


class Search:
    """Finds items by their words."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def find(
        self,
        words: str = "",
        filters: Filters | None = None,
        *,
        order: Order = Order.NEWEST,
        synonyms: Iterable[Names] = (),
        limit: int = 50,
    ) -> tuple[Hit, ...]:
        """The items with all of some words (see `queries.parse`) that meet the filters.

        Words without a letter find nothing, no words find everything. Of phrases and long Korean
        words, which have to be read, the newest 20,000 that may hold them are read.
        """
        filters = filters or Filters()
        clauses = parse(words, synonyms)
        if words.strip() and not clauses:
            return ()
        with self._transactions.reading() as connection:
            scored: dict[ItemId, float | None]
            if not clauses:
                scored = dict.fromkeys(newest_ids(connection, filters, limit))
            elif order is Order.RELEVANCE:
                scored = _best(connection, clauses, filters, limit)
            else:
                scored = dict.fromkeys(_newest(connection, clauses, filters, limit))
            parts = tuple(dict.fromkeys(part for clause in clauses for part in clause.parts))
            return hits.read(connection, scored, parts)

    def catch_up(self) -> int:
        """Index the items whose words changed since the last call; how many there were."""
        return indexing.catch_up(self._transactions)

    def counts(self, since: datetime) -> dict[TopicId, dict[BacklogState, int]]:
        """How many items each topic has of a mark and later, by state; hidden ones left out."""
        with self._transactions.reading() as connection:
            return counts.since(connection, since)


def _newest(
    connection: Connection, clauses: Sequence[Clause], filters: Filters, limit: int
) -> list[ItemId]:
    rows = partial(_rows, connection, fulltext.expression(connection, clauses), filters)
    floor, below = first_row_of(filters.floor), fulltext.END
    sure = is_sure(clauses)
    found: list[tuple[int, ItemId]] = []
    for look in (limit, *LOOKS) if sure else LOOKS:
        some = rows(floor, below, look)
        if sure:
            found += _placed(connection, some)
        else:
            found += ((one.position, one.item) for one in _holding(connection, some, clauses))
        found.sort(reverse=True)
        below = some[-1] if len(some) == look else floor
        if len(found) >= limit:  # rows of one block are in no order: one below may be newer
            floor = max(floor, first_row_of(found[limit - 1][0]))
        if below <= floor:
            break
    return [item for _, item in found[:limit]]


def _best(
    connection: Connection, clauses: Sequence[Clause], filters: Filters, limit: int
) -> dict[ItemId, float | None]:
    """The best of the newest: documents full of the words, and those that have them at all."""
    words = fulltext.expression(connection, clauses)
    strong = fulltext.expression(connection, clauses, strong=True)
    window = fulltext.nth_newest(connection, WINDOW)
    since = first_row_of(filters.floor)
    rows = set(_rows(connection, strong, filters, max(window, since), fulltext.END, POOL))
    rows.update(_rows(connection, words, filters, max(window, since), fulltext.END, POOL))
    if len(rows) < limit:
        rows.update(_rows(connection, words, filters, since, fulltext.END, POOL))
    documents = {
        one.item: one.document
        for one in sorted(
            _holding(connection, sorted(rows), clauses), key=lambda one: -one.position
        )
    }
    scores = ranking.scores(documents, clauses, _rarity(connection, clauses, window))
    best = sorted(scores, key=lambda item: -scores[item])[:limit]
    return {item: scores[item] for item in best}


def _rarity(connection: Connection, clauses: Sequence[Clause], window: int) -> list[float]:
    """How much each clause tells; of a single one the order does not depend on it."""
    if len(clauses) == 1:
        return [1.0]
    entries = select(func.count()).select_from(SEARCH_ENTRIES)
    number = WINDOW if window else connection.execute(entries).scalar_one()
    expressions = [fulltext.expression(connection, [clause]) for clause in clauses]
    return [
        ranking.idf(number, fulltext.matching(connection, words, window, COUNTED))
        for words in expressions
    ]


def _rows(
    connection: Connection, words: str, filters: Filters, floor: int, below: int, limit: int
) -> list[int]:
    return fulltext.newest(connection, words, partial(of_row, filters), (floor, below), limit)


def _placed(connection: Connection, rows: Sequence[int]) -> list[tuple[int, ItemId]]:
    """The positions and items of rows."""
    query = select(*SEARCH_ENTRIES.c["position", "item_id"])
    return [
        (position, item)
        for some in chunks(rows)
        for position, item in connection.execute(query.where(SEARCH_ENTRIES.c.row.in_(some)))
    ]


def _holding(connection: Connection, rows: Sequence[int], clauses: Sequence[Clause]) -> list[Read]:
    """Those of some rows whose words really are what the index says."""
    read = [
        Read(position, item, Document(composed(title), composed(text)))
        for some in chunks(rows)
        for position, item, title, text in connection.execute(
            TEXTS.where(SEARCH_ENTRIES.c.row.in_(some))
        )
    ]
    if is_sure(clauses):
        return read
    words = (f"{one.document.title}\n{one.document.text}" for one in read)
    return [one for one, said in zip(read, words, strict=True) if holds(clauses, said)]
