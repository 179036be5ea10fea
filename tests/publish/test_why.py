"""Reasons are said in fixed phrases that vary, at most two, dull ones only alone."""

from dataclasses import replace

from catchup.types import Card, ItemKind, Reason
from publish.selecting import select
from publish.why import reasons_of
from tests.publish.samples import RULES, candidate, digest_of


def card(*reasons: Reason, item: int = 1, language: str = "ko") -> Card:
    one = digest_of([candidate(item, quotes=("One.",), language=language)]).sections[0].cards[0]
    return replace(one, reasons=reasons)


def test_practice_in_korean_is_one_reason() -> None:
    assert reasons_of(card(Reason.PRACTICE, Reason.KOREAN), "ko") == ("한국어 현장 사례",)


def test_at_most_two_reasons_are_given() -> None:
    every = card(*Reason)
    assert len(reasons_of(every, "ko")) == len(reasons_of(every, "en")) == 2


def test_a_dull_reason_is_given_only_where_there_is_no_other() -> None:
    assert reasons_of(card(Reason.KOREAN), "ko") == ("한국어로 읽을 수 있음",)
    assert reasons_of(card(Reason.KOREAN, Reason.CODE), "en") != reasons_of(
        card(Reason.KOREAN), "en"
    )


def test_the_same_reason_is_not_always_said_in_the_same_words() -> None:
    said = {reasons_of(card(Reason.HANDS_ON, item=n), "ko") for n in range(1, 7)}
    assert len(said) == 3


def test_what_the_line_of_facts_says_is_said_again_only_where_there_is_nothing_else() -> None:
    assert reasons_of(card(Reason.PAPER, Reason.WHOLE_TEXT, Reason.LATE), "ko") == (
        "핸드북이 다루는 주제의 글",
    )
    assert reasons_of(card(Reason.PAPER, Reason.CODE), "en") == reasons_of(card(Reason.CODE), "en")


def test_no_choice_is_without_a_reason() -> None:
    plain = candidate(1, "Something of note", kind=ItemKind.POST)
    (choice,) = select([plain], RULES).chosen
    assert choice.reasons == (Reason.FIELD,)
    assert reasons_of(card(*choice.reasons), "ko") == ("핸드북이 다루는 주제의 글",)
