import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catchup.types import Brief, ItemKind, Reading
from summarize.checking import check
from summarize.findings import Findings

POST = (
    "In this post, we explain how we moved our document search to hybrid retrieval. "
    "Search has become essential for every team that writes documents. "
    "Keyword search alone missed a third of the documents that people asked for. "
    "Merging keyword and vector ranks raised recall of document search from 61% to 79%. "
    "This change cost 12 ms per search. "
    "However, we recommend reranking only when the first ten documents disagree. "
    "We look forward to seeing what you search with it."
)
KOREAN = (
    "이 글에서는 사내 문서 검색을 하이브리드 검색으로 바꾼 과정을 소개합니다. "
    "키워드 검색과 벡터 검색의 순위를 합치자 문서 검색의 재현율이 18퍼센트 올랐습니다. "
    "그러나 문서가 짧을 때는 키워드 검색만 쓰는 편이 낫습니다. "
    "다음 글에서는 검색 평가를 다뤄 보겠습니다."
)


def a_brief(text: str, title: str, kind: ItemKind = ItemKind.POST) -> Brief:
    language = "en" if title.isascii() else "ko"
    return Brief(title=title, text=text, language=language, kind=kind, reading=Reading.FULL)


def quotes(text: str, title: str, kind: ItemKind = ItemKind.POST) -> list[str]:
    brief = a_brief(text, title, kind)
    return [point.quote for point in check(Findings().write(brief), brief).points]


def test_what_came_of_it_is_told_and_announcements_stand_out() -> None:
    chosen = quotes(POST, "Hybrid search for our documents")
    assert any(quote.startswith("Merging keyword and vector ranks") for quote in chosen[:2])
    assert not any("In this post" in quote or "look forward" in quote for quote in chosen)


def test_korean_findings_stand_before_what_a_text_announces() -> None:
    chosen = quotes(KOREAN, "하이브리드 검색으로 사내 문서 찾기")
    assert "18퍼센트 올랐습니다" in chosen[0]
    assert not any("소개합니다" in quote or "보겠습니다" in quote for quote in chosen)


def test_an_announcement_is_told_where_nothing_else_is() -> None:
    only = "이 글에서는 사내 문서 검색을 하이브리드 검색으로 바꾼 과정을 소개합니다."
    assert quotes(only, "하이브리드 검색으로 사내 문서 찾기") == [only]


def test_the_word_that_joins_a_sentence_to_the_one_before_is_left_out() -> None:
    korean = quotes(KOREAN, "하이브리드 검색으로 사내 문서 찾기")
    assert any(quote.startswith("문서가 짧을 때는") for quote in korean)
    english = quotes(
        "However, Sieve drops 40% of documents. Sieve cost us 12 ms.", "Sieve of documents"
    )
    assert "Sieve drops 40% of documents." in english


def test_no_quote_begins_in_lower_case_where_its_sentence_does_not() -> None:
    chosen = quotes(POST, "Reranking of documents")
    assert any(quote.startswith("However, we recommend reranking only") for quote in chosen)


def test_what_points_back_brings_the_sentence_that_it_points_at() -> None:
    text = (
        "The cache keeps answers of the last hour. This cut the cost of answers by 40%. "
        "Nobody complained about the answers of the cache."
    )
    chosen = quotes(text, "A cache for answers")
    assert chosen[:2] == [
        "The cache keeps answers of the last hour.",
        "This cut the cost of answers by 40%.",
    ]


def test_an_abstract_is_not_told_by_its_opening() -> None:
    text = (
        "Language models answer questions about documents in many products. "
        "We propose Sieve, a filter that drops documents by using their dates. "
        "Sieve reduces wrong answers about documents by 31%."
    )
    chosen = quotes(text, "Sieve: filtering documents", ItemKind.PAPER)
    assert chosen[0].startswith("We propose Sieve")
    assert chosen[1].startswith("Sieve reduces wrong answers")


@pytest.mark.parametrize(
    ("title", "text", "first"),
    [
        (
            "Otter: a queue for prompts",
            (
                "Queues are old. Waiting for prompts fell by 40% on two cards. "
                "To mend this, we introduce Otter, a queue that sorts prompts by length."
            ),
            "To mend this, we introduce Otter",
        ),
        (
            "팀이 도구를 고르는 기준",
            (
                "저장소 120개에서 팀이 도구를 고르는 기준을 조사한 연구 결과\n"
                "전체 가운데 37%가 직접 만드는 쪽을 골랐습니다."
            ),
            "저장소 120개에서",
        ),
        (
            "상품 문의에 답하는 봇 만들기",
            (
                "이번 글에서는 상품 문의에 답하는 봇 이야기를 해보려고 해요. "
                "저희 팀은 하루 2만 건의 상품 문의에 답하는 봇을 운영하고 있어요. "
                "답을 캐시에 두자 비용이 30% 줄었어요. 캐시는 한 시간마다 비우는 편이 좋아요."
            ),
            "저희 팀은 하루 2만 건의",
        ),
        (
            "Faster attention on small cards",
            (
                "On ab120 (QX77Z), FAST_ATTN_V2 beats SLOW_ATTN by 2.1x because it splits. "
                "Attention on small cards now runs in one pass. It cost us two weeks."
            ),
            "Attention on small cards now runs",
        ),
    ],
)
def test_the_first_quote_says_what_the_text_is_about(title: str, text: str, first: str) -> None:
    assert quotes(text, title)[0].startswith(first)


def test_an_announcement_that_lists_what_it_announces_names_its_subject() -> None:
    text = (
        "이 글에서는 캐시의 두 변화를 소개합니다: 답을 담는 선반과 오래된 답을 지우는 시계. "
        "선반 덕분에 비용이 30% 줄었습니다."
    )
    assert quotes(text, "캐시의 두 변화")[0].startswith("이 글에서는 캐시의 두 변화를")


def test_the_language_of_the_document_is_told_before_its_translation() -> None:
    text = "\n\n".join(
        (
            "Peak memory of training fell by 40% on eight cards.",
            "학습에 쓰는 최대 메모리가 카드 여덟 장에서 40% 줄었습니다.",
        )
    )
    assert quotes(text, "학습 메모리 줄이기")[0].startswith("학습에 쓰는")


@pytest.mark.parametrize("text", ["", "   \n", "Read more", "Why though?"])
def test_a_text_with_nothing_to_say_gives_no_points(text: str) -> None:
    assert quotes(text, "A scheduler") == []


@settings(max_examples=60)
@given(st.lists(st.sampled_from([POST, KOREAN, "\n", "- ", "한 줄. ", "x" * 700]), max_size=6))
def test_each_point_is_a_verbatim_passage_and_the_same_every_time(parts: list[str]) -> None:
    text = " ".join(parts)
    brief = a_brief(text, "Hybrid search")
    points = Findings().write(brief).points
    assert len(points) <= 3
    assert all(text[p.start : p.start + len(p.quote)] == p.quote for p in points)
    assert Findings().write(brief).points == points


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text", ["[(" * 50_000, "| " * 50_000, "다." * 50_000, "this paper " * 9_000, "$ " * 50_000]
)
def test_hostile_text_costs_little(text: str) -> None:
    Findings().write(a_brief(text, "Hybrid search"))
