"""Query plans on SQLite: a missing index or statistic shows here, not at a million items."""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Select, event, func, select, update

from catchup.store import Ceilings, Store, candidates, open_store
from catchup.store.deliveries import due_queries
from catchup.store.filters import Filters
from catchup.store.ledger import RunBudget
from catchup.store.positions import used_in
from catchup.store.search import Order
from catchup.store.tables import CALLS, DELIVERIES, ITEMS, MATCHES, SUBSCRIBERS, TABLES
from catchup.types import BacklogState, Period, TopicMatch
from tests.catchup.store.test_taking import take
from tests.fakes.builders import NOW, a_backlog_entry, a_call, a_task, an_entry, an_issue

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
        store.search.catch_up()
        match = (TopicMatch(topic="rag", score=0.5, method="x"),)
        store.items.add_matches("one", dict.fromkeys(range(1, NUMBER + 1), match))
        fill_ledgers(store)
    with open_store(sqlite_url, now=NOW) as store:
        yield store


def fill_ledgers(store: Store) -> None:
    """An issue to thousands, half of them served, and years of model calls."""
    people = [
        {"id": n, "key": f"r{n}@x.example", "address": f"r{n}@x.example", "language": "ko"}
        | {"state": "active", "asked": NOW, "consent": "import", "detail": ""}
        for n in range(1, NUMBER + 1)
    ]
    calls = [
        {"ticket": n, "run": f"run-{n // 20}", **asdict(a_call(started=NOW - timedelta(hours=n)))}
        for n in range(1, NUMBER + 1)
    ]
    with store._transactions.writing() as connection:
        connection.execute(SUBSCRIBERS.insert(), people)
        connection.execute(CALLS.insert(), calls)
    store.issues.open(an_issue(), range(1, 9))
    store.deliveries.prepare(1, lambda one: f"<{one.id}@catchup.example>")
    with store._transactions.writing() as connection:
        served = update(DELIVERIES).where(DELIVERIES.c.subscriber <= NUMBER // 2)
        connection.execute(served.values(state="sent", sent=NOW))
    store.backlog.keep(a_backlog_entry(7))
    store.tasks.keep(a_task(id=0, subject=f"topic-{number}") for number in range(NUMBER))


def purse(store: Store) -> RunBudget:
    return store.ledger.budget(Ceilings(run=9.0, day=9.0, month=9.0), "run-1", lambda: NOW)


def plan(store: Store, query: Select[Any]) -> list[str]:
    """The steps by which SQLite answers a query."""
    compiled = query.compile(compile_kwargs={"literal_binds": True})
    with store._transactions.reading() as connection:
        rows = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}").all()
    return [str(row[3]) for row in rows]


def explained(store: Store, call: Any) -> list[str]:  # noqa: ANN401
    """The steps of everything that a call asks for, changes or deletes."""
    asked: list[tuple[str, Any]] = []

    @event.listens_for(store._transactions._engine, "before_cursor_execute")
    def note(*args: Any) -> None:  # noqa: ANN401
        _, _, statement, parameters, _, many = args
        asked.append((statement, parameters[0] if many else parameters))

    call()
    event.remove(store._transactions._engine, "before_cursor_execute", note)
    with store._transactions.reading() as connection:
        return [
            str(row[3])
            for statement, parameters in asked
            if statement.startswith(("SELECT", "UPDATE", "DELETE"))
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
        ]


def scans(steps: list[str]) -> list[str]:
    """Steps that read a whole table; the small sets of ids made on the way are none.

    Calls under way are as few as the threads that make them: their table may be read whole.
    """
    tables = {table.name for table in TABLES.values()} - {"reservation"} | {"head", "tail"}
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
        lambda store: store.items.by_entry("tidal", an_entry(7)),
        lambda store: store.items.history(7),
        lambda store: store.items.shown_by("tidal", 50),
        lambda store: store.items.unmatched("two", 50),
        lambda store: take(store, an_entry(7, title="Corrected"), an_entry(NUMBER + 1)),
        lambda store: store.issues.get("2026-W09"),
        lambda store: store.issues.open(an_issue(2), [NUMBER]),
        lambda store: store.subscribers.by_address("r7@x.example"),
        lambda store: store.subscribers.confirm(7, NOW),
        lambda store: store.deliveries.lease(1, NOW, seconds=60, limit=9),
        lambda store: store.deliveries.counts(1),
        lambda store: store.backlog.keep(a_backlog_entry(9)),
        lambda store: store.backlog.undo(7, "rag"),
        lambda store: store.tasks.keep([a_task(id=1)]),
        lambda store: store.tasks.undo(1),
        lambda store: store.items.without_topic(WEEK, 50),
        lambda store: store.items.still_without_topic([7, 8]),
        lambda store: store.ledger.spent(NOW - timedelta(days=2)),
        lambda store: store.answers.get("key"),
    ],
)
def test_nothing_reads_a_whole_table(full: Store, call: Any) -> None:  # noqa: ANN401
    steps = explained(full, lambda: call(full))
    assert steps
    assert scans(steps) == []


