"""Search: the items that hold some words, newest first or best first, and counts since a mark."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from catchup.store import candidates, counts, fulltext, indexing, ranking
from catchup.store.chunks import chunks
from catchup.store.excerpts import Excerpt, excerpt, marked
from catchup.store.filters import Filters, newest_ids, of_row
from catchup.store.positions import first_row_of, first_row_of_minute
from catchup.store.queries import Clause, Names, holds, is_sure, parse
from catchup.store.ranking import Document
from catchup.store.tables import CURRENT, ITEMS, SEARCH_ENTRIES, VERSIONS
from catchup.store.tokens import composed
from catchup.store.transactions import Transactions
from catchup.types import BacklogState, Candidate, ItemId, TopicId

WINDOW = 100_000  # of the newest items: what is ranked; older ones only where those are too few
POOL = 250  # items of each tier that are scored
SLACK = 32  # rows of one minute, which are in no order
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


@dataclass(frozen=True, slots=True)
class Hit:
    """An item that was found, and where; `score` is its relevance when that was asked for."""

    candidate: Candidate
    title: Excerpt
    excerpt: Excerpt
    score: float | None = None


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
            found = candidates.read(connection, select(ITEMS.c.id).where(ITEMS.c.id.in_(scored)))
        parts = tuple(dict.fromkeys(part for clause in clauses for part in clause.parts))
        hits = [
            Hit(
                candidate=one,
                title=marked(one.item.title, parts),
                excerpt=excerpt(one.item.text, parts),
                score=scored[one.item.id],
            )
            for one in found
        ]
        # Stable: of one score the newest comes first.
        return tuple(sorted(hits, key=lambda hit: -(hit.score or 0)))

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
    since = _floor(filters)
    if is_sure(clauses):
        found = rows(since, fulltext.END, limit)
        if len(found) == limit:
            minute = first_row_of_minute(found[-1])
            found += rows(max(since, minute), found[-1], SLACK)
        return _items(connection, found)[:limit]
    read: list[Read] = []
    below = fulltext.END
    for look in LOOKS:
        some = rows(since, below, look)
        read.extend(one for one in _read(connection, some) if _holds(clauses, one))
        if len(read) > limit + SLACK or len(some) < look:
            break
        below = some[-1]
    read.sort(key=lambda one: -one.position)
    return [one.item for one in read[:limit]]


def _best(
    connection: Connection, clauses: Sequence[Clause], filters: Filters, limit: int
) -> dict[ItemId, float | None]:
    """The best of the newest: documents full of the words, and those that have them at all."""
    words = fulltext.expression(connection, clauses)
    strong = fulltext.expression(connection, clauses, strong=True)
    window = fulltext.nth_newest(connection, WINDOW)
    since = _floor(filters)
    rows = set(_rows(connection, strong, filters, max(window, since), fulltext.END, POOL))
    rows.update(_rows(connection, words, filters, max(window, since), fulltext.END, POOL))
    if len(rows) < limit:
        rows.update(_rows(connection, words, filters, since, fulltext.END, POOL))
    documents = {
        one.item: one.document
        for one in sorted(_read(connection, sorted(rows)), key=lambda one: -one.position)
        if _holds(clauses, one)
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


def _floor(filters: Filters) -> int:
    return 0 if filters.since is None else first_row_of(filters.since)


def _items(connection: Connection, rows: Sequence[int]) -> list[ItemId]:
    """The items of rows, newest first: rows know the minute, positions the millisecond."""
    query = select(*ITEMS.c["position", "id"]).join(
        SEARCH_ENTRIES, SEARCH_ENTRIES.c.item_id == ITEMS.c.id
    )
    found = [
        (position, item)
        for some in chunks(rows)
        for position, item in connection.execute(query.where(SEARCH_ENTRIES.c.row.in_(some)))
    ]
    return [item for _, item in sorted(found, reverse=True)]


def _read(connection: Connection, rows: Sequence[int]) -> list[Read]:
    return [
        Read(position, item, Document(composed(title), composed(text)))
        for some in chunks(rows)
        for position, item, title, text in connection.execute(
            TEXTS.where(SEARCH_ENTRIES.c.row.in_(some))
        )
    ]


def _holds(clauses: Sequence[Clause], read: Read) -> bool:
    return is_sure(clauses) or holds(clauses, f"{read.document.title}\n{read.document.text}")
