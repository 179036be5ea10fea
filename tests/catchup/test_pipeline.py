"""Tests of the stages in order, over a web that exists in memory and a real store."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from catchup.errors import (
    FetchError,
    GoneError,
    HttpStatus,
    LeftAlone,
    RobotsRefused,
    WriterError,
    WriterUnavailable,
)
from catchup.pipeline import Pipeline
from catchup.pipeline.writing import Estimate
from catchup.store import Store, open_store
from catchup.types import Brief, Draft, LeftOut, Reading, Source, SourceState
from summarize import InTurn
from summarize.findings import Findings
from tests.catchup.stages import MONDAY, Hand, a_pipeline
from tests.fakes.site import FakeWeb, rss

HOUR = timedelta(hours=1)
FEED = "https://blog.example/feed"
RAG = (
    "Chunking decides what a retriever can find. We compared fixed chunks of 512 tokens with chunks"
    " cut at headings on 400 questions, and recall at five rose from 0.71 to 0.79. "
)


@pytest.fixture
def clock() -> Hand:
    return Hand(MONDAY)


@pytest.fixture
def store(url: str, clock: Hand) -> Iterator[Store]:
    with open_store(url, now=clock()) as opened:
        yield opened


@pytest.fixture
def web() -> FakeWeb:
    items = [
        (
            "Retrieval-augmented generation: choosing a chunk size",
            "https://blog.example/rag",
            "Sun, 01 Mar 2026 09:00:00 +0000",
            f"<p>{RAG * 12}</p>",
        ),
        (
            "An old post about retrieval-augmented generation",
            "https://blog.example/old",
            "Mon, 01 Dec 2025 09:00:00 +0000",
            f"<p>{RAG * 12}</p>",
        ),
        (
            "Our new coffee machine",
            "https://blog.example/coffee",
            "Sun, 01 Mar 2026 10:00:00 +0000",
            "<p>It makes coffee in forty seconds.</p>",
        ),
    ]
    return FakeWeb({FEED: rss("A blog", *items)})


@pytest.fixture
def pipeline(tmp_path: Path, store: Store, web: FakeWeb, clock: Hand) -> Pipeline:
    source = Source(id="blog", url=FEED, title="A blog", language="en")
    return a_pipeline(tmp_path, source, store=store, web=web, clock=clock)


def state_of(folder: Path) -> dict[Path, tuple[bytes, int]]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def test_a_run_ends_in_a_report_of_what_is_new_and_on_topic(
    pipeline: Pipeline, tmp_path: Path
) -> None:
    runs = pipeline.run()
    stages = ["crawl", "read", "transcripts", "index", "match", "backlog"]
    stages += ["papers", "summarize", "publish", "site"]
    assert [run.job for run in runs] == stages
    report = (tmp_path / "out" / "whatsnew.en.md").read_text("utf-8")
    assert "choosing a chunk size" in report
    assert "recall at five rose" in report
    assert "coffee" not in report
    assert "old post" not in report


def test_a_second_run_does_nothing_and_leaves_the_files_alone(
    pipeline: Pipeline, web: FakeWeb, clock: Hand, tmp_path: Path
) -> None:
    pipeline.run()
    before = state_of(tmp_path / "out")
    asked = len(web.asked)
    clock.now += timedelta(minutes=5)
    assert [run.done for run in pipeline.run()] == [0] * 10
    assert len(web.asked) == asked
    after = state_of(tmp_path / "out")
    assert after == before


def test_a_source_is_visited_again_when_it_is_due_and_conditionally(
    pipeline: Pipeline, web: FakeWeb, clock: Hand
) -> None:
    pipeline.crawl()
    clock.now += timedelta(hours=25)
    pipeline.crawl()
    assert [a for a in web.asked if a.startswith(FEED)] == [FEED, f"{FEED}*"]


def test_a_service_that_asks_for_a_pause_is_left_alone_by_all_its_sources(
    pipeline: Pipeline, web: FakeWeb, store: Store, clock: Hand
) -> None:
    one, two, three = (
        Source(id=name, url=f"https://{name}.medium.com/feed") for name in ("one", "two", "three")
    )
    store.sources.keep(
        SourceState(source="three", url=three.url, visited=MONDAY, next_due=MONDAY + HOUR)
    )
    busy = HttpStatus("busy", status=429, retry_after=3 * 3600)
    web.broken = {one.url: busy, two.url: LeftAlone("later", seconds=10_000)}
    declared = replace(pipeline.config, sources=(one, two, three, *pipeline.config.sources))
    run = replace(pipeline, config=declared).crawl()
    assert (run.done, run.failed, run.skipped) == (3, 1, 2)
    states = store.sources.states()
    assert {states[s.id].next_due for s in (one, two, three)} == {MONDAY + 3 * HOUR}
    assert [states[s.id].failures for s in (one, two, three)] == [1, 0, 0]
    assert states["two"].visited is None
    due = store.sources.due(declared.sources, MONDAY + 2 * HOUR)
    assert due == []


def test_a_source_that_says_twice_that_it_has_ended_is_not_visited_again(
    pipeline: Pipeline, web: FakeWeb, store: Store, clock: Hand
) -> None:
    web.broken[FEED] = GoneError("410")
    for _ in range(4):
        pipeline.crawl()
        clock.now += timedelta(hours=25)
    assert web.asked == [FEED, FEED]
    assert store.sources.states()["blog"].stopped == MONDAY + timedelta(hours=25)


def test_a_failing_source_is_named_and_stops_no_other(
    pipeline: Pipeline, web: FakeWeb, store: Store
) -> None:
    bad = Source(id="bad", url="https://bad.example/feed", title="Bad")
    web.broken[bad.url] = FetchError("https://bad.example/feed: refused")
    both = replace(
        pipeline, config=replace(pipeline.config, sources=(bad, *pipeline.config.sources))
    )
    run = both.crawl()
    assert (run.done, run.failed) == (3, 1)
    assert run.notes == ("bad: fetch: https://bad.example/feed: refused",)
    state = store.sources.states()["bad"]
    assert state.error == "fetch"
    assert state.next_due is not None
    assert state.next_due > MONDAY


def test_of_a_feed_that_was_cut_off_the_whole_entries_are_kept_and_it_is_named(
    pipeline: Pipeline, web: FakeWeb, store: Store
) -> None:
    media_type, body = web.pages[FEED]
    web.pages[FEED] = (media_type, body[: body.rindex(b"</item>")])
    run = pipeline.crawl()
    assert (run.done, run.failed) == (2, 1)
    assert "broken-feed" in run.notes[0]
    assert store.sources.states()["blog"].error == "broken-feed"


def test_a_bug_in_a_source_is_not_swallowed(pipeline: Pipeline, web: FakeWeb) -> None:
    web.broken[FEED] = ZeroDivisionError()  # type: ignore[assignment]  # a bug, not a FetchError
    with pytest.raises(ZeroDivisionError):
        pipeline.crawl()


def test_a_page_is_read_where_the_feed_gave_too_little(pipeline: Pipeline, web: FakeWeb) -> None:
    body = f"<html><body><article><h1>RAG</h1><p>{RAG * 8}</p></article></body></html>"
    web.pages[FEED] = rss(
        "A blog",
        ("RAG: a teaser", "https://blog.example/t", "Sun, 01 Mar 2026 09:00:00 +0000", "Short."),
    )
    web.pages["https://blog.example/t"] = ("text/html", body.encode())
    pipeline.crawl()
    assert pipeline.read_pages().done == 1
    found = pipeline.store.items.by_url("https://blog.example/t")
    assert found is not None
    assert found.item.reading is Reading.FULL
    assert "recall at five rose" in found.item.text


def test_a_page_that_cannot_be_read_is_not_asked_for_again_at_once(
    pipeline: Pipeline, web: FakeWeb
) -> None:
    page = "https://blog.example/coffee"
    web.broken[page] = RobotsRefused(f"{page}: disallowed")
    pipeline.crawl()
    first, second = pipeline.read_pages(), pipeline.read_pages()
    assert (first.failed, second.failed) == (2, 0)
    assert set(first.notes) == {"1 page: robots", "1 page: http-404"}
    assert web.asked.count(page) == 1


@pytest.mark.parametrize(
    ("error", "rounds"),
    [
        (HttpStatus("no such page", status=404), [0, 24, 72]),
        (GoneError("gone for good"), [0]),
        (HttpStatus("broken", status=503), [0, 1, 3, 7, 15, 31, 63, 127]),
    ],
)
def test_a_page_that_is_not_there_is_seldom_asked_for_again(
    pipeline: Pipeline, web: FakeWeb, clock: Hand, error: FetchError, rounds: list[int]
) -> None:
    page = "https://blog.example/coffee"
    web.broken[page] = error
    pipeline.crawl()
    asked = []
    for hour in range(24 * 6):
        before = web.asked.count(page)
        pipeline.read_pages()
        asked += [hour] * (web.asked.count(page) - before)
        clock.now += timedelta(hours=1)
    assert asked == rounds


def test_a_page_without_more_text_than_the_feed_is_not_asked_for_again(
    pipeline: Pipeline, web: FakeWeb, clock: Hand
) -> None:
    page = "https://blog.example/coffee"
    web.pages[page] = ("text/html", b"<p>It makes coffee in forty seconds.</p>")
    pipeline.crawl()
    pipeline.read_pages()
    clock.now += timedelta(hours=1)
    pipeline.read_pages()
    assert web.asked.count(page) == 1


def test_the_selection_answers_for_every_candidate(pipeline: Pipeline) -> None:
    pipeline.run()
    selection = pipeline.select()
    assert [c.candidate.item.url for c in selection.chosen] == ["https://blog.example/rag"]
    assert {c.item.url: why for c, why in selection.left_out} == {
        "https://blog.example/coffee": LeftOut.OFF_TOPIC
    }


def test_the_first_crawl_brings_no_old_news(pipeline: Pipeline) -> None:
    pipeline.run()
    old = pipeline.store.items.by_url("https://blog.example/old")
    assert old is not None
    assert old.item.backfill


def test_progress_is_told_to_the_end(pipeline: Pipeline) -> None:
    told: list[tuple[str, int, int, str]] = []
    replace(pipeline, progress=lambda *step: told.append(step)).run()
    assert ("crawl", 1, 1, "") in told
    assert {stage for stage, *_ in told} >= {"crawl", "match", "summarize"}


class Silent:
    """A writer that never finds words."""

    name = "silent"
    prompt = "0"
    not_before = None

    def price(self, _brief: Brief) -> float:
        return 0.25

    def write(self, brief: Brief) -> Draft:
        raise WriterError(f"nothing to say about {brief.title}")


class Mute(Silent):
    """A writer whose model cannot be reached."""

    name = "chat:mute"

    def write(self, brief: Brief) -> Draft:
        raise WriterUnavailable(f"nobody listens to {brief.title}")


def test_a_sentence_that_a_source_says_everywhere_is_never_quoted(
    pipeline: Pipeline, web: FakeWeb, tmp_path: Path
) -> None:
    footer = "This notebook is written by the retrieval-augmented generation group of the harbour."
    stories = ("Chunks cut at headings lift recall.", "A reranker lifts precision.", "Cache it.")
    posts = [
        (
            f"Retrieval-augmented generation: note {n}",
            f"https://blog.example/note-{n}",
            f"Sun, 01 Mar 2026 0{n}:00:00 +0000",
            f"<p>{footer} {story} In note {n} we asked 400 questions of a retriever.</p>",
        )
        for n, story in enumerate(stories)
    ]
    web.pages[FEED] = rss("A blog", *posts)
    pipeline.run()
    report = (tmp_path / "out" / "whatsnew.en.md").read_text("utf-8")
    assert "lift recall" in report
    assert "is written by" not in report


def test_what_only_a_long_absence_shows_is_extracted_whoever_the_writer_is(
    pipeline: Pipeline, store: Store
) -> None:
    replace(pipeline, writer=Silent()).run()
    old = store.items.by_url("https://blog.example/old")
    recent = store.items.by_url("https://blog.example/rag")
    assert old is not None
    assert old.summary is not None
    assert (old.summary.writer, old.summary.fallback) == ("extract", "")
    assert recent is not None
    assert recent.summary is None or recent.summary.fallback


def test_a_run_says_how_many_another_than_the_first_writer_wrote(pipeline: Pipeline) -> None:
    pipeline.run()
    standby = Findings(limit=1)
    standby.name = "chat:other"
    turns = InTurn((Mute(), standby), pipeline.clock)
    assert replace(pipeline, writer=turns).summarize_again().notes == ("1 by chat:other",)


def test_what_reports_hold_is_written_again_and_what_fails_stays_as_it_was(
    pipeline: Pipeline, store: Store
) -> None:
    pipeline.run()
    before = store.items.by_url("https://blog.example/rag")
    other = replace(pipeline, writer=Findings(limit=1))
    assert other.price_of_again() == Estimate(usd=0.0, summaries=1, free=1)
    assert other.summarize_again().done == 1
    after = store.items.by_url("https://blog.example/rag")
    assert before is not None
    assert after is not None
    assert before.summary is not None
    assert after.summary is not None
    assert len(after.summary.points) < len(before.summary.points)
    mute = replace(pipeline, writer=Silent())
    assert mute.price_of_again() == Estimate(usd=0.25, summaries=1, free=0)
    assert mute.summarize_again().failed == 1
    assert store.items.by_url("https://blog.example/rag") == after


def test_big_news_that_has_no_place_of_its_own_gets_a_summary_too(
    pipeline: Pipeline, store: Store, web: FakeWeb
) -> None:
    guides = [
        (
            f"How to tune the chunks of a RAG system for {subject}",
            f"https://blog.example/{subject}",
            f"Sun, 01 Mar 2026 0{hour}:00:00 +0000",
            f"<p>{RAG} {f'We built it for {subject} and say how. ' * 20}</p>",
        )
        for hour, subject in enumerate(("harbours", "libraries", "clinics", "schools", "farms"))
    ]
    model = (
        "Harbour 3 released: an open weights language model",
        "https://blog.example/harbour",
        "Sun, 01 Mar 2026 09:00:00 +0000",
        "<p>Harbour 3 is a language model with open weights. It is released today for all.</p>",
    )
    web.pages[FEED] = rss("A blog", *guides, model)
    pipeline.run()
    told = store.items.by_url("https://blog.example/harbour")
    assert told is not None
    assert told.summary is not None


def test_an_item_without_a_summary_keeps_its_place_and_is_not_tried_again_at_once(
    pipeline: Pipeline, tmp_path: Path
) -> None:
    mute = replace(pipeline, writer=Silent(), fallback=Silent())
    runs = {run.job: run for run in mute.run()}
    assert (runs["summarize"].done, runs["summarize"].failed) == (0, 2)  # the old post, too
    assert "choosing a chunk size" in (tmp_path / "out" / "whatsnew.en.md").read_text("utf-8")
    assert mute.summarize().failed == 0
