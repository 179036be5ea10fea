"""Papers by section and talks by the second, over the recorded internet where one lies beside."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from catchup.types import Article, Body, ItemKind, Page, Summary
from ingest import read_paper
from summarize import write
from summarize.findings import Findings
from summarize.spans import spans
from tests.fakes.builders import NOW, an_item
from tests.replay.program import FORMS, Program, recording
from tests.summarize.test_brief import TREE

CORPUS = Path(__file__).parents[2] / "shared" / "replay"
KEY = CORPUS / "arxiv" / "sections.json"
MONDAY = "2026-03-02T00:00:00Z"
CHANNELS = ("UC5494vLLMOfficeHourssyn", "UC1645syntheticReplayInv", "UCd808syntheticReplayInv")

pytestmark = [
    pytest.mark.skipif(
        not KEY.exists(), reason="no recording beside the project (../shared/replay)"
    ),
    pytest.mark.timeout(300),
    pytest.mark.xdist_group("replay"),
]


@pytest.fixture(scope="module")
def papers() -> list[dict[str, Any]]:
    """The key: sections with a fact each, and one number that two sections state differently."""
    return list(json.loads(KEY.read_text("utf-8"))["papers"])


def paper(key: dict[str, Any]) -> Article:
    body = (CORPUS / "arxiv" / "html" / f"{key['id']}.html").read_bytes()
    return read_paper(Page(url=key["id"], status=200, body=body, content_type="text/html"))


def summary_of(key: dict[str, Any]) -> Summary:
    article = paper(key)
    item = an_item(title=key["title"], kind=ItemKind.PAPER)
    body = Body(text=article.text, reading=article.reading, outline=article.outline)
    return write(item, (), TREE, Findings(), NOW, body=body)


def test_every_fact_stands_in_the_section_that_the_key_names(papers: list[dict[str, Any]]) -> None:
    assert len(papers) == 5
    for key in papers:
        article = paper(key)
        parts = {
            span.title.casefold(): article.text[span.start : span.end]
            for span in spans(article.text, article.outline)
        }
        assert list(parts) == [section["title"].casefold() for section in key["sections"]]
        for section in key["sections"]:
            for fact in section["facts"]:
                holding = [name for name, text in parts.items() if fact in text]
                assert holding == [section["title"].casefold()]


def test_every_quote_names_its_section_and_sections_are_several(
    papers: list[dict[str, Any]],
) -> None:
    for key in papers:
        summary = summary_of(key)
        parts = {span.title: span for span in spans(paper(key).text, paper(key).outline)}
        for point in summary.points:
            here = parts[point.section]
            assert here.start <= point.start < here.end
        assert len({point.section for point in summary.points}) > 1
        assert summary.extent
        assert len(summary.extent.sections) == len(key["sections"])


def test_the_number_that_two_sections_state_differently_is_shown_twice(
    papers: list[dict[str, Any]],
) -> None:
    for key in papers:
        stated = key.get("conflict", {}).get("stated", {})
        found = {
            point.section.casefold(): number
            for conflict in summary_of(key).conflicts
            for point, number in zip(conflict.said, conflict.numbers, strict=True)
        }
        assert found == {section.casefold(): number for section, number in stated.items()}


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """The real program after a run on the Monday after the paper that contradicts itself."""
    folder = tmp_path_factory.mktemp("long")
    with recording(CORPUS, folder / "tls", MONDAY) as port:
        program = Program(folder, port, folder / "tls" / "ca.pem")
        program("init", "--empty", ".")
        settings = (folder / "catchup.toml").read_text("utf-8")
        (folder / "catchup.toml").write_text(settings.replace('pause = "1s"', 'pause = "0s"'))
        ids = ", ".join(key["id"] for key in json.loads(KEY.read_text("utf-8"))["papers"])
        sources = [("papers", "arxiv", ids)]
        sources += [
            (name.casefold(), "youtube", f"https://www.youtube.com/channel/{name}")
            for name in CHANNELS
        ]
        with (folder / "sources.toml").open("a", encoding="utf-8") as declared:
            for name, kind, url in sources:
                declared.write(f'\n[[source]]\nid = "{name}"\nkind = "{kind}"\nurl = "{url}"\n')
        program("--now", MONDAY, "run")
        yield program


def reported(program: Program, form: str, language: str) -> str:
    options = ("--since", "2w", "--minutes", "30", "--language", language, "--format", form)
    return program("--now", MONDAY, "whatsnew", *options)


def test_reports_show_sections_and_both_numbers_in_either_language(program: Program) -> None:
    for language in ("ko", "en"):
        for form in FORMS:
            report = " ".join(reported(program, form, language).split()).replace("\\", "")
            assert "Results" in report
            assert "7.1 percent" in report
            assert "9.1 percent" in report


def test_links_lead_to_the_second_at_which_the_quote_begins(program: Program) -> None:
    report = json.loads(reported(program, "json", "en"))
    cards = [card for section in report["sections"] for card in section["cards"]]
    links = 0
    for card in cards:
        if card["kind"]["id"] != "video":
            continue
        for point in card["points"]:
            assert point["url"] == f"{card['url']}&t={point['second']}"
            assert _begins_at(card["url"].rpartition("=")[2], point)
            links += 1
    assert links > 1


def _begins_at(video: str, point: dict[str, Any]) -> bool:
    """Whether the first words of a quote are said in the cue that begins at its second."""
    (file,) = (CORPUS / "youtube" / "transcripts").glob(f"{video}.*.json")
    cues = json.loads(file.read_text("utf-8"))["segments"]
    said = [" ".join(cue["text"].split()) for cue in cues if int(cue["start"]) == point["second"]]
    return any(point["quote"][:20].strip() in line for line in said)
