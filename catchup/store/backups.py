"""Copies of a SQLite database: made while it is in use, verified, and complete or not there."""

import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from catchup.errors import StoreError, StoreLocked

PATIENCE = 10.0  # seconds that a lock of another process is waited for


def copy(source: Path, target: Path) -> None:
    """Copy a database to a file that appears only when it is whole and verified.

    Raises StoreLocked, StoreError.
    """
    if not target.parent.is_dir():
        raise StoreError(f"{target}: the folder {target.parent} does not exist")
    partial = target.with_name(f".{target.name}.partial")
    with _named_errors(target):
        partial.unlink(missing_ok=True)
    try:
        with (
            _named_errors(source),
            closing(sqlite3.connect(source, timeout=PATIENCE)) as whole,
            closing(sqlite3.connect(partial)) as part,
        ):
            whole.backup(part, progress=_giving_up(source))
            # A file in WAL mode is only half a database without its -wal file.
            part.execute("PRAGMA journal_mode = DELETE").close()
        verify(partial)
        with _named_errors(target):
            partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def verify(path: Path) -> str:
    """Read a copy whole; answers its schema revision. Raises StoreError when it is no good."""
    if not path.is_file():
        raise StoreError(f"{path}: no such file")
    address = f"{path.resolve().as_uri()}?mode=ro"
    with _named_errors(path), closing(sqlite3.connect(address, uri=True)) as connection:
        found = [str(row[0]) for row in connection.execute("PRAGMA integrity_check")]
        if found != ["ok"]:
            raise StoreError(f"{path}: damaged: {found[0]}")
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        if ("alembic_version",) not in tables.fetchall():
            raise StoreError(f"{path}: no Catchup database")
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def settle(path: Path) -> bool:
    """Fold the -wal file into a database that nobody else has open.

    Answers False for a file too damaged for that. Raises StoreLocked when it is in use.
    """
    with closing(sqlite3.connect(path, timeout=PATIENCE)) as connection:
        try:
            connection.execute("PRAGMA journal_mode = DELETE").close()
        except sqlite3.OperationalError as error:
            raise _named(path, error) from error
        except sqlite3.DatabaseError:
            return False
    return True


def _giving_up(source: Path) -> Callable[[int, int, int], None]:
    end = time.monotonic() + PATIENCE

    def progress(status: int, _remaining: int, _total: int) -> None:
        # The driver would go on trying for ever.
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > end:
            raise StoreLocked(f"{source}: another process holds the database")

    return progress


@contextmanager
def _named_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise _named(path, error) from error


def _named(path: Path, error: Exception) -> StoreError:
    if getattr(error, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreLocked(f"{path}: another process holds the database")
    return StoreError(f"{path}: {error}", hint="check the path, its permissions and free space")
