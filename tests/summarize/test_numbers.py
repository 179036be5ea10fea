import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.numbers import are_stated, has_number, stated


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("1000건", "1,000 requests"),
        ("200,000명", "사용자 20만 명"),
        ("20만 명", "200,000 users"),
        ("1억 2천만 개", "120,000,000 rows"),
        ("3만 5,000", "35,000 rows"),
        ("70억", "a 7B model"),
        ("GPT-OSS 20B에서", "we use GPT-OSS 20B"),
        ("1M까지 늘립니다", "extended to 1M tokens"),
        ("150만", "1.5 million"),
        ("16,000 토큰", "16K tokens"),
        ("세 배 빠르다", "three times faster"),
        ("3배 빠르다", "tripled"),
        ("절반", "we halved it"),
        ("50%", "half of them"),
        ("3월 2일", "March 2"),
        ("두 가지 방법", "2 methods"),
        ("２０ 개", "20 items"),
        ("버전 1.2.3", "version 1.2.3"),
        ("세 번째", "no numeral here"),
        ("one of them", "no numeral here"),
        ("이 글은 방법을 설명합니다", ""),
    ],
)
def test_a_number_is_the_same_however_it_is_written(claim: str, source: str) -> None:
    assert are_stated(claim, stated(source))


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("20 users", "사용자 20만 명"),
        ("7 models", "a 7B model"),
        ("1001건", "1,000 requests"),
        ("4배", "three times faster"),
        ("네 배", "three times faster"),
        ("ten of them", "2 of them"),
        ("1.1", "version 1.10"),
        ("3", "0.3"),
        ("53%", "5.3%"),
        ("twice as fast", "fast"),
        ("절반", "all of them"),
    ],
)
def test_another_number_is_not_stated(claim: str, source: str) -> None:
    assert not are_stated(claim, stated(source))


@pytest.mark.parametrize("text", ["5 ms", "둘 중 두 개", "a dozen", "H100"])
def test_digits_and_words_are_numbers(text: str) -> None:
    assert has_number(text)


def test_plain_words_are_none() -> None:
    assert not has_number("at once and for all")


@given(st.text(max_size=80))
def test_a_text_states_all_that_it_claims(text: str) -> None:
    assert are_stated(text, stated(text))


@given(st.integers(min_value=0, max_value=10**15))
def test_separators_do_not_matter(number: int) -> None:
    assert are_stated(f"{number}", stated(f"{number:,}"))
