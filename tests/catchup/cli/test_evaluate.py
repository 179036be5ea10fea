"""Tests of `catchup predict` and `catchup eval`: figures, the baseline, wrong files."""

import io
import json
from pathlib import Path
from typing import Any
from unicodedata import normalize

import pytest

from catchup.cli.predict import words
from tests.catchup.cli.conftest import SUNDAY, Command

ROWS = [
    {"id": "1", "source": "a", "title": "Speculative decoding explained", "lang": "en",
     "labels": ["speculative-decoding"]},
    {"id": "2", "source": "b", "title": "검색 증강 생성 입문", "note": "RAG 기초", "lang": "ko",
     "labels": ["rag-basics"]},
    {"id": "3", "source": "a", "title": "A recipe for bread", "lang": "en", "labels": ["none"]},
    {"id": "4", "source": "b", "title": "Pottery for beginners", "lang": "en", "labels": ["none"]},
    {"id": "5", "source": "b", "title": "On LLMs", "lang": "en", "labels": ["mcp"],
     "grade": "broad"},
]  # fmt: skip


def written(folder: Path, rows: list[dict[str, Any]]) -> str:
    path = folder / "gold.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n\n", encoding="utf-8")
    return str(path)


def test_predictions_stand_in_the_order_of_the_rows(tmp_path: Path, command: Command) -> None:
    out = command("predict", "topics", written(tmp_path, ROWS)).out
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["id"] for row in rows] == ["1", "2", "3", "4", "5"]
    assert rows[0]["ranked"][0][0] == "speculative-decoding"
    assert rows[0]["confidence"] == rows[0]["ranked"][0][1]
    assert rows[0]["confidence"] > 0.5 > rows[2]["confidence"]


TEXT = (
    "Large batches make servers cheap. We present a scheduler that splits long prompts in chunks. "
    "It cut the slowest answers by 41 percent. Subscribe to our newsletter for more of this. "
    "Chunks of 512 tokens did best in the scheduler."
)


def test_an_extract_keeps_to_its_number_of_sentences(tmp_path: Path, command: Command) -> None:
    row = {"title": "A scheduler for long prompts", "text": TEXT, "lang": "en"}
    rows = [{"id": n, **row, "budget_sentences": n} for n in (1, 2)] + [{"id": 3, **row}]
    out = command("predict", "summaries", written(tmp_path, rows)).out
    answers = [json.loads(line) for line in out.splitlines()]
    assert [answer["id"] for answer in answers] == [1, 2, 3]
    assert [answer["summary"].count(". ") + 1 for answer in answers[:2]] == [1, 2]
    assert answers[0]["summary"].startswith("We present a scheduler")
    assert all(sentence in TEXT for sentence in answers[2]["summary"].split(". "))
    assert "newsletter" not in out


def test_a_text_in_another_normal_form_gives_the_same(tmp_path: Path, command: Command) -> None:
    korean = "긴 질문을 조각내어 배치했습니다. 가장 느린 답이 41퍼센트 빨라졌습니다. " * 2
    rows = [
        {"id": 1, "title": "스케줄러", "text": normalize(form, korean), "lang": "ko"}
        for form in ("NFC", "NFD")
    ]
    composed, apart = command("predict", "summaries", written(tmp_path, rows)).out.splitlines()
    assert composed == apart


@pytest.mark.parametrize("row", [{"title": 3}, {"title": "T", "text": ["a"]}, {"lang": {}}])
def test_what_should_be_text_and_is_none_is_an_error(
    tmp_path: Path, command: Command, row: dict[str, object]
) -> None:
    file = written(tmp_path, [{"id": "a", "title": "T", "lang": "en"} | row])
    for what in ("topics", "summaries"):
        result = command("predict", what, file)
        assert result.code == 2
        assert ":1: `" in result.err


@pytest.mark.parametrize("budget", [0, "2", None, True])
def test_a_number_of_sentences_that_is_none_is_an_error(
    tmp_path: Path, command: Command, budget: object
) -> None:
    rows = [{"id": "a", "title": "T", "text": TEXT, "budget_sentences": budget}]
    result = command("predict", "summaries", written(tmp_path, rows))
    assert result.code == 2
    assert "budget_sentences" in result.err


def test_a_row_that_names_no_language_is_read_by_its_script() -> None:
    assert words({"title": "한국어 제목"}) == ("한국어 제목", "", "ko")
    assert words({"title": "A title", "note": None}) == ("A title", "", "en")


def test_figures_are_of_all_rows_languages_and_sources(tmp_path: Path, command: Command) -> None:
    gold = written(tmp_path, ROWS)
    figures = command("eval", "topics", gold, "--json").json["figures"]
    assert list(figures) == ["headline", "en", "a", "ko", "b", "broad"]
    assert figures["headline"]["items"] == 4
    assert figures["headline"]["top-1"] == 1.0
    assert figures["headline"]["none AUROC"] == 1.0
    assert "0.5" not in command("eval", "topics", gold).out.splitlines()[1]


