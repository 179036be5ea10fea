"""Figures are said with what they measure, or not at all."""

import pytest

from publish.gains import gains_in


@pytest.mark.parametrize(
    ("quote", "gain"),
    [
        ("Accuracy rose from 79% to 90% after a week.", "Accuracy rose from 79% to 90%"),
        ("It halves the work, reducing cost by 11.8x.", "reducing cost by 11.8x"),
        ("The first response is 1.1 seconds faster.", "first response is 1.1 seconds faster"),
        ("Our agent achieves 95% task success.", "agent achieves 95% task success"),
        ("GPT-4.1 cuts cost by 20%.", "GPT-4.1 cuts cost by 20%"),
        ("vLLM 0.6.3 reduces latency by 40%.", "vLLM 0.6.3 reduces latency by 40%"),
        ("화면 로딩 시간을 40% 단축했습니다.", "화면 로딩 시간을 40% 단축"),
        ("이 방법으로 응답 시간을 40% 단축했습니다.", "이 방법으로 응답 시간을 40% 단축"),
        ("이미지당 토큰을 1/4로 줄일 수 있었어요.", "이미지당 토큰을 1/4로 줄임"),
        ("첫 응답이 40ms 빨라졌습니다.", "첫 응답이 40ms 빨라짐"),
        ("16비트로 저장하니 색인이 61GB로 줄었고 느려졌습니다.", "색인이 61GB로 줄어듦"),
        (
            "실험(7B 모델, 4 GPU)에서 최대 메모리 사용량 40% 감소를 달성했습니다.",
            "실험(7B 모델, 4 GPU)에서 최대 메모리 사용량 40% 감소",
        ),
        (
            "질문 90개에서는 정답률이 44%에서 63%로 올랐습니다.",
            "질문 90개에서는 정답률이 44%에서 63%로 오름",
        ),
        ("지연이 3.2초에서 1.1초로 줄었습니다.", "지연이 3.2초에서 1.1초로 줄어듦"),
    ],
)
def test_a_figure_is_said_with_what_it_measures(quote: str, gain: str) -> None:
    assert gains_in([quote]) == (gain,)


@pytest.mark.parametrize(
    "quote",
    [
        "후보 가운데 10%만 남겨도 여전히 많습니다.",
        "A plan of $40 a month is sold.",
        "It did not reduce the cost by 10%.",
        "비용을 10% 줄이지 못했습니다.",
        "This didn’t reduce the cost by 10%.",
        "None of the models improve accuracy by 10%.",
        "Cutting cost by 30% was not possible.",
        "프롬프트를 줄이지 않으면 비용이 3배 늘어납니다.",
        "비용이 40% 줄어들면 전환할 계획입니다.",
        "비용을 40% 줄이는 것이 목표입니다.",
        "비용을 40% 절감하는 데 실패했습니다.",
        "응답의 30%가 높이 평가되었습니다.",
        "매출의 20%를 개선 작업에 썼습니다.",
        "It was trained with dropout of 10%.",
        "비용을 30% 줄이기 위해 캐시를 켰습니다.",
        "비용을 30% 줄이려고 했습니다.",
        "비용을 최대 30% 줄일 수 있습니다.",
        "정확도를 90%까지 높일 필요가 있다.",
        "비용이 30% 늘어날 것으로 보인다.",
        "비용이 30% 줄었을까?",
        "비용을 30% 줄인다고 알려졌지만 사실이 아니다.",
        "It is a myth that RAG reduces cost by 50%.",
        "Can agents cut latency by 40%?",
        "We tried to cut latency by 40%.",
        "An accelerator with 80 GB is enough.",
        "They claimed 1.5× speedups on decode and 1.38× on prefill.",
        "Nothing is measured here.",
    ],
)
def test_a_figure_that_measures_no_change_is_none(quote: str) -> None:
    assert gains_in([quote]) == ()


def test_a_gain_that_fills_a_line_is_left_to_the_quote() -> None:
    assert gains_in(["It reduced the harbour-cost by 3%."]) != ()
    assert gains_in([f"It reduced the {'harbour-' * 8}cost by 3%."]) == ()


def test_equal_gains_count_once() -> None:
    quote = "It cut cost by 31% again."
    assert gains_in([quote, quote]) == ("cut cost by 31%",)
