"""Locked, full, missing and unwritable databases end in named errors."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, text
from sqlalchemy.exc import IntegrityError

from catchup.errors import StoreError, StoreLocked
from catchup.store import Ceilings, Store, database, open_store
from catchup.store.ledger import RunBudget
from catchup.types import Article, Erratum, Period, Reading, Run
from tests.catchup.store.test_taking import take
from tests.fakes.builders import (
    NOW,
    a_backlog_entry,
    a_call,
    a_delivery,
    a_source,
    a_state,
    a_summary,
    a_task,
    an_entry,
    an_issue,
)

PERIOD = Period(NOW, NOW + timedelta(days=1))
PAGE = Article(text="words " * 99, reading=Reading.FULL)
ERRATUM = Erratum(week="2026-W09", texts={"ko": "숫자를 고침", "en": "A figure"}, noted=NOW)
READS: list[Callable[[Store], object]] = [
    lambda store: store.sources.states(),
    lambda store: store.sources.due([a_source()], NOW),
    lambda store: store.sources.first_crawl(),
    lambda store: store.items.candidates(PERIOD),
    lambda store: store.items.get(1),
    lambda store: store.items.by_url("https://tidal.example/posts/1"),
    lambda store: store.items.by_entry("tidal", an_entry()),
    lambda store: store.items.history(1),
    lambda store: store.items.shown_by("tidal", 9),
    lambda store: store.items.unmatched("key", 9),
    lambda store: store.items.counts(),
    lambda store: store.items.lessons(),
    lambda store: store.topics.counts(),
    lambda store: store.topics.newest("rag", 9),
    lambda store: store.topics.since("rag", NOW),
    lambda store: store.matchings.others("key", "rules"),
    lambda store: store.matchings.items_of("key", 9),
    lambda store: store.matchings.standing_at(["rag"], [1]),
    lambda store: store.matchings.inherited({"rag": ("rag-basics",)}, "successor", [1]),
    lambda store: store.search.find("index"),
    lambda store: store.search.counts(NOW),
    lambda store: store.attempts.waiting("page", NOW),
    lambda store: store.runs.latest("crawl"),
    lambda store: store.issues.all(),
    lambda store: store.issues.get("2026-W09"),
    lambda store: store.issues.latest(),
    lambda store: store.issues.announcing(1),
    lambda store: store.issues.told(["https://tidal.example/posts/1"]),
    lambda store: store.items.these([1]),
    lambda store: store.items.words_before([1], NOW),
    lambda store: store.bodies.of(1),
    lambda store: store.bodies.lacking([1]),
    lambda store: store.topics.shelves(9),
    lambda store: store.errata.noted_since(NOW),
    lambda store: store.errata.of("2026-W09"),
    lambda store: store.marks.latest("reader"),
    lambda store: store.backlog.accepted_since(NOW),
    lambda store: store.backlog.verdicts(9),
    lambda store: store.issues.held(),
    lambda store: store.subscribers.get(1),
    lambda store: store.subscribers.by_address("reader@mail.example"),
    lambda store: store.subscribers.all(),
    lambda store: store.subscribers.active(),
    lambda store: store.subscribers.forgotten("reader@mail.example"),
    lambda store: store.deliveries.counts(1),
    lambda store: store.backlog.entries(NOW),
    lambda store: store.backlog.accepted(),
    lambda store: store.backlog.gone(),
    lambda store: store.items.without_topic(PERIOD, 9),
    lambda store: store.items.still_without_topic([1]),
    lambda store: store.tasks.all(),
    lambda store: store.tasks.get(1),
    lambda store: store.ledger.calls(NOW),
    lambda store: store.ledger.tallies(NOW),
    lambda store: store.ledger.spent(NOW),
    lambda store: store.answers.get("key"),
]
WRITES: list[Callable[[Store], object]] = [
    lambda store: take(store, an_entry(2)),
    lambda store: store.search.catch_up(),
    lambda store: store.sources.keep(a_state()),
    lambda store: store.sources.resume("tidal"),
    lambda store: store.items.add_matches("key", {1: ()}),
    lambda store: store.items.add_text(1, PAGE, source=None, now=NOW),
    lambda store: store.items.add_summary(a_summary()),
    lambda store: store.bodies.add(1, PAGE),
    lambda store: store.items.hide(1),
    lambda store: store.matchings.keep("key", "rules", {"rag": "words"}),
    lambda store: store.matchings.forget_others("key"),
    lambda store: store.matchings.count_as("key", [1], matched_with="other"),
    lambda store: store.attempts.failed("page", "1", "timeout", NOW),
    lambda store: store.attempts.clear("page", "1"),
    lambda store: store.runs.add(Run(job="crawl", started=NOW, ended=NOW)),
    lambda store: store.issues.open(an_issue(2), []),
    lambda store: store.subscribers.add("other@mail.example", "ko", "form", NOW),
    lambda store: store.subscribers.confirm(1, NOW),
    lambda store: store.subscribers.invited(1, NOW),
    lambda store: store.subscribers.leave(1, NOW),
    lambda store: store.subscribers.bounce(1, "550", NOW),
    lambda store: store.subscribers.erase(1),
    lambda store: store.deliveries.prepare(1, lambda one: f"<{one.id}@catchup.example>"),
    lambda store: store.deliveries.lease(1, NOW, seconds=60, limit=9),
    lambda store: store.deliveries.sent(a_delivery(), NOW),
    lambda store: store.deliveries.deferred(a_delivery(), NOW, "451"),
    lambda store: store.deliveries.failed(a_delivery(), "550"),
    lambda store: store.deliveries.release(a_delivery()),
    lambda store: store.backlog.keep(a_backlog_entry()),
    lambda store: store.backlog.undo(1, "rag"),
    lambda store: store.items.unhide(1),
    lambda store: store.errata.add(ERRATUM),
    lambda store: store.marks.add("reader", NOW),
    lambda store: store.marks.undo("reader"),
    lambda store: store.tasks.keep([a_task(id=0)]),
    lambda store: store.tasks.undo(1),
    lambda store: store.answers.put("key", "value"),
    lambda store: purse(store).reserve(0.1),
    lambda store: purse(store).settle(7, a_call()),
]


def purse(store: Store) -> RunBudget:
    return store.ledger.budget(Ceilings(run=9.0, day=9.0, month=9.0), "run-1", lambda: NOW)


@pytest.fixture
def impatient(sqlite_url: str) -> Iterator[Store]:
    """A store with one item and one issue that does not wait for locks."""
    with open_store(sqlite_url, now=NOW, busy_timeout=0.01) as store:
        take(store, an_entry())
        store.issues.open(an_issue(), [])
        yield store


def public_methods(*parts: object) -> int:
    names = [name for part in parts for name in vars(type(part)) if not name.startswith("_")]
    return len([name for name in names if name not in ("close", "budget")])


def test_every_public_method_is_tried_under_a_lock(impatient: Store) -> None:
    nouns = [part for name, part in vars(impatient).items() if name[0] != "_"]
    parts = (impatient, *nouns, purse(impatient))
    assert public_methods(*parts) == len(READS) + len(WRITES)


@pytest.mark.parametrize("method", [*READS, *WRITES])
def test_a_locked_database_is_named(
    file: Path, impatient: Store, method: Callable[[Store], object]
) -> None:
    impatient._transactions.abandon()
    with closing(sqlite3.connect(file)) as other:
        # Only outside WAL mode can anybody lock readers out.
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreLocked, match=r"catchup\.db"):
            method(impatient)
        other.rollback()
    method(impatient)


@pytest.mark.parametrize("method", WRITES)
def test_a_second_writer_waits_and_gives_up(
    file: Path, impatient: Store, method: Callable[[Store], object]
) -> None:
    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreLocked):
            method(impatient)


@pytest.mark.parametrize("method", READS)
def test_readers_go_on_while_somebody_writes(
    file: Path, impatient: Store, method: Callable[[Store], object]
) -> None:
    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN IMMEDIATE")
        method(impatient)


def test_opening_a_locked_database_is_named(file: Path, sqlite_url: str) -> None:
    open_store(sqlite_url, now=NOW).close()
    with closing(sqlite3.connect(file)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(StoreLocked):
            open_store(sqlite_url, now=NOW, busy_timeout=0.01)
        with pytest.raises(StoreLocked):
            database.check(sqlite_url, busy_timeout=0.01)


def test_closing_a_busy_database_is_quiet(file: Path, sqlite_url: str) -> None:
    store = open_store(sqlite_url, now=NOW)
    take(store, an_entry())
    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN IMMEDIATE")
        store.close()


def test_a_full_disk_is_named_and_loses_nothing(impatient: Store) -> None:
    @event.listens_for(impatient._transactions._engine, "connect")
    def fill(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA max_page_count = 1")

    impatient._transactions.abandon()
    with pytest.raises(StoreError, match=r"catchup\.db: .*full"):
        take(impatient, *(an_entry(number, text="word " * 999) for number in range(500)))
    assert impatient.items.counts()["items"] == 1


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"missing.*does not exist") as raised:
        open_store(f"sqlite:///{tmp_path}/missing/catchup.db", now=NOW)
    assert "create the folder" in raised.value.hint


def test_a_path_that_is_no_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="unable to open"):
        open_store(f"sqlite:///{tmp_path}", now=NOW)


def test_a_folder_without_permission_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    closed = tmp_path if os.geteuid() else Path("/proc")  # where not even root may write
    with pytest.raises(StoreError, match=r"catchup\.db"):
        open_store(f"sqlite:///{closed}/catchup.db", now=NOW)


def test_a_file_that_may_not_be_written_is_named(impatient: Store) -> None:
    @event.listens_for(impatient._transactions._engine, "connect")
    def protect(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA query_only = ON")

    impatient._transactions.abandon()
    with pytest.raises(StoreError, match=r"catchup\.db: .*readonly"):
        take(impatient, an_entry(2))


def test_a_file_that_is_no_database_is_named(file: Path, sqlite_url: str) -> None:
    file.write_text("dear reader, " * 999)
    with pytest.raises(StoreError, match="not a database"):
        open_store(sqlite_url, now=NOW)
    assert file.read_text().startswith("dear reader")


@pytest.mark.parametrize("url", ["catchup.db", "", "oracle9://x/y", "sqlite+none:///x.db"])
def test_an_address_nobody_understands_is_named(url: str) -> None:
    with pytest.raises(StoreError):
        open_store(url, now=NOW)


def test_a_missing_driver_says_what_to_install() -> None:
    with pytest.raises(StoreError) as raised:
        open_store("postgresql+pg8000://127.0.0.1/catchup", now=NOW)
    assert "catchup[postgres]" in raised.value.hint


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    url = "postgresql+psycopg://mira:secret@127.0.0.1:1/catchup"
    with pytest.raises(StoreError, match=r"mira:\*\*\*@") as raised:
        open_store(url, now=NOW)
    assert "server runs" in raised.value.hint
    assert "secret" not in str(raised.value)


def test_a_second_writer_on_a_server_waits_and_gives_up(postgresql_url: str) -> None:
    with (
        open_store(postgresql_url, now=NOW) as store,
        open_store(postgresql_url, now=NOW, busy_timeout=0.01) as other,
        store._transactions.writing(),
    ):
        with pytest.raises(StoreLocked):
            take(other, an_entry())
        assert other.items.counts()["items"] == 0


def test_our_own_mistakes_are_not_the_database_s(store: Store) -> None:
    with pytest.raises(IntegrityError), store._transactions.writing() as connection:
        connection.execute(text("INSERT INTO attempt (stage, key) VALUES ('page', '1')"))
