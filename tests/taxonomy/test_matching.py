import time
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catchup.types import Lesson, Priority, Taxonomy
from taxonomy import Matcher
from taxonomy.matching import SHOWN


def placed(matcher: Matcher, title: str, text: str = "", language: str = "en") -> list[str]:
    return [match.topic for match in matcher.match(title, text, language)]


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("Speculative decoding in production: what we learned", "speculative-decoding"),
        ("Finetuning a small model with LoRA", "peft-lora"),
        ("Fine-tuning with low rank adapters (QLoRA)", "peft-lora"),
        ("Our MCP servers, one year later", "mcp"),
        ("How we evaluate with an LLM as a judge", "llm-as-judge"),
        ("Prompt-injection attacks on e-mail assistants", "prompt-security"),
        ("Flash Attention for long prompts", "efficient-attention"),
        ("Cutting KV-cache memory in half", "kv-cache"),
        ("검색 증강 생성을 사내 문서에 적용하기", "rag-basics"),
        ("RAG를 도입하며 배운 것", "rag-basics"),
        ("벡터DB를 고르는 기준", "vector-databases"),
        ("프롬프트 인젝션을 막는 다섯 가지 방법", "prompt-security"),
        ("LLM 양자화로 GPU 비용 줄이기", "quantization"),
        ("vLLM으로 LLM 서빙하기", "serving-frameworks"),
    ],
)
def test_a_topic_named_in_the_title_is_found(matcher: Matcher, title: str, topic: str) -> None:
    assert topic in placed(matcher, title)


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("A rag rug for the hallway", "Cut old shirts into strips and braid them."),
        ("Moving our web shop to React", "Components, state and hooks, and how we tested them."),
        ("Tracing slow queries in PostgreSQL", "We read plans and added two indexes."),
        ("Kubernetes autoscaling explained", "Pods, nodes and the scheduler."),
        ("Quarterly results and a new office", "Our team grew to forty people this spring."),
        ("Benchmark of three JSON parsers", "We parse the same file a thousand times."),
        ("쿠버네티스 모니터링 대시보드 만들기", "파드와 노드의 지표를 모아 그렸습니다."),
        ("개발자 채용 설명회 안내", "다음 달에 온라인으로 진행합니다."),
        ("결제 서비스의 로깅을 개선한 이야기", "로그를 모으고 추적하는 방법을 바꿨습니다."),
        ("", ""),
    ],
)
def test_a_text_of_another_field_is_placed_nowhere(matcher: Matcher, title: str, text: str) -> None:
    assert placed(matcher, title, text) == []
    assert placed(matcher, title, text, "ko") == []


def test_an_ambiguous_word_counts_with_a_second_hint(matcher: Matcher) -> None:
    assert placed(matcher, "Guardrails for a mountain road") == []
    assert "guardrails" in placed(matcher, "Guardrails for LLM applications")


def test_the_longest_name_wins(matcher: Matcher) -> None:
    assert placed(matcher, "Graph RAG over a knowledge graph")[0] == "graph-rag"
    assert placed(matcher, "RAG evaluation with groundedness scores")[0] == "rag-evaluation"


def test_a_name_deep_in_a_long_text_places_nothing(matcher: Matcher) -> None:
    text = "We moved the office and bought plants. " * 60 + "Somebody mentioned vLLM."
    assert placed(matcher, "Our new office", text) == []


def test_in_the_field_a_hint_up_front_is_enough_for_the_likeliest_topic(
    matcher: Matcher,
) -> None:
    rules = "A policy engine checks what {} says against rules; unsafe content is filtered out."
    for who, topics in (("an LLM", ["guardrails"]), ("a guest", [])):
        found = matcher.match(f"Safety policy for {who}", rules.format(who), "en")
        assert [match.topic for match in found] == topics


