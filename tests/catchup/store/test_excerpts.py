"""Excerpts: the place that was searched for, cut between words and never inside a syllable."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from catchup.store.excerpts import ELLIPSIS, WIDTH, Excerpt, excerpt, marked
from catchup.store.queries import Part, parse

FAR = "여기는 앞부분이다. " * 40


def parts(query: str) -> tuple[Part, ...]:
    return tuple(part for clause in parse(query) for part in clause.parts)


def shown(found: Excerpt) -> list[str]:
    """What is marked in an excerpt."""
    return [found.text[start:end] for start, end in found.spans]


def test_a_short_text_is_shown_whole() -> None:
    found = excerpt("언어모델을\n\n평가했다", parts("모델 평가"))
    assert found.text == "언어모델을 평가했다"
    assert shown(found) == ["모델", "평가"]


def test_a_long_text_is_cut_around_the_match_at_spaces() -> None:
    found = excerpt(f"{FAR}재순위화로 순서를 고쳤다. {FAR}", parts("재순위화"))
    assert shown(found) == ["재순위화"]
    assert found.text.startswith(f"{ELLIPSIS}여기는") or " 재순위화로" in found.text
    assert len(found.text) <= WIDTH + 2
    inside = found.text.strip(ELLIPSIS).split()
    assert set(inside) <= set(f"{FAR}재순위화로 순서를 고쳤다.".split())


def test_the_place_with_most_matches_is_shown() -> None:
    found = excerpt(f"모델 {FAR} 모델 평가 모델 {FAR}", parts("모델 평가"))
    assert shown(found) == ["모델", "평가", "모델"]


def test_without_a_match_it_is_the_beginning() -> None:
    found = excerpt(FAR, parts("chunk"))
    assert found.text.startswith("여기는 앞부분이다.")
    assert found.spans == ()


def test_matches_that_overlap_are_one() -> None:
    assert shown(marked("언어모델", parts("언어모 모델"))) == ["언어모델"]


def test_signs_are_shown_as_they_were_written() -> None:
    assert marked("① ㅋㅋ 모델™", parts("모델")).text == "① ㅋㅋ 모델™"


def test_decomposed_hangul_is_shown_whole() -> None:
    word = unicodedata.normalize("NFD", "재순위화를")
    found = excerpt(word * 100, parts("재순위화"))
    assert shown(found)[0] == "재순위화"
    assert not any(0x1100 <= ord(sign) <= 0x11FF for sign in found.text)


def test_what_belongs_to_the_character_before_is_not_cut_off() -> None:
    old_hangul = "\u1112\u119e\u11ab"  # an initial, a vowel and a final without a composed form
    for shift in range(3):
        found = excerpt("x" * shift + old_hangul * 200, ())
        body = found.text.strip(ELLIPSIS).lstrip("x")
        assert len(body) % 3 == 0


@given(st.text(st.sampled_from("모델평 가a\n\u0301👍🏽\u200d"), max_size=600))
def test_marks_stand_on_what_was_searched_for(text: str) -> None:
    found = excerpt(text, parts("모델"))
    assert all(word == "모델" for word in shown(found) if len(word) == 2)
    assert all(set(word) == {"모", "델"} for word in shown(found))
    assert len(found.text) <= WIDTH + 2
    body = found.text.strip(ELLIPSIS)
    assert body in marked(text, ()).text
