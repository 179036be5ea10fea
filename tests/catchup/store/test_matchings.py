"""What items were matched with is known, so that a change re-places only what it concerns."""

import pytest

from catchup.store import Store
from catchup.types import BacklogState, TopicMatch
from tests.catchup.store.test_taking import take
from tests.fakes.builders import a_backlog_entry, an_entry

RAG = TopicMatch(topic="rag", score=0.9, method="lexical", evidence=("index",))
AGENTS = TopicMatch(topic="agents", score=0.4, method="lexical")
FOLLOWED = TopicMatch(topic="new", score=0.5, method="successor", evidence=("older",))


@pytest.fixture
def matched(store: Store) -> Store:
    """Three items matched under "one"; a fourth waits."""
    take(store, *(an_entry(number) for number in (1, 2, 3)))
    store.items.add_matches("one", {1: (AGENTS,), 2: (AGENTS, RAG), 3: (FOLLOWED,)})
    take(store, an_entry(4))
    return store


def test_wordings_are_known_by_key_for_the_same_rules_until_they_are_forgotten(
    store: Store,
) -> None:
    store.matchings.keep("one", "rules/1", {"rag": "aa"})
    store.matchings.keep("one", "rules/1", {"rag": "ab"})
    store.matchings.keep("two", "rules/1", {"rag": "bb"})
    store.matchings.keep("three", "rules/2", {"rag": "cc"})
    assert store.matchings.others("two", "rules/1") == {"one": {"rag": "ab"}}
    store.matchings.forget_others("two")
    assert store.matchings.others("none", "rules/1") == {"two": {"rag": "bb"}}
    assert store.matchings.others("none", "rules/2") == {}


def test_the_items_of_a_key_come_newest_first_piece_by_piece(matched: Store) -> None:
    first = matched.matchings.items_of("one", 2)
    assert len(first) == 2
    rest = matched.matchings.items_of("one", 2, first[-1].position)
    assert len(rest) == 1
    found = (*first, *rest)
    assert {item.id for item in found} == {1, 2, 3}
    assert [item.position for item in found] == sorted((i.position for i in found), reverse=True)
    assert matched.matchings.items_of("two", 2) == ()


def test_an_item_stands_at_a_topic_by_a_match_or_by_a_decision(matched: Store) -> None:
    matched.backlog.keep(a_backlog_entry(3, "gone", state=BacklogState.CLAIMED, claimed_by="mira"))
    assert matched.matchings.standing_at({"rag", "gone"}, [1, 2, 3]) == {2, 3}
    assert matched.matchings.standing_at({"rag"}, [1, 3]) == set()
    assert matched.matchings.standing_at((), [1, 2, 3]) == set()


def test_items_count_as_matched_anew_unless_they_changed_meanwhile(matched: Store) -> None:
    take(matched, an_entry(2, title="Another title"), later=True)
    matched.matchings.count_as("two", [1, 2], matched_with="one")
    assert {item.id for item in matched.items.unmatched("two", 9)} == {2, 3, 4}
    found = matched.items.get(1)
    assert found is not None
    assert found.matches == (AGENTS,)


def test_what_stood_at_a_retired_id_is_inherited_but_not_what_was_dismissed_there(
    matched: Store,
) -> None:
    matched.backlog.keep(a_backlog_entry(1, "agents", state=BacklogState.DISMISSED))
    matched.backlog.keep(a_backlog_entry(1, "rag", state=BacklogState.CLAIMED, claimed_by="mira"))
    found = matched.matchings.inherited(["agents", "rag"], "successor", [1, 2, 3])
    topics = {item: {(m.topic, m.method) for m in there} for item, there in found.items()}
    assert topics == {
        1: {("rag", "person")},
        2: {("agents", "lexical"), ("rag", "lexical")},
        3: {("new", "successor")},
    }
    assert found[3][0].evidence == ("older",)