@pytest.mark.parametrize(
    ("title", "text", "language", "shown", "hidden"),
    [
        (
            "Chain-of-Thought prompting",
            "Chain of thought: a Thought at a time for LLMs.",
            "en",
            "Chain-of-Thought",
            {"Thought", "Chain of thought"},
        ),
        (
            "Constrained decoding with a context-free grammar",
            "A grammar steers structured output of LLMs.",
            "en",
            "context-free grammar",
            {"grammar"},
        ),
    ],
)
def test_of_words_that_hold_each_other_the_longest_is_evidence(
    matcher: Matcher, title: str, text: str, language: str, shown: str, hidden: set[str]
) -> None:
    words = {word for match in matcher.match(title, text, language) for word in match.evidence}
    assert any(shown in word for word in words)
    assert words.isdisjoint(hidden)


def test_evidence_is_written_as_in_the_item(matcher: Matcher) -> None:
    (best, *_) = matcher.match("KV Cache를 압축하는 방법", "LLM 추론에서 KV Cache를 줄였다.", "ko")
    assert best.topic == "kv-cache"
    assert best.method == "lexical"
    assert any("KV Cache" in word for word in best.evidence)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "RAG",
                "vLLM",
                "LoRA",
                "에이전트",
                "벤치마크",
                "양자화",
                "cooking",
                "LLM",
                "prompts",
                "를",
                ",",
                ".",
            ]
        ),
        max_size=12,
    )
)
def test_at_most_three_sure_matches_come_best_first(matcher: Matcher, words: list[str]) -> None:
    title = " ".join(words)
    found = matcher.match(title, "", "und")
    scores = [match.score for match in found]
    assert len(found) <= 3
    assert scores == sorted(scores, reverse=True)
    assert all(SHOWN <= score <= 1 for score in scores)
    assert all(word in title for match in found for word in match.evidence)


def test_where_nothing_is_sure_the_likeliest_topic_is_told_apart(matcher: Matcher) -> None:
    sure, none = matcher.place("Retrieval-augmented generation, explained", "", "en")
    assert (bool(sure), none) == (True, None)
    unsure, likely = matcher.place("Prompts I use at work", "", "en")
    assert unsure == ()
    assert likely is not None
    assert likely.score < SHOWN
    assert matcher.place("", "", "en") == ((), None)


def test_topics_declared_by_the_source_tip_the_scales(matcher: Matcher) -> None:
    title = "Release notes: faster engine, new scheduler, more models deployed"
    plain = {m.topic: m.score for m in matcher.rank(title, "", "en")}
    declared = {m.topic: m.score for m in matcher.rank(title, "", "en", ("serving-frameworks",))}
    assert declared["serving-frameworks"] > plain.get("serving-frameworks", 0.0)


def test_a_declared_topic_alone_places_nothing(matcher: Matcher) -> None:
    assert matcher.match("Our new office", "", "en", ("serving-frameworks",)) == ()


def test_an_unknown_declared_topic_does_no_harm(matcher: Matcher) -> None:
    assert matcher.match("Our new office", "", "en", ("no-such-topic",)) == ()


def test_the_key_changes_with_the_words_of_topics_and_with_nothing_else(
    handbook: Taxonomy,
) -> None:
    rag = handbook.topics["rag-basics"]
    key = Matcher(handbook).key

    def key_with(**changes: object) -> str:
        topic = replace(rag, **changes)  # type: ignore[arg-type]
        topics = {**handbook.topics, "rag-basics": topic}
        return Matcher(replace(handbook, topics=topics, digest="other")).key

    assert key_with() == key
    assert key_with(owners=("mira",), priority=Priority.MUST, order=99, page="a.md") == key
    assert key_with(aliases={"en": ("RAG",)}) != key


def test_a_text_mentions_a_topic_where_it_names_it_or_hints_at_it_at_any_length(
    handbook: Taxonomy,
) -> None:
    topic = replace(
        handbook.topics["reranking"],
        aliases={"en": ("zanzibar index",)},
        keywords={"ko": ("잔지바",)},
    )
    matcher = Matcher(replace(handbook, topics={**handbook.topics, "reranking": topic}))
    reranking = frozenset({"reranking", "gone"})
    assert matcher.mentions(reranking, "The Zanzibar-index explained", "")
    assert matcher.mentions(reranking, "Notes", f"{'filler ' * 9000}잔지바를 써 봤다")
    assert not matcher.mentions(reranking, "Prompt caching explained", "RAG with vLLM")
    assert not matcher.mentions(frozenset({"gone"}), "The Zanzibar index", "")


