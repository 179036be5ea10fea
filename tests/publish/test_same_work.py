"""One work is recognised by its title or by the one paper that a post is about."""

import pytest

from catchup.types import ItemKind, Reading
from publish.same_work import leaders
from tests.publish.samples import candidate

PAPER = "https://arxiv.org/abs/2602.00001"
OTHER = "https://arxiv.org/abs/2602.00002"


def test_of_two_equal_titles_the_one_that_was_read_more_leads() -> None:
    short = candidate(1, "Serving small models: a guide", reading=Reading.DESCRIPTION)
    whole = candidate(2, "Serving Small Models — A Guide!", reading=Reading.FULL)
    assert leaders([short, whole]) == {1: 2}
    assert leaders([whole, short]) == {1: 2}


@pytest.mark.parametrize(
    "title",
    [
        "Serving small models: a guide - 요약",
        "[번역] Serving small models: a guide",
        "Serving small models: a guide (한글 번역)",
        "Serving small models: a guide | 한국어 요약",
    ],
)
def test_a_text_that_retells_another_whole_is_the_same_work(title: str) -> None:
    original = candidate(1, "Serving small models: a guide", reading=Reading.FULL)
    retold = candidate(2, title, reading=Reading.DESCRIPTION)
    assert leaders([original, retold]) == {2: 1}


def test_a_word_inside_a_title_retells_nothing() -> None:
    one = candidate(1, "긴 문서 요약 모델을 고르는 법")
    assert leaders([one, candidate(2, "긴 문서 모델을 고르는 법")]) == {}


def test_short_titles_recur_without_being_one_work() -> None:
    assert leaders([candidate(1, "Release note"), candidate(2, "Release note")]) == {}


def test_posts_about_one_paper_and_the_paper_are_one_work() -> None:
    paper = candidate(
        1,
        "PATCHWORK: Agents and Failing Tests",
        url=PAPER,
        kind=ItemKind.PAPER,
        reading=Reading.ABSTRACT,
    )
    korean = candidate(2, "PATCHWORK 논문 정리", mentions=(PAPER,), reading=Reading.DESCRIPTION)
    english = candidate(
        3, "How agents meet failing tests", mentions=(PAPER,), reading=Reading.DESCRIPTION
    )
    assert leaders([paper, korean, english]) == {2: 1, 3: 1}


def test_a_post_that_was_read_whole_leads_before_the_abstract_of_its_paper() -> None:
    paper = candidate(
        1,
        "PATCHWORK: Agents and Failing Tests",
        url=PAPER,
        kind=ItemKind.PAPER,
        reading=Reading.ABSTRACT,
    )
    post = candidate(2, "PATCHWORK 논문 정리", mentions=(PAPER,), reading=Reading.FULL)
    assert leaders([paper, post]) == {1: 2}


def test_a_post_that_only_cites_a_paper_is_a_work_of_its_own() -> None:
    paper = candidate(1, "PATCHWORK: Agents and Failing Tests", url=PAPER, kind=ItemKind.PAPER)
    post = candidate(2, "Our new office plants", mentions=(PAPER,))
    assert leaders([paper, post]) == {}


def test_a_post_about_several_papers_is_a_work_of_its_own() -> None:
    first = candidate(1, "PATCHWORK: Agents and Tests", url=PAPER, kind=ItemKind.PAPER)
    second = candidate(2, "QUILT: Agents and Tests", url=OTHER, kind=ItemKind.PAPER)
    survey = candidate(3, "PATCHWORK and QUILT: agents and tests", mentions=(PAPER, OTHER))
    assert leaders([first, second, survey]) == {}


def test_a_leader_stands_beside_nothing() -> None:
    paper = candidate(1, "PATCHWORK: Agents and Failing Tests", url=PAPER, kind=ItemKind.PAPER)
    copy = candidate(2, "PATCHWORK: Agents and Failing Tests", reading=Reading.FULL)
    post = candidate(
        3, "Agents and failing tests, explained", mentions=(PAPER,), reading=Reading.TITLE
    )
    found = leaders([paper, copy, post])
    assert set(found.values()).isdisjoint(found)
    assert set(found.values()) == {2}


def test_a_column_that_repeats_its_title_is_not_one_work() -> None:
    first = candidate(1, "Not much happened today", sources=("column",))
    second = candidate(2, "Not much happened today", sources=("column",))
    assert leaders([first, second]) == {}
