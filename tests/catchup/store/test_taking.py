"""A crawl in the database: exactly-once sightings, versions, and no write without a change."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from catchup.store import Store
from catchup.store.tables import TABLES
from catchup.types import (
    Article,
    Crawl,
    DateDoubt,
    Entry,
    Period,
    Point,
    Reading,
    Summary,
    Taken,
)
from tests.catchup.store.scenes import LATER, OTHER_TEXT
from tests.fakes.builders import NOW, TEXT, WEEK_START, a_crawl, a_state, a_summary, an_entry

ALL_TIME = Period(NOW - timedelta(days=9000), NOW + timedelta(days=9000))


def take(store: Store, *entries: Entry, source: str = "tidal", later: bool = False) -> Taken:
    now = LATER if later else NOW
    return store.take(a_crawl(*entries, source=source, now=now), now=now, week_start=WEEK_START)


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table but the states of sources."""
    with store._transactions.reading() as connection:
        return {
            name: sorted(tuple(row) for row in connection.execute(table.select()))
            for name, table in TABLES.items()
            if name != "source_state"
        }


def test_each_entry_has_one_sighting_and_each_address_one_item(store: Store) -> None:
    twin = an_entry(1, entry_id="twin")
    assert take(store, an_entry(1), an_entry(1), twin, an_entry(2)) == Taken(items=2, sightings=3)
    assert take(store, an_entry(1), source="delta") == Taken(sightings=1)
    found = store.items.by_url("https://tidal.example/posts/1")
    assert found is not None
    assert found.item.sources == ("tidal", "delta")


def test_an_unchanged_crawl_writes_nothing_but_the_state(store: Store) -> None:
    entries = [an_entry(number) for number in range(5)]
    take(store, *entries)
    before = everything(store)
    assert take(store, *entries, later=True) == Taken()
    assert everything(store) == before
    assert store.sources.states()["tidal"].visited == LATER


def test_a_crawl_that_was_not_modified_keeps_the_state(store: Store) -> None:
    crawl = Crawl(source=a_crawl().source, state=a_state(etag='"7"'), unchanged=True)
    assert store.take(crawl, now=NOW, week_start=WEEK_START) == Taken()
    assert store.sources.states()["tidal"].etag == '"7"'


def test_the_first_crawl_is_the_first_successful_one(store: Store) -> None:
    store.sources.keep(a_state(succeeded=None, failures=1, error="timeout"))
    take(store, an_entry(1, published=WEEK_START - timedelta(days=1)))
    take(store, an_entry(2, published=WEEK_START - timedelta(days=1)), later=True)
    newest, oldest = store.items.candidates(ALL_TIME)
    assert (newest.item.backfill, oldest.item.backfill) == (False, True)


def test_a_change_is_a_version_and_moves_nothing_else(store: Store) -> None:
    take(store, an_entry())
    assert take(store, an_entry(text=OTHER_TEXT), later=True) == Taken(revised=1, changed=1)
    (found,) = store.items.candidates(ALL_TIME)
    assert (found.item.version, found.item.revised, found.item.first_seen) == (2, LATER, NOW)
    assert found.item.text == OTHER_TEXT
    versions = store.items.history(found.item.id).versions
    assert [(one.number, one.announced) for one in versions] == [(1, False), (2, True)]


def test_old_and_new_copies_in_turn_are_announced_once(store: Store) -> None:
    old, new = an_entry(), an_entry(text=OTHER_TEXT)
    take(store, old)
    revised = [take(store, entry, later=True).revised for entry in (new, old, new, old, new)]
    assert revised == [1, 0, 0, 0, 0]
    assert store.items.counts()["versions"] == 2


def test_two_sources_with_different_texts_do_not_take_turns(store: Store) -> None:
    for _ in range(3):
        take(store, an_entry())
        take(store, an_entry(text=OTHER_TEXT * 3), source="delta")
    assert store.items.counts() == {"items": 1, "sightings": 2, "versions": 2, "summaries": 0}


def test_a_page_and_its_feed_do_not_take_turns(store: Store) -> None:
    page = Article(text=f"{TEXT}\n\n" * 9, reading=Reading.FULL)
    take(store, an_entry())
    for _ in range(3):
        store.items.add_text(1, page, source="tidal", now=LATER)
        take(store, an_entry(), later=True)
        take(store, an_entry(text=OTHER_TEXT), later=True)
    (found,) = store.items.candidates(ALL_TIME)
    assert (found.item.text, found.item.version, found.item.revised) == (page.text, 2, None)


def test_a_small_change_rewrites_the_text_until_a_summary_quotes_it(store: Store) -> None:
    take(store, an_entry())
    take(store, an_entry(text=TEXT.replace("measured", "counted")), later=True)
    quoted = replace(a_summary(1), points=(Point(quote="counted", start=TEXT.index("measured")),))
    store.items.add_summary(quoted)
    take(store, an_entry(text=TEXT.replace("measured", "tallied")), later=True)
    (found,) = store.items.candidates(ALL_TIME)
    assert (found.item.version, "counted" in found.item.text) == (1, True)


