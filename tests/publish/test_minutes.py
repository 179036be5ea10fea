"""Reading time counts Korean by characters and the rest by words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.minutes import reading_time, whole_minutes


def test_five_hundred_korean_characters_take_a_minute() -> None:
    assert reading_time("가나다라마 " * 100) == pytest.approx(1)


def test_two_hundred_and_twenty_english_words_take_a_minute() -> None:
    assert reading_time("word " * 220) == pytest.approx(1)


def test_a_mixed_word_counts_by_its_parts() -> None:
    assert reading_time("LLM을") == pytest.approx(1 / 220 + 1 / 500)


def test_marks_and_addresses_take_no_time() -> None:
    assert reading_time("→ · “” https://example.com/a/very/long/path?x=1") == 0


@given(st.text(), st.text())
def test_two_lines_take_as_long_as_each_of_them(first: str, second: str) -> None:
    together = reading_time(f"{first}\n{second}")
    assert together == pytest.approx(reading_time(first) + reading_time(second))


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (1, 1), (220, 1), (221, 2)])
def test_people_are_told_whole_minutes_and_never_zero(words: int, minutes: int) -> None:
    assert whole_minutes("word " * words) == minutes
