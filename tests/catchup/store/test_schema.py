"""The schema: made by the migrations, migrated after a backup, refused when it is newer."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import MetaData, text

from catchup.errors import SchemaTooNew, StoreError
from catchup.store import backups, database, migrating, open_store, schema
from catchup.store.columns import milliseconds
from catchup.store.filters import Filters
from catchup.store.identity import identify
from catchup.store.tables import Row
from catchup.store.transactions import Transactions
from catchup.types import BacklogState, Taken, TopicMatch
from tests.catchup.store.test_taking import take
from tests.fakes.builders import (
    NOW,
    TEXT,
    a_state,
    a_summary,
    an_entry,
    an_issue,
    an_item,
)

NEXT = """
import sqlalchemy as sa
from alembic import op

revision = "0999"
down_revision = "{head}"


def upgrade() -> None:
    op.add_column("run", sa.Column("host", sa.Text))
    {after}
"""


ENTRY = an_entry()
SHOWN = identify("tidal", [ENTRY])[0]
FIRST_ROWS: dict[str, dict[str, Any]] = {
    "source_state": {
        "source": "tidal",
        "visited": milliseconds(NOW),
        "succeeded": milliseconds(NOW),
        "next_due": milliseconds(NOW + timedelta(hours=6)),
        "failures": 0,
        "entries_cut": 0,
        "first_succeeded": milliseconds(NOW),
    },
    "item": {
        "id": 1,
        "key": SHOWN.item_key,
        "position": milliseconds(ENTRY.published or NOW) << 10,
        "url": ENTRY.canonical,
        "kind": "post",
        "authors": '["Mira Okafor"]',
        "published": milliseconds(ENTRY.published or NOW),
        "first_seen": milliseconds(NOW),
        "language": "en",
        "version": 1,
        "backfill": False,
        "hidden": False,
        "mentions": "[]",
        "voice": 1,
        "match_key": "one",
    },
    "item_version": {
        "item_id": 1,
        "number": 1,
        "fingerprint": SHOWN.fingerprint,
        "title": ENTRY.title,
        "text": ENTRY.text,
        "reading": "description",
        "source": "tidal",
        "page": False,
        "seen": milliseconds(NOW),
        "announced": False,
    },
    "sighting": {
        "id": 1,
        "key": SHOWN.key,
        "item_id": 1,
        "source": "tidal",
        "entry_id": ENTRY.entry_id,
        "address": SHOWN.address,
        "fingerprint": SHOWN.fingerprint,
        "seen": milliseconds(NOW),
    },
    "topic_match": {
        "topic_id": "rag",
        "position": milliseconds(ENTRY.published or NOW) << 10,
        "item_id": 1,
        "score": 0.5,
        "method": "lexical",
        "evidence": "[]",
    },
    "summary": {
        "item_id": 1,
        "version": 1,
        "points": json.dumps([{"quote": TEXT, "start": 0, "texts": {}}]),
        "level": "intermediate",
        "level_estimated": True,
        "reading": "description",
        "writer": "extract",
        "prompt": "extract-1",
        "written": milliseconds(NOW),
        "suspicious": 0,
    },
    "attempt": {"stage": "page", "key": "1", "tries": 1, "not_before": 0, "error": "gone"},
    "run": {
        "job": "crawl",
        "started": 0,
        "ended": 0,
        "done": 1,
        "failed": 0,
        "skipped": 0,
        "notes": "[]",
    },
}


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
        for script in (migrating.SCRIPTS / "env.py", *migrating.SCRIPTS.glob("versions/*.py")):
            copy = scripts / script.relative_to(migrating.SCRIPTS)
            copy.write_bytes(script.read_bytes())
        (versions / "0999_next.py").write_text(NEXT.format(head=schema.HEAD, after=after))
        monkeypatch.setattr(migrating, "SCRIPTS", scripts)
        monkeypatch.setattr(schema, "HEAD", "0999")

    return add


def test_the_known_head_is_the_head_of_the_scripts() -> None:
    assert migrating.revisions()[-1] == schema.HEAD


def test_the_migrations_make_exactly_the_tables(empty_url: str) -> None:
    with open_store(empty_url, now=NOW) as store, store._transactions.reading() as connection:
        # Each database makes the full-text index in its own way.
        options = {
            "compare_type": True,
            "include_object": lambda _, name, *__: "item_search" not in (name or ""),
        }
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, Row.metadata) == []


def test_a_database_is_created_once(empty_url: str) -> None:
    assert database.migrate(empty_url, NOW) == migrating.revisions()
    assert database.migrate(empty_url, NOW) == []


def at_the_first_schema(url: str) -> None:
    """Make a database as the first Catchup left it, with a row in every table."""
    transactions = Transactions(url)
    with transactions.writing() as connection:
        config = migrating._config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        tables = MetaData()
        tables.reflect(connection)
        for table, row in FIRST_ROWS.items():
            connection.execute(tables.tables[table].insert(), row)
    transactions.abandon()


def test_a_database_of_the_first_schema_is_migrated_with_its_rows(
    empty_url: str, file: Path
) -> None:
    at_the_first_schema(empty_url)
    assert database.migrate(empty_url, NOW) == migrating.revisions()[1:]
    assert database.check(empty_url) == []
    with open_store(empty_url, now=NOW) as store:
        assert store.sources.states() == {"tidal": a_state()}
        found = store.items.get(1)
        assert found is not None
        assert found.item == an_item(1, position=FIRST_ROWS["item"]["position"])
        assert found.matches == (TopicMatch(topic="rag", score=0.5, method="lexical"),)
        assert found.summary == a_summary(1)
        assert take(store, an_entry()) == Taken()
        assert take(store, an_entry(edition="v1"), later=True).revised == 0
        assert take(store, an_entry(edition="v2"), later=True).revised == 1
        assert store.issues.open(an_issue(), [1]).number == 1
    if file.exists():
        copy = file.with_name("catchup.db.backup-0001-20260302T090000Z")
        assert backups.verify(copy) == "0001"


def at_the_schema_before_rows_of_ten_minutes(url: str) -> None:
    """Make a database with an index, whose row stands where an older Catchup put it."""
    at_the_first_schema(url)
    transactions = Transactions(url)
    with transactions.writing() as connection:
        config = migrating._config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0012")
        row = FIRST_ROWS["item"]["position"] // (60_000 << 10) << 5
        for statement in (
            "DELETE FROM search_pending",
            f"INSERT INTO search_entry (row, item_id, version) VALUES ({row}, 1, 1)",
            f"INSERT INTO item_search (rowid, words) VALUES ({row}, 'tenant')",
        ):
            connection.execute(text(statement))
    transactions.abandon()


def test_an_index_of_an_older_schema_is_made_anew(empty_url: str) -> None:
    at_the_schema_before_rows_of_ten_minutes(empty_url)
    assert database.migrate(empty_url, NOW)[0] == "0013"
    assert database.check(empty_url) == []
    with open_store(empty_url, now=NOW) as store:
        for filters in (
            Filters(topics=frozenset({"rag"})),
            Filters(since=NOW - timedelta(days=30)),
        ):
            assert [hit.id for hit in store.search.find("tenant", filters)] == [1]
        assert store.search.counts(NOW - timedelta(days=99)) == {"rag": {BacklogState.OPEN: 1}}


def test_a_migration_keeps_the_rows_and_a_backup(
    file: Path, sqlite_url: str, a_next_revision: Callable[[], None]
) -> None:
    with open_store(sqlite_url, now=NOW) as store:
        take(store, an_entry())
    old = schema.HEAD
    a_next_revision()
    assert database.migrate(sqlite_url, NOW) == ["0999"]
    with open_store(sqlite_url, now=NOW) as store:
        assert store.items.counts()["items"] == 1
    copy = file.with_name(f"catchup.db.backup-{old}-20260302T090000Z")
    assert backups.verify(copy) == old
    assert rows_of(copy, "SELECT count(*) FROM item") == [(1,)]


def test_a_migration_that_fails_changes_nothing(
    file: Path, sqlite_url: str, a_next_revision: Callable[[str], None]
) -> None:
    open_store(sqlite_url, now=NOW).close()
    old = schema.HEAD
    a_next_revision("raise MemoryError")
    with pytest.raises(MemoryError):
        open_store(sqlite_url, now=NOW)
    assert backups.verify(file) == old
    assert "host" not in [row[1] for row in rows_of(file, "PRAGMA table_info(run)")]


def test_a_newer_schema_is_refused_and_left_alone(file: Path, sqlite_url: str) -> None:
    open_store(sqlite_url, now=NOW).close()
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    before = file.read_bytes()
    with pytest.raises(SchemaTooNew, match=rf"9999.*{schema.HEAD}"):
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
