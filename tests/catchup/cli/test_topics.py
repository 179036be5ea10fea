"""Tests of `catchup topics`: what people see of the topics file, the store and the handbook."""

from pathlib import Path

import pytest

from tests.catchup.cli.conftest import Command, set_in

PEOPLE = "  priority: must\n  reason: 이번 시즌 주제\n  owners: [김가람, mira]\n"


def edit_topics(home: Path, old: str, new: str) -> None:
    path = home / "topics.yaml"
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


@pytest.fixture
def decided(home: Path) -> Path:
    """A topics file in which people decided something about `chunking`."""
    edit_topics(home, "- id: chunking\n", f"- id: chunking\n{PEOPLE}")
    return home


def ids(done: list[dict[str, object]]) -> list[object]:
    return [row["id"] for row in done]


def test_topics_are_listed_in_developer_order(home: Path, command: Command) -> None:
    rows = command("topics", "list", "--json").json
    assert [row["order"] for row in rows] == list(range(1, 112))
    table = command("topics", "list").out.splitlines()
    assert len(table) == 112
    assert table[1].startswith("ai-engineering-intro ")


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (["--owner", "mira"], ["chunking"]),
        (["--owner", "김가람", "--priority", "must"], ["chunking"]),
        (["--priority", "skip"], []),
        (["--area", "rag", "--level", "intro"], ["rag-basics", "document-parsing", "chunking"]),
        (["--area", "build", "--owner", "mira", "--level", "advanced"], []),
    ],
)
def test_filters_narrow_the_list_down(
    decided: Path, command: Command, filters: list[str], found: list[str]
) -> None:
    assert ids(command("topics", "list", *filters, "--json").json) == found


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["list", "--level", "expert"], "--level expert: not one of intro, intermediate, advanced"),
        (["gaps", "--priority", "high"], "--priority high: not one of must, should, skip"),
        (["list", "--area", "rga"], "no topic is called `rga`"),
        (["show", "rag-bascis"], "did you mean rag-basics"),
        (["show", "rag"], "`rag` is no topic (area)"),
    ],
)
def test_a_wrong_word_is_named(
    home: Path, command: Command, arguments: list[str], message: str
) -> None:
    done = command("topics", *arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err


def test_one_topic_is_shown_with_what_there_is_for_it(decided: Path, command: Command) -> None:
    said = command("topics", "show", "chunking").out
    assert said.startswith("청킹 · Chunking (chunking)\n")
    assert "priority: must: 이번 시즌 주제\nowners: 김가람, mira\n" in said
    assert "read first: document-parsing\n" in said
    shown = command("topics", "show", "document-parsing", "--json").json
    assert "chunking" in shown["unlocks"]
    assert (shown["items"], shown["accepted"], shown["page"], shown["newest"]) == (0, 0, None, [])


def test_the_newest_items_of_a_topic_are_shown(issued: Path, command: Command) -> None:
    shown = command("topics", "show", "chunking", "--json").json
    assert shown["items"] == 1
    [newest] = shown["newest"]
    assert newest["url"] == "https://blog.example/rag"
    item = str(newest["item"])
    assert command("backlog", "accept", item, "--topic", "chunking", "--by", "mira", "-q").code == 0
    said = command("topics", "show", "chunking").out
    assert "items: 1, 1 accepted\n" in said
    assert said.splitlines()[-1].endswith(
        "2026-03-01 Retrieval-augmented generation: choosing a chunk size"
    )


def test_a_retired_topic_names_its_successors(home: Path, command: Command) -> None:
    edit_topics(home, "retired: []", "retired: [{id: old-rag, successors: [rag-basics]}]")
    done = command("topics", "show", "old-rag")
    assert (done.code, done.out) == (2, "")
    assert "`old-rag` is retired" in done.err
    assert "rag-basics" in done.err


def test_gaps_without_a_checkout_are_about_resources(home: Path, command: Command) -> None:
    done = command("topics", "gaps", "--area", "rag")
    assert len(done.out.splitlines()) == 8
    assert "no-page" not in done.out
    assert "[handbook] checkout is not set" in done.err
    assert command("topics", "gaps", "-q").err == ""


def test_gaps_say_why_in_developer_order(home: Path, command: Command) -> None:
    book = home / "book"
    book.mkdir()
    (book / "SUMMARY.md").write_text(
        "- [청킹](a.md)\n- [RAG 기초](b.md)\n- [GraphRAG]()\n", "utf-8"
    )
    (book / "a.md").write_text("# 청킹\n\n작성 예정\n", "utf-8")
    (book / "b.md").write_text("# RAG\n\n- [글](https://a.example)\n", "utf-8")
    (book / "c.md").write_text("---\ntopic: graphrag\n---\n", "utf-8")
    set_in(home, handbook_checkout="book")
    done = command("topics", "gaps", "--area", "rag", "--json")
    found = {row["id"]: row["gaps"] for row in done.json}
    assert list(found) == [
        *("document-parsing", "chunking", "query-transformation"),
        *("advanced-rag", "graph-rag", "rag-evaluation"),
    ]
    assert found["chunking"] == ["no-resource", "placeholder"]
    assert found["graph-rag"] == ["no-resource", "no-page"]
    assert done.err == (
        "! c.md:2: topic 'graphrag': no topic is called so (did you mean 'graph-rag'?)\n"
    )
    table = command("topics", "gaps", "--area", "rag").out
    assert "a.md (placeholder)" in table
    assert "GraphRAG (draft)" in table


def test_a_checkout_that_is_not_there_is_named(home: Path, command: Command) -> None:
    set_in(home, handbook_checkout="nowhere")
    done = command("topics", "gaps")
    assert (done.code, done.out) == (2, "")
    assert "nowhere: no folder" in done.err


def test_a_sound_file_is_counted_and_what_is_odd_is_said(home: Path, command: Command) -> None:
    (home / "book").mkdir()
    (home / "book" / "x.md").write_text("# 쪽\n", "utf-8")
    set_in(home, handbook_checkout="book")
    done = command("topics", "check")
    lines = done.out.splitlines()
    assert lines[0].endswith("topics.yaml: sound. 7 parts, 22 areas, 111 topics")
    assert any("'rag-evaluation' comes before 'evaluation-basics'" in line for line in lines)
    assert lines[-1] == "- x.md: a page about no topic"
    assert command("topics", "check", "--json").json["topic"] == 111


def test_names_of_ones_own_are_checked_with_the_topics(home: Path, command: Command) -> None:
    (home / "names.yaml").write_text("nowhere: [x\n", "utf-8")
    done = command("topics", "check")
    assert (done.code, done.out) == (2, "")
    assert "names.yaml:" in done.err


def test_a_faulty_file_is_refused_by_file_and_line(home: Path, command: Command) -> None:
    other = home / "other.yaml"
    other.write_text("topics:\n- {id: a, knid: part}\n", "utf-8")
    done = command("topics", "check", str(other))
    assert (done.code, done.out) == (2, "")
    assert f"{other}:2: unknown key 'knid' (did you mean 'kind'?)" in done.err
