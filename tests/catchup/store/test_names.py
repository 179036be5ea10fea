"""A feed that rewrites its ids or moves its links: no old entry is new, no new one is lost."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catchup.store import Store
from catchup.types import Entry, Taken
from tests.catchup.store.scenes import OTHER_TEXT
from tests.catchup.store.test_taking import ALL_TIME, everything, take
from tests.fakes.builders import NOW, an_entry

LONG = "One shared index was split by tenant, and the slowest query became the median one. " * 4
SHORT = "Release notes."


def moved(entry: Entry, slug: str = "moved", **changes: object) -> Entry:
    url = f"https://tidal.example/{slug}"
    return replace(entry, canonical=url, link=url, **changes)  # type: ignore[arg-type]


def test_a_rewritten_id_at_the_same_address_is_nothing_new(store: Store) -> None:
    take(store, an_entry())
    again = take(store, an_entry(entry_id="tag:rewritten"), later=True)
    assert again == Taken(sightings=1)


def test_a_rewritten_id_with_other_words_is_a_change(store: Store) -> None:
    take(store, an_entry())
    again = take(store, an_entry(entry_id="tag:rewritten", text=OTHER_TEXT), later=True)
    assert again == Taken(sightings=1, changed=1, revised=1)


def test_a_moved_link_under_the_same_id_is_a_change_and_the_one_to_follow(store: Store) -> None:
    take(store, an_entry())
    assert take(store, moved(an_entry()), later=True) == Taken(sightings=1, changed=1)
    (found,) = store.items.candidates(ALL_TIME)
    assert found.item.url == an_entry().canonical
    assert found.item.link == "https://tidal.example/moved"
    assert take(store, moved(an_entry()), later=True) == Taken()


def test_a_moved_link_is_the_same_item_in_every_source(store: Store) -> None:
    take(store, an_entry())
    take(store, moved(an_entry()), later=True)
    assert take(store, moved(an_entry(entry_id="x")), source="delta").items == 0


def test_telling_words_are_known_under_another_id_and_address(store: Store) -> None:
    take(store, an_entry(text=LONG))
    flipped = moved(an_entry(text=LONG, entry_id="flipped", published=NOW))
    assert take(store, flipped, later=True).items == 0


def test_a_short_text_is_known_again_by_its_date_only(store: Store) -> None:
    take(store, an_entry(text=SHORT))
    assert take(store, moved(an_entry(text=SHORT, entry_id="a")), later=True).items == 0
    another_day = an_entry(text=SHORT, entry_id="b", published=NOW)
    assert take(store, moved(another_day, "b"), later=True).items == 1


def test_an_entry_that_is_shown_beside_the_known_one_is_another(store: Store) -> None:
    take(store, an_entry(text=LONG))
    twin = moved(an_entry(text=LONG, entry_id="twin"))
    assert take(store, an_entry(text=LONG), twin, later=True).items == 1


def test_an_id_that_a_feed_gives_to_all_its_entries_names_none(store: Store) -> None:
    one, two, three = (moved(an_entry(entry_id="same", text=""), slug) for slug in "abc")
    take(store, one, two)
    assert take(store, three, later=True).items == 1


def test_an_id_that_comes_back_with_another_title_and_text_was_given_twice(store: Store) -> None:
    take(store, an_entry(text=LONG))
    issue = moved(an_entry(title="Another issue entirely", text=OTHER_TEXT))
    assert take(store, issue, later=True).items == 1


def test_names_hold_in_their_source_only(store: Store) -> None:
    take(store, an_entry(text=LONG))
    assert take(store, moved(an_entry(text=LONG)), source="delta", later=True).items == 1


def test_an_entry_that_left_the_window_comes_back_under_a_new_id(store: Store) -> None:
    take(store, *(an_entry(n) for n in range(3)))
    take(store, an_entry(2), an_entry(3), later=True)
    assert take(store, an_entry(0, entry_id="new"), an_entry(3), later=True).items == 0


def test_a_touched_date_is_neither_new_nor_a_change(store: Store) -> None:
    take(store, an_entry())
    assert take(store, an_entry(published=NOW + timedelta(hours=1)), later=True) == Taken()


def test_another_edition_under_another_id_is_a_change(store: Store) -> None:
    paper = an_entry(canonical="https://arxiv.org/abs/2603.01234", entry_id="v1", edition="v1")
    take(store, paper)
    second = take(store, replace(paper, entry_id="v2", edition="v2"), later=True)
    assert (second.items, second.changed, second.revised) == (0, 1, 1)


ENTRIES = st.lists(
    st.builds(
        an_entry,
        st.integers(0, 3),
        entry_id=st.sampled_from(["", "a", "b", "c"]),
        title=st.sampled_from(["One", "Two"]),
        text=st.sampled_from(["", SHORT, LONG, OTHER_TEXT]),
    ),
    max_size=6,
)


@given(body=ENTRIES, before=ENTRIES)
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_the_same_body_twice_is_the_same_as_once(
    store: Store, before: list[Entry], body: list[Entry]
) -> None:
    take(store, *before)
    take(store, *body)
    once = everything(store)
    assert take(store, *body) == Taken()
    assert everything(store) == once
