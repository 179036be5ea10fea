"""What a source is worth, judged from its state and its newest items."""

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest

from catchup.sourcereport import SourceReport, remarks, report
from catchup.types import Candidate, DateDoubt, Reading, SourceState, TopicMatch
from tests.fakes.builders import NOW, a_source, a_state, an_item

RAG = (TopicMatch(topic="rag", score=0.9, method="lexical"),)
IDS = count(1)
SPAM: dict[str, Any] = {
    "title": "Buy verified accounts",
    "text": "Order now! Telegram: @shop WhatsApp: +1 000 000",
}


def posts(number: int, *, every: timedelta = timedelta(days=1), **changes: Any) -> list[Candidate]:  # noqa: ANN401
    """Posts of the handbook's topics, the newest one of today, one each `every`."""
    return [
        Candidate(item=an_item(next(IDS), published=NOW - n * every, **changes), matches=RAG)
        for n in range(number)
    ]


def judged(shown: list[Candidate], state: SourceState | None = None, **source: Any) -> SourceReport:  # noqa: ANN401
    return report(a_source(**source), state or a_state(), shown, NOW)


def first_state(shown: list[Candidate], state: SourceState | None = None) -> str:
    return remarks(judged(shown, state))[0].state


def test_the_rate_is_that_of_the_last_twelve_weeks() -> None:
    assert judged(posts(100)).per_week == pytest.approx(7, rel=0.05)
    assert judged(posts(4, every=timedelta(weeks=26))).per_week == pytest.approx(1 / 12)
    assert judged([]).per_week == 0


def test_a_young_source_is_not_counted_as_idle_before_it_was_known() -> None:
    assert judged(posts(3)).per_week == 3


def test_kept_off_topic_and_spam_add_up() -> None:
    off = [replace(one, matches=()) for one in posts(3)]
    found = judged([*posts(4), *off, *posts(2, **SPAM)])
    assert (found.kept, found.off_topic, found.spam, found.items) == (4, 3, 2, 9)
    assert found.topics == (("rag", 4),)


def test_languages_and_whole_texts_are_counted() -> None:
    korean = posts(2, language="ko", reading=Reading.FULL)
    found = judged([*korean, *posts(1, reading=Reading.DESCRIPTION)])
    assert (found.languages, found.whole) == ({"ko": 2, "en": 1}, 2)


def test_a_source_that_fares_well_says_what_it_brings() -> None:
    (remark,) = remarks(judged(posts(30)))
    assert remark.state == "ok"
    assert "30 of 30" in remark.detail
    assert remark.advice == ""


@pytest.mark.parametrize(
    ("state", "name"),
    [
        (SourceState(source="tidal"), "new"),
        (a_state(error="timeout", failures=1), "timeout"),
        (a_state(error="gone", failures=2), "gone"),
        (a_state(gap_since=NOW - timedelta(days=9), gap_until=NOW - timedelta(days=2)), "gap"),
        (a_state(detail="stale: nothing newer"), "quiet"),
    ],
)
def test_the_state_tells_what_is_wrong(state: SourceState, name: str) -> None:
    assert first_state(posts(20), state) == name


def test_a_failure_has_advice_that_names_the_source_and_grows_more_pressing() -> None:
    (early, *_) = remarks(judged(posts(9), a_state(error="timeout", failures=1)))
    (late, *_) = remarks(judged(posts(9), a_state(error="timeout", failures=20)))
    assert "tried again" in early.advice
    assert "20 times" in late.advice
    (gone, *_) = remarks(judged(posts(9), a_state(error="gone", failures=2)))
    assert "`catchup sources remove tidal`" in gone.advice


def test_a_paused_source_only_waits_for_being_resumed() -> None:
    found = judged(posts(9), a_state(error="timeout", failures=3), paused=True)
    assert [remark.state for remark in remarks(found)] == ["paused"]


def test_half_of_spam_is_too_much_and_a_little_is_not() -> None:
    assert first_state([*posts(5), *posts(5, **SPAM)]) == "spam"
    assert first_state([*posts(9), *posts(1, **SPAM)]) == "ok"


def test_nothing_on_topic_is_said_once_there_are_enough_items() -> None:
    off = [replace(one, matches=()) for one in posts(9)]
    assert first_state(off) == "off-topic"
    assert first_state(off[:4]) == "ok"


def test_dates_that_are_not_believed_are_said() -> None:
    undated = posts(9, date_doubt=DateDoubt.MISSING)
    assert first_state(undated) == "doubtful-dates"


@pytest.mark.parametrize(
    ("every", "silent", "quiet"),
    [
        (timedelta(days=1), timedelta(days=13), False),  # two weeks are nothing
        (timedelta(days=1), timedelta(days=15), True),
        (timedelta(days=30), timedelta(days=80), False),  # it was never quicker
        (timedelta(days=30), timedelta(days=91), True),
    ],
)
def test_a_source_is_quiet_by_its_own_measure(
    every: timedelta, silent: timedelta, *, quiet: bool
) -> None:
    shown = [
        replace(one, item=replace(one.item, published=one.item.published - silent))
        for one in posts(10, every=every)
        if one.item.published is not None
    ]
    found = judged(shown, a_state(newest_entry=NOW - silent))
    assert bool(found.quiet) == quiet


def test_a_source_that_shows_no_entries_is_quiet_for_that_reason() -> None:
    assert "no entries" in judged([]).quiet


def test_the_newest_date_is_that_of_the_feed_where_it_has_one() -> None:
    newest: datetime = NOW - timedelta(hours=1)
    assert judged(posts(2), a_state(newest_entry=newest)).newest == newest
    assert judged(posts(2)).newest == NOW
