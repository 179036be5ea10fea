"""The items of all topics are listed at once, without hidden and dismissed ones."""

from catchup.store import Store
from catchup.types import BacklogState
from tests.catchup.store.test_topics import matched
from tests.fakes.builders import a_backlog_entry, a_summary

__all__ = ["matched"]


def test_shelves_hold_the_newest_of_every_topic(matched: Store) -> None:
    shelves = matched.topics.shelves(9)
    assert {topic: [each.item for each in shelf] for topic, shelf in shelves.items()} == {
        "rag": [1, 4, 5],
        "agents": [1],
    }
    assert [each.item for each in matched.topics.shelves(2)["rag"]] == [1, 4]


def test_a_listing_says_what_an_item_is(matched: Store) -> None:
    matched.items.add_summary(a_summary(1))
    matched.backlog.keep(a_backlog_entry(1, "rag", state=BacklogState.ACCEPTED))
    listing = matched.topics.shelves(1)["rag"][0]
    candidate = matched.items.get(1)
    assert candidate is not None
    assert (listing.title, listing.url) == (candidate.item.title, candidate.item.link)
    assert (listing.source, listing.published) == ("tidal", candidate.item.published)
    assert listing.summary == candidate.summary
    assert listing.accepted
    assert not matched.topics.shelves(1)["agents"][0].accepted


def test_a_store_without_matches_has_no_shelves(store: Store) -> None:
    assert store.topics.shelves(9) == {}
