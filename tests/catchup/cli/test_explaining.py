"""What was learned is told with its figures, and part by part, farthest from the hand-set first."""

from dataclasses import replace

import pytest

from catchup.cli.explaining import issue_as_json, say_issue, say_learned
from catchup.types import Learned, Part
from publish.freezing import freeze, thaw
from tests.publish.samples import a_week, digest_of

LEARNED = Learned(
    factors={Part.HANDS_ON: 0.8, Part.EVIDENCE: 2.5, Part.NEWS: -1.0},
    decisions=84,
    held_back=0.81,
    by_hand=0.64,
)


def test_the_factors_stand_with_the_number_of_decisions(
    capsys: pytest.CaptureFixture[str],
) -> None:
    say_learned(LEARNED)
    head, *factors = capsys.readouterr().out.splitlines()
    assert "from 84 decisions" in head
    assert "0.81" in head
    assert "0.64" in head
    assert [line.strip() for line in factors] == [
        "×-1.00 company news (업계 소식)",
        "×2.50 evidence (근거)",
        "×0.80 hands-on (따라 하기)",
    ]


def test_where_nothing_was_learned_nothing_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    say_learned(None)
    assert capsys.readouterr().out == ""


def test_an_issue_keeps_what_had_been_learned_when_it_was_frozen(
    capsys: pytest.CaptureFixture[str],
) -> None:
    digest = thaw(freeze(replace(digest_of(a_week()), learned=LEARNED)))
    say_issue(digest)
    assert "from 84 decisions" in capsys.readouterr().out
    assert issue_as_json(digest)["learned"] == {
        "factors": {"hands-on": 0.8, "evidence": 2.5, "news": -1.0},
        "decisions": 84,
        "held_back": 0.81,
        "by_hand": 0.64,
    }
