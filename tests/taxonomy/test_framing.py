import pytest

from catchup.types import Taxonomy
from taxonomy import Matcher
from taxonomy.framing import measures, measuring


@pytest.mark.parametrize(
    "title",
    [
        "HarbourBench: a benchmark for tool use",
        "Evaluating agents in the browser",
        "An LLM-as-a-judge that admits doubt",
        "검색 에이전트 벤치마크",
        "RAG 답변을 평가하는 방법",
    ],
)
def test_titles_that_measure_are_known(title: str) -> None:
    assert measures(title)


@pytest.mark.parametrize("title", ["Benches of the harbour", "Value heads", "에이전트 만들기"])
def test_other_titles_are_not(title: str) -> None:
    assert not measures(title)


def test_topics_about_measuring_are_found_by_their_titles(handbook: Taxonomy) -> None:
    found = measuring(handbook.topics.values())
    assert {"benchmarks", "llm-as-judge", "agent-evaluation", "rag-evaluation"} <= found
    assert "agent-basics" not in found


def test_what_is_measured_yields_to_the_measuring(matcher: Matcher) -> None:
    title = "EnterpriseBench: measuring AI agents in enterprise environments"
    text = "We evaluate AI agents on tasks of an enterprise and compare language models."
    first, *_ = matcher.rank(title, text, "en")
    assert first.topic in {"agent-evaluation", "benchmarks"}
