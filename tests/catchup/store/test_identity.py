"""An entry is (source, id, address); an item is its canonical address, or an entry of its own."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from catchup.keys import digest
from catchup.store.identity import fingerprint, identify
from catchup.types import Entry
from tests.fakes.builders import an_entry


def keys(*entries: Entry) -> list[str]:
    return [shown.key for shown in identify("tidal", entries)]


def item_keys(*entries: Entry, source: str = "tidal") -> list[str]:
    return [shown.item_key for shown in identify(source, entries)]


def test_a_repeated_entry_counts_once_and_its_first_words_hold() -> None:
    shown = identify("tidal", [an_entry(title="First"), an_entry(title="Second")])
    assert [one.entry.title for one in shown] == ["First"]


def test_one_id_with_two_addresses_is_two_entries_and_two_items() -> None:
    one, two = an_entry(), an_entry(canonical="https://tidal.example/other")
    assert len(set(keys(one, two))) == 2
    assert len(set(item_keys(one, two))) == 2


def test_two_ids_with_one_address_are_two_entries_of_one_item() -> None:
    one, two = an_entry(), an_entry(entry_id="other")
    assert len(set(keys(one, two))) == 2
    assert len(set(item_keys(one, two))) == 1


def test_an_address_is_one_item_in_every_source() -> None:
    assert item_keys(an_entry(), source="a") == item_keys(an_entry(), source="b")


def test_an_entry_without_web_address_is_an_item_of_its_own() -> None:
    entry = an_entry(canonical="", link="file:///tmp/a")
    assert item_keys(entry, source="a") != item_keys(entry, source="b")


def test_its_title_tells_apart_what_has_neither_id_nor_address() -> None:
    nothing = an_entry(entry_id="", link="", canonical="")
    assert len(keys(nothing, replace(nothing, title="Another"))) == 2


def test_a_new_title_does_not_make_a_new_entry() -> None:
    entry = an_entry(canonical="", link="")
    assert keys(entry) == keys(replace(entry, title="Another"))


@given(st.lists(st.text()), st.lists(st.text()))
def test_different_parts_have_different_keys(one: list[str], other: list[str]) -> None:
    assert (digest(*one) == digest(*other)) == (one == other)


def test_case_and_spaces_leave_the_fingerprint_alone() -> None:
    assert fingerprint("A  Title", "some\n text") == fingerprint("a title", "Some text ")
    assert fingerprint("ab", "c") != fingerprint("a", "bc")


def test_a_lone_surrogate_has_a_key_and_a_fingerprint() -> None:
    assert digest("\ud800")
    assert fingerprint("\ud800", "")
