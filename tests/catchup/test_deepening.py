"""Chosen papers are read by their sections before they are summarised; others cost no visit."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from catchup.errors import Timeout
from catchup.pipeline import Pipeline
from catchup.store import Store, open_store
from catchup.types import ItemKind, Reading, Source
from summarize.findings import Findings
from tests.catchup.stages import MONDAY, Hand, a_pipeline
from tests.fakes.builders import a_crawl, an_entry
from tests.fakes.site import FakeWeb, rss

FEED = "https://list.example/feed"
ABSTRACT = "We show that retrieval-augmented generation with chunks of 512 tokens wins 8 percent."
PAPER = "https://arxiv.org/html/2602.01234"
OTHER = "https://arxiv.org/html/2602.05678"
BODY = "".join(
    f'<section class="ltx_section"><h2>{title}</h2><p>{text}</p></section>'
    for title, text in {
        "Method": "Retrieval cuts each document at its headings and keeps the chunks in order. "
        * 9,
        "Results": "Retrieval-augmented generation with headings wins 11 points of recall at five.",
        "Limits": "The documents of this retrieval test were all written by one team of nine. " * 9,
    }.items()
)
HTML = f"""<article class="ltx_document"><div class="ltx_abstract"><h6>Abstract</h6>
<p>{ABSTRACT}</p></div>{BODY}</article>"""


@pytest.fixture
def clock() -> Hand:
    return Hand(MONDAY)


@pytest.fixture
def store(tmp_path: Path, clock: Hand) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'catchup.db'}", now=clock()) as opened:
        yield opened


@pytest.fixture
def web() -> FakeWeb:
    date = "Sun, 01 Mar 2026 09:00:00 +0000"
    pages = [
        ("Retrieval-augmented generation by headings", PAPER, ABSTRACT),
        ("Notes on the moulting of gulls", OTHER, "Gulls moult twice a year."),
    ]
    rows = [(title, url.replace("html", "abs"), date, text) for title, url, text in pages]
    return FakeWeb({FEED: rss("A list", *rows), PAPER: ("text/html", HTML.encode())})


@pytest.fixture
def pipeline(tmp_path: Path, store: Store, web: FakeWeb, clock: Hand) -> Pipeline:
    source = Source(id="list", url=FEED, title="A list", language="en")
    writers = {"writer": Findings(), "fallback": Findings()}
    return a_pipeline(tmp_path, source, store=store, web=web, clock=clock, **writers)


def test_a_chosen_paper_is_summarised_by_its_sections(
    pipeline: Pipeline, store: Store, web: FakeWeb, tmp_path: Path
) -> None:
    runs = {run.job: run for run in pipeline.run()}
    assert (runs["papers"].done, runs["papers"].failed) == (1, 0)
    held = store.items.by_url(PAPER.replace("html", "abs"))
    assert held
    assert held.summary
    assert held.item.text == ABSTRACT  # placed and ranked as before
    assert held.summary.reading is Reading.FULL
    assert "Results" in {point.section for point in held.summary.points}
    for language, read in {"ko": "4개 절 전부", "en": "all 4 sections"}.items():
        report = (tmp_path / "out" / f"whatsnew.{language}.md").read_text("utf-8")
        assert f"({held.summary.points[0].section})" in report
        assert read in report
    assert OTHER not in web.asked


def test_a_paper_is_read_once(pipeline: Pipeline, web: FakeWeb, clock: Hand) -> None:
    pipeline.run()
    clock.now += timedelta(minutes=5)
    assert pipeline.read_papers().done == 0
    assert web.asked.count(PAPER) == 1


def test_a_paper_without_html_is_summarised_by_its_abstract_and_no_failure(
    pipeline: Pipeline, store: Store, web: FakeWeb, clock: Hand
) -> None:
    del web.pages[PAPER]
    runs = {run.job: run for run in pipeline.run()}
    assert (runs["papers"].done, runs["papers"].failed, runs["papers"].skipped) == (0, 0, 1)
    held = store.items.by_url(PAPER.replace("html", "abs"))
    assert held
    assert held.summary
    assert held.summary.reading is held.item.reading
    assert held.summary.extent is None
    pipeline.read_papers()
    assert web.asked.count(PAPER) == 1


def test_a_paper_that_cannot_be_fetched_stops_nothing(
    pipeline: Pipeline, store: Store, web: FakeWeb
) -> None:
    web.broken[PAPER] = Timeout("slow")
    runs = {run.job: run for run in pipeline.run()}
    assert (runs["papers"].done, runs["papers"].failed) == (0, 1)
    assert runs["summarize"].done >= 1


def test_a_second_version_is_told_as_an_update_by_its_sections(
    pipeline: Pipeline, store: Store, web: FakeWeb, clock: Hand, tmp_path: Path
) -> None:
    def show(edition: str, text: str) -> None:
        entry = an_entry(
            link=PAPER.replace("html", "abs"),
            canonical=PAPER.replace("html", "abs"),
            title="Retrieval-augmented generation by headings",
            text=text,
            published=MONDAY + timedelta(days=1),
            kind=ItemKind.PAPER,
            reading=Reading.ABSTRACT,
            edition=edition,
        )
        crawl = a_crawl(entry, source="list", now=clock())
        store.take(crawl, now=clock(), week_start=MONDAY - timedelta(days=7))

    web.pages = {f"{PAPER}v1": ("text/html", HTML.encode())}
    web.pages[f"{PAPER}v2"] = ("text/html", HTML.replace("wins 11", "wins 14").encode())
    clock.now += timedelta(days=2)
    show("v1", ABSTRACT)
    pipeline.run()
    clock.now = MONDAY + timedelta(days=7)
    assert pipeline.open_issue() is not None
    clock.now += timedelta(days=7)
    show("v2", ABSTRACT.replace("8 percent", "9 percent"))
    runs = {run.job: run for run in pipeline.run()}
    assert runs["papers"].done == 1
    told = {"ko": "바뀐 절: Results", "en": "changed: Results"}
    for language, changed in told.items():
        report = (tmp_path / "out" / f"whatsnew.{language}.md").read_text("utf-8")
        assert changed in report
        assert "headings wins 14 points" in report
        assert report.count("generation by headings") == 1
