"""Reading items for reports, and matching them."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from catchup.store import Store
from catchup.types import Period, TopicMatch
from tests.catchup.store.test_taking import ALL_TIME, take
from tests.fakes.builders import NOW, WEEK_START, a_crawl, a_summary, a_written_summary, an_entry

RAG = TopicMatch(topic="rag", score=0.9, method="lexical", evidence=("index",))
AGENTS = TopicMatch(topic="agents", score=0.4, method="lexical")
WEEK = Period(WEEK_START, WEEK_START + timedelta(days=7))


def test_candidates_were_seen_published_or_revised_in_the_period(store: Store) -> None:
    old = WEEK.start - timedelta(days=30)
    store.take(a_crawl(an_entry(1, published=old), now=old), now=old, week_start=old)
    late = an_entry(2, published=WEEK.start)
    store.take(a_crawl(an_entry(1, title="Corrected"), late), now=WEEK.start, week_start=old)
    store.take(a_crawl(an_entry(3, published=WEEK.start)), now=WEEK.end, week_start=old)
    assert {found.item.id for found in store.items.candidates(WEEK)} == {1, 2}
    whole = Period(old, WEEK.end + timedelta(seconds=1))
    assert {found.item.id for found in store.items.candidates(whole)} == {1, 2, 3}


def test_an_item_comes_back_as_it_was_shown(store: Store) -> None:
    entry = an_entry(mentions=("https://arxiv.org/abs/2611.90001",))
    take(store, entry)
    found = store.items.get(1)
    assert found is not None
    item = found.item
    shown = (item.url, item.title, item.text, item.authors, item.published, item.mentions)
    assert shown == (
        entry.canonical,
        entry.title,
        entry.text,
        entry.authors,
        entry.published,
        entry.mentions,
    )
    assert (item.kind, item.reading, item.language) == (entry.kind, entry.reading, "en")
    assert store.items.by_url(entry.canonical) == found
    assert store.items.get(2) is None


def test_an_item_is_found_by_its_entry_with_or_without_an_address(store: Store) -> None:
    bare = an_entry(2, canonical="", link="")
    take(store, an_entry(), bare)
    found = [store.items.by_entry("tidal", entry) for entry in (an_entry(), bare)]
    assert [one and one.item.id for one in found] == [1, 2]
    assert store.items.by_entry("delta", bare) is None


def test_the_newest_items_of_a_source_are_the_newest_not_the_last_entries(store: Store) -> None:
    days = [NOW - timedelta(days=n) for n in range(3)]  # as feeds show them: newest first
    take(store, *(an_entry(n, published=day) for n, day in enumerate(days, 1)))
    assert [found.item.id for found in store.items.shown_by("tidal", 2)] == [1, 2]


def test_a_source_has_shown_its_last_items_whoever_showed_them_first(store: Store) -> None:
    take(store, an_entry(1), an_entry(2))
    take(store, an_entry(2), an_entry(3), source="delta")
    assert [found.item.id for found in store.items.shown_by("delta", 9)] == [3, 2]
    assert [found.item.id for found in store.items.shown_by("tidal", 1)] == [2]
    assert store.items.shown_by("nobody", 9) == ()


def test_the_newest_position_comes_first(store: Store) -> None:
    take(store, an_entry(1), an_entry(3), an_entry(2))
    titles = [found.item.title[-1] for found in store.items.candidates(ALL_TIME)]
    assert titles == ["3", "2", "1"]


def test_an_item_waits_until_it_is_matched_with_the_key(store: Store) -> None:
    take(store, *(an_entry(number) for number in range(4)))
    store.items.add_matches("one", {1: (RAG,), 2: ()})
    store.items.add_matches("two", {3: (RAG,)})
    assert [item.id for item in store.items.unmatched("one", 9)] == [4, 3]
    assert [item.id for item in store.items.unmatched("two", 2)] == [4, 2]
    assert [item.id for item in store.items.unmatched("three", 9)] == [4, 3, 2, 1]


def test_new_matches_replace_the_machine_but_never_a_person(store: Store) -> None:
    take(store, an_entry())
    decided = TopicMatch(topic="agents", score=1.0, method="hand", decided_by="mira")
    store.items.add_matches("one", {1: (RAG, decided)})
    store.items.add_matches("two", {1: (AGENTS,)})
    found = store.items.get(1)
    assert found is not None
    assert found.matches == (decided,)


def test_a_likely_topic_stands_beside_the_matches_and_goes_with_the_next_ones(
    store: Store,
) -> None:
    take(store, an_entry())
    store.items.add_matches("one", {1: ()}, likely={1: AGENTS})
    (found,) = store.items.candidates(ALL_TIME)
    assert (found.matches, found.likely) == ((), AGENTS)
    store.items.add_matches("two", {1: (RAG,)})
    (found,) = store.items.candidates(ALL_TIME)
    assert (found.matches, found.likely) == ((RAG,), None)


def test_matches_come_best_first_with_their_evidence(store: Store) -> None:
    take(store, an_entry())
    store.items.add_matches("one", {1: (AGENTS, RAG)})
    (found,) = store.items.candidates(ALL_TIME)
    assert found.matches == (RAG, AGENTS)


def test_changed_words_are_matched_again(store: Store) -> None:
    take(store, an_entry())
    store.items.add_matches("one", {1: (RAG,)})
    assert store.items.unmatched("one", 9) == ()
    take(store, an_entry(title="Corrected"), later=True)
    assert [item.id for item in store.items.unmatched("one", 9)] == [1]


def test_a_later_summary_of_a_version_replaces_the_first(store: Store) -> None:
    take(store, an_entry())
    store.items.add_summary(a_summary(1))
    better = a_summary(1, writer="some-model", written=NOW + timedelta(days=1))
    store.items.add_summary(better)
    found = store.items.get(1)
    assert found is not None
    assert found.summary == better
    assert store.items.counts()["summaries"] == 1


def test_what_a_model_wrote_is_kept_in_both_languages(store: Store) -> None:
    take(store, an_entry())
    written = a_written_summary(1)
    store.items.add_summary(written)
    assert store.items.candidates(ALL_TIME)[0].summary == written
    extract = a_summary(1, fallback="bad-answer")
    store.items.add_summary(extract)
    assert store.items.candidates(ALL_TIME)[0].summary == extract


def test_a_hidden_item_says_so(store: Store) -> None:
    take(store, an_entry())
    store.items.hide(1)
    assert store.items.candidates(ALL_TIME)[0].item.hidden


def test_the_history_names_every_sighting(store: Store) -> None:
    take(store, an_entry())
    take(store, an_entry(entry_id="d7"), source="delta", later=True)
    seen = [(one.source, one.entry_id) for one in store.items.history(1).sightings]
    assert seen == [("tidal", "tidal-1"), ("delta", "d7")]
    assert store.items.history(77).versions == ()


@pytest.mark.parametrize("number", [1, 40])
def test_reading_takes_the_same_few_queries_for_any_number(store: Store, number: int) -> None:
    take(store, *(an_entry(each) for each in range(number)))
    queries: list[object] = []
    event.listen(
        store._transactions._engine, "before_cursor_execute", lambda *args: queries.append(args)
    )
    assert len(store.items.candidates(ALL_TIME)) == number
    assert len(queries) <= 6
