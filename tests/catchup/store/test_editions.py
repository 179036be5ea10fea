"""A source that counts editions announces each new one, and only once."""

from dataclasses import replace

import pytest

from catchup.store import Store
from catchup.types import Article, Entry, Item, Reading, Taken
from tests.catchup.store.scenes import LATER, OTHER_TEXT
from tests.catchup.store.test_taking import take
from tests.fakes.builders import NOW, TEXT, a_summary, an_entry

NO_NEWS = Taken()


def edition(name: str, title: str = "", text: str = TEXT) -> Entry:
    entry = an_entry(edition=name, text=text)
    return replace(entry, title=title or entry.title)


def the_item(store: Store) -> Item:
    found = store.items.get(1)
    assert found is not None
    return found.item


@pytest.mark.parametrize("text", [TEXT, TEXT.replace("measured", "counted"), OTHER_TEXT])
def test_a_new_edition_is_an_update_however_little_changed(store: Store, text: str) -> None:
    assert take(store, edition("v1")) == Taken(items=1, sightings=1)
    assert take(store, edition("v2", text=text), later=True) == Taken(revised=1, changed=1)
    item = the_item(store)
    assert (item.version, item.revised, item.text) == (2, LATER, text)
    assert take(store, edition("v2", text=text), later=True) == NO_NEWS


def test_a_summary_of_the_old_edition_is_not_one_of_the_new(store: Store) -> None:
    take(store, edition("v1"))
    store.items.add_summary(a_summary(1))
    take(store, edition("v2"), later=True)
    found = store.items.get(1)
    assert found is not None
    assert found.summary is None


def test_the_first_edition_that_is_known_is_no_update(store: Store) -> None:
    take(store, an_entry())
    store.items.add_summary(a_summary(1))
    assert take(store, edition("v3"), later=True).revised == 0
    assert (the_item(store).version, the_item(store).revised) == (1, None)
    assert take(store, edition("v4"), later=True).revised == 1


def test_copies_of_two_editions_in_turn_are_announced_once(store: Store) -> None:
    take(store, edition("v1"))
    shown = [take(store, edition(name), later=True).revised for name in ("v2", "v1", "v2", "v1")]
    assert shown == [1, 0, 0, 0]
    assert take(store, edition("v1", text=OTHER_TEXT), later=True).revised == 0
    assert store.items.counts()["versions"] == 2


def test_two_sources_announce_one_edition_once(store: Store) -> None:
    take(store, edition("v1"))
    take(store, edition("v1"), source="delta")
    assert take(store, edition("v2"), source="delta", later=True).revised == 1
    assert take(store, edition("v2"), later=True).revised == 0
    assert the_item(store).version == 2


def test_a_source_that_shows_an_item_for_the_first_time_announces_nothing(store: Store) -> None:
    take(store, edition("v1"))
    assert take(store, edition("v2"), source="delta").revised == 0
    assert take(store, edition("v2"), later=True).revised == 1


def test_sources_without_editions_do_not_disturb_those_with(store: Store) -> None:
    take(store, an_entry(), source="delta")
    take(store, edition("v1"))
    assert take(store, an_entry(), source="delta", later=True) == NO_NEWS
    assert take(store, edition("v2"), later=True).revised == 1
    assert take(store, an_entry(), source="delta", later=True).revised == 0
    assert take(store, edition("v3"), later=True).revised == 1


def test_old_and_new_words_in_turn_are_announced_once_beside_editions(store: Store) -> None:
    take(store, an_entry(), source="delta")
    take(store, edition("v1"))
    shown = [an_entry(text=text) for text in (OTHER_TEXT, TEXT, OTHER_TEXT, TEXT)]
    revised = [take(store, entry, source="delta", later=True).revised for entry in shown]
    assert revised == [1, 0, 0, 0]


def test_a_new_edition_keeps_the_richer_words_of_the_page(store: Store) -> None:
    page = Article(text=f"{TEXT}\n\n" * 9, reading=Reading.FULL)
    take(store, edition("v1"))
    store.items.add_text(1, page, source="tidal", now=NOW)
    assert take(store, edition("v2", title="Corrected"), later=True).revised == 1
    item = the_item(store)
    assert (item.text, item.title, item.version) == (page.text, "Corrected", 3)