def test_entries_without_an_address_are_items_without_one(store: Store) -> None:
    bare = [an_entry(n, canonical="", link="javascript:void(0)") for n in (1, 2)]
    assert take(store, *bare) == Taken(items=2, sightings=2)
    assert take(store, *bare, later=True) == Taken()
    assert {found.item.url for found in store.items.candidates(ALL_TIME)} == {""}
    assert store.items.by_url("") is None


def test_another_source_mends_a_doubtful_date_for_good(store: Store) -> None:
    take(store, an_entry(date_doubt=DateDoubt.SAME_INSTANT))
    take(store, an_entry(published=WEEK_START), source="delta")
    take(store, an_entry(date_doubt=DateDoubt.SAME_INSTANT, title="Again"), later=True)
    (found,) = store.items.candidates(ALL_TIME)
    assert (found.item.published, found.item.date_doubt) == (WEEK_START, None)


def test_thousands_of_entries_of_one_instant_keep_the_order_of_the_feed(store: Store) -> None:
    entries = [an_entry(number, published=WEEK_START, text="") for number in range(2500)]
    take(store, *entries)
    take(store, an_entry(9999, published=WEEK_START), source="delta")
    found = [candidate.item for candidate in store.items.candidates(ALL_TIME)]
    assert len({item.position for item in found}) == 2501
    assert [item.title for item in found[1:4]] == [entry.title for entry in entries[:3]]


@pytest.mark.parametrize("text", ["a\x00b", "\ud800 lone", "🦉" * 3, "\u202eabc"])
def test_any_text_can_be_stored(store: Store, text: str) -> None:
    entry = an_entry(title=text, text=text, authors=(text,), entry_id=text, canonical=text)
    assert take(store, entry).items == 1
    assert take(store, entry, later=True) == Taken()


def test_ids_and_addresses_have_no_limit(store: Store) -> None:
    entry = an_entry(entry_id="i" * 9000, canonical="https://tidal.example/" + "a" * 9000)
    assert take(store, entry).items == 1
    assert store.items.by_url(entry.canonical) is not None


SHOWN = st.builds(
    an_entry,
    st.integers(1, 3),
    entry_id=st.sampled_from(["a", "b"]),
    title=st.sampled_from(["One", "Two"]),
    text=st.sampled_from(["", TEXT, OTHER_TEXT, TEXT * 4]),
    reading=st.sampled_from(list(Reading)),
    date_doubt=st.sampled_from([None, DateDoubt.FUTURE]),
)
CRAWLS = st.lists(
    st.tuples(st.sampled_from(["tidal", "delta"]), st.lists(SHOWN, max_size=5)), max_size=5
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(crawls=CRAWLS)
def test_whatever_is_shown_a_second_look_writes_nothing(
    store: Store, crawls: list[tuple[str, list[Entry]]]
) -> None:
    for source, entries in crawls:
        take(store, *entries, source=source)
        before = everything(store)
        assert take(store, *entries, source=source, later=True) == Taken()
        assert everything(store) == before
    with store._transactions.reading() as connection:
        sightings = TABLES["sighting"]
        keys = sightings.c["source", "entry_id", "address"]
        total = connection.execute(select(func.count()).select_from(sightings)).scalar_one()
        assert len(connection.execute(select(*keys).distinct()).all()) == total


def test_a_summary_belongs_to_one_version(store: Store) -> None:
    take(store, an_entry())
    summary: Summary = a_summary(1)
    store.items.add_summary(summary)
    assert store.items.candidates(ALL_TIME)[0].summary == summary
    take(store, an_entry(text=OTHER_TEXT), later=True)
    assert store.items.candidates(ALL_TIME)[0].summary is None


def test_a_summary_whose_quotes_have_gone_is_not_kept(store: Store) -> None:
    take(store, an_entry())
    take(store, an_entry(text=TEXT.replace("measured", "counted")), later=True)
    stale = replace(a_summary(1), points=(Point(quote="measured", start=TEXT.index("measured")),))
    store.items.add_summary(stale)
    (found,) = store.items.candidates(ALL_TIME)
    assert found.summary is None


def test_an_item_that_changed_while_it_was_matched_waits_for_the_next_time(store: Store) -> None:
    take(store, an_entry())
    (read,) = store.items.unmatched("key", 10)
    take(store, an_entry(title="Another title altogether"), later=True)
    store.items.add_matches("key", {read.id: ()}, {read.id: read.version})
    assert [item.version for item in store.items.unmatched("key", 10)] == [2]


def test_a_source_that_moved_brings_back_fill_again(store: Store) -> None:
    take(store, an_entry(1))
    old = an_entry(2, published=WEEK_START - timedelta(days=30))
    state = a_state(url="https://moved.example/feed")
    store.sources.keep(a_state(url="https://tidal.example/feed.xml"))
    crawl = replace(a_crawl(old), state=state)
    store.take(crawl, now=NOW, week_start=WEEK_START)
    found = {c.item.url: c.item.backfill for c in store.items.candidates(ALL_TIME)}
    assert found[old.canonical]
