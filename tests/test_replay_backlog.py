"""Eight weeks of a recorded internet: few proposals, and what was dismissed never returns."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.replay.program import Program, recording
from tests.replay.weeks import subscribe

SHARED = Path(__file__).parents[2] / "shared"
FIRST = datetime(2026, 2, 16)  # noqa: DTZ001 - printed with its zone
MONDAYS = [f"{FIRST + timedelta(weeks=week):%Y-%m-%dT00:00:00Z}" for week in range(8)]
CLUSTERS = ("taxonomy-proposal", "unmapped-cluster")
NEW_A_WEEK = 5

pytestmark = [
    pytest.mark.skipif(
        not (SHARED / "replay" / "serve.py").exists(),
        reason="no recording beside the project (../shared/replay)",
    ),
    pytest.mark.long,
    pytest.mark.timeout(900),
]


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    with recording(SHARED / "replay", tmp_path / "tls", MONDAYS[0]) as port:
        installed = Program(tmp_path, port, tmp_path / "tls" / "ca.pem")
        installed("init", "--empty", ".")
        settings = tmp_path / "catchup.toml"
        settings.write_text(settings.read_text("utf-8").replace('pause = "1s"', 'pause = "0s"'))
        subscribe(installed, SHARED / "replay")
        yield installed


def proposals(program: Program, now: str, state: str) -> dict[str, Any]:
    """Clusters in a state, by what they are called."""
    listed = json.loads(program("--now", now, "--json", "backlog", "list", "--state", state))
    return {row["subject"]: row for row in listed if row["kind"] in CLUSTERS}


def test_over_eight_weeks_few_are_new_and_none_returns(program: Program) -> None:
    dismissed: dict[str, Any] = {}
    new = []
    for now in MONDAYS:
        program.ask(f"/__clock?now={now}")
        program.stages(now, "crawl")
        program.stages(now, "match")
        assert program.stages(now, "match")["backlog"]["done"] == 0
        waiting = proposals(program, now, "open")
        assert not dismissed.keys() & waiting.keys()
        assert len(waiting) <= NEW_A_WEEK
        new.append(len(waiting))
        for subject, row in waiting.items():
            program("--now", now, "backlog", "dismiss", row["entry"], "--by", "garam")
            dismissed[subject] = row
        assert proposals(program, now, "dismissed").keys() == dismissed.keys()
    assert sum(new) > 0
