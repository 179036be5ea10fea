from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catchup.errors import BadAnswer, WriterUnavailable
from catchup.types import Question, Taxonomy, TopicId, TopicMatch
from taxonomy import Matcher
from taxonomy.judging import CANDIDATES, judge
from taxonomy.matching import SHOWN
from tests.fakes.builders import an_item

ITEM = an_item(
    title="Serving many LoRA adapters with vLLM",
    text="We keep one base model in memory and swap\nadapters per request.",
)
Choice = tuple[TopicId, str]


@dataclass
class Saying:
    """A chooser that always gives the same answer."""

    chosen: Sequence[Choice]
    name: str = "chat:fake"
    asked: Question | None = None

    def choose(self, question: Question) -> tuple[Choice, ...]:
        self.asked = question
        return tuple(self.chosen)


class Silent:
    name = "chat:fake"

    def choose(self, question: Question) -> tuple[Choice, ...]:
        raise WriterUnavailable("nobody there")


@pytest.fixture(scope="module")
def ranked(matcher: Matcher) -> tuple[TopicMatch, ...]:
    return matcher.rank(ITEM.title, ITEM.text, ITEM.language)


def test_a_choice_with_its_quote_is_a_match(
    ranked: tuple[TopicMatch, ...], handbook: Taxonomy
) -> None:
    chooser = Saying([("serving-frameworks", "with vLLM"), ("peft-lora", "swap adapters")])
    found = judge(ITEM, ranked, handbook, chooser)
    assert [match.topic for match in found] == ["serving-frameworks", "peft-lora"]
    assert [match.evidence for match in found] == [("with vLLM",), ("swap adapters",)]
    assert {match.method for match in found} == {"chat:fake"}
    assert 1 >= found[0].score > found[1].score > SHOWN


def test_none_is_a_choice(ranked: tuple[TopicMatch, ...], handbook: Taxonomy) -> None:
    assert judge(ITEM, ranked, handbook, Saying([])) == ()


def test_of_many_choices_the_first_three_count(
    ranked: tuple[TopicMatch, ...], handbook: Taxonomy
) -> None:
    chooser = Saying([(match.topic, "vLLM") for match in ranked[:5]])
    found = judge(ITEM, ranked, handbook, chooser)
    assert [match.topic for match in found] == [match.topic for match in ranked[:3]]


def test_the_chooser_s_order_is_kept_among_equals(
    ranked: tuple[TopicMatch, ...], handbook: Taxonomy
) -> None:
    for score in (0.0, 0.7, 1.0):
        equal = [replace(match, score=score) for match in ranked]
        chooser = Saying([(match.topic, "vLLM") for match in reversed(equal[:3])])
        found = judge(ITEM, equal, handbook, chooser)
        in_store = sorted(found, key=lambda match: (-match.score, match.topic))
        assert tuple(in_store) == found
        assert all(SHOWN <= match.score <= 1 for match in found)


def test_only_the_likeliest_topics_are_offered(
    ranked: tuple[TopicMatch, ...], handbook: Taxonomy
) -> None:
    chooser = Saying([])
    judge(ITEM, ranked, handbook, chooser)
    assert chooser.asked is not None
    offered = [topic.id for topic in chooser.asked.candidates]
    assert offered == [match.topic for match in ranked[:CANDIDATES]]


def test_where_no_topic_is_likely_nobody_is_asked(handbook: Taxonomy) -> None:
    assert judge(ITEM, (), handbook, Silent()) == ()


@pytest.mark.parametrize(
    "chosen",
    [
        [("no-such-topic", "vLLM")],
        [("korean-llm", "vLLM")],  # a topic of the handbook that was not offered
        [("peft-lora", "words that the item does not hold")],
        [("peft-lora", "")],
        [("peft-lora", f"{ITEM.title} {ITEM.text}" * 5)],
        [("peft-lora", "LoRA adapters"), ("none", "vLLM")],
    ],
)
def test_what_cannot_be_shown_is_refused_as_a_whole(
    chosen: list[Choice], ranked: tuple[TopicMatch, ...], handbook: Taxonomy
) -> None:
    assert "korean-llm" not in {match.topic for match in ranked}
    with pytest.raises(BadAnswer):
        judge(ITEM, ranked, handbook, Saying(chosen))


def test_silence_is_told_apart_from_none(
    ranked: tuple[TopicMatch, ...], handbook: Taxonomy
) -> None:
    with pytest.raises(WriterUnavailable):
        judge(ITEM, ranked, handbook, Silent())


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_no_choice_brings_an_id_that_was_not_offered(
    ranked: tuple[TopicMatch, ...], handbook: Taxonomy, data: st.DataObject
) -> None:
    ids = st.sampled_from(sorted(handbook.topics)) | st.text(max_size=8)
    quotes = st.sampled_from(["vLLM", "LoRA", "elsewhere", ""])
    chosen = data.draw(st.lists(st.tuples(ids, quotes), max_size=4))
    try:
        found = judge(ITEM, ranked, handbook, Saying(chosen))
    except BadAnswer:
        return
    assert {match.topic for match in found} <= {match.topic for match in ranked}
    assert len(found) <= 3
