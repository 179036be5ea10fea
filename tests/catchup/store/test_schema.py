"""The schema: made by the migrations, migrated after a backup, refused when it is newer."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from catchup.errors import SchemaTooNew, StoreError
from catchup.store import Store, backups, database, migrating, open_store, schema
from catchup.store.tables import Row
from tests.catchup.store.test_taking import take
from tests.fakes.builders import NOW, an_entry

NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("run", sa.Column("host", sa.Text))
    {after}
"""


def rows_of(file: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(file)) as connection:
        return connection.execute(query).fetchall()


@pytest.fixture
def a_next_revision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Makes this Catchup one revision newer."""

    def add(after: str = "") -> None:
        scripts = tmp_path / "100% scripts"
        versions = scripts / "versions"
        versions.mkdir(parents=True)
        for script in ("env.py", "versions/0001_first.py"):
            (scripts / script).write_bytes((migrating.SCRIPTS / script).read_bytes())
        (versions / "0002_next.py").write_text(NEXT.format(after=after))
        monkeypatch.setattr(migrating, "SCRIPTS", scripts)
        monkeypatch.setattr(schema, "HEAD", "0002")

    return add


def test_the_known_head_is_the_head_of_the_scripts() -> None:
    assert migrating.revisions()[-1] == schema.HEAD


def test_the_migrations_make_exactly_the_tables(store: Store) -> None:
    with store._transactions.reading() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Row.metadata) == []


def test_a_database_is_created_once(url: str) -> None:
    assert database.migrate(url, NOW) == migrating.revisions()
    assert database.migrate(url, NOW) == []


def test_a_migration_keeps_the_rows_and_a_backup(
    file: Path, sqlite_url: str, a_next_revision: Callable[[], None]
) -> None:
    with open_store(sqlite_url, now=NOW) as store:
        take(store, an_entry())
    a_next_revision()
    assert database.migrate(sqlite_url, NOW) == ["0002"]
    with open_store(sqlite_url, now=NOW) as store:
        assert store.items.counts()["items"] == 1
    copy = file.with_name("catchup.db.backup-0001-20260302T090000Z")
    assert backups.verify(copy) == "0001"
    assert rows_of(copy, "SELECT count(*) FROM item") == [(1,)]


def test_a_migration_that_fails_changes_nothing(
    file: Path, sqlite_url: str, a_next_revision: Callable[[str], None]
) -> None:
    open_store(sqlite_url, now=NOW).close()
    a_next_revision("raise MemoryError")
    with pytest.raises(MemoryError):
        open_store(sqlite_url, now=NOW)
    assert backups.verify(file) == "0001"
    assert "host" not in [row[1] for row in rows_of(file, "PRAGMA table_info(run)")]


def test_a_newer_schema_is_refused_and_left_alone(file: Path, sqlite_url: str) -> None:
    open_store(sqlite_url, now=NOW).close()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0999'")
        connection.commit()
    before = file.read_bytes()
    with pytest.raises(SchemaTooNew, match=r"0999.*0001"):
        open_store(sqlite_url, now=NOW)
    assert file.read_bytes() == before
    assert list(file.parent.glob("*backup*")) == []


def test_a_database_of_something_else_is_refused(file: Path, sqlite_url: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    with pytest.raises(StoreError, match="something else"):
        open_store(sqlite_url, now=NOW)
    assert rows_of(file, "SELECT name FROM sqlite_master") == [("recipes",)]


def test_opening_an_up_to_date_store_does_not_import_alembic(sqlite_url: str) -> None:
    open_store(sqlite_url, now=NOW).close()
    code = (
        "import sys; from datetime import UTC, datetime; from catchup.store import open_store\n"
        f"open_store({sqlite_url!r}, now=datetime.now(UTC)).close()\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('alembic', 'mako')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
