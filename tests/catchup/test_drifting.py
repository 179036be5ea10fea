"""What a run says of the models that answered in it."""

from typing import Any

import pytest

from catchup.pipeline.drifting import notes
from catchup.types import Tally
from summarize.outcomes import REPAIR, SUMMARY, Outcome


def tally(calls: int = 1, **changes: Any) -> Tally:  # noqa: ANN401 - any field
    fields: dict[str, Any] = {
        "model": "small",
        "prompt": "p-1",
        "purpose": SUMMARY,
        "outcome": Outcome.OK.value,
        "calls": calls,
        "points": 4 * calls,
        "dropped": 0,
    }
    return Tally(**{**fields, **changes})


def said(recent: list[Tally], before: list[Tally]) -> tuple[str, ...]:
    """Of a run in which all the recent calls were made."""
    return notes([], recent, [*recent, *before])


def test_of_a_run_without_a_fault_nothing_is_said() -> None:
    assert said([tally(5)], []) == ()
    assert said([], [tally(5)]) == ()


def test_a_run_says_what_was_repaired_dropped_and_of_no_use() -> None:
    run = [
        tally(3),
        tally(1, outcome="unverified", dropped=3),
        tally(1, purpose=REPAIR, dropped=1),
        tally(1, outcome="refused", points=0),
    ]
    assert said(run, []) == (
        "small: answers: 5, asked for once more: 1, of no use: 1; points dropped: 4 of 20",
    )


def test_only_what_was_asked_in_this_run_is_told() -> None:
    earlier = [tally(2, outcome="unverified", dropped=8), tally(2, purpose=REPAIR)]
    assert notes(earlier, earlier, earlier) == ()
    assert notes(earlier, [*earlier, tally(3)], [*earlier, tally(3)]) == ()
    later = [tally(2, outcome="unverified", dropped=8), tally(3, purpose=REPAIR), tally(1)]
    assert notes(earlier, later, later) == (
        "small: answers: 1, asked for once more: 1, of no use: 0; points dropped: 0 of 8",
    )


@pytest.mark.parametrize("outcome", ["timeout", "server-error", "key-refused", "request-refused"])
def test_what_the_network_or_the_account_did_is_not_the_models(outcome: str) -> None:
    assert said([tally(3), tally(9, outcome=outcome, points=0)], []) == ()


def test_topics_and_notes_are_no_summaries() -> None:
    assert said([tally(20, purpose="topics", outcome="wrong-shape", points=0)], []) == ()


@pytest.mark.parametrize(
    ("dropped", "used", "told"),
    [
        (12, 12, True),  # 30 % of 40 points, 10 % of 120 before
        (8, 0, True),
        (8, 15, False),  # 20 % and 12.5 %: not twice as much
        (3, 0, False),  # 7.5 %: not ten points more
        (16, 60, False),  # 40 % and 50 %: better
    ],
)
def test_many_more_points_dropped_than_before_are_named(
    dropped: int, used: int, told: bool
) -> None:
    found = said([tally(10, dropped=dropped)], [tally(30, dropped=used)])
    worse = f"small does worse: {dropped / 40:.0%} of points dropped in a week, {used / 120:.0%} "
    assert [note.startswith(worse) for note in found[1:]] == [True] * told


def test_many_more_useless_answers_than_before_are_named() -> None:
    refused = tally(3, outcome="refused", points=0)
    assert said([tally(7), refused], [tally(30)])[1:] == (
        "small does worse: 30% of answers of no use in a week, 0% before",
    )


@pytest.mark.parametrize(("now", "before"), [(9, 30), (10, 29)])
def test_few_answers_are_no_comparison(now: int, before: int) -> None:
    assert len(said([tally(now, dropped=now * 4)], [tally(before)])) == 1
    assert len(said([tally(10, dropped=40)], [tally(30)])) == 2


@pytest.mark.parametrize("other", [{"model": "large"}, {"prompt": "p-2"}])
def test_a_model_is_compared_with_itself_under_the_same_rules_alone(other: dict[str, str]) -> None:
    assert len(said([tally(10, dropped=40, **other)], [tally(30)])) == 1
