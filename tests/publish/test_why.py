"""Reasons are said in fixed phrases that vary, at most two, dull ones only alone."""

from dataclasses import replace

from catchup.types import Card, ItemKind, Point, Reading, Reason, Statement
from publish.selecting import select
from publish.why import reasons_of
from tests.publish.samples import RULES, candidate, digest_of


def card(
    *reasons: Reason,
    item: int = 1,
    language: str = "ko",
    quote: str = "One: code is public, open-sourced.",
) -> Card:
    one = digest_of([candidate(item, quotes=(quote,), language=language)]).sections[0].cards[0]
    return replace(one, reasons=reasons)


def test_practice_in_korean_is_one_reason() -> None:
    assert reasons_of(card(Reason.PRACTICE, Reason.KOREAN), "ko") == ("posts.example의 현장 사례",)


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


def test_figures_of_the_shown_quotes_are_given_with_what_they_measure() -> None:
    korean = card(Reason.MEASURED, quote="질문 2,400개에서 재현율이 61%에서 78%로 올랐습니다.")
    assert reasons_of(korean, "ko") == ("수치: 질문 2,400개에서 재현율이 61%에서 78%로 오름",)
    quote = "Recall rose from 61% to 78% on 2,400 questions of GPT-9 in 2025."
    english = card(Reason.MEASURED, quote=quote, language="en")
    assert reasons_of(english, "en") == ("figures: Recall rose from 61% to 78%",)


def test_pieces_of_sentences_in_another_language_are_no_reason() -> None:
    english = card(Reason.MEASURED, quote="Recall rose from 61% to 78%.", language="en")
    assert not any("%" in reason for reason in reasons_of(english, "ko"))


def test_a_figure_of_which_nothing_says_what_it_measures_is_no_reason() -> None:
    one = card(Reason.FIGURES, quote="후보 가운데 10%만 남겨도 여전히 많습니다.")
    assert reasons_of(one, "ko") == ("핸드북이 다루는 주제의 글",)


def test_what_is_only_counted_is_no_reason() -> None:
    counted = card(Reason.FIELD, quote="상품 12,000개를 2만 명에게 보였습니다.")
    assert reasons_of(counted, "ko") == ("핸드북이 다루는 주제의 글",)


def test_public_code_is_said_only_where_a_shown_quote_says_so() -> None:
    assert reasons_of(card(Reason.CODE, quote="Nothing of it is told."), "ko") == (
        "핸드북이 다루는 주제의 글",
    )
    assert "코드" in reasons_of(card(Reason.CODE, quote="코드를 깃허브에 올렸습니다."), "ko")[0]


def test_beside_our_reading_only_what_sets_an_item_apart_is_said() -> None:
    use = {"ko": "색인을 다시 만들 때 견주어 보세요.", "en": "Compare when you rebuild."}
    told = replace(card(Reason.MEASURED, Reason.KOREAN), why=use)
    assert reasons_of(told, "ko") == ()
    case = replace(card(Reason.PRACTICE, Reason.MEASURED), why=use)
    assert reasons_of(case, "ko") == ("posts.example의 현장 사례",)


def test_what_is_new_is_a_reason_where_nothing_else_is() -> None:
    one = card(Reason.KOREAN, quote="기억 기능이 새로 추가됨")
    assert reasons_of(one, "ko") == ("새로 나온 기능이나 도구를 알림",)


def test_figures_are_those_of_the_quotes_that_are_shown_beside_a_models_sentences() -> None:
    points = (
        Point(quote="We cut cost by 31% with it.", start=0),
        Point(quote="The cache keeps a day of answers.", start=40),
    )
    said = Statement(texts={"ko": "하루치 답을 보관합니다.", "en": "It keeps a day."}, points=(1,))
    one = replace(card(Reason.HANDS_ON), points=points, tldr=(said,), writer="chat:m")
    assert "31%" not in " ".join(reasons_of(one, "ko"))
    assert "31%" in " ".join(reasons_of(replace(one, tldr=()), "ko"))


def test_an_introduction_by_somebody_else_is_no_case_from_the_field() -> None:
    one = replace(card(Reason.PRACTICE, Reason.KOREAN), reading=Reading.DESCRIPTION)
    assert reasons_of(one, "ko") == ("한국어로 읽을 수 있음",)
