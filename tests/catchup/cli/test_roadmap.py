"""Tests of `catchup roadmap`."""

from pathlib import Path

import pytest

from tests.catchup.cli.conftest import Command, set_in


def test_it_is_shown_in_both_orders_and_languages(issued: Path, command: Command) -> None:
    korean = command("roadmap", "show").out
    assert korean.startswith("# 로드맵: 개발자 우선 순서\n")
    assert "2026-W09 기준" in korean
    assert "새 글 1편" in korean
    english = command("roadmap", "show", "--track", "book", "--language", "en").out
    assert english.startswith("# Roadmap: book order\n")
    assert command("roadmap", "show", "--track", "handbook", "--language", "en").out == english
    assert command("roadmap", "show", "--json").json["track"] == "developer"


def test_as_text_it_has_no_markup_and_new_items_under_their_topic(
    issued: Path, command: Command
) -> None:
    lines = command("roadmap", "show", "--format", "text").out.splitlines()
    assert lines[0] == "로드맵: 개발자 우선 순서"
    assert not any("```" in line or "<a " in line for line in lines)
    [place] = [n for n, line in enumerate(lines) if line.startswith("      + ")]
    assert "choosing a chunk size (" in lines[place]
    assert lines[place - 1].startswith(("    - ", "      먼저 볼 것: "))


def test_the_way_to_a_topic_holds_what_comes_before_it_and_no_dead_link(
    home: Path, command: Command
) -> None:
    said = command("roadmap", "show", "--topic", "text-embeddings").out
    listed = [line.split('"')[1] for line in said.splitlines() if '<a id="' in line]
    assert listed == ["t-ai-engineering-intro", "t-llm-basics", "t-text-embeddings"]
    assert "토픽 3개" in said
    part = command("roadmap", "show", "--part", "rag", "--language", "en").out
    assert "Read first: Prompt engineering basics, Semantic search and dense retrieval" in part


def test_a_part_shows_what_the_walk_meets_there(home: Path, command: Command) -> None:
    own = command("roadmap", "show", "--part", "own", "--json").json
    [leg] = own["legs"]
    met = {s["topic"]["id"] for stretch in leg["stretches"] for s in stretch["stops"]}
    assert "embedding-finetuning" in met  # of the area of search, but after finetuning
    assert "pretraining" in met
    assert "rag-basics" not in met


def test_it_links_the_pages_of_the_checkout(home: Path, command: Command) -> None:
    (home / "book").mkdir()
    (home / "book" / "청킹 기초.md").write_text(
        "---\ntopic: chunking\n---\n# 조각 [내기]\n", "utf-8"
    )
    set_in(home, handbook_checkout="book")
    said = command("roadmap", "show", "--part", "rag").out
    link = "[조각 \\[내기\\]](<%EC%B2%AD%ED%82%B9%20%EA%B8%B0%EC%B4%88.md>) (아직 비어 있음)"
    assert f"**청킹** · 입문 · 문서 {link}\n" in said
    text = command("roadmap", "show", "--part", "rag", "--format", "text").out
    assert "청킹 (chunking) · 입문 · 문서 청킹 기초.md\n" in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--track", "fast"], "not one of developer, book"),
        (["--language", "jp"], "not one of ko, en"),
        (["--format", "pdf"], "not one of markdown, text, json"),
        (["--topic", "rag-bascis"], "no topic is called `rag-bascis`"),
        (["--topic", "rag"], "use --part rag"),
        (["--part", "rag-basics"], "use --topic rag-basics"),
    ],
)
def test_without_an_issue_it_is_shown_and_a_wrong_option_is_named(
    home: Path, command: Command, arguments: list[str], message: str
) -> None:
    assert command("roadmap", "show").out.splitlines()[4].startswith("토픽 111개")
    done = command("roadmap", "show", *arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
