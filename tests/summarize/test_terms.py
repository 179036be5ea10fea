import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.terms import glossary, settled

FORMS = [form for term in glossary() for form in (term.ko, *term.forbidden)]
FRAMES = ["{}을 적용했습니다.", "{}는 느립니다.", "작은 모델로 {}했습니다.", "{}과 비용을 봅니다."]


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("파인튜닝을 했습니다.", "미세조정(fine-tuning)을 했습니다."),
        ("리랭킹을 더하면 느립니다.", "재순위화(reranking)를 더하면 느립니다."),
        ("리랭킹으로 올랐습니다.", "재순위화(reranking)로 올랐습니다."),
        ("미세 조정한 모델입니다.", "미세조정(fine-tuning)한 모델입니다."),
        ("환각률이 줄었습니다.", "환각률이 줄었습니다."),
        ("환각(hallucination)가 줄었습니다.", "환각(hallucination)이 줄었습니다."),
        ("색인(index)를 만듭니다.", "색인(index)을 만듭니다."),
        ("서울(Seoul)으로 옮겼습니다.", "서울(Seoul)로 옮겼습니다."),
        ("비용은 그대로입니다.", "비용은 그대로입니다."),
    ],
)
def test_a_sentence_says_the_term_and_its_particle(text: str, better: str) -> None:
    assert settled([text]) == [better]


def test_a_term_is_introduced_once_where_it_first_stands() -> None:
    texts = ["지연이 줄었습니다.", "양자화가 빠릅니다.", "양자화는 쉽습니다."]
    assert settled(texts) == [texts[0], "양자화(quantization)가 빠릅니다.", texts[2]]


def test_no_term_is_forbidden_or_a_part_of_a_form_that_is() -> None:
    forbidden = {form for term in glossary() for form in term.forbidden}
    assert not forbidden & {term.ko for term in glossary()}
    assert not [(f, t.ko) for f in forbidden for t in glossary() if f in t.ko]


@given(
    st.lists(st.builds(lambda f, w: f.format(w), st.sampled_from(FRAMES), st.sampled_from(FORMS)))
)
def test_nothing_forbidden_is_left_and_settling_twice_changes_nothing(texts: list[str]) -> None:
    once = settled(texts)
    assert settled(once) == once
    said = " ".join(once)
    for term in glossary():
        assert not [form for form in term.forbidden if form in said]
        assert len(re.findall(rf"{term.ko}\({term.en}\)", said)) == (term.ko in said)
