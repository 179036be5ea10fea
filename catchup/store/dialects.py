"""The one place that knows SQLite from PostgreSQL: connections, locks, upserts, statistics."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from operator import itemgetter
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, Insert, Table, event
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError, DBAPIError

SQLITE, POSTGRESQL = "sqlite", "postgresql"
WRITING = "catchup_writing"
# Any number will do, as long as no other program locks the same one in our database.
WRITERS_LOCK = 0x63617463
LOCKED = ("SQLITE_BUSY", "SQLITE_LOCKED")
LOCKED_STATES = ("55P03", "40P01", "40001")  # lock not available, deadlock, serialization failure
ANALYSIS_ROWS = 1000
# Pages of the log (4 kB) before they are written back: a crawl touches the same index pages again
# and again.
CHECKPOINT = "wal_autocheckpoint = 8000"
# Kilobytes of pages that a connection keeps, when it has read as many: of the usual 2,000 a search
# among a hundred thousand items reads every page of its links again.
CACHE = "cache_size = -32000"
ADVICE = {
    SQLITE: "check the path, its permissions and the free space of the disk",
    POSTGRESQL: "check that the server runs, and the address and password in [store] url",
}


def connect_arguments(url: URL, busy_timeout: float) -> dict[str, Any]:
    """Arguments of the driver that make a wait for a lock end after `busy_timeout` seconds."""
    if url.get_backend_name() == SQLITE:
        return {"timeout": busy_timeout}
    own = url.query.get("options", "")
    return {"options": f"{own} -c lock_timeout={int(busy_timeout * 1000)}".lstrip()}


def reading_options(url: URL) -> dict[str, Any]:
    """Options of a connection whose transactions see one state; on SQLite all of them do."""
    if url.get_backend_name() == SQLITE:
        return {}
    return {"isolation_level": "REPEATABLE READ"}


def prepare(engine: Engine) -> None:
    """Set up each connection of an engine, and how its transactions begin."""
    if engine.dialect.name == SQLITE:
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    # The driver would begin transactions by itself, and only before the first change: too late
    # for a read that must see one state. `_begin_sqlite` begins them instead.
    connection.isolation_level = None
    settings = ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON")
    for pragma in (*settings, CHECKPOINT, CACHE):
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and writes later can be refused half-way when another one
    # wrote in between; taking the write lock at once makes it wait for its turn.
    writing = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def lock_writers(connection: Connection) -> None:
    """Let one writer in at a time, as SQLite does: ids and positions are counted up by us."""
    if connection.dialect.name == POSTGRESQL:
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITERS_LOCK})")


def is_locked(error: DBAPIError) -> bool:
    """Tell "somebody else holds it for too long" from all other errors."""
    name = getattr(error.orig, "sqlite_errorname", "")
    state = getattr(error.orig, "sqlstate", "")
    return name.startswith(LOCKED) or state in LOCKED_STATES


def insert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows of the same columns."""
    if rows:
        in_bulk(connection, _inserting(table), rows)


def in_bulk(connection: Connection, statement: Insert, rows: Sequence[Mapping[str, Any]]) -> None:
    """Execute an insert for many rows of the same columns; `statement` is made once for all times.

    A third faster than by Core, which prepares each row anew.
    """
    sql, columns, positional = _prepared(connection.dialect, statement, tuple(rows[0]))
    # Column by column: what writes a column is called by `map`, not by a line of ours for each row.
    written = [
        list(map(write, map(itemgetter(name), rows))) if write else [row[name] for row in rows]
        for name, write in columns
    ]
    parameters: list[Any] = list(zip(*written, strict=True))
    if not positional:
        names = [name for name, _ in columns]
        parameters = [dict(zip(names, row, strict=True)) for row in parameters]
    connection.exec_driver_sql(sql, parameters)


@cache
def _inserting(table: Table) -> Insert:
    return table.insert()


@cache
def _prepared(
    dialect: Dialect, statement: Insert, names: tuple[str, ...]
) -> tuple[str, list[tuple[Any, Any]], bool]:
    compiled = statement.compile(dialect=dialect, column_keys=list(names))
    order = getattr(compiled, "positiontup", None) or names
    table = statement.table
    columns = [(name, table.c[name].type.bind_processor(dialect)) for name in order]
    return str(compiled), columns, bool(getattr(compiled, "positional", False))


def upsert(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Insert a row or replace the one with its primary key."""
    connection.execute(upserting(connection.dialect.name, table, row, {}), row)


def upserting(
    dialect: str, table: Table, names: Iterable[str], computed: Mapping[str, Any]
) -> Insert:
    """The statement that inserts rows of these columns or replaces those with their primary key.

    Where a row exists, `computed` says what its columns become instead.
    """
    insert = sqlite.insert
    if dialect == POSTGRESQL:
        from sqlalchemy.dialects import postgresql  # noqa: PLC0415 - 25 ms that SQLite users save

        insert = postgresql.insert  # type: ignore[assignment] # same methods, no common base
    statement = insert(table)
    keys = [column.name for column in table.primary_key]
    changes = {name: statement.excluded[name] for name in names if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_={**changes, **computed})


def analyze(connection: Connection) -> None:
    """Gather the statistics without which the planner picks wrong indexes."""
    connection.exec_driver_sql("ANALYZE")


def optimize(engine: Engine) -> None:
    """Refresh outdated statistics of SQLite; PostgreSQL does so by itself."""
    if engine.dialect.name != SQLITE:
        return
    # Statistics can wait for the next time: a busy or full database must not fail here.
    with suppress(DatabaseError), engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 0")
        connection.exec_driver_sql(f"PRAGMA analysis_limit = {ANALYSIS_ROWS}")
        # `optimize` passes over tables that this connection never asked for by an index.
        query = "SELECT 1 FROM sqlite_stat1 WHERE tbl = 'item'"
        known = connection.exec_driver_sql(query).first()
        connection.exec_driver_sql("PRAGMA optimize" if known else "ANALYZE")
        connection.commit()


def problems(connection: Connection) -> list[str]:
    """What the database itself finds wrong with its file; PostgreSQL watches over its own."""
    if connection.dialect.name != SQLITE:
        return []
    found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check")]
    broken = [text for text in found if text != "ok"]
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
    return broken + [f"row {row[1]} of {row[0]} points to a missing {row[2]}" for row in orphans]
