"""Looks after the database as a whole: migrate, check, backup, restore."""

import shutil
from datetime import datetime
from itertools import count
from pathlib import Path

from sqlalchemy import Connection, Select, exists, func, select

from catchup.errors import NoDatabase, SchemaTooNew, SchemaTooOld, StoreError, StoreLocked
from catchup.store import backups, counts, dialects, fulltext, indexing, migrating, schema
from catchup.store.tables import (
    BACKLOG,
    DELIVERIES,
    ISSUES,
    ITEMS,
    MATCHES,
    SEARCH_ENTRIES,
    SEARCH_PENDING,
    SIGHTINGS,
    TOPIC_DAYS,
    VERSIONS,
)
from catchup.store.transactions import BUSY_TIMEOUT, Transactions, file_of, parse
from catchup.types import BacklogState

REINDEX = ": `catchup database reindex` makes it anew"


def migrate(url: str, now: datetime) -> list[str]:
    """Create or migrate the schema; answers the revisions applied, the oldest first.

    Raises SchemaTooNew, StoreLocked, StoreError.
    """
    transactions = Transactions(url)
    try:
        return schema.bring_up_to_date(transactions, now)
    finally:
        transactions.close()


def check(url: str, *, busy_timeout: float = BUSY_TIMEOUT) -> list[str]:
    """What is wrong with a database, in words; empty when all is well. Changes nothing.

    Raises NoDatabase when there is none, SchemaTooOld when it has yet to be migrated, StoreLocked
    when it cannot be read within `busy_timeout` seconds.
    """
    transactions = Transactions(url, busy_timeout=busy_timeout)
    if transactions.path is not None and not transactions.path.is_file():
        raise NoDatabase(f"{transactions.place}: no such file", hint="the first run makes it")
    try:
        with transactions.reading() as connection:
            return _problems(connection, transactions.place)
    except (StoreLocked, SchemaTooOld):
        raise
    except StoreError as error:
        return [str(error)]
    finally:
        transactions.abandon()


def reindex(url: str, now: datetime) -> None:
    """Make the full-text index anew from the items. Raises StoreLocked, StoreError."""
    transactions = Transactions(url)
    try:
        schema.bring_up_to_date(transactions, now)
        with transactions.writing() as connection:
            indexing.forget(connection)
        indexing.catch_up(transactions)
    finally:
        transactions.close()


def backup(url: str, target: Path) -> None:
    """Copy the database, in use or not, to a new file; it appears verified or not at all.

    Raises StoreError: the file exists, cannot be written, or the database is no SQLite file.
    """
    source = _file(url)
    if not source.is_file():
        raise StoreError(f"{source}: no such file")
    if target.exists():
        raise StoreError(f"{target}: exists already", hint="name a file that does not exist yet")
    backups.copy(source, target)


def restore(url: str, source: Path) -> None:
    """Put a verified backup in the database's place; what was there stays as *.before-restore.

    Raises SchemaTooNew for a backup of a newer Catchup, StoreLocked when the database is in use,
    StoreError when the backup is no good. The database is untouched in each case.
    """
    target = _file(url)
    revision = backups.verify(source)
    if revision not in migrating.revisions():
        raise SchemaTooNew(
            f"{source}: its schema is {revision}, this Catchup knows up to {schema.HEAD}",
            hint="update Catchup",
        )
    if target.exists():
        _set_aside(target)
    backups.copy(source, target)


def _file(url: str) -> Path:
    parsed = parse(url)
    path = file_of(parsed)
    if path is None:
        raise StoreError(
            f"{parsed.render_as_string(hide_password=True)}: no SQLite file",
            hint="use pg_dump and pg_restore for PostgreSQL",
        )
    return path


