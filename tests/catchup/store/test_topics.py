"""What stands at a topic is counted without hidden and dismissed items."""

from datetime import timedelta

import pytest

from catchup.store import Store
from catchup.types import BacklogState, TopicMatch
from tests.catchup.store.test_taking import take
from tests.fakes.builders import NOW, a_backlog_entry, an_entry

RAG = TopicMatch(topic="rag", score=0.9, method="lexical")
AGENTS = TopicMatch(topic="agents", score=0.4, method="lexical")


@pytest.fixture
def matched(store: Store) -> Store:
    """Five items about RAG, a day apart, item 1 the newest; 2 is hidden, 3 dismissed there."""
    for number in range(1, 6):
        take(store, an_entry(number, published=NOW - timedelta(days=number)))
    matches = {number: (RAG, AGENTS) if number == 1 else (RAG,) for number in range(1, 6)}
    store.items.add_matches("one", matches)
    store.items.hide(2)
    store.backlog.keep(a_backlog_entry(3, "rag", state=BacklogState.DISMISSED))
    return store


def test_items_are_counted_by_topic(matched: Store) -> None:
    assert matched.topics.counts() == {"rag": 3, "agents": 1}


def test_the_newest_of_a_topic_come_first(matched: Store) -> None:
    assert [found.item.id for found in matched.topics.newest("rag", 9)] == [1, 4, 5]
    assert [found.item.id for found in matched.topics.newest("rag", 2)] == [1, 4]
    assert matched.topics.newest("none", 2) == ()


def test_items_are_counted_from_an_instant_on(matched: Store) -> None:
    assert matched.topics.since("rag", NOW - timedelta(days=4)) == 2
    assert matched.topics.since("rag", NOW) == 0
    assert matched.topics.since("rag", NOW.replace(year=1960)) == 3
