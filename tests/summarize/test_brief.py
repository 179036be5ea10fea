from dataclasses import dataclass, replace

import pytest

from catchup.errors import WriterError
from catchup.types import (
    Brief,
    Draft,
    ItemKind,
    Level,
    Point,
    Reading,
    Taxonomy,
    Topic,
    TopicKind,
    TopicMatch,
)
from summarize import write
from tests.fakes.builders import NOW, TEXT, an_item

TREE = Taxonomy(
    topics={
        level.value: Topic(
            id=level.value, kind=TopicKind.TOPIC, parent=None, titles={"en": level}, level=level
        )
        for level in Level
    },
    digest="tree",
)


@dataclass
class Scripted:
    """A writer that answers with the same draft whatever it is given."""

    draft: Draft
    name: str = "scripted"
    prompt: str = "prompt-1"
    not_before: None = None

    def price(self, _brief: Brief) -> float:
        return 0.0

    def write(self, brief: Brief) -> Draft:
        return self.draft


@dataclass
class Refusing:
    name: str = "refusing"
    prompt: str = "prompt-2"
    not_before: None = None

    def price(self, _brief: Brief) -> float:
        return 0.0

    def write(self, brief: Brief) -> Draft:
        raise WriterError(f"nothing for {brief.title!r}")


def matched(topic: str) -> tuple[TopicMatch, ...]:
    return (TopicMatch(topic=topic, score=0.9, method="lexical"),)


def test_a_summary_says_what_was_read_by_whom_and_when() -> None:
    item = an_item(7, version=3)
    writer = Scripted(Draft(points=(Point(quote=TEXT[:60], start=0),), suspicious=2))
    summary = write(item, (), TREE, writer, NOW)
    assert (summary.item, summary.version, summary.reading) == (7, 3, item.reading)
    assert (summary.writer, summary.prompt, summary.written) == ("scripted", "prompt-1", NOW)
    assert summary.suspicious == 2
    assert summary.points == writer.draft.points


def test_an_unverified_point_does_not_reach_the_summary() -> None:
    writer = Scripted(Draft(points=(Point(quote="This was never written there.", start=0),)))
    assert write(an_item(), (), TREE, writer, NOW).points == ()


@pytest.mark.parametrize(("reading", "text"), [(Reading.TITLE, TEXT), (Reading.FULL, " \n")])
def test_a_title_alone_is_not_given_to_a_writer(reading: Reading, text: str) -> None:
    summary = write(an_item(reading=reading, text=text), (), TREE, Refusing(), NOW)
    assert summary.points == ()


def test_a_writer_that_fails_is_heard_by_the_caller() -> None:
    with pytest.raises(WriterError):
        write(an_item(), (), TREE, Refusing(), NOW)


@pytest.mark.parametrize(
    ("kind", "topic", "level"),
    [
        (ItemKind.POST, "intro", Level.INTRO),
        (ItemKind.VIDEO, "advanced", Level.ADVANCED),
        (ItemKind.PAPER, "intro", Level.INTERMEDIATE),
        (ItemKind.PAPER, "advanced", Level.ADVANCED),
        (ItemKind.POST, "gone-since", Level.INTERMEDIATE),
    ],
)
def test_the_level_is_the_topics_and_a_paper_is_never_introductory(
    kind: ItemKind, topic: str, level: Level
) -> None:
    summary = write(an_item(kind=kind), matched(topic), TREE, Scripted(Draft(points=())), NOW)
    assert summary.level is level
    assert summary.level_estimated


def test_another_writer_steps_in_and_the_summary_says_why() -> None:
    extract = Scripted(Draft(points=(Point(quote=TEXT[:60], start=0),)), name="extract")
    summary = write(an_item(), (), TREE, Refusing(), NOW, fallback=extract)
    assert (summary.writer, summary.fallback) == ("extract", "writer")
    assert summary.points == extract.draft.points


def test_no_step_in_is_told_where_nothing_was_to_be_read() -> None:
    item = an_item(reading=Reading.TITLE)
    summary = write(item, (), TREE, Refusing(), NOW, fallback=Scripted(Draft(points=())))
    assert (summary.writer, summary.fallback, summary.points) == ("refusing", "", ())


def test_what_was_cut_is_called_partial() -> None:
    writer = Scripted(Draft(points=(), read=((0, 40),)))
    summary = write(an_item(reading=Reading.FULL), (), TREE, writer, NOW)
    assert summary.reading is Reading.PARTIAL


@pytest.mark.parametrize(
    ("kind", "level"), [(ItemKind.POST, Level.INTRO), (ItemKind.PAPER, Level.INTERMEDIATE)]
)
def test_the_writers_own_level_counts_more_than_the_topics(kind: ItemKind, level: Level) -> None:
    writer = Scripted(Draft(points=(), level=Level.INTRO))
    summary = write(an_item(kind=kind), matched("advanced"), TREE, writer, NOW)
    assert summary.level is level


def test_a_writer_is_offered_what_the_matched_topics_build_on() -> None:
    offered: list[Brief] = []

    class Curious(Scripted):
        def write(self, brief: Brief) -> Draft:
            offered.append(brief)
            return self.draft

    rag = replace(TREE.topics["advanced"], prerequisites=("intro", "gone"))
    tree = replace(TREE, topics={**TREE.topics, "advanced": rag})
    item = an_item(5)
    write(item, (*matched("advanced"), *matched("gone")), tree, Curious(Draft(points=())), NOW)
    assert [topic.id for topic in offered[0].topics] == ["intro", "advanced"]
    assert offered[0].item == 5
