"""Foreign text becomes one visible line, foreign addresses become plain ones or none."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publish.plain import plain, web_address


@given(st.text())
def test_only_visible_characters_and_single_spaces_are_left(text: str) -> None:
    shown = plain(text, 50)
    assert len(shown) <= 51
    assert "  " not in shown
    assert all(unicodedata.category(c) not in {"Cc", "Cs", "Zl", "Zp"} for c in shown)


@given(st.text())
def test_a_text_made_plain_stays_as_it_is(text: str) -> None:
    shown = plain(text, 500)
    assert plain(shown, 500) == shown


def test_direction_overrides_and_terminal_codes_are_taken_out() -> None:
    assert plain("safe\u202etxt.exe \x1b[31mred\x07\nnext\u2028line", 99) == (
        "safetxt.exe [31mred next line"
    )


def test_families_of_emoji_stay_together() -> None:
    assert plain("👩\u200d💻 writes", 99) == "👩\u200d💻 writes"


def test_a_long_text_ends_in_an_ellipsis() -> None:
    assert plain("word " * 10, 9) == "word word…"


@pytest.mark.parametrize(
    "url",
    ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "//x", "", "http://[", "x"],
)
def test_what_is_no_web_address_gives_no_link(url: str) -> None:
    assert web_address(url) == ""


def test_an_address_is_kept_but_for_what_could_end_it() -> None:
    assert web_address("https://a.example/b?c=%20&d=(e)#f") == "https://a.example/b?c=%20&d=(e)#f"
    assert web_address('https://a.example/"><b>`\\\n한') == (
        "https://a.example/%22%3E%3Cb%3E%60%5C%0A%ED%95%9C"
    )


@given(st.text())
def test_no_address_can_break_out_of_markup(tail: str) -> None:
    assert not set(web_address(f"https://a.example/{tail}")) & set('<>"`\\ \n\t')
