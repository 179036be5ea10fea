"""The real program over a recorded internet, when the recording lies beside the project."""

from pathlib import Path

import pytest

from tests.replay.weeks import Outcome, run_weeks

SHARED = Path(__file__).parents[2] / "shared"
ROWS = (
    "3 sightings",
    "3 one link one item",
    "3 named errors",
    "3 second run stores nothing",
    "3 identical bytes",
    "papers",
    "videos",
    "no source fails silently",
    "issues opened once",
    "issues share no item",
    "issue files never change",
    "4 doubtful dates",
    "5 back-fill",
    "6 canaries and facts",
    "manners",
    "conditional",
    "model: second run makes no call",
    "model: second run changes nothing",
    "model: answers are kept",
    "model: ledger",
    "model: canaries and facts",
)

pytestmark = [
    pytest.mark.skipif(
        not (SHARED / "replay" / "serve.py").exists(),
        reason="no recording beside the project (../shared/replay)",
    ),
    pytest.mark.timeout(900),
    pytest.mark.xdist_group("replay"),
]


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    return run_weeks(SHARED, tmp_path_factory.mktemp("weeks"))


@pytest.mark.long  # eight minutes of one processor, half of what all other tests take together
@pytest.mark.parametrize("row", ROWS)
def test_four_weeks_leave_no_finding(outcome: Outcome, row: str) -> None:
    assert outcome.findings[row] == []


@pytest.mark.long
@pytest.mark.timeout(2400)
def test_with_real_pauses_no_host_sees_two_requests_at_once_or_within_a_second(
    tmp_path: Path,
) -> None:
    outcome = run_weeks(SHARED, tmp_path, pause="1s")
    assert outcome.findings["manners"] == []
    assert outcome.findings["conditional"] == []
