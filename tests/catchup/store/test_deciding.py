"""What a crawl changes, decided without a database."""

from dataclasses import replace
from datetime import datetime, timedelta

from catchup.store.deciding import decide
from catchup.store.wording import Held
from catchup.types import DateDoubt, Reading
from tests.catchup.store.scenes import (
    LATER,
    OTHER_TEXT,
    a_held,
    a_visit,
    again,
    elsewhere,
    shown_by,
)
from tests.fakes.builders import NOW, TEXT, WEEK_START, an_entry


def first_crawl_of(published: datetime | None, doubt: DateDoubt | None = None) -> Held:
    entry = an_entry(published=published, date_doubt=doubt)
    return decide([shown_by(entry)], {}, [], a_visit(first=True)).born[0]


def test_a_first_crawl_brings_back_fill_from_before_the_week() -> None:
    assert first_crawl_of(WEEK_START - timedelta(seconds=1)).backfill
    assert not first_crawl_of(WEEK_START).backfill


def test_a_first_crawl_brings_back_fill_without_a_date_to_believe() -> None:
    assert first_crawl_of(None).backfill
    assert first_crawl_of(NOW, DateDoubt.SAME_INSTANT).backfill


def test_a_later_crawl_brings_no_back_fill() -> None:
    entry = an_entry(published=WEEK_START - timedelta(days=90))
    assert not decide([shown_by(entry)], {}, [], a_visit()).born[0].backfill


def test_a_doubtful_date_is_no_date_and_a_missing_one_says_so() -> None:
    doubtful = first_crawl_of(NOW, DateDoubt.SAME_INSTANT)
    assert (doubtful.published, doubtful.date_doubt) == (None, DateDoubt.SAME_INSTANT)
    assert first_crawl_of(None).date_doubt is DateDoubt.MISSING


def test_another_source_can_mend_a_doubtful_date() -> None:
    held = a_held(an_entry(date_doubt=DateDoubt.SAME_INSTANT))
    (mended,) = elsewhere(an_entry(published=WEEK_START), held).altered
    assert (mended.published, mended.date_doubt) == (WEEK_START, None)


def test_the_doubted_source_cannot_mend_its_own_date() -> None:
    held = a_held(an_entry(date_doubt=DateDoubt.SAME_INSTANT))
    assert again(an_entry(text=OTHER_TEXT), held).altered[0].published is None


def test_a_trusted_date_is_never_lost_or_moved() -> None:
    held = a_held()
    doubtful = an_entry(date_doubt=DateDoubt.FUTURE)
    earlier = an_entry(published=WEEK_START)
    assert elsewhere(doubtful, held).altered == ()
    assert elsewhere(earlier, held).altered == ()


def test_a_material_change_of_the_text_is_announced() -> None:
    changes = again(an_entry(text=OTHER_TEXT), a_held())
    (version,) = changes.worded
    assert (version.version, version.announced, version.revised) == (2, True, LATER)
    assert (version.text, version.match_key) == (OTHER_TEXT, "")
    assert changes.altered == (version,)


def test_a_new_title_is_announced() -> None:
    (version,) = again(an_entry(title="Part 1, corrected"), a_held()).worded
    assert (version.title, version.announced) == ("Part 1, corrected", True)


def test_a_small_change_is_written_in_place() -> None:
    entry = an_entry(text=TEXT.replace("measured", "counted"))
    changes = again(entry, a_held(match_key="old"))
    assert changes.worded == ()
    (reworded,) = changes.reworded
    assert (reworded.text, reworded.version, reworded.revised) == (entry.text, 1, None)
    assert reworded.match_key == ""


def test_words_that_a_summary_quotes_are_kept_through_small_changes() -> None:
    changes = again(an_entry(text=TEXT.replace("measured", "counted")), a_held(quoted=True))
    assert (changes.worded, changes.reworded, changes.altered) == ((), (), ())


def test_counters_in_a_text_are_no_news() -> None:
    held = a_held(an_entry(text="Points 12 Comments 3"))
    assert again(an_entry(text="Points 480 Comments 77"), held).worded == ()


def test_a_change_of_another_source_is_no_change() -> None:
    assert elsewhere(an_entry(text=OTHER_TEXT), a_held()).worded == ()


def test_a_richer_text_of_another_source_is_a_version_without_announcement() -> None:
    entry = an_entry(text=TEXT * 3, reading=Reading.FULL)
    (version,) = elsewhere(entry, a_held()).worded
    assert (version.version, version.announced, version.revised) == (2, False, None)
    assert (version.text, version.text_source) == (TEXT * 3, "delta")


def test_a_text_that_is_hardly_longer_is_not_richer() -> None:
    assert elsewhere(an_entry(text=TEXT + " More."), a_held()).worded == ()


def test_a_feed_that_turns_to_summaries_revises_nothing() -> None:
    held = a_held(an_entry(text=TEXT * 3, reading=Reading.FULL))
    changes = again(an_entry(text=OTHER_TEXT, reading=Reading.DESCRIPTION), held)
    assert (changes.worded, changes.reworded) == ((), ())


def test_a_feed_that_turns_to_whole_texts_is_a_version_without_announcement() -> None:
    (version,) = again(an_entry(text=OTHER_TEXT * 9, reading=Reading.FULL), a_held()).worded
    assert (version.reading, version.announced) == (Reading.FULL, False)


def test_an_empty_title_never_replaces_one() -> None:
    changes = again(an_entry(title="", text=OTHER_TEXT), a_held())
    assert changes.worded[0].title == an_entry().title


def test_a_cache_that_serves_old_and_new_in_turn_announces_once() -> None:
    old = a_held()
    (new,) = again(an_entry(text=OTHER_TEXT), old).worded
    stored = replace(new, stored_version=2)
    back = again(an_entry(), replace(stored, fingerprint=new.fingerprint))
    assert (back.worded, back.reworded, back.altered) == ((), (), ())


def test_two_entries_of_one_address_do_not_take_turns() -> None:
    first, second = an_entry(), an_entry(entry_id="twin", text=OTHER_TEXT)
    shown = [shown_by(first), shown_by(second)]
    changes = decide(shown, {}, [], a_visit())
    assert [item.version for item in changes.worded] == [1]
    assert changes.worded[0].text == TEXT
    assert [sighting.item for sighting in changes.sightings] == [100, 100]


def test_the_richer_of_two_new_entries_gives_the_first_version_its_words() -> None:
    richer = an_entry(entry_id="twin", text=TEXT * 9, reading=Reading.FULL)
    shown = [shown_by(an_entry()), shown_by(richer)]
    (item,) = decide(shown, {}, [], a_visit()).worded
    assert (item.reading, item.version, item.voice) == (Reading.FULL, 1, 101)


def test_an_entry_under_a_new_id_goes_on_speaking_for_its_item() -> None:
    entry = an_entry(entry_id="tidal-1?edited", text=OTHER_TEXT)
    (version,) = decide([shown_by(entry)], {}, [a_held()], a_visit()).worded
    assert (version.announced, version.voice) == (True, 100)


def test_a_second_entry_beside_the_first_one_does_not_speak_for_the_item() -> None:
    held = a_held()
    entry = an_entry(entry_id="twin", text=OTHER_TEXT)
    visit = a_visit(present=frozenset({held.voice}))
    assert decide([shown_by(entry)], {}, [held], visit).worded == ()
