import pytest

from summarize import standing


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("However, recall fell.", "recall fell."),
        ("To address this problem, we split prompts.", "we split prompts."),
        ("Building on this insight, we split prompts.", "we split prompts."),
        ("Results: recall fell.", "recall fell."),
        ("하지만 재현율이 떨어졌습니다.", "재현율이 떨어졌습니다."),
        ("In contrast, recall fell.", "In contrast, recall fell."),
        ("So far nobody measured it.", "So far nobody measured it."),
        ("특히한 것은 없습니다.", "특히한 것은 없습니다."),
    ],
)
def test_joints_are_cut_and_what_carries_sense_is_not(text: str, alone: str) -> None:
    assert text[standing.joint(text) :] == alone


@pytest.mark.parametrize(
    "text", ["This design is faster.", "It failed.", "이를 줄였습니다.", "이러한 방식은 느립니다."]
)
def test_sentences_that_point_back_are_known(text: str) -> None:
    assert standing.dangles(text)


@pytest.mark.parametrize(
    "text",
    [
        "This paper measures recall.",
        "It is important to test.",
        "이 글은 짧습니다.",
        "이미지가 큽니다.",
    ],
)
def test_sentences_that_stand_alone_are_known(text: str) -> None:
    assert not standing.dangles(text)


def test_lost_typesetting_and_lost_beginnings_show() -> None:
    assert standing.is_broken(r"we propose \textbf{\model} for pruning")
    assert standing.is_broken("reduce memory by 40%.")
    assert standing.is_broken("를 결합하면 줄어듭니다.")
    assert not standing.is_broken("It costs $5 and saves $7.")