def _set_aside(database: Path) -> None:
    aside = _free_name(database.with_name(f"{database.name}.before-restore"))
    log, aside_log = (path.with_name(f"{path.name}-wal") for path in (database, aside))
    # Copied first: SQLite throws the log of a damaged file away when it opens it.
    shutil.copy2(database, aside)
    if log.exists():
        shutil.copy2(log, aside_log)
    try:
        settled = backups.settle(database)
    except StoreLocked:
        aside.unlink()
        aside_log.unlink(missing_ok=True)
        raise
    if settled:
        shutil.copy2(database, aside)
        aside_log.unlink(missing_ok=True)
    # A log left beside the restored file would be replayed into it.
    log.unlink(missing_ok=True)


def _free_name(path: Path) -> Path:
    names = (path.with_name(f"{path.name}.{number}") for number in count(2))
    return path if not path.exists() else next(name for name in names if not name.exists())


def _problems(connection: Connection, place: str) -> list[str]:
    problems = dialects.problems(connection)
    revision = schema.revision_of(connection, place)
    if revision in migrating.revisions() and revision != schema.HEAD and not problems:
        raise SchemaTooOld(
            f"{place}: its schema is {revision}, this Catchup wants {schema.HEAD}",
            hint="the next run migrates it; so does `catchup database migrate`",
        )
    if revision != schema.HEAD:
        return [*problems, f"the schema is {revision or 'empty'}, not {schema.HEAD}"]
    for text, query in _rules().items():
        number = connection.execute(query).scalar_one()
        if number:
            problems.append(f"{number} {text}")
    return problems + _problems_of_search(connection)


def _problems_of_search(connection: Connection) -> list[str]:
    if fulltext.is_damaged(connection):
        return [f"the search index is damaged{REINDEX}"]
    lost = indexing.lost(connection)
    return [f"{lost} items are not found by their words{REINDEX}"] if lost else []


def _rules() -> dict[str, Select[int]]:
    """Queries that count the rows which break a rule that no constraint can state."""
    item = exists().where(ITEMS.c.id == SIGHTINGS.c.item_id)
    sighting = exists().where(SIGHTINGS.c.item_id == ITEMS.c.id)
    voice = exists().where(SIGHTINGS.c.id == ITEMS.c.voice, SIGHTINGS.c.item_id == ITEMS.c.id)
    version = exists().where(VERSIONS.c.item_id == ITEMS.c.id, VERSIONS.c.number == ITEMS.c.version)
    place = exists().where(ITEMS.c.id == MATCHES.c.item_id, ITEMS.c.position == MATCHES.c.position)
    accepted = BACKLOG.c.state == BacklogState.ACCEPTED.value
    match = exists().where(
        MATCHES.c.item_id == BACKLOG.c.item_id, MATCHES.c.topic_id == BACKLOG.c.topic_id
    )
    indexed = exists().where(
        SEARCH_ENTRIES.c.item_id == ITEMS.c.id, SEARCH_ENTRIES.c.version == ITEMS.c.version
    )
    pending = exists().where(SEARCH_PENDING.c.item_id == ITEMS.c.id)
    letters = select(func.count()).where(DELIVERIES.c.issue == ISSUES.c.number).scalar_subquery()
    of = select(func.count())
    return {
        "sightings have no item": of.select_from(SIGHTINGS).where(~item),
        "items have no sighting": of.select_from(ITEMS).where(~sighting),
        "items have no entry that speaks for them": of.select_from(ITEMS).where(~voice),
        "items have no words": of.select_from(ITEMS).where(~version),
        "topic matches stand at a wrong position": of.select_from(MATCHES).where(~place),
        "items are not in the search index": of.select_from(ITEMS).where(~indexed, ~pending),
        "counts of topics are wrong": of.select_from(TOPIC_DAYS).where(
            TOPIC_DAYS.c.number != counts.of_day()
        ),
        "accepted topics are no match": of.select_from(BACKLOG).where(accepted, ~match),
        "issues have another audience than letters": of.select_from(ISSUES).where(
            ISSUES.c.audience != letters
        ),
    }
