"""Query plans on SQLite: a missing index or statistic shows here, not at a million items."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Select, event, func, select

from catchup.store import Store, candidates, open_store
from catchup.store.positions import used_in
from catchup.store.tables import ITEMS, MATCHES
from catchup.types import Period, TopicMatch
from tests.catchup.store.test_taking import take
from tests.fakes.builders import NOW, an_entry

NUMBER = 3000
WEEK = Period(NOW - timedelta(days=7), NOW + timedelta(days=1))


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A store with years of items, all matched, opened again with fresh statistics."""
    sqlite_url = f"sqlite:///{tmp_path_factory.mktemp('plans') / 'catchup.db'}"
    with open_store(sqlite_url, now=NOW) as store:
        old = [
            an_entry(number, published=NOW - timedelta(hours=number), text="words")
            for number in range(NUMBER)
        ]
        take(store, *old)
        match = (TopicMatch(topic="rag", score=0.5, method="x"),)
        store.items.add_matches("one", dict.fromkeys(range(1, NUMBER + 1), match))
    with open_store(sqlite_url, now=NOW) as store:
        yield store


def plan(store: Store, query: Select[Any]) -> list[str]:
    """The steps by which SQLite answers a query."""
    compiled = query.compile(compile_kwargs={"literal_binds": True})
    with store._transactions.reading() as connection:
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}").all()
    return [str(row[3]) for row in rows]


def explained(store: Store, call: Any) -> list[str]:  # noqa: ANN401
    """The steps of every query that a call makes."""
    asked: list[tuple[str, Any]] = []

    @event.listens_for(store._transactions._engine, "before_cursor_execute")
    def note(*args: Any) -> None:  # noqa: ANN401
        asked.append((args[2], args[3]))

    call()
    event.remove(store._transactions._engine, "before_cursor_execute", note)
    with store._transactions.reading() as connection:
        return [
            str(row[3])
            for statement, parameters in asked
            if statement.startswith("SELECT")
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]


def scans(steps: list[str]) -> list[str]:
    """Steps that read a whole table; the small sets of ids made on the way are none."""
    tables = ("item", "sighting", "summary", "topic_match", "head", "tail")
    return [step for step in steps if step.startswith("SCAN") and step.split()[1] in tables]


def test_the_newest_of_a_topic_are_one_walk_over_its_key(full: Store) -> None:
    newest = select(MATCHES.c.item_id).where(MATCHES.c.topic_id == "rag")
    steps = plan(full, newest.order_by(MATCHES.c.position.desc()).limit(50))
    assert steps == ["SEARCH topic_match USING PRIMARY KEY (topic_id=?)"]


def test_a_period_is_three_ranges_of_three_indexes(full: Store) -> None:
    steps = plan(full, candidates.ids_of(WEEK))
    for name in ("first_seen", "published", "revised"):
        assert any(f"ix_item_{name}" in step and "SEARCH" in step for step in steps), steps


@pytest.mark.parametrize(
    "call",
    [
        lambda store: store.items.candidates(WEEK),
        lambda store: store.items.get(7),
        lambda store: store.items.by_url("https://tidal.example/posts/7"),
        lambda store: store.items.history(7),
        lambda store: store.items.unmatched("two", 50),
        lambda store: take(store, an_entry(7, title="Corrected"), an_entry(NUMBER + 1)),
    ],
)
def test_nothing_reads_a_whole_table(full: Store, call: Any) -> None:  # noqa: ANN401
    steps = explained(full, lambda: call(full))
    assert steps
    assert scans(steps) == []


def test_used_positions_are_looked_up_not_searched_for(full: Store) -> None:
    def look() -> None:
        with full._transactions.reading() as connection:
            top = connection.execute(select(func.max(ITEMS.c.position))).scalar_one()
            assert used_in(connection)([top >> 10]) == {top >> 10: 1}

    assert scans(explained(full, look)) == []


def test_a_closed_store_has_fresh_statistics(full: Store) -> None:
    with full._transactions.reading() as connection:
        tables = set(connection.exec_driver_sql("SELECT tbl FROM sqlite_stat1").scalars())
    assert {"item", "item_version", "sighting", "topic_match"} <= tables
