"""The cache of answers."""

from datetime import timedelta

from sqlalchemy import select

from catchup.store import Store
from catchup.store.tables import ANSWERS
from tests.fakes.builders import NOW


def test_an_answer_is_kept_under_its_key(store: Store) -> None:
    assert store.answers.get("k") is None
    store.answers.put("k", '{"요약": "색인"}')
    store.answers.put("other", "")
    assert store.answers.get("k") == '{"요약": "색인"}'
    assert store.answers.get("other") == ""


def test_a_later_answer_replaces_the_first(store: Store) -> None:
    store.answers.put("k", "one")
    store.answers.put("k", "two")
    assert store.answers.get("k") == "two"


def test_an_answer_knows_the_civil_time_it_was_given_at(store: Store) -> None:
    store.answers.put("k", "one")
    with store._transactions.reading() as connection:
        kept = connection.execute(select(ANSWERS.c.kept)).scalar_one()
    assert NOW <= kept < NOW + timedelta(minutes=5)
