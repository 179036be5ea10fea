"""The full-text index itself: an FTS5 table on SQLite, a `tsvector` under GIN on PostgreSQL.

Both hold nothing but `rowid -> tokens`. FTS5 is told to keep neither texts, order nor lengths:
what it finds is read again anyway, and the index stays at a third of its size. Row ids grow with
time, so the newest rows come first without sorting.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Select,
    TextClause,
    column,
    func,
    select,
    table,
    text,
)
from sqlalchemy.exc import DatabaseError

from catchup.store.dialects import POSTGRESQL
from catchup.store.queries import Clause, Part
from catchup.store.tables import SEARCH_ENTRIES
from catchup.store.tokens import STRONG

NAME = "item_search"
INDEX = table(NAME, column("rowid", BigInteger))
END = 1 << 53  # above every row
# PostgreSQL cannot walk a GIN index by row id: it finds all that match before it takes the newest.
# So it is asked for the newest rows first, then for ten times as many: common words need few.
WINDOWS = (2_000, 20_000, 200_000)
LOOKED_UP = 50  # tokens of one document

Keep = Callable[[ColumnElement[int]], ColumnElement[bool]]
Rows = Sequence[tuple[int, Sequence[str]]]


def add(connection: Connection, rows: Rows) -> None:
    """Put rows into the index, each with its tokens."""
    if not rows:
        return
    parameters = _parameters(connection, rows)
    words = "CAST(:words AS tsvector)" if _is_postgresql(connection) else ":words"
    connection.execute(
        text(f"INSERT INTO {NAME} (rowid, words) VALUES (:row, {words})"),  # noqa: S608
        parameters,
    )


def take_out(connection: Connection, rows: Rows) -> None:
    """Take rows out again; FTS5 wants to be told the very tokens that were put in."""
    if not rows:
        return
    if _is_postgresql(connection):
        statement = f"DELETE FROM {NAME} WHERE rowid = :row"  # noqa: S608
    else:
        statement = f"INSERT INTO {NAME} ({NAME}, rowid, words) VALUES ('delete', :row, :words)"  # noqa: S608
    connection.execute(text(statement), _parameters(connection, rows))


def clear(connection: Connection) -> None:
    """Empty the index."""
    if _is_postgresql(connection):
        connection.exec_driver_sql(f"DELETE FROM {NAME}")  # noqa: S608
    else:
        connection.exec_driver_sql(f"INSERT INTO {NAME} ({NAME}) VALUES ('delete-all')")  # noqa: S608


def merge(connection: Connection, pages: int) -> bool:
    """Put together so many pages of what was added bit by bit; tell whether there may be more.

    Negative: of everything, as a first call wants it. PostgreSQL sees to that by itself.
    """
    if _is_postgresql(connection):
        return False
    changes = "SELECT total_changes()"
    before = connection.exec_driver_sql(changes).scalar_one()
    statement = f"INSERT INTO {NAME} ({NAME}, rank) VALUES ('merge', ?)"  # noqa: S608
    connection.exec_driver_sql(statement, (pages,))
    # One change is the statement's own.
    return bool(connection.exec_driver_sql(changes).scalar_one() - before > 1)


def newest(
    connection: Connection, words: str, keep: Keep, span: tuple[int, int], limit: int
) -> list[int]:
    """The highest rows of a half-open span that match and are to be kept, highest first."""
    floor, below = span
    found: list[int] = []
    for start in _floors(connection, floor):
        query = _within(connection, words, keep, (start, below)).limit(limit - len(found))
        found.extend(row.rowid for row in connection.execute(query))
        if len(found) == limit:
            break
        below = min(below, start)
    return found


def has(connection: Connection, row: int, tokens: Sequence[str]) -> bool:
    """Tell whether a row is found by its tokens; of many, some that are spread over all."""
    language = TSQUERY if _is_postgresql(connection) else FTS5
    some = tokens[:: 1 + len(tokens) // LOOKED_UP]
    if not some:
        return True
    words = language.all_of(language.word.format(token) for token in some)
    query = select(INDEX.c.rowid).where(_matches(connection, words), INDEX.c.rowid == row)
    return connection.execute(query).first() is not None


def is_damaged(connection: Connection) -> bool:
    """Read the whole index of SQLite; PostgreSQL watches over its own."""
    if _is_postgresql(connection):
        return False
    terms = f"CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', '{NAME}', 'row')"
    try:
        connection.exec_driver_sql(terms)
        connection.exec_driver_sql("SELECT sum(doc) FROM temp.terms").one()
    except DatabaseError:
        return True
    connection.exec_driver_sql("DROP TABLE temp.terms")
    return False


def matching(connection: Connection, words: str, floor: int, most: int) -> int:
    """How many rows from `floor` on match; counting ends at `most`."""
    some = select(INDEX.c.rowid).where(_matches(connection, words), INDEX.c.rowid >= floor)
    counted = select(func.count()).select_from(some.limit(most).subquery())
    return int(connection.execute(counted).scalar_one())


def nth_newest(connection: Connection, number: int) -> int:
    """The row that so many rows are above of; 0 when there are fewer."""
    rows = select(SEARCH_ENTRIES.c.row).order_by(SEARCH_ENTRIES.c.row.desc())
    return connection.execute(rows.offset(number).limit(1)).scalar() or 0


def expression(connection: Connection, clauses: Sequence[Clause], *, strong: bool = False) -> str:
    """The clauses in the database's own language of queries.

    `strong`: the documents that are full of them. A lone syllable is never strong.
    """
    language = TSQUERY if _is_postgresql(connection) else FTS5
    mark = STRONG if strong else ""
    return language.all_of(
        language.any_of(
            language.all_of(term for part in alternative for term in language.terms(part, mark))
            for alternative in clause.alternatives
        )
        for clause in clauses
    )


@dataclass(frozen=True, slots=True)
class Language:
    """How a database writes queries; tokens hold letters and digits only, so none is escaped."""

    and_: str
    or_: str
    word: str
    start: str

    def all_of(self, queries: Iterable[str]) -> str:
        """What all of some queries find."""
        return f"({f' {self.and_} '.join(queries)})"

    def any_of(self, queries: Iterable[str]) -> str:
        """What any of some queries finds."""
        return f"({f' {self.or_} '.join(queries)})"

    def terms(self, part: Part, mark: str) -> Iterator[str]:
        """The terms of a part."""
        yield from (self.word.format(mark + token) for token in part.tokens)
        yield from (self.start.format(syllable) for syllable in part.prefixes)


FTS5 = Language(and_="AND", or_="OR", word='"{}"', start='"{}" *')
TSQUERY = Language(and_="&", or_="|", word="'{}'", start="'{}':*")


def _is_postgresql(connection: Connection) -> bool:
    return connection.dialect.name == POSTGRESQL


def _parameters(connection: Connection, rows: Rows) -> list[dict[str, object]]:
    # Upwards: FTS5 writes a piece of its index for each row that is not above the last one.
    between, around = ("' '", "'") if _is_postgresql(connection) else (" ", "")
    return [
        {"row": row, "words": f"{around}{between.join(tokens)}{around}" if tokens else ""}
        for row, tokens in sorted(rows)
    ]


def _matches(connection: Connection, words: str) -> TextClause:
    if _is_postgresql(connection):
        condition = text(f"{NAME}.words @@ CAST(:words AS tsquery)")
    else:
        condition = text(f"{NAME} MATCH :words")
    return condition.bindparams(words=words)


def _floors(connection: Connection, floor: int) -> Iterator[int]:
    """Where to stop looking for the newest: at each window, at last at the floor itself."""
    for number in WINDOWS if _is_postgresql(connection) else ():
        start = nth_newest(connection, number)
        if start <= floor:
            break
        yield start
    yield floor


def _within(
    connection: Connection, words: str, keep: Keep, span: tuple[int, int]
) -> Select[tuple[int]]:
    floor, below = span
    rows = select(INDEX.c.rowid).where(
        _matches(connection, words), INDEX.c.rowid >= floor, INDEX.c.rowid < below
    )
    if not _is_postgresql(connection):
        # FTS5 walks its rows downwards by itself; the rest is asked of each until there are enough.
        return rows.where(keep(INDEX.c.rowid)).order_by(INDEX.c.rowid.desc())
    # Found first and ordered then: asked for the newest, the planner walks the whole primary key.
    hits = rows.cte("hits").prefix_with("MATERIALIZED")
    return select(hits.c.rowid).where(keep(hits.c.rowid)).order_by(hits.c.rowid.desc())
