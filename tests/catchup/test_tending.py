"""The backlog is tended after matching: tasks open and close by themselves, and only once."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from catchup.config import Config, HandbookSettings
from catchup.pipeline import Pipeline
from catchup.pipeline.tending import note_conflicts
from catchup.store import Store, open_store
from catchup.types import BacklogKind, BacklogState, Entry, SourceId, Task, Taxonomy, TopicKind
from summarize.extractive import Extractive
from taxonomy import read_topics
from taxonomy.backlog import Action, apply
from tests.fakes.builders import a_crawl, a_source, an_entry
from tests.fakes.site import FakeWeb

MONDAY = datetime(2026, 3, 2, 0, 0, tzinfo=UTC)
WEEK = timedelta(days=7)
TOPICS = read_topics(Path(__file__).parents[2] / "catchup" / "templates" / "topics.yaml")
RAG = "Retrieval-augmented generation: choosing a chunk size"


class Hand:
    """A clock that is wound by hand."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Hand:
    return Hand(MONDAY)


@pytest.fixture
def store(url: str, clock: Hand) -> Iterator[Store]:
    with open_store(url, now=clock()) as opened:
        yield opened


@pytest.fixture
def pipeline(tmp_path: Path, store: Store, clock: Hand) -> Pipeline:
    return Pipeline(
        config=Config(home=tmp_path),
        store=store,
        web=FakeWeb({}),
        writer=Extractive(),
        fallback=Extractive(),
        taxonomy=TOPICS,
        clock=clock,
        progress=lambda *_: None,
    )


def a_post(source: SourceId, number: int, title: str, text: str, now: datetime) -> Entry:
    address = f"https://{source}.example/{number}"
    return an_entry(
        number,
        entry_id=address,
        link=address,
        canonical=address,
        title=title,
        text=text,
        published=now - timedelta(hours=2),
    )


def show(pipeline: Pipeline, source: SourceId, *entries: Entry) -> None:
    now = pipeline.clock()
    crawl = a_crawl(*entries, source=source, now=now)
    pipeline.store.take(
        replace(crawl, source=a_source(source)), now=now, week_start=now - timedelta(days=6)
    )


def speak_of(pipeline: Pipeline, name: str, *sources: SourceId) -> None:
    """A post about one thing in each of some blogs, matched."""
    frames = ("{} at work", "Why {} now", "{} after a month", "{} without tears")
    for number, source in enumerate(sources):
        title = frames[number % len(frames)].format(name)
        text = f"Our team of LLM users met {name}; {name} is what we speak of."
        show(pipeline, source, a_post(source, len(name), title, text, pipeline.clock()))
    pipeline.match()


def waiting(pipeline: Pipeline, kind: BacklogKind = BacklogKind.PROPOSAL) -> Sequence[Task]:
    tasks = pipeline.store.tasks.all()
    return [task for task in tasks if task.kind is kind and task.state is BacklogState.OPEN]


def test_an_empty_store_has_no_task(pipeline: Pipeline) -> None:
    assert pipeline.tend().done == 0
    assert pipeline.store.tasks.all() == ()


def test_a_topic_without_anything_is_a_task_until_an_item_comes(pipeline: Pipeline) -> None:
    wanted = {"chunking", "quantization", "rag-basics"}
    few = {
        topic.id: topic
        for topic in TOPICS.topics.values()
        if topic.kind is not TopicKind.TOPIC or topic.id in wanted
    }
    few_topics = Taxonomy(topics=few, digest="few")
    pipeline = replace(pipeline, taxonomy=few_topics)
    show(pipeline, "two", a_post("two", 1, RAG, RAG, MONDAY))
    pipeline.match()
    pipeline.tend()
    (task,) = waiting(pipeline, BacklogKind.NO_RESOURCE)
    assert task.topic == "quantization"
    assert pipeline.tend().done == 0
    title = "Quantization: GPTQ and AWQ, post-training quantization of LLMs at four bits"
    show(pipeline, "three", a_post("three", 1, title, title, MONDAY))
    pipeline.match()
    assert pipeline.tend().done == 1
    assert waiting(pipeline, BacklogKind.NO_RESOURCE) == []


