"""A document, and what a careful model says about it."""

from typing import Any

TEXT = (
    "We moved our evaluation runs from shared machines to one GPU node with 8 cards.\n"
    "The nightly suite now ends after 42 minutes instead of three hours, and nobody waits for it "
    "any more. Flaky results became rare because each run gets the whole node for itself.\n"
    "What did not improve is the cost: the node is idle for most of the day."
)

GOOD: dict[str, Any] = {
    "points": [
        {
            "quote": "We moved our evaluation runs from shared machines to one GPU node with 8 "
            "cards.",
            "ko": "평가 작업을 공용 장비에서 카드 8장을 갖춘 GPU 노드로 옮겼습니다.",
            "en": "Evaluation runs moved from shared machines to a GPU node with 8 cards.",
        },
        {
            "quote": "The nightly suite now ends after 42 minutes instead of three hours",
            "ko": "야간 평가가 3시간이 아니라 42분 만에 끝납니다.",
            "en": "The nightly suite takes 42 minutes instead of three hours.",
        },
        {
            "quote": "What did not improve is the cost: the node is idle for most of the day.",
            "ko": "노드가 하루 대부분을 놀기 때문에 비용은 나아지지 않았습니다.",
            "en": "The cost did not improve, since the node idles for most of the day.",
        },
    ],
    "tldr": [
        {
            "points": [0, 1],
            "ko": "평가를 전용 노드로 옮겨 42분으로 줄였습니다.",
            "en": "Moving evaluation to its own node brought it down to 42 minutes.",
        },
        {
            "points": [2],
            "ko": "비용은 나아지지 않았습니다.",
            "en": "The cost stayed a problem.",
        },
    ],
    "headline_ko": "전용 GPU 노드로 옮긴 야간 평가",
    "headline_en": "Nightly evaluation on a node of its own",
    "why_ko": "평가 파이프라인을 운영하는 엔지니어가 비용과 시간을 견줄 때 참고할 수 있습니다.",
    "why_en": "Useful to engineers who weigh time against cost when they run evaluation.",
    "level": "intermediate",
    "prerequisites": ["evaluation"],
}
