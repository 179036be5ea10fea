"""A line shows one whole sentence of its item, or none."""

from catchup.types import Card
from publish.lines import line_of, repeats
from tests.publish.samples import candidate, digest_of

LONG = "A sentence that goes on and on for everybody who reads it. " * 4


def card(*quotes: str, title: str = "A cache for answers") -> Card:
    one = candidate(1, title, quotes=quotes, text=" ".join(quotes))
    return digest_of([one]).sections[0].cards[0]


def test_a_sentence_with_a_figure_comes_before_what_the_text_is_about() -> None:
    assert line_of(card("We built a shelf.", "Costs fell by 40%."), 80).text == "Costs fell by 40%."


def test_no_sentence_is_cut_and_none_is_shown_where_none_fits() -> None:
    assert line_of(card(LONG, "We built a shelf."), 80).text == "We built a shelf."
    assert line_of(card(LONG), 80).text == ""


def test_a_korean_letter_takes_two_columns() -> None:
    assert line_of(card("비용이 절반으로 줄었다."), 20).text == ""
    assert line_of(card("비용이 절반으로 줄었다."), 24).text == "비용이 절반으로 줄었다."


def test_what_points_back_is_no_line() -> None:
    assert (
        line_of(card("We built a shelf.", "It cut costs by 40%."), 80).text == "We built a shelf."
    )


def test_a_sentence_that_only_repeats_the_title_is_no_line() -> None:
    assert line_of(card("This is a cache for answers."), 80).text == ""
    assert repeats("사내 문서를 검색하는 방법", "사내 문서 검색 방법")
    assert not repeats("재현율이 12% 올랐습니다.", "사내 문서 검색 방법")