def test_three_sources_make_a_proposal_and_a_second_run_changes_nothing(
    pipeline: Pipeline, clock: Hand
) -> None:
    speak_of(pipeline, "Gryphon Harness", "one", "two", "three")
    pipeline.tend()
    (task,) = waiting(pipeline)
    assert task.titles == {"ko": "Gryphon Harness", "en": "Gryphon Harness"}
    assert len(task.items) == 3
    before = pipeline.store.tasks.all()
    clock.now += timedelta(hours=7)
    assert pipeline.tend().done == 0
    assert pipeline.store.tasks.all() == before


def test_feeds_of_one_site_and_spam_make_no_proposal(pipeline: Pipeline) -> None:
    post = a_post("one", 1, "Gryphon Harness at work", "LLM", MONDAY)
    for number, source in enumerate(("one", "two", "three")):
        address = f"https://one.example/{number}"
        title = f"Gryphon Harness, chapter {'abc'[number]}"
        here = replace(post, entry_id=address, link=address, canonical=address, title=title)
        show(pipeline, source, here)
        title = f"Buy LLM accounts, Casino Bonus {'xyz'[number]}"
        text = "Online casino bonus. Order now! Telegram: @casino_llm Buy ChatGPT accounts."
        show(pipeline, f"spam-{source}", a_post(f"spam-{source}", 1, title, text, MONDAY))
    pipeline.match()
    pipeline.tend()
    assert waiting(pipeline) == []


def test_a_declined_proposal_stays_declined_when_others_write_about_it(
    pipeline: Pipeline, clock: Hand
) -> None:
    speak_of(pipeline, "Gryphon Harness", "one", "two", "three")
    pipeline.tend()
    (task,) = waiting(pipeline)
    pipeline.store.tasks.keep([apply(task, Action.DISMISS, "garam", clock())])
    for week in range(1, 8):
        clock.now = MONDAY + week * WEEK
        speak_of(pipeline, "Gryphon Harness", f"a{week}", f"b{week}", f"c{week}", f"d{week}")
        pipeline.tend()
        assert waiting(pipeline) == []
        assert waiting(pipeline, BacklogKind.UNMAPPED_CLUSTER) == []


def test_pages_are_tasks_where_there_is_a_checkout_and_without_one_nothing_is_closed(
    pipeline: Pipeline, tmp_path: Path
) -> None:
    book = tmp_path / "book"
    book.mkdir()
    (book / "chunking.md").write_text(
        f"# Chunking\n\n{'청크를 나누는 법을 길게 적습니다. ' * 40}\n"
    )
    config = replace(pipeline.config, handbook=HandbookSettings(checkout="book"))
    reading = replace(pipeline, config=config)
    reading.tend()
    missing = {task.topic for task in waiting(pipeline, BacklogKind.MISSING_PAGE)}
    assert "quantization" in missing
    assert "chunking" not in missing
    assert pipeline.tend().done == 0
    (book / "quantization.md").write_text(
        f"# Quantization\n\n{'가중치를 넷으로 줄입니다. ' * 40}\n"
    )
    assert reading.tend().done == 1
    (book / "chunking.md").unlink()
    assert reading.tend().done == 1
    after = {task.topic for task in waiting(pipeline, BacklogKind.MISSING_PAGE)}
    assert after == missing - {"quantization"} | {"chunking"}


def test_a_checkout_that_cannot_be_read_is_named_and_stops_nothing(pipeline: Pipeline) -> None:
    config = replace(pipeline.config, handbook=HandbookSettings(checkout="nowhere"))
    run = replace(pipeline, config=config).tend()
    assert run.failed == 1
    assert "nowhere" in run.notes[0]


def test_a_page_that_a_person_edited_is_a_task_until_a_push_may_write_it(
    pipeline: Pipeline,
) -> None:
    note_conflicts(pipeline, ["whats-new/README.md"])
    (task,) = waiting(pipeline, BacklogKind.EDIT_CONFLICT)
    assert task.subject == "whats-new/README.md"
    pipeline.tend()
    assert waiting(pipeline, BacklogKind.EDIT_CONFLICT) == [task]
    note_conflicts(pipeline, [])
    assert waiting(pipeline, BacklogKind.EDIT_CONFLICT) == []
