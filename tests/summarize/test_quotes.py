import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.quotes import fold, locate

TEXT = (
    "We replaced the planner with a small model, and it did not fail once in 2,400 runs.  "
    "Latency fell to 5.3 seconds for most users.\nIt is incapable of handling nested tables. "
    "The cache is “warm” from the first request on; nobody can't see it. "
    "모델은 짧은 질문에서 품질이 전혀 개선되지 않았다. 응답 시간은 평균 12퍼센트 줄었습니다."
)


def found(quote: str, text: str = TEXT) -> str | None:
    span = locate(quote, text, fold(text))
    return text[slice(*span)] if span else None


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        (
            "Latency fell to 5.3 seconds for most users.",
            "Latency fell to 5.3 seconds for most users.",
        ),
        ("latency  FELL to 5.3 seconds", "Latency fell to 5.3 seconds"),
        ('the cache is "warm" from', "The cache is “warm” from"),
        ("fell to 5.3 seconds for most users", "fell to 5.3 seconds for most users."),
        (
            "We replaced the planner with a model, and it did not fail once in 2,400 runs.",
            "We replaced the planner with a small model, and it did not fail once in 2,400 runs.",
        ),
        ("응답 시간은 평균 12퍼센트 줄었습니다.", "응답 시간은 평균 12퍼센트 줄었습니다."),
        ("users. It is incapable of handling", "users.\nIt is incapable of handling"),
    ],
)
def test_what_stands_there_is_found_as_it_is_written(quote: str, stands: str) -> None:
    assert found(quote) == stands


@pytest.mark.parametrize(
    "quote",
    [
        "Latency fell to 6.3 seconds for most users.",
        "We replaced the planner with a very small model, and it did not fail once",
        "We replaced the planner with a small model, and it did fail once in 2,400 runs.",
        "it did not fail once in 400 runs",
        "Latency fell to 5",
        "3 seconds for most users",
        "capable of handling nested tables",
        "fail once in 2,400 runs",
        "짧은 질문에서 품질이 전혀 개선되지",
        "짧은 질문에서 품질이 전혀 개선되",
        "응답 시간은 평균 줄었습니다.",
        "the first request on; nobody can",
        "Latency fell",
        "a small model",
        "",
        "...",
    ],
)
def test_what_was_changed_or_turned_is_not_found(quote: str) -> None:
    assert found(quote) is None


def test_a_quote_may_begin_behind_a_dash() -> None:
    text = "Throughput mirrors it all—the new path is four times faster than the old one."
    quote = "the new path is four times faster than the old one."
    assert locate(quote, text, fold(text)) is not None


@pytest.mark.parametrize(
    ("quote", "text"),
    [
        (
            "reduce the cost of serving by half",
            "It does not—reduce the cost of serving by half—at all.",
        ),
        ("cuts the latency of a single call", "It never—cuts the latency of a single call."),
        (
            "The new router improves accuracy on every task",
            "The new router improves accuracy on every task—not.",
        ),
    ],
)
def test_a_dash_hides_no_negation(quote: str, text: str) -> None:
    assert locate(quote, text, fold(text)) is None


def test_decomposed_hangul_is_found_with_its_own_offsets() -> None:
    text = unicodedata.normalize("NFD", "머리말. 검색 품질은 그대로 유지되었습니다. 끝.")
    stands = found("검색 품질은 그대로 유지되었습니다.", text)
    assert stands is not None
    assert unicodedata.normalize("NFC", stands) == "검색 품질은 그대로 유지되었습니다."


@pytest.mark.parametrize("left_out", ["two", "3", "not", "never", "without"])
def test_numbers_and_negations_are_never_left_out(left_out: str) -> None:
    source = f"The scheduler sends {left_out} batches to every worker that has asked for them."
    quote = "The scheduler sends batches to every worker that has asked for them."
    assert found(quote, source) is None


@given(st.text(max_size=200), st.text(max_size=120))
def test_a_span_lies_in_the_text(text: str, quote: str) -> None:
    span = locate(quote, text, fold(text))
    assert span is None or 0 <= span[0] < span[1] <= len(text)


@given(st.text(max_size=200))
def test_folding_keeps_an_origin_for_every_character(text: str) -> None:
    folded = fold(text)
    assert len(folded.text) == len(folded.starts) == len(folded.ends)
    assert all(0 <= a < b <= len(text) for a, b in zip(folded.starts, folded.ends, strict=True))


def test_a_page_of_one_word_is_searched_in_no_time() -> None:
    text = "again " * 4_000
    assert found("again and again we say it again", text) is None
