"""Reasons name what of them the words of a card show."""

from dataclasses import replace

import pytest

from catchup.types import Card, Reason
from publish.aspects import said_with_aspects
from publish.why import reasons_of
from tests.publish.samples import candidate, digest_of


def card(quote: str, *reasons: Reason) -> Card:
    one = digest_of([candidate(1, "제목", quotes=(quote,), language="ko")]).sections[0].cards[0]
    return replace(one, reasons=reasons)


@pytest.mark.parametrize(
    ("reason", "quote", "said"),
    [
        (Reason.ENGINEERING, "호출 비용과 지연을 함께 봅니다.", "비용·속도 문제를 다룸"),
        (Reason.ENGINEERING, "It saves memory in production.", "메모리·운영 문제를 다룸"),
        (
            Reason.MEASURED,
            "정확도를 세 벤치마크에서 쟀습니다.",
            "벤치마크·정확도로 견준 결과가 있음",
        ),
        (Reason.CODE, "The code is on GitHub.", "코드가 공개됨"),
        (Reason.CODE, "We release the dataset.", "데이터가 공개됨"),
    ],
)
def test_what_the_quotes_show_is_named(reason: Reason, quote: str, said: str) -> None:
    assert said_with_aspects(reason, card(quote), "ko") == said


def test_only_what_the_clause_says_is_public_is_public() -> None:
    private = card("We release our code; the training data stays private.")
    assert said_with_aspects(Reason.CODE, private, "ko") == "코드가 공개됨"
    weights = card("The weights are publicly available, but the code is not.")
    assert said_with_aspects(Reason.CODE, weights, "en") == "public weights"


def test_an_operating_system_is_no_operation() -> None:
    assert said_with_aspects(Reason.ENGINEERING, card("에이전트 운영체제입니다."), "ko") == ""


def test_what_no_quote_shows_is_not_named() -> None:
    assert said_with_aspects(Reason.ENGINEERING, card("코드 13만 줄입니다."), "ko") == ""
    assert said_with_aspects(Reason.KOREAN, card("비용 이야기입니다."), "ko") == ""


def test_a_vague_reason_is_given_only_where_there_is_no_other() -> None:
    one = card("다섯 가지를 나란히 놓았습니다.", Reason.MEASURED, Reason.HANDS_ON)
    assert not any("평가 결과" in said for said in reasons_of(one, "ko"))
    alone = card("다섯 가지를 나란히 놓았습니다.", Reason.MEASURED)
    assert len(reasons_of(alone, "ko")) == 1
