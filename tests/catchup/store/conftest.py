"""The store that tests use: the parameters of `url` name every database they run on."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from catchup.store import Store, open_store
from tests.fakes.builders import NOW


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the SQLite database of a test is."""
    return tmp_path / "catchup.db"


@pytest.fixture
def sqlite_url(file: Path) -> str:
    """The address of that file, for tests about SQLite alone."""
    return f"sqlite:///{file}"


@pytest.fixture(params=["sqlite"])
def url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database, for everything that must hold on each of them."""
    address: str = request.getfixturevalue(f"{request.param}_url")
    return address


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An open store without content."""
    with open_store(url, now=NOW) as opened:
        yield opened
