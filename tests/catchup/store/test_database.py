"""Check, backup and restore."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from catchup.errors import SchemaTooNew, SchemaTooOld, StoreError, StoreLocked
from catchup.store import backups, database, open_store, schema
from catchup.types import TopicMatch
from tests.catchup.store.test_taking import take
from tests.fakes.builders import NOW, an_entry

# What the index holds is no longer what its definition says: readable, and wrong.
SPOIL_INDEX = """
UPDATE sqlite_master SET sql = 'CREATE INDEX ix_item_first_seen ON item (position)'
WHERE name = 'ix_item_first_seen'
"""
POSTGRESQL = "postgresql+psycopg://catchup:secret@127.0.0.1/catchup"


@pytest.fixture
def filled(file: Path, sqlite_url: str) -> Path:
    """A closed database with one item."""
    with open_store(sqlite_url, now=NOW) as store:
        take(store, an_entry())
        store.items.add_matches("one", {1: (TopicMatch(topic="rag", score=1.0, method="x"),)})
    return file


def items_in(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        number: int = connection.execute("SELECT count(*) FROM item").fetchone()[0]
        return number


def change(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_a_good_database_has_no_problems(filled: Path, sqlite_url: str) -> None:
    assert database.check(sqlite_url) == []


@pytest.mark.parametrize(
    ("statement", "problem"),
    [
        ("DELETE FROM item", "1 sightings have no item"),
        ("DELETE FROM sighting", "1 items have no sighting"),
        ("UPDATE item SET voice = 7", "1 items have no entry that speaks for them"),
        ("UPDATE item SET version = 7", "1 items have no words"),
        ("UPDATE item SET position = 7", "1 topic matches stand at a wrong position"),
        (
            "UPDATE alembic_version SET version_num = '0999'",
            f"the schema is 0999, not {schema.HEAD}",
        ),
    ],
)
def test_check_names_what_is_wrong(
    filled: Path, sqlite_url: str, statement: str, problem: str
) -> None:
    change(filled, statement)
    (found,) = [text for text in database.check(sqlite_url) if text.startswith(problem)]
    assert found


def test_a_database_of_an_older_catchup_is_sound_and_waits(filled: Path, sqlite_url: str) -> None:
    change(filled, "UPDATE alembic_version SET version_num = '0014'")
    with pytest.raises(SchemaTooOld, match="0014"):
        database.check(sqlite_url)


def test_check_reports_a_damaged_file(filled: Path, sqlite_url: str) -> None:
    content = bytearray(filled.read_bytes())
    content[4096:12288] = b"\xa5" * 8192
    filled.write_bytes(content)
    assert database.check(sqlite_url) != []


def test_check_creates_nothing(file: Path, sqlite_url: str) -> None:
    with pytest.raises(StoreError, match="no such file"):
        database.check(sqlite_url)
    assert not file.exists()


def test_a_backup_of_a_database_in_use_is_whole(tmp_path: Path, sqlite_url: str) -> None:
    target = tmp_path / "copy.db"
    with open_store(sqlite_url, now=NOW) as store:
        take(store, an_entry())
        database.backup(sqlite_url, target)
        take(store, an_entry(2))
    assert items_in(target) == 1
    assert database.check(f"sqlite:///{target}") == []


def test_a_backup_never_replaces_a_file(filled: Path, sqlite_url: str, tmp_path: Path) -> None:
    target = tmp_path / "letter.txt"
    target.write_text("dear reader")
    with pytest.raises(StoreError, match="exists already"):
        database.backup(sqlite_url, target)
    assert target.read_text() == "dear reader"


def test_a_backup_that_cannot_be_written_leaves_nothing(
    filled: Path, sqlite_url: str, tmp_path: Path
) -> None:
    with pytest.raises(StoreError, match="missing"):
        database.backup(sqlite_url, tmp_path / "missing" / "copy.db")
    with pytest.raises(StoreError, match="no such file"):
        database.backup(f"sqlite:///{tmp_path / 'none.db'}", tmp_path / "copy.db")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["catchup.db"]


def test_a_restored_database_is_the_backup_and_the_old_one_is_kept(
    filled: Path, sqlite_url: str, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    database.backup(sqlite_url, copy)
    for number in (2, 3):
        with open_store(sqlite_url, now=NOW) as store:
            take(store, an_entry(number))
        database.restore(sqlite_url, copy)
        assert items_in(filled) == 1
    assert items_in(tmp_path / "catchup.db.before-restore") == 2
    assert items_in(tmp_path / "catchup.db.before-restore.2") == 2


def test_a_backup_is_restored_where_nothing_is(
    filled: Path, sqlite_url: str, tmp_path: Path
) -> None:
    other = tmp_path / "other.db"
    database.restore(f"sqlite:///{other}", filled)
    assert items_in(other) == 1


def test_a_destroyed_database_can_be_restored(
    filled: Path, sqlite_url: str, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.db"
    database.backup(sqlite_url, copy)
    filled.write_bytes(b"nothing of a database" * 999)
    filled.with_name("catchup.db-wal").write_bytes(b"stale")
    database.restore(sqlite_url, copy)
    assert database.check(sqlite_url) == []
    assert (tmp_path / "catchup.db.before-restore-wal").read_bytes() == b"stale"


def test_a_bad_backup_is_refused_and_the_database_left_alone(
    filled: Path, sqlite_url: str, tmp_path: Path
) -> None:
    before = filled.read_bytes()
    letter, newer = tmp_path / "letter.txt", tmp_path / "newer.db"
    letter.write_text("dear reader" * 99)
    database.backup(sqlite_url, newer)
    change(newer, "UPDATE alembic_version SET version_num = '0999'")
    with pytest.raises(StoreError, match="not a database"):
        database.restore(sqlite_url, letter)
    with pytest.raises(SchemaTooNew, match="0999"):
        database.restore(sqlite_url, newer)
    with pytest.raises(StoreError, match="no such file"):
        database.restore(sqlite_url, tmp_path / "none.db")
    assert filled.read_bytes() == before


def test_a_database_in_use_is_not_replaced(
    filled: Path, sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "PATIENCE", 0.05)
    copy = tmp_path / "copy.db"
    database.backup(sqlite_url, copy)
    with closing(sqlite3.connect(filled)) as user:
        user.execute("UPDATE item SET hidden = 1")
        with pytest.raises(StoreLocked):
            database.restore(sqlite_url, copy)
    assert items_in(filled) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["catchup.db", "copy.db"]


def test_a_copy_gives_up_on_a_locked_database(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "PATIENCE", 0.05)
    with closing(sqlite3.connect(filled)) as user:
        user.execute("PRAGMA journal_mode = DELETE")
        user.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreLocked):
            backups.copy(filled, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_backups_of_postgresql_are_made_by_its_own_tools(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"catchup:\*\*\*@") as raised:
        database.backup(POSTGRESQL, tmp_path / "copy.db")
    assert "pg_dump" in raised.value.hint
    with pytest.raises(StoreError):
        database.restore(POSTGRESQL, tmp_path / "copy.db")


def test_a_damaged_or_foreign_file_is_no_backup(
    filled: Path, sqlite_url: str, tmp_path: Path
) -> None:
    recipes, damaged = tmp_path / "recipes.db", tmp_path / "damaged.db"
    change(recipes, "CREATE TABLE recipes (name TEXT)")
    with pytest.raises(StoreError, match="no Catchup database"):
        database.restore(sqlite_url, recipes)
    shutil.copy(filled, damaged)
    change(damaged, "PRAGMA writable_schema = ON", SPOIL_INDEX)
    with pytest.raises(StoreError, match="damaged"):
        database.restore(sqlite_url, damaged)
    problems = database.check(f"sqlite:///{damaged}")
    assert any("missing from index" in problem for problem in problems)
