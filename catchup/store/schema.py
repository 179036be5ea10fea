"""Sees that the database has the schema this Catchup was written for."""

from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from catchup.errors import SchemaTooNew, StoreError
from catchup.store import dialects, indexing
from catchup.store.backups import copy
from catchup.store.transactions import Transactions

# The newest revision in migrations/versions. Known here so that a database that is up to date
# opens without Alembic, which costs 270 ms to import.
HEAD = "0015"
VERSION_TABLE = "alembic_version"


def revision_of(connection: Connection, place: str) -> str | None:
    """The schema revision of a database, None when it is empty.

    Raises StoreError for a database that is not Catchup's.
    """
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if VERSION_TABLE not in tables:
        raise StoreError(
            f"{place}: a database of something else, without a Catchup schema",
            hint="choose another path in [store] url",
        )
    revision: str | None = connection.execute(
        text(f"SELECT version_num FROM {VERSION_TABLE}")  # noqa: S608 - a constant
    ).scalar()
    return revision


def bring_up_to_date(transactions: Transactions, now: datetime) -> list[str]:
    """Create or migrate the schema, and index what is not; answers the revisions applied.

    An existing SQLite database is copied to `FILE.backup-REVISION-TIME` before. Raises
    SchemaTooNew, and touches nothing, when a newer Catchup has migrated it.
    """
    with transactions.reading() as connection:
        revision = revision_of(connection, transactions.place)
    if revision == HEAD:
        return []
    applied = _migrate(transactions, revision, now)
    indexing.catch_up(transactions)
    return applied


def _migrate(transactions: Transactions, revision: str | None, now: datetime) -> list[str]:
    from catchup.store import migrating  # noqa: PLC0415 - imports Alembic

    if revision is not None and revision not in migrating.revisions():
        raise SchemaTooNew(
            f"{transactions.place}: its schema is {revision}, this Catchup knows up to {HEAD}",
            hint="update Catchup, or restore a backup that an older Catchup made",
        )
    if revision is not None and transactions.path is not None:
        copy(transactions.path, backup_path(transactions.path, revision, now))
    with transactions.writing() as connection:
        applied = migrating.upgrade(connection)
        dialects.analyze(connection)
    return applied


def backup_path(database: Path, revision: str, now: datetime) -> Path:
    """Where the copy goes that is made before a migration."""
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return database.with_name(f"{database.name}.backup-{revision}-{stamp}")
