"""Marks say up to when a reader has seen what came out."""

from datetime import timedelta

from catchup.store import Store
from tests.fakes.builders import NOW

LATER = NOW + timedelta(days=3)


def test_a_reader_without_a_mark_has_none(store: Store) -> None:
    assert store.marks.latest("mira") is None
    assert store.marks.undo("mira") is False


def test_the_last_mark_counts_even_when_it_is_earlier(store: Store) -> None:
    store.marks.add("mira", LATER)
    store.marks.add("mira", NOW)
    assert store.marks.latest("mira") == NOW


def test_undo_brings_the_mark_before_back(store: Store) -> None:
    store.marks.add("mira", NOW)
    store.marks.add("mira", LATER)
    assert store.marks.undo("mira") is True
    assert store.marks.latest("mira") == NOW
    assert store.marks.undo("mira") is True
    assert store.marks.latest("mira") is None


def test_readers_do_not_share_marks(store: Store) -> None:
    store.marks.add("mira", NOW)
    assert store.marks.latest("jun") is None
    assert store.marks.undo("jun") is False
    assert store.marks.latest("mira") == NOW