def test_what_is_worse_than_the_baseline_is_named_and_fails(
    tmp_path: Path, command: Command
) -> None:
    baseline = tmp_path / "before.json"
    arguments = ("eval", "topics", written(tmp_path, ROWS), "--baseline", str(baseline))
    assert command(*arguments, "--keep").code == 0
    assert command(*arguments).code == 0
    missed = {"id": "6", "source": "a", "title": "Bread again", "lang": "en", "labels": ["mcp"]}
    written(tmp_path, [*ROWS, missed])
    done = command(*arguments)
    assert done.code == 1
    assert "worse: headline: top-1 was 1.000" in done.out


def test_items_of_labels_by_address_are_looked_up(
    home: Path, command: Command, site: str, tmp_path: Path
) -> None:
    assert command("sources", "add", f"{site}/feed").code == 0
    assert command("run", "-q", "--now", SUNDAY).code == 0
    rows: list[dict[str, Any]] = [
        {"url": "https://blog.example/rag", "topics": ["chunking"], "class": "on-topic"},
        {"url": "https://blog.example/gone", "topics": ["none"], "class": "off-topic"},
    ]
    figures = command("eval", "topics", written(tmp_path, rows), "--json").json["figures"]["week"]
    assert figures["items"] == 2
    assert figures["items found"] == 1
    assert figures["on-topic items assigned"] == 1
    assert figures["off-topic items assigned"] == 0
    assert figures["precision"] == pytest.approx(1 / figures["assigned"])


def test_what_is_chosen_of_labelled_items_is_counted(
    home: Path, command: Command, site: str, tmp_path: Path
) -> None:
    assert command("sources", "add", f"{site}/feed").code == 0
    assert command("run", "-q", "--now", SUNDAY).code == 0
    rows: list[dict[str, Any]] = [
        {"url": "https://blog.example/rag", "class": "on-topic", "worth": "worth"},
        {"url": "https://blog.example/coffee", "class": "off-topic", "worth": "not"},
        {"url": "https://blog.example/gone", "class": "off-topic", "worth": "not"},
    ]
    gold = written(tmp_path, rows)
    found = command("eval", "selection", gold, "--json").json
    assert (found["rows"], found["found"], found["left_out"]) == (3, 2, {"off-topic": 1})
    report = {"chosen": 1, "worth": 1, "maybe": 0, "not": 0, "spam": 0, "Korean": 0}
    assert found["figures"]["report"] == found["figures"]["any date"] == report
    halves = [found["figures"][half]["chosen"] for half in ("half one", "half two")]
    assert sorted(halves) == [0, 1]
    shown = command("eval", "selection", gold, "--titles").out
    assert "2 of 3 labelled items are in the store" in shown
    assert "choosing a chunk size" in shown


def test_a_row_without_a_label_is_one_clear_line(home: Path, command: Command) -> None:
    done = command("eval", "selection", written(home, [{"url": "https://blog.example/rag"}]))
    assert done.code == 2
    assert "row 1 has no `class`" in done.err


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("{", ":1: not JSON"),
        ("[]", ":1: not a JSON object"),
        ("", "no labelled rows"),
        ('{"title": "x"}', "row 1 has no `labels`"),
        ('{"id": 1}', "row 1 has no `url`"),
        ('{"title": "x", "labels": "mcp"}', "row 1: `labels` is no list"),
    ],
)
def test_a_wrong_file_is_one_clear_line(
    tmp_path: Path, command: Command, text: str, complaint: str
) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(text, encoding="utf-8")
    done = command("eval", "topics", str(path))
    assert done.code == 2
    assert complaint in done.err


@pytest.mark.parametrize("text", ["{", "[1]", '{"gold": {"headline": 5}}'])
def test_a_wrong_baseline_is_one_clear_line(tmp_path: Path, command: Command, text: str) -> None:
    baseline = tmp_path / "baseline.json"
    baseline.write_text(text, encoding="utf-8")
    done = command("eval", "topics", written(tmp_path, ROWS), "--baseline", str(baseline))
    assert done.code == 2
    assert "holds no figures" in done.err


def test_a_baseline_that_cannot_be_written_is_one_clear_line(
    tmp_path: Path, command: Command
) -> None:
    there = str(tmp_path / "no" / "baseline.json")
    done = command("eval", "topics", written(tmp_path, ROWS), "--baseline", there, "--keep")
    assert done.code == 2
    assert "cannot be written" in done.err


def test_separators_inside_a_row_end_no_line(tmp_path: Path, command: Command) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text('{"id": 1, "title": "RAG\u2028\x85 chunks", "lang": "en"}\n', "utf-8")
    assert json.loads(command("predict", "topics", str(file)).out)["id"] == 1


def test_rows_nested_beyond_reading_are_no_json(tmp_path: Path, command: Command) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text("[" * 100_000, "utf-8")
    result = command("predict", "topics", str(file))
    assert result.code == 2
    assert "rows.jsonl:1: not JSON" in result.err


@pytest.mark.parametrize("what", ["summaries", "selection", "injection", "topics"])
def test_nothing_to_judge_by_is_an_error(what: str, tmp_path: Path, command: Command) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text("\n", "utf-8")
    result = command("eval", what, str(file))
    assert result.code == 2
    assert "rows" in result.err


def test_rows_may_come_from_standard_input(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = io.TextIOWrapper(io.BytesIO(b'{"id": 7, "title": "RAG", "lang": "en"}\n'))
    monkeypatch.setattr("sys.stdin", said)
    assert json.loads(command("predict", "topics", "-").out)["id"] == 7
