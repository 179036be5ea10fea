import pytest

from summarize import telling


@pytest.mark.parametrize(
    "text",
    [
        "This article provides an overview of agent memory.",
        "In this post, we explain how our search works.",
        "We'll walk through the setup step by step.",
        "The rest of this post describes the API.",
        "We are excited to announce a new release.",
        "이번 글에서는 검색을 개선한 과정을 소개합니다.",
        "자세한 구현은 다음 절에서 살펴보겠습니다.",
        "이 문서는 소식지를 요약한 것입니다.",
    ],
)
def test_announcements_are_told_as_such(text: str) -> None:
    assert telling.announces(text)


@pytest.mark.parametrize(
    "text",
    [
        "This post shows how latency fell by 40%.",
        "We propose a scheduler that splits long prompts.",
        "이 글에서는 비용을 40% 줄인 방법을 소개합니다.",
        "순위를 합치자 재현율이 올랐습니다.",
    ],
)
def test_what_says_something_announces_nothing(text: str) -> None:
    assert not telling.announces(text)


def test_the_state_of_a_field_is_no_finding_unless_it_gives_figures() -> None:
    assert telling.sets_the_scene("Language models have become essential.")
    assert not telling.sets_the_scene("Language models have become 40% cheaper.")