def test_a_lease_walks_the_deliveries_of_one_state(full: Store) -> None:
    for query in due_queries(1, NOW, 9):
        steps = plan(full, query)
        assert "ix_delivery_issue_state_subscriber" in steps[0]
        assert "USE TEMP B-TREE FOR ORDER BY" not in steps


def test_a_ceiling_is_summed_from_an_index_alone(full: Store) -> None:
    steps = explained(full, lambda: purse(full).reserve(0.1))
    for index in ("ix_call_run_cost", "ix_call_started_cost"):
        assert any(f"USING COVERING INDEX {index}" in step for step in steps), steps
    assert scans(steps) == []


def test_the_backlog_reads_the_words_of_what_waits_and_no_others(full: Store) -> None:
    steps = explained(full, lambda: full.backlog.entries(NOW))
    assert {step.split()[1] for step in scans(steps)} <= {"backlog", "topic_match", "item"}


def test_verdicts_read_the_hidden_items_and_what_people_decided_alone(full: Store) -> None:
    steps = explained(full, lambda: full.backlog.verdicts(50))
    assert any("USING COVERING INDEX ix_item_hidden_id" in step for step in steps), steps
    assert "SCAN item" not in steps


def test_used_positions_are_looked_up_not_searched_for(full: Store) -> None:
    def look() -> None:
        with full._transactions.reading() as connection:
            top = connection.execute(select(func.max(ITEMS.c.position))).scalar_one()
            assert used_in(connection)([top >> 10]) == {top >> 10: 1}

    assert scans(explained(full, look)) == []


def asked(words: str, filters: Filters | None = None, **how: Any) -> Callable[[Store], object]:  # noqa: ANN401
    return lambda store: store.search.find(words, filters, **how)


TENANTS = Filters(topics=frozenset({"rag"}), state=BacklogState.OPEN, now=NOW)
MARK = NOW - timedelta(days=9, hours=1)


@pytest.mark.parametrize(
    "call",
    [
        asked("words"),
        asked("words part", TENANTS),
        asked("words", Filters(since=MARK, language="en", source="tidal")),
        asked('"an index for"'),
        asked("words", order=Order.RELEVANCE),
        asked("", TENANTS),
        asked("", Filters(since=MARK)),
        lambda store: store.search.counts(MARK),
    ],
)
def test_a_search_reads_no_whole_table_and_sorts_nothing_large(
    full: Store, call: Callable[[Store], object]
) -> None:
    steps = explained(full, lambda: call(full))
    # Ranking walks the rows of its window to learn where it ends; counts go from topic to topic.
    walked = {"SCAN search_entry", "SCAN topic_day"}
    assert [step for step in scans(steps) if step not in walked] == []
    assert [step for step in steps if "USE TEMP B-TREE FOR ORDER BY" in step] == []


def test_the_newest_with_a_word_are_a_walk_down_the_index(full: Store) -> None:
    first, *rest = explained(full, lambda: full.search.find("words", TENANTS))
    assert first.startswith("SCAN item_search VIRTUAL TABLE INDEX")
    assert rest[0].startswith("CORRELATED")  # the rest is asked of each row until there are enough


@pytest.mark.parametrize("filters", [TENANTS, Filters(topics=frozenset({"rag", "agents"}))])
def test_a_word_at_a_topic_is_looked_up_where_its_row_stands(full: Store, filters: Filters) -> None:
    steps = explained(full, lambda: full.search.find("words", filters))
    entry, link = (step for step in steps[:5] if step.startswith("SEARCH"))
    assert entry == "SEARCH search_entry USING INTEGER PRIMARY KEY (rowid=?)"
    assert link == "SEARCH topic_match USING PRIMARY KEY (topic_id=? AND position=?)"


def test_the_newest_of_a_topic_in_a_state_are_one_walk(full: Store) -> None:
    steps = explained(full, lambda: full.search.find("", TENANTS))
    index = "ix_topic_match_topic_id_state_position_item_id"
    stretch = "(topic_id=? AND state=? AND position>?)"
    assert steps[0] == f"SEARCH topic_match USING COVERING INDEX {index} {stretch}"


def test_counts_since_a_mark_read_the_days_after_it_and_the_rest_of_its_own(full: Store) -> None:
    steps = explained(full, lambda: full.search.counts(MARK))
    assert "SEARCH topic_day USING PRIMARY KEY (topic_id=? AND state=? AND day>?)" in steps
    assert any("item USING" in step and "position>? AND position<?" in step for step in steps)


def test_a_closed_store_has_fresh_statistics(full: Store) -> None:
    with full._transactions.reading() as connection:
        tables = set(connection.exec_driver_sql("SELECT tbl FROM sqlite_stat1").scalars())
    assert {"item", "item_version", "sighting", "topic_match"} <= tables
