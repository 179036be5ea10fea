"""What a search shows of what it found."""

from dataclasses import replace

from catchup.store import Store, hits
from catchup.types import BacklogState, TopicMatch
from tests.catchup.store.test_search import take
from tests.fakes.builders import NOW, a_backlog_entry, an_entry

LIKELY = TopicMatch(topic="rag", score=0.4, method="lexical")


def read(store: Store, scored: dict[int, float | None]) -> tuple[hits.Hit, ...]:
    with store._transactions.reading() as connection:
        return hits.read(connection, scored, ())


def test_topics_are_the_likeliest_first_without_those_dismissed(store: Store) -> None:
    take(store, an_entry(1))
    others = [replace(LIKELY, topic=name, score=score) for name, score in (("a", 0.9), ("b", 0.5))]
    store.items.add_matches("one", {1: (LIKELY, *others)})
    store.backlog.keep(a_backlog_entry(1, "b", state=BacklogState.DISMISSED))
    (hit,) = read(store, {1: None})
    assert hit.topics == ("a", "rag")


def test_sources_are_in_the_order_in_which_they_showed_it(store: Store) -> None:
    for source in ("tidal", "delta", "alpha"):
        take(store, an_entry(1), source=source)
    (hit,) = read(store, {1: None})
    assert hit.sources == ("tidal", "delta", "alpha")


def test_hits_come_in_the_order_of_their_scores_as_they_were_given(store: Store) -> None:
    take(store, *(an_entry(number, title=f"Title {number}") for number in (1, 2, 3)))
    found = read(store, {2: 0.9, 3: 0.5, 1: 0.1})
    assert [(hit.id, hit.score) for hit in found] == [(2, 0.9), (3, 0.5), (1, 0.1)]
    assert all(hit.published is not None and hit.published <= NOW for hit in found)
    assert read(store, {}) == ()
