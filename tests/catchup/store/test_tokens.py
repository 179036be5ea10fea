"""Tokens: what is written differently is cut alike, and every Korean stem is among the pairs."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catchup.store.tokens import DEPTH, STRONG, index_tokens, pairs, runs

HANGUL = st.text(st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3), min_size=2, max_size=9)


def plain(title: str, text: str) -> set[str]:
    """The tokens without those that only say that others are strong."""
    return {token for token in index_tokens(title, text) if not token.startswith(STRONG)}


def strong(title: str, text: str) -> set[str]:
    """What the document is full of."""
    return {token[1:] for token in index_tokens(title, text) if token.startswith(STRONG)}


def test_words_are_folded_and_lose_their_plural() -> None:
    assert plain("", "Agents, AGENT’s ＬＬＭs") == {"agent", "s", "llm"}
    assert plain("", "axis class corpus") == {"axis", "class", "corpus"}


def test_korean_is_cut_into_pairs_and_the_last_syllable() -> None:
    assert plain("", "언어모델을") == {"언어", "어모", "모델", "델을", "을"}


def test_latin_and_hangul_that_touch_are_two_runs() -> None:
    assert plain("", "RAG를 GPT-4o로") == {"rag", "를", "gpt", "4o", "로"}


def test_decomposed_hangul_is_the_same_hangul() -> None:
    assert index_tokens("", unicodedata.normalize("NFD", "재순위화")) == index_tokens(
        "", "재순위화"
    )


def test_kana_and_han_are_cut_like_hangul() -> None:
    assert {"生成", "成モ", "モデ", "デル"} <= plain("", "生成モデル")


def test_a_document_is_full_of_its_title_and_of_what_it_repeats() -> None:
    assert strong("Reranking", "chunk chunk chunk once") == {"reranking", "chunk"}


def test_in_a_long_text_more_is_needed_to_be_full_of_something() -> None:
    words = " ".join(f"w{number}" for number in range(3000))
    assert strong("", f"{words} {'chunk ' * 9}") == set()
    assert strong("", f"{words} {'chunk ' * 12}") == {"chunk"}


@pytest.mark.parametrize("noise", ["", " \n\t", "!?… §", "___"])
def test_what_has_no_letter_has_no_token(noise: str) -> None:
    assert index_tokens(noise, noise) == []


def test_a_text_is_read_to_a_depth_and_a_word_to_a_length() -> None:
    assert "late" not in plain("", f"{'early ' * (DEPTH // 6)} late")
    assert max(map(len, index_tokens("", "x" * 5000))) == 64


@given(HANGUL, HANGUL, HANGUL)
def test_every_stem_of_a_word_is_found_by_its_pairs(before: str, stem: str, after: str) -> None:
    assert set(pairs(stem)) <= plain("", f"x {before}{stem}{after} y")


@given(st.text(max_size=60))
def test_tokens_hold_letters_and_digits_only(text: str) -> None:
    for token in index_tokens(text, text):
        assert token.removeprefix(STRONG).isalnum()
    assert all(run.isalnum() for run in runs(text))
