"""Two models in turn, each behind a server of its own, and the extract behind both."""

from dataclasses import replace
from datetime import timedelta

import pytest

from catchup.config import WriterSettings
from catchup.errors import BudgetExceeded, WriterUnavailable
from catchup.types import Taxonomy
from summarize import WRITERS, InTurn, write
from summarize.answers import drafted
from summarize.providers.asking import Asker
from summarize.providers.chat import Chat
from tests.fakes.answers import GOOD, TEXT
from tests.fakes.builders import NOW, an_item
from tests.fakes.model import (
    Answer,
    FakeBudget,
    FakeCache,
    FakeModel,
    Scripted,
    a_model,
    refuses,
    says,
    writes,
)
from tests.summarize.providers.test_chat import BRIEF

LATER = replace(BRIEF, title="Another one")
REST = timedelta(hours=1)


class Pair:
    """A first model and its standby, on one purse and one memory."""

    def __init__(self, first: FakeModel, second: FakeModel, ceiling: float = 10.0) -> None:
        self.budget, self.cache, self.now = FakeBudget(ceiling), FakeCache(), NOW
        self.first = self._chat(WriterSettings(model="first", base_url=first.url, output_price=2.0))
        self.second = self._chat(
            WriterSettings(model="second", base_url=second.url, output_price=1.0)
        )
        self.writer = InTurn((self.first, self.second), lambda: self.now)

    def _chat(self, settings: WriterSettings) -> Chat:
        settings = replace(settings, use="chat", timeout=5.0)
        return Chat(Asker(settings, self.budget, self.cache, lambda: self.now, wait=lambda _: None))

    @property
    def asked(self) -> list[str]:
        return [call.model for call in self.budget.calls]


def test_a_first_model_that_answers_is_the_only_one_asked() -> None:
    with a_model(writes(GOOD)) as first, a_model(writes(GOOD)) as second:
        pair = Pair(first, second)
        draft = pair.writer.write(BRIEF)
    assert draft == replace(drafted(GOOD, TEXT), writer="chat:first")
    assert second.asked == []


@pytest.mark.parametrize(
    "trouble",
    [
        refuses(401),
        refuses(429, Retry_After="300"),
        refuses(500),
        Answer(drop=True),
        says(None, refusal="I would rather not."),
        says("no object at all"),
        writes({**GOOD, "points": []}),
    ],
)
def test_what_the_first_cannot_write_the_second_does_and_is_named(trouble: Scripted) -> None:
    with a_model(trouble) as first, a_model(writes(GOOD)) as second:
        pair = Pair(first, second)
        assert pair.writer.write(BRIEF).writer == "chat:second"
    assert set(pair.asked) == {"first", "second"}


def test_a_summary_names_the_model_that_wrote_it_and_no_fallback() -> None:
    item, tree = an_item(text=TEXT), Taxonomy(topics={}, digest="tree")
    with a_model(refuses(401)) as first, a_model(writes(GOOD)) as second:
        pair = Pair(first, second)
        extract = WRITERS["extract"](WriterSettings(), pair.budget, pair.cache, lambda: NOW)
        summary = write(item, (), tree, pair.writer, NOW, fallback=extract)
    assert (summary.writer, summary.fallback) == ("chat:second", "")


def test_where_neither_can_write_the_extract_does_and_says_why() -> None:
    item, tree = an_item(text=TEXT), Taxonomy(topics={}, digest="tree")
    with a_model(says("no")) as first, a_model(refuses(401)) as second:
        pair = Pair(first, second)
        extract = WRITERS["extract"](WriterSettings(), pair.budget, pair.cache, lambda: NOW)
        summary = write(item, (), tree, pair.writer, NOW, fallback=extract)
    assert (summary.writer, summary.fallback) == ("extract", "writer-unavailable")
    assert summary.points


def test_a_first_that_is_left_alone_costs_nothing_and_the_second_is_asked_at_once() -> None:
    with a_model(refuses(402)) as first, a_model(writes(GOOD)) as second:
        pair = Pair(first, second)
        pair.writer.write(BRIEF)
        pair.writer.write(LATER)
        assert pair.asked == ["first", "second", "second"]
        pair.now = NOW + REST
        pair.writer.write(replace(BRIEF, title="A third one"))
        assert pair.asked[3:] == ["first", "second"]


def test_each_model_keeps_its_own_circuit_and_the_pair_rests_while_both_do() -> None:
    with a_model(refuses(402)) as first, a_model(refuses(429, Retry_After="600")) as second:
        pair = Pair(first, second)
        assert pair.writer.not_before is None
        with pytest.raises(WriterUnavailable):
            pair.first.write(BRIEF)
        assert pair.writer.not_before is None
        for _ in range(2):
            with pytest.raises(WriterUnavailable):
                pair.writer.write(BRIEF)
        assert pair.asked == ["first", "second"]
        assert pair.writer.not_before == NOW + timedelta(minutes=10)


def test_the_price_is_that_of_the_first_that_can_be_asked() -> None:
    with a_model(refuses(402)) as first, a_model(refuses(402)) as second:
        pair = Pair(first, second)
        assert pair.writer.price(BRIEF) == pair.first.price(BRIEF) > pair.second.price(BRIEF) > 0
        with pytest.raises(WriterUnavailable):
            pair.first.write(BRIEF)
        assert pair.writer.price(BRIEF) == pair.second.price(BRIEF)
        pair.now = NOW + REST
        assert pair.writer.price(BRIEF) == pair.first.price(BRIEF)


def test_the_same_document_is_paid_for_once_with_whichever_model_wrote_it() -> None:
    with a_model(refuses(402)) as first, a_model(writes(GOOD)) as second:
        pair = Pair(first, second)
        draft = pair.writer.write(BRIEF)
        assert pair.writer.write(BRIEF) == draft
    assert pair.asked == ["first", "second"]


def test_a_ceiling_ends_the_turn_of_both() -> None:
    with a_model(writes(GOOD)) as first, a_model(writes(GOOD)) as second:
        pair = Pair(first, second, ceiling=0.000_001)
        with pytest.raises(BudgetExceeded):
            pair.writer.write(BRIEF)
    assert (first.asked, second.asked) == ([], [])


def test_both_spend_from_one_purse() -> None:
    with a_model(says("no object at all")) as first, a_model(writes(GOOD)) as second:
        pair = Pair(first, second)
        pair.writer.write(BRIEF)
        assert set(pair.asked) == {"first", "second"}
        pair.budget.ceiling = pair.budget.spent
        with pytest.raises(BudgetExceeded):
            pair.writer.write(LATER)


def test_a_writer_alone_is_asked_as_if_there_were_no_turns() -> None:
    extract = WRITERS["extract"](WriterSettings(), FakeBudget(), FakeCache(), lambda: NOW)
    alone = InTurn((extract,), lambda: NOW)
    assert (alone.name, alone.prompt, alone.not_before) == (extract.name, extract.prompt, None)
    assert alone.write(BRIEF).points == extract.write(BRIEF).points
    assert alone.price(BRIEF) == 0
