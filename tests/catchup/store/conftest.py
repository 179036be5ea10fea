"""The store that tests use; `url` (see tests/conftest.py) makes each run on every database."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from catchup.store import Store, open_store
from tests.fakes.builders import NOW


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the SQLite database of a test is."""
    return tmp_path / "catchup.db"


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest) -> str:
    """The address of a database without a schema."""
    fixture = {"sqlite": "sqlite_url", "postgresql": "empty_postgresql_url"}[request.param]
    address: str = request.getfixturevalue(fixture)
    return address


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An open store without content."""
    with open_store(url, now=NOW) as opened:
        yield opened
