"""The text of an item's own page, and how different two texts are."""

from dataclasses import replace
from datetime import timedelta

from catchup.store.wording import Held, similarity, with_page
from catchup.types import Article, Reading
from tests.catchup.store.scenes import LATER, OTHER_TEXT, a_held, again
from tests.fakes.builders import NOW, TEXT, an_entry

PAGE = Article(text=f"{TEXT}\n\n" * 8, reading=Reading.FULL, language="en", mentions=("m",))


def read(held: Held) -> Held:
    """The item after its page was read and stored."""
    version = with_page(held, PAGE, "tidal")
    return replace(version, stored_version=version.version)


def test_a_page_is_a_version_without_announcement() -> None:
    held = read(a_held())
    assert (held.version, held.announced, held.revised) == (2, False, None)
    assert (held.text, held.page, held.mentions) == (PAGE.text, True, ("m",))
    assert held.title == an_entry().title


def test_a_page_that_says_no_more_is_dropped() -> None:
    held = a_held(an_entry(text=TEXT * 9, reading=Reading.FULL))
    assert with_page(held, PAGE, None) == held


def test_reading_a_page_again_changes_nothing() -> None:
    held = read(a_held())
    assert with_page(held, PAGE, "tidal") == held


def test_a_page_with_the_words_of_the_feed_only_says_that_more_was_read() -> None:
    held = a_held(an_entry(text=PAGE.text))
    same = with_page(held, PAGE, None)
    assert (same.version, same.reading, same.page) == (1, Reading.FULL, True)


def test_the_feed_never_takes_a_page_back() -> None:
    held = read(a_held())
    for text in (TEXT, OTHER_TEXT, ""):
        changes = again(an_entry(text=text), held)
        assert (changes.worded, changes.reworded) == ((), ())


def test_a_new_title_of_the_feed_is_news_and_keeps_the_page() -> None:
    (version,) = again(an_entry(title="Corrected"), read(a_held())).worded
    assert (version.version, version.announced, version.revised) == (3, True, LATER)
    assert (version.title, version.text, version.page) == ("Corrected", PAGE.text, True)


def test_an_older_announcement_stays_when_a_page_is_read() -> None:
    held = a_held(revised=NOW - timedelta(days=3), announced=True)
    version = with_page(held, PAGE, None)
    assert (version.announced, version.revised) == (False, NOW - timedelta(days=3))


def test_similarity_is_that_of_the_sets_of_words() -> None:
    assert similarity("", "") == 1.0
    assert similarity("one two", "Two  ONE") == 1.0
    assert similarity("one two three", "one two four") == 0.5
    assert similarity("색인을 나눴다", "색인을 합쳤다") == 1 / 3
