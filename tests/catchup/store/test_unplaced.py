"""Items that fit no topic are found by period, and told from those that found one."""

from datetime import timedelta

import pytest

from catchup.store import Store
from catchup.types import BacklogState, Period, TopicMatch
from tests.catchup.store.test_taking import take
from tests.fakes.builders import NOW, a_backlog_entry, an_entry

RAG = TopicMatch(topic="rag", score=0.9, method="lexical")
AGENTS = TopicMatch(topic="agents", score=0.6, method="lexical")
MONTH = Period(NOW - timedelta(days=28), NOW + timedelta(days=1))


@pytest.fixture
def placed(store: Store) -> Store:
    """Four items: in two topics, in none, hidden, and not matched yet."""
    take(store, *(an_entry(number) for number in (1, 2, 3, 4)))
    store.items.add_matches("one", {1: (RAG, AGENTS), 2: (), 3: ()})
    store.items.hide(3)
    return store


def without(store: Store, period: Period = MONTH, limit: int = 9) -> list[int]:
    return [item.id for item in store.items.without_topic(period, limit)]


def test_only_what_met_the_matcher_and_fit_nothing_is_without_topic(placed: Store) -> None:
    assert without(placed) == [2]
    placed.items.add_matches("one", {4: ()})
    assert without(placed) == [4, 2]
    assert without(placed, limit=1) == [4]
    earlier = Period(MONTH.start - timedelta(days=90), MONTH.start)
    assert without(placed, earlier) == []


def test_an_item_whose_only_topic_was_dismissed_has_none(placed: Store) -> None:
    placed.backlog.keep(a_backlog_entry(1, "rag", state=BacklogState.DISMISSED))
    assert without(placed) == [2]
    placed.backlog.keep(a_backlog_entry(1, "agents", state=BacklogState.DISMISSED))
    assert without(placed) == [2, 1]
    assert placed.items.still_without_topic([1, 2, 3]) == {1, 2}


def test_items_that_found_a_topic_are_told_apart(placed: Store) -> None:
    assert placed.items.still_without_topic(range(1, 2000)) == {2, 4}
    assert placed.items.still_without_topic([]) == frozenset()
