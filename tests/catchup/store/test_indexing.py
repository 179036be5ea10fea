"""The full-text index is built after a migration, kept in step, checked and made anew."""

from collections.abc import Callable

import pytest
from sqlalchemy import delete, func, select, text

from catchup.store import Store, database, fulltext, indexing, open_store
from catchup.store.tables import SEARCH_ENTRIES, SEARCH_PENDING, TOPIC_DAYS
from catchup.types import TopicMatch
from tests.catchup.store.test_search import take
from tests.catchup.store.test_taking import take as visit
from tests.fakes.builders import NOW, an_entry

NUMBER = 7
Change = Callable[[Store], None]


@pytest.fixture
def filled(url: str) -> str:
    """A closed database of a few items."""
    with open_store(url, now=NOW) as store:
        take(store, *(an_entry(number, text="언어모델을 평가") for number in range(NUMBER)))
        store.items.add_matches("one", {1: (TopicMatch(topic="rag", score=1.0, method="x"),)})
    return url


def forget(store: Store) -> None:
    """As a migration leaves it: nothing is indexed, all is to be."""
    with store._transactions.writing() as connection:
        indexing.forget(connection)


def waiting(store: Store) -> int:
    with store._transactions.reading() as connection:
        query = select(func.count()).select_from(SEARCH_PENDING)
        return connection.execute(query).scalar_one()


def found(store: Store) -> int:
    return len(store.search.find("언어모델"))


def test_what_was_left_to_do_is_indexed_in_batches(
    filled: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "BATCH", 3)
    with open_store(filled, now=NOW) as store:
        forget(store)
        assert (waiting(store), found(store)) == (NUMBER, 0)
        assert store.search.catch_up() == NUMBER
        assert (waiting(store), found(store)) == (0, NUMBER)
        assert store.search.catch_up() == 0
    assert database.check(filled) == []


def test_a_visit_leaves_its_words_to_the_index_and_a_check_finds_nothing_wrong(
    filled: str,
) -> None:
    with open_store(filled, now=NOW) as store:
        visit(store, an_entry(2, title="Corrected", text="청크"), later=True)
        visit(store, an_entry(2, title="Corrected again", text="청크를"), later=True)
        visit(store, an_entry(NUMBER + 1, text="언어모델"), later=True)
        assert (waiting(store), found(store)) == (2, NUMBER - 1)
    assert database.check(filled) == []
    with open_store(filled, now=NOW) as store:
        assert store.search.catch_up() == 2
        assert (len(store.search.find("청크")), found(store)) == (1, NUMBER)
    assert database.check(filled) == []


def test_indexing_that_was_killed_goes_on(filled: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexing, "BATCH", 3)
    whole, batches = fulltext.add, []

    def killed(*arguments: object) -> None:
        batches.append(arguments)
        if len(batches) > 2:
            raise KeyboardInterrupt
        whole(*arguments)  # type: ignore[arg-type]

    with open_store(filled, now=NOW) as store:
        forget(store)
    with monkeypatch.context() as patched:
        patched.setattr(fulltext, "add", killed)
        with open_store(filled, now=NOW) as store, pytest.raises(KeyboardInterrupt):
            store.search.catch_up()
    with open_store(filled, now=NOW) as store:
        store.search.catch_up()
        assert (waiting(store), found(store)) == (0, NUMBER)
    assert database.check(filled) == []


def pieces(store: Store) -> int:
    """How many pieces the index of SQLite was written in."""
    with store._transactions.reading() as connection:
        counted = text("SELECT count(DISTINCT id >> 37) FROM item_search_data WHERE id > 10")
        return int(connection.execute(counted).scalar_one())


def test_what_was_indexed_in_many_batches_is_put_together(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(indexing, "BATCH", 2)
    with open_store(sqlite_url, now=NOW) as store:
        take(store, *(an_entry(number, text="언어모델을 평가") for number in range(60)))
        assert pieces(store) == 1
        take(store, *(an_entry(number, text="언어모델을 재다") for number in range(60, 63)))
        assert pieces(store) > 1  # few beside many: that is left to SQLite
        assert found(store) == 50
    assert database.check(sqlite_url) == []


def test_what_changes_before_its_turn_is_indexed_once(filled: str) -> None:
    with open_store(filled, now=NOW) as store:
        forget(store)
        take(store, an_entry(2, title="Corrected", text="청크"), later=True)
        assert (len(store.search.find("청크")), found(store)) == (1, NUMBER - 1)
    assert database.check(filled) == []


def test_a_row_stays_that_of_its_item(filled: str) -> None:
    def rows(store: Store) -> dict[int, int]:
        with store._transactions.reading() as connection:
            query = select(*SEARCH_ENTRIES.c["item_id", "row"])
            return {row[0]: row[1] for row in connection.execute(query)}

    with open_store(filled, now=NOW) as store:
        before = rows(store)
        take(store, an_entry(2, title="Corrected"), later=True)
        assert rows(store) == before
        assert len(before) == NUMBER


def lose_an_entry(store: Store) -> None:
    with store._transactions.writing() as connection:
        connection.execute(delete(SEARCH_ENTRIES).where(SEARCH_ENTRIES.c.item_id == 3))


def lose_the_words(store: Store) -> None:
    with store._transactions.writing() as connection:
        fulltext.clear(connection)


def change_words_behind_its_back(store: Store) -> None:
    with store._transactions.writing() as connection:
        connection.execute(text("UPDATE item_version SET title = '벤치마크' WHERE item_id = 3"))


def miscount(store: Store) -> None:
    with store._transactions.writing() as connection:
        connection.execute(TOPIC_DAYS.update().values(number=5))


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lose_an_entry, "1 items are not in the search index"),
        (lose_the_words, f"{NUMBER} items are not found by their words: `catchup database reindex"),
        (change_words_behind_its_back, "1 items are not found by their words"),
        (miscount, "1 counts of topics are wrong"),
    ],
)
def test_a_check_names_what_is_wrong(filled: str, change: Change, problem: str) -> None:
    with open_store(filled, now=NOW) as store:
        change(store)
    (said,) = database.check(filled)
    assert said.startswith(problem)


@pytest.mark.parametrize("change", [lose_an_entry, lose_the_words])
def test_reindexing_mends_the_index(filled: str, change: Change) -> None:
    with open_store(filled, now=NOW) as store:
        change(store)
    database.reindex(filled, NOW)
    assert database.check(filled) == []
    with open_store(filled, now=NOW) as store:
        assert found(store) == NUMBER


def test_a_damaged_file_of_the_index_is_named(sqlite_url: str) -> None:
    with open_store(sqlite_url, now=NOW) as store:
        take(store, *(an_entry(number) for number in range(NUMBER)))
        with store._transactions.writing() as connection:
            connection.exec_driver_sql("DELETE FROM item_search_data WHERE id > 10")
    assert database.check(sqlite_url) == [
        "the search index is damaged: `catchup database reindex` makes it anew"
    ]


def test_what_leaves_the_index_is_part_of_the_transaction(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(store, an_entry(1, text="언어모델"))
    with monkeypatch.context() as patched:
        patched.setattr(indexing, "insert", lambda *_: (_ for _ in ()).throw(MemoryError))
        with pytest.raises(MemoryError):
            take(store, an_entry(1, title="Corrected", text="청크"), later=True)
    assert (found(store), len(store.search.find("청크"))) == (1, 0)