def test_a_taxonomy_without_topics_matches_nothing() -> None:
    assert Matcher(Taxonomy(topics={}, digest="")).match("RAG with vLLM", "", "en") == ()


def test_an_ordinary_item_costs_little(matcher: Matcher) -> None:
    text = "We cut latency of our LLM service by caching prompts and batching requests. " * 40
    matcher.match("Prompt caching", text, "en")
    started = time.process_time()
    for _ in range(20):
        matcher.match("Prompt caching", text, "en")
    assert (time.process_time() - started) / 20 < 0.02


@pytest.mark.timeout(10)
@pytest.mark.parametrize("text", ["a" * 300_000, "가" * 300_000, "aB" * 150_000, "\n" * 300_000])
def test_hostile_text_costs_little(matcher: Matcher, text: str) -> None:
    matcher.match("Prompt caching", text, "en")


@pytest.mark.parametrize(
    "title",
    [
        "How we rebuilt the recommendation system of our shop",
        "Demand forecasting for a thousand bakeries",
        "Detecting payment fraud with gradient boosting",
        "추천 시스템을 처음부터 다시 만든 이야기",
        "수요 예측으로 재고를 줄이기까지",
        "이상 거래 탐지 모델을 운영하며",
    ],
)
def test_machine_learning_of_other_fields_is_placed_nowhere(matcher: Matcher, title: str) -> None:
    assert matcher.match(title, "", "und") == ()


def test_an_umbrella_topic_yields_to_what_stands_under_it(matcher: Matcher) -> None:
    found = placed(matcher, "How AI agents remember: agent memory in practice")
    assert found[0] == "agent-memory"
    assert "agent-basics" not in found


def test_a_topic_that_joins_two_areas_is_found_by_both(matcher: Matcher) -> None:
    ranked = matcher.rank("A new benchmark for retrieval-augmented generation", "", "en")
    assert ranked[0].topic == "rag-evaluation"


def test_an_accepted_item_brings_later_ones_of_its_kind(handbook: Taxonomy) -> None:
    lesson = Lesson(title="Dotorimem meets Neureup", topic="kv-cache", accepted=True)
    title = "More on Dotorimem and Neureup"
    plain = {m.topic: m.score for m in Matcher(handbook).rank(title, "", "en")}
    taught = {m.topic: m.score for m in Matcher(handbook, lessons=[lesson]).rank(title, "", "en")}
    assert taught["kv-cache"] > plain.get("kv-cache", 0.0)


def test_a_refused_item_keeps_later_ones_of_its_kind_away(handbook: Taxonomy) -> None:
    title = "Chat with your kitchen: a chatbot for recipes"
    lesson = Lesson(title=title, topic="chat-apps", accepted=False)
    plain = {m.topic: m.score for m in Matcher(handbook).rank(title, "", "en")}
    taught = {m.topic: m.score for m in Matcher(handbook, lessons=[lesson]).rank(title, "", "en")}
    assert taught.get("chat-apps", 0.0) < plain["chat-apps"]


def test_lessons_change_no_key_and_unknown_topics_do_no_harm(handbook: Taxonomy) -> None:
    gone = [Lesson(title="RAG", topic="retired", accepted=flag) for flag in (True, False)]
    matcher = Matcher(handbook, lessons=gone)
    assert matcher.key == Matcher(handbook).key
    assert matcher.rank("RAG", "", "en")[0].topic == "rag-basics"


def test_hangul_in_parts_is_read_as_whole(matcher: Matcher) -> None:
    title = "검색 증강 생성을 사내 문서에 적용하기"
    assert placed(matcher, unicodedata.normalize("NFD", title)) == placed(matcher, title)
