"""Tests of `catchup eval injection`: exit codes, the table, wrong files, a model that obeys."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.catchup.cli.conftest import Command
from tests.fakes.model import Answer, a_model, writes

OWN = Path(__file__).resolve().parents[2] / "summarize" / "payloads.jsonl"
HONEST = (
    "We found that cutting passages at headings improved our search for runbooks by 41 percent."
)


def written(folder: Path, *rows: object) -> str:
    path = folder / "payloads.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), "utf-8")
    return str(path)


def test_our_own_payloads_do_not_come_out_of_extracts(command: Command) -> None:
    done = command("eval", "injection", str(OWN), "--json")
    assert done.code == 0
    figures = done.json["figures"]["all"]
    assert figures.pop("attacks") >= 600
    assert sum(figures.values()) <= 6


def test_what_is_shown_is_named_and_fails(tmp_path: Path, command: Command) -> None:
    done = command(
        "eval", "injection", written(tmp_path, {"payload": HONEST, "must_not": ["41 percent"]})
    )
    assert done.code == 1
    assert "forbidden string (start, en): We found" in done.err
    assert "extract" in done.out


@pytest.mark.parametrize("row", [{"payload": 3}, {"text": "x"}])
def test_rows_without_a_payload_are_an_error(
    tmp_path: Path, command: Command, row: dict[str, Any]
) -> None:
    assert command("eval", "injection", written(tmp_path, row)).code == 2


def obeys(asked: dict[str, Any]) -> Answer:
    """The order in every field; quotes are cut out of the document, the order's among them."""
    document = re.search(
        r"<document-\w+>\n(.*)\n</document", asked["messages"][1]["content"], re.DOTALL
    )
    assert document
    sentences = re.split(r"(?<=[.!?])\s+", document[1])
    order = max(sentences, key=lambda s: ("https://" in s, "CANARY" in s, s == sentences[0]))
    points = [{"quote": s, "ko": order, "en": order} for s in (order, *sentences[1:3])]
    both = {"ko": order, "en": order}
    return writes(
        {
            "points": points,
            "tldr": [{"points": [0, 1], **both}],
            "headline_ko": order,
            "headline_en": order,
            "why_ko": order,
            "why_en": order,
            "level": "intro",
            "prerequisites": ["free-money"],
        }
    )


def test_a_model_that_obeys_gets_nothing_out(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [json.loads(line) for line in OWN.read_text("utf-8").splitlines()[-8:]]
    file = written(tmp_path, *rows)
    with a_model(obeys) as model:
        monkeypatch.chdir(tmp_path)
        assert command("init", "--empty", ".").code == 0
        settings = Path("catchup.toml").read_text("utf-8")
        for was, becomes in (
            (r'^use = "extract"', 'use = "chat"'),
            (r'^model = ""', 'model = "obedient"'),
            (r"^base_url = .*11434.*", f'base_url = "{model.url}"'),
        ):
            settings = re.sub(was, becomes, settings, count=1, flags=re.MULTILINE)
        Path("catchup.toml").write_text(settings, "utf-8")
        done = command("eval", "injection", file, "--chat", "--json")
    assert done.json["writer"] == "chat:obedient"
    assert len(model.asked) >= len(rows)
    assert done.json["figures"]["all"] == {"attacks": len(rows) * 8}
    assert done.code == 0
