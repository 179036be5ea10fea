import json
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catchup.errors import WriterUnavailable
from catchup.types import Taxonomy, TopicMatch
from taxonomy import Matcher
from taxonomy.judging import CANDIDATES, Question, judge

TITLE = "Serving many LoRA adapters with vLLM"
TEXT = "We keep one base model in memory and swap adapters per request."


@dataclass
class Saying:
    """A chooser that always gives the same answer."""

    answer: str
    name: str = "chat:fake"
    asked: Question | None = None

    def choose(self, question: Question) -> str:
        self.asked = question
        return self.answer


class Silent:
    name = "chat:fake"

    def choose(self, question: Question) -> str:
        raise WriterUnavailable("nobody there")


def chosen(*pairs: tuple[str, str]) -> str:
    return json.dumps({"topics": [{"id": topic, "quote": quote} for topic, quote in pairs]})


@pytest.fixture(scope="module")
def ranked(matcher: Matcher) -> tuple[TopicMatch, ...]:
    return matcher.rank(TITLE, TEXT, "en")


@pytest.fixture(scope="module")
def offline(matcher: Matcher) -> tuple[TopicMatch, ...]:
    found = matcher.match(TITLE, TEXT, "en")
    assert found
    return found


def test_a_choice_with_its_quote_replaces_the_offline_topics(
    ranked: tuple[TopicMatch, ...], offline: tuple[TopicMatch, ...], handbook: Taxonomy
) -> None:
    answer = chosen(("serving-frameworks", "with vLLM"), ("peft-lora", "LoRA adapters"))
    found = judge(TITLE, TEXT, ranked, offline, handbook, Saying(answer))
    assert [match.topic for match in found] == ["serving-frameworks", "peft-lora"]
    assert [match.evidence for match in found] == [("with vLLM",), ("LoRA adapters",)]
    assert {match.method for match in found} == {"chat:fake"}
    assert found[0].score >= found[1].score


def test_none_is_a_choice(
    ranked: tuple[TopicMatch, ...], offline: tuple[TopicMatch, ...], handbook: Taxonomy
) -> None:
    assert judge(TITLE, TEXT, ranked, offline, handbook, Saying(chosen())) == ()


def test_only_the_likeliest_topics_are_offered(
    ranked: tuple[TopicMatch, ...], offline: tuple[TopicMatch, ...], handbook: Taxonomy
) -> None:
    chooser = Saying(chosen())
    judge(TITLE, TEXT, ranked, offline, handbook, chooser)
    assert chooser.asked is not None
    offered = [topic.id for topic in chooser.asked.candidates]
    assert offered == [match.topic for match in ranked[:CANDIDATES]]


@pytest.mark.parametrize(
    "answer",
    [
        "",
        "I would say serving.",
        "[]",
        "{}",
        "null",
        '{"topics": "peft-lora"}',
        '{"topics": ["peft-lora"]}',
        '{"topics": [{"id": "peft-lora"}]}',
        '{"topics": [{"id": 7, "quote": "vLLM"}]}',
        "[" * 100_000,
        chosen(("no-such-topic", "vLLM")),
        chosen(("korean-llm", "vLLM")),  # a topic of the handbook that was not offered
        chosen(("peft-lora", "words that the item does not hold")),
        chosen(("peft-lora", "")),
        chosen(("peft-lora", "LoRA adapters"), ("none", "vLLM")),
    ],
)
def test_what_cannot_be_checked_leaves_the_offline_topics(
    answer: str,
    ranked: tuple[TopicMatch, ...],
    offline: tuple[TopicMatch, ...],
    handbook: Taxonomy,
) -> None:
    assert "korean-llm" not in {match.topic for match in ranked}
    assert judge(TITLE, TEXT, ranked, offline, handbook, Saying(answer)) == offline


def test_silence_leaves_the_offline_topics(
    ranked: tuple[TopicMatch, ...], offline: tuple[TopicMatch, ...], handbook: Taxonomy
) -> None:
    assert judge(TITLE, TEXT, ranked, offline, handbook, Silent()) == offline


@settings(max_examples=100, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=8),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["topics", "id", "quote"]), inner, max_size=3)
        ),
        max_leaves=12,
    )
)
def test_no_answer_brings_an_id_that_was_not_offered(
    ranked: tuple[TopicMatch, ...],
    offline: tuple[TopicMatch, ...],
    handbook: Taxonomy,
    value: object,
) -> None:
    found = judge(TITLE, TEXT, ranked, offline, handbook, Saying(json.dumps(value)))
    assert {match.topic for match in found} <= {match.topic for match in ranked}
    assert len(found) <= 3
