"""What every writer in WRITERS promises."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from catchup.config import WriterSettings
from catchup.types import Brief, ItemKind, Reading, Writer
from summarize import WRITERS
from summarize.checking import check
from summarize.sentences import split
from tests.fakes.answers import GOOD
from tests.fakes.builders import NOW
from tests.fakes.model import Answer, FakeBudget, FakeCache, a_model, writes

BRIEFS = [
    Brief(
        title="Smaller prompts for the same answers",
        text="We removed a third of every prompt. Answers stayed equal in 96 of 100 blind pairs.",
        language="en",
        kind=ItemKind.POST,
        reading=Reading.FULL,
    ),
    Brief(
        title="프롬프트를 줄여도 답은 같았다",
        text="이 글에서는 프롬프트를 3분의 1 줄인 방법을 소개합니다. 답변 품질은 그대로였습니다.",
        language="ko",
        kind=ItemKind.POST,
        reading=Reading.FULL,
    ),
    Brief(title="", text="", language="und", kind=ItemKind.VIDEO, reading=Reading.TITLE),
]


def quoting(asked: dict[str, Any]) -> Answer:
    """What a model would say that quotes the document's sentences and adds nothing."""
    document = re.search(r"<document-(\w+)>\n(.*)\n</document-\1>", asked["messages"][1]["content"])
    assert document is not None
    both = {"ko": "원문의 문장을 그대로 보여 줍니다.", "en": "The source says so in its own words."}
    points = [{"quote": sentence.text, **both} for sentence in split(document[2])]
    return writes({**GOOD, "points": points, "tldr": [], "prerequisites": []})


@pytest.fixture(params=sorted(WRITERS))
def writer(request: pytest.FixtureRequest) -> Iterator[Writer]:
    with a_model(quoting) as model:
        settings = WriterSettings(base_url=model.url, model="careful-1")
        yield WRITERS[request.param](settings, FakeBudget(), FakeCache(), lambda: NOW)


def test_a_writer_has_a_name_and_says_what_it_was_told(writer: Writer) -> None:
    assert writer.name
    assert writer.prompt


@pytest.mark.parametrize("brief", BRIEFS, ids=lambda brief: brief.language)
def test_what_a_writer_drafts_survives_the_gate(writer: Writer, brief: Brief) -> None:
    draft = writer.write(brief)
    assert check(draft, brief).points == draft.points


@pytest.mark.parametrize("brief", BRIEFS, ids=lambda brief: brief.language)
def test_what_is_known_already_costs_nothing(writer: Writer, brief: Brief) -> None:
    writer.write(brief)
    assert writer.price(brief) == 0


@pytest.mark.parametrize("brief", BRIEFS[:2], ids=lambda brief: brief.language)
def test_a_readable_document_gives_points(writer: Writer, brief: Brief) -> None:
    assert writer.write(brief).points
