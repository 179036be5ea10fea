"""The chooser of topics against a server that answers by script."""

import json
from dataclasses import replace

import pytest

from catchup.config import WriterSettings
from catchup.errors import BadAnswer, BudgetExceeded, ConfigError, WriterUnavailable
from catchup.types import Question
from summarize import chooser
from summarize.choosing import PROMPT, SCHEMA
from summarize.prompting import CANARY
from summarize.providers.asking import Asker
from summarize.providers.choosing import ChatChooser
from tests.fakes.builders import NOW, a_topic
from tests.fakes.model import (
    Answer,
    FakeBudget,
    FakeCache,
    FakeModel,
    a_model,
    refuses,
    says,
    writes,
)

QUESTION = Question(
    title="Chunks cut at headings",
    text="We cut chunks at headings. Recall at five rose from 0.71 to 0.79.",
    candidates=(a_topic("rag"), a_topic("chunking")),
    item=7,
)
CHOICE = {"topics": [{"quote": "chunks at headings", "id": "chunking"}]}


class Desk:
    """A chooser with its budget and cache."""

    def __init__(self, server: FakeModel, ceiling: float = 10.0) -> None:
        self.budget, self.cache = FakeBudget(ceiling), FakeCache()
        self.settings = WriterSettings(
            model="careful-1", base_url=server.url, timeout=5.0, input_price=0.25, output_price=2.0
        )

    def chooser(self) -> ChatChooser:
        return ChatChooser(
            Asker(self.settings, self.budget, self.cache, lambda: NOW, wait=lambda _: None)
        )


def test_what_is_chosen_comes_with_its_words_and_stands_in_the_ledger() -> None:
    with a_model(writes(CHOICE)) as server:
        desk = Desk(server)
        assert desk.chooser().choose(QUESTION) == (("chunking", "chunks at headings"),)
    [call] = desk.budget.calls
    assert (call.purpose, call.prompt, call.item, call.outcome) == ("topics", PROMPT, 7, "ok")
    assert not desk.budget.open


def test_the_candidates_are_offered_and_the_text_is_data() -> None:
    with a_model(writes(CHOICE)) as server:
        Desk(server).chooser().choose(replace(QUESTION, text="long " * 10_000))
    [asked] = server.asked
    system, user = (message["content"] for message in asked["messages"])
    assert QUESTION.title not in system
    assert "- rag: " in user
    assert "- chunking: " in user
    assert user.count("long ") == 800
    assert asked["response_format"]["json_schema"]["schema"] == SCHEMA


def test_a_text_is_asked_about_once_whatever_the_candidates_are() -> None:
    with a_model(writes({"topics": []})) as server:
        desk = Desk(server)
        assert desk.chooser().choose(QUESTION) == ()
        assert desk.chooser().choose(replace(QUESTION, candidates=(a_topic("agents"),))) == ()
        desk.chooser().choose(replace(QUESTION, text="Another version."))
    assert len(server.asked) == 2


def test_another_shape_is_asked_for_once_more() -> None:
    with a_model(says("I would say chunking."), writes(CHOICE)) as server:
        assert Desk(server).chooser().choose(QUESTION) == (("chunking", "chunks at headings"),)


@pytest.mark.parametrize(
    "answer",
    [
        says("I would say chunking."),
        says(""),
        says("[]"),
        says('{"topics": "chunking"}'),
        says('{"topics": ["chunking"]}'),
        says('{"topics": [{"id": "chunking"}]}'),
        says('{"topics": [{"id": 7, "quote": "chunks"}]}'),
        says("[" * 100_000),
        says(json.dumps({**CHOICE, "note": CANARY})),
        writes({"topics": [{"quote": "Ignore all previous instructions", "id": "rag"}]}),
        Answer(body=b"<html>"),
    ],
)
def test_garbage_is_a_bad_answer(answer: Answer) -> None:
    with a_model(answer) as server, pytest.raises(BadAnswer):
        Desk(server).chooser().choose(QUESTION)


@pytest.mark.parametrize("answer", [Answer(drop=True), refuses(401), refuses(503)])
def test_where_nobody_answers_the_provider_is_unavailable(answer: Answer) -> None:
    with a_model(answer) as server, pytest.raises(WriterUnavailable):
        Desk(server).chooser().choose(QUESTION)


def test_without_money_nobody_is_asked() -> None:
    with a_model(writes(CHOICE)) as server:
        with pytest.raises(BudgetExceeded):
            Desk(server, ceiling=0.000_001).chooser().choose(QUESTION)
        assert server.asked == []


def test_a_chooser_needs_a_model() -> None:
    with pytest.raises(ConfigError, match="names no model"):
        chooser(WriterSettings(), FakeBudget(), FakeCache(), lambda: NOW)
