"""Tests of `catchup eval summaries`: the golden set, the baseline, wrong rows."""

import json
from pathlib import Path

import pytest

from tests.catchup.cli.conftest import Command
from tests.fakes.answers import GOOD, TEXT

ROOT = Path(__file__).resolve().parents[3]
GOLD = ROOT / "benchmarks" / "golden" / "summaries.jsonl"
ROW = {"id": "a", "lang": "en", "title": "A node of its own", "text": TEXT, "answer": GOOD}


def written(folder: Path, *rows: object) -> str:
    path = folder / "gold.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return str(path)


def test_the_golden_answers_pass_and_their_korean_is_sound(command: Command) -> None:
    baseline = ROOT / "benchmarks" / "summaries.json"
    done = command("eval", "summaries", str(GOLD), "--baseline", str(baseline), "--json")
    assert done.code == 0
    figures = done.json["figures"]
    assert (figures["glossary violations"], figures["mixed endings"]) == (0, 0)
    assert figures["script share"] == 1
    assert figures["items accepted"] == figures["points accepted"] == 1


def test_what_is_worse_than_before_is_named_and_fails(tmp_path: Path, command: Command) -> None:
    baseline = str(tmp_path / "before.json")
    good = ("eval", "summaries", written(tmp_path, ROW), "--baseline", baseline)
    assert command(*good, "--keep").code == 0
    assert command(*good).code == 0
    invented = {**GOOD["points"][1], "quote": "The nightly suite now ends after 24 minutes."}
    answer = {**GOOD, "points": [GOOD["points"][0], invented]}
    written(tmp_path, {**ROW, "answer": answer})
    done = command(*good)
    assert done.code == 1
    assert "worse: items accepted was 1.000" in done.out


@pytest.mark.parametrize("answer", [{}, "text", {"points": [3]}])
def test_a_row_without_an_answer_is_an_error(
    tmp_path: Path, command: Command, answer: object
) -> None:
    assert command("eval", "summaries", written(tmp_path, {**ROW, "answer": answer})).code == 2
