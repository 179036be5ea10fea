"""The text report fits a terminal of 80 columns and cannot drive it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.render.text import COLUMNS, render, width, wrap
from tests.publish.render.hostile import HOSTILE, digest_saying
from tests.publish.samples import a_week, digest_of


@pytest.mark.parametrize(
    ("text", "columns"), [("abc", 3), ("한글", 4), ("e\u0301", 1), ("ＡＢ", 4), ("…—“”", 4)]
)
def test_korean_letters_are_two_columns_wide(text: str, columns: int) -> None:
    assert width(text) == columns


@given(st.text(st.sampled_from("ab 한글é")))
def test_wrapping_keeps_every_letter_within_80_columns(text: str) -> None:
    lines = wrap(" ".join(text.split()), first="- ", rest="  ")
    assert all(width(line) <= COLUMNS for line in lines)
    assert "".join(lines).replace(" ", "")[1:] == "".join(text.split())


@pytest.mark.parametrize("language", ["ko", "en"])
def test_only_addresses_are_wider_than_the_terminal(language: str) -> None:
    for line in render(digest_of(a_week()), language).splitlines():
        assert width(line) <= COLUMNS or line.lstrip().startswith("https://")


@given(HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    page = render(digest_saying(text), "ko")
    assert page.encode()
    assert all(
        character == "\n" or unicodedata.category(character) not in {"Cc", "Cs", "Zl", "Zp"}
        for character in page
    )
    assert not set(page) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u200e\u200f")
    assert all(width(line) <= COLUMNS for line in page.splitlines() if "://" not in line)
