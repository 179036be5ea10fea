"""The long text of an item is kept beside the words it is known by, once for each edition."""

from dataclasses import replace

from catchup.store import Store
from catchup.types import Article, Body, Conflict, Extent, Mark, Point, Reading
from tests.catchup.store.scenes import LATER
from tests.catchup.store.test_taking import take
from tests.fakes.builders import NOW, TEXT, a_summary, an_entry

WHOLE = "Abstract\n\nTwo queues are enough.\n\nResults\n\nThree queues were slower by 4 percent."
OUTLINE = (Mark(start=0, title="Abstract"), Mark(start=34, title="Results"))
PAPER = Article(text=WHOLE, reading=Reading.FULL, outline=OUTLINE)
SPOKEN = Article(
    text=f"{TEXT} And much more was said about it. " * 3,
    reading=Reading.TRANSCRIPT,
    outline=(Mark(start=0, second=0), Mark(start=40, second=9)),
)


def test_a_body_changes_nothing_of_the_words_of_its_item(store: Store) -> None:
    take(store, an_entry(edition="v1"))
    before = store.items.get(1)
    assert store.bodies.of(1) is None
    store.bodies.add(1, PAPER)
    assert store.bodies.of(1) == Body(text=WHOLE, reading=Reading.FULL, outline=OUTLINE)
    assert store.items.get(1) == before


def test_a_new_edition_lacks_its_body_until_it_is_read(store: Store) -> None:
    take(store, an_entry(edition="v1"), an_entry(2))
    assert store.bodies.lacking([1, 2, 9]) == {1: "v1", 2: ""}
    store.bodies.add(1, PAPER)
    assert store.bodies.lacking([1, 2]) == {2: ""}
    take(store, an_entry(edition="v2"), later=True)
    assert store.bodies.lacking([1]) == {1: "v2"}
    assert store.bodies.of(1) is None


def test_a_body_read_again_replaces_the_one_before(store: Store) -> None:
    take(store, an_entry())
    store.bodies.add(1, PAPER)
    store.bodies.add(1, replace(PAPER, outline=OUTLINE[:1]))
    assert store.bodies.of(1) == Body(text=WHOLE, reading=Reading.FULL, outline=OUTLINE[:1])


def test_the_cues_of_a_transcript_are_kept_with_its_text(store: Store) -> None:
    take(store, an_entry())
    store.items.add_text(1, SPOKEN, source=None, now=NOW)
    body, held = store.bodies.of(1), store.items.get(1)
    assert body
    assert held
    assert (body.text, body.outline) == (SPOKEN.text, SPOKEN.outline)
    assert held.item.text == SPOKEN.text


def test_a_summary_may_quote_the_body_and_keeps_where_and_how_much(store: Store) -> None:
    take(store, an_entry())
    quote = Point(quote="Two queues are enough.", start=10, section="Abstract")
    other = Point(quote="Three queues were slower", start=43, section="Results", second=7)
    summary = a_summary(
        points=(quote,),
        extent=Extent(words=9, of_words=12, sections=("Abstract",), of_sections=2, until=3),
        conflicts=(Conflict(said=(quote, other), numbers=("2 queues", "3 queues")),),
    )
    store.items.add_summary(summary)
    assert store.items.these([1])[0].summary is None  # nothing that was read says so
    store.bodies.add(1, PAPER)
    store.items.add_summary(summary)
    assert store.items.these([1])[0].summary == summary


def test_a_summary_with_a_false_side_of_a_contradiction_is_dropped(store: Store) -> None:
    take(store, an_entry())
    store.bodies.add(1, PAPER)
    quote = Point(quote="Two queues are enough.", start=10)
    invented = Point(quote="Five queues were slower", start=43)
    conflict = Conflict(said=(quote, invented), numbers=("2", "5"))
    store.items.add_summary(a_summary(points=(quote,), conflicts=(conflict,)))
    assert store.items.these([1])[0].summary is None


def test_the_words_before_an_update_come_with_the_body_that_they_had(store: Store) -> None:
    take(store, an_entry(edition="v1"))
    store.bodies.add(1, PAPER)
    take(store, an_entry(edition="v2", text=f"{TEXT} And more."), later=True)
    store.bodies.add(1, replace(PAPER, text=WHOLE.replace("4 percent", "6 percent")))
    before = store.items.words_before([1], LATER)[1]
    after = store.bodies.of(1)
    assert before.body == Body(text=WHOLE, reading=Reading.FULL, outline=OUTLINE)
    assert after
    assert "6 percent" in after.text
