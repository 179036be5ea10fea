"""Opens transactions on the database and gives its errors the names of `catchup.errors`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, create_engine
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import (
    ArgumentError,
    DatabaseError,
    DataError,
    IntegrityError,
    NoSuchModuleError,
    ProgrammingError,
)

from catchup.errors import StoreError, StoreLocked
from catchup.store import dialects

BUSY_TIMEOUT = 10.0


class Transactions:
    """The way to the database: `reading()` sees one state, `writing()` is all or nothing.

    `place` names the database in messages: the file's path, or the address without password.
    """

    def __init__(self, url: str, *, busy_timeout: float = BUSY_TIMEOUT) -> None:
        """Prepare the way; nothing is opened yet. Raises StoreError for an unusable url."""
        parsed = parse(url)
        self.path = file_of(parsed)
        self.place = str(self.path or parsed.render_as_string(hide_password=True))
        if self.path is not None and not self.path.parent.is_dir():
            raise StoreError(
                f"{self.place}: the folder {self.path.parent} does not exist",
                hint="create the folder, or change [store] url in catchup.toml",
            )
        try:
            self._engine = create_engine(
                parsed, connect_args=dialects.connect_arguments(parsed, busy_timeout)
            )
        except (NoSuchModuleError, ModuleNotFoundError) as error:
            raise StoreError(
                f"{self.place}: no driver for {parsed.drivername}",
                hint="use sqlite:///FILE, or install catchup[postgres] for postgresql+psycopg://",
            ) from error
        dialects.prepare(self._engine)
        self._reading = self._engine.execution_options(**dialects.reading_options(parsed))
        self._writing = self._engine.execution_options(**{dialects.WRITING: True})

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view for several queries. Raises StoreLocked, StoreError."""
        with self._named_errors(), self._reading.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """All changes or none; one writer at a time. Raises StoreLocked, StoreError."""
        with self._named_errors(), self._writing.begin() as connection:
            dialects.lock_writers(connection)
            yield connection

    def close(self) -> None:
        """Refresh the planner's statistics and close every connection."""
        dialects.optimize(self._engine)
        self.abandon()

    def abandon(self) -> None:
        """Close every connection and do nothing else."""
        self._engine.dispose()

    @contextmanager
    def _named_errors(self) -> Iterator[None]:
        try:
            yield
        except (IntegrityError, ProgrammingError, DataError):
            raise  # our own mistake, not the database's state
        except DatabaseError as error:
            if dialects.is_locked(error):
                raise StoreLocked(
                    f"{self.place}: another process holds the database",
                    hint="wait for the other catchup to end, then run this again",
                ) from error
            raise StoreError(
                f"{self.place}: {error.orig}",
                hint=dialects.ADVICE.get(self._engine.dialect.name, ""),
            ) from error


def parse(url: str) -> URL:
    """Read a database url. Raises StoreError."""
    try:
        return make_url(url)
    except ArgumentError as error:
        raise StoreError(
            f"[store] url is no database address: {url!r}", hint="write sqlite:///catchup.db"
        ) from error


def file_of(url: URL) -> Path | None:
    """The file of a SQLite url, None for every other database."""
    if url.get_backend_name() != dialects.SQLITE or not url.database:
        return None
    return Path(url.database)
