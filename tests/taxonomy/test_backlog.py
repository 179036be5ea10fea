"""Every action that the table allows works, others are refused; time and rules do their part."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from catchup.errors import BacklogError
from catchup.types import BacklogEntry, BacklogKind, BacklogState, Standing, Task
from taxonomy.backlog import (
    FINAL,
    FROM,
    HELD,
    REACHES,
    Action,
    apply,
    awake,
    is_waiting,
    settle,
    state_at,
)
from tests.fakes.builders import NOW, a_task

DAY = timedelta(days=1)
OPEN = BacklogEntry(item=1, topic="rag")
TRIAGED = apply(OPEN, Action.TRIAGE, "garam", NOW)
CLAIMED = apply(OPEN, Action.CLAIM, "garam", NOW)
IN_REVIEW = apply(CLAIMED, Action.REVIEW, "garam", NOW)
SNOOZED = apply(OPEN, Action.SNOOZE, "garam", NOW, until=NOW + DAY)
ACCEPTED = apply(OPEN, Action.ACCEPT, "garam", NOW)
DISMISSED = apply(OPEN, Action.DISMISS, "garam", NOW)
DONE = replace(OPEN, state=BacklogState.DONE, changed=NOW)
ENTRIES = {
    entry.state: entry
    for entry in (OPEN, TRIAGED, CLAIMED, IN_REVIEW, SNOOZED, ACCEPTED, DISMISSED, DONE)
}
TAKING = (Action.TRIAGE, Action.CLAIM, Action.REVIEW, Action.ACCEPT, Action.DISMISS, Action.SNOOZE)
KIND = BacklogKind.MISSING_PAGE
KINDS = frozenset({KIND})


def act(entry: BacklogEntry, action: Action, by: str = "garam") -> BacklogEntry:
    return apply(entry, action, by, NOW, until=NOW + 2 * DAY, note="because")


def test_every_state_is_in_this_test() -> None:
    assert set(ENTRIES) == set(BacklogState)
    assert set(FROM) == set(Action)


@pytest.mark.parametrize("action", [*TAKING, Action.REOPEN])
@pytest.mark.parametrize("state", BacklogState)
def test_an_action_works_from_the_states_that_the_table_names_and_from_no_other(
    state: BacklogState, action: Action
) -> None:
    if state not in FROM[action]:
        with pytest.raises(BacklogError, match=f"cannot {action} item 1 at rag"):
            act(ENTRIES[state], action)
        return
    entry = act(ENTRIES[state], action)
    assert entry.state is REACHES[action]
    assert (entry.by, entry.changed, entry.note) == ("garam", NOW, "because")
    assert entry.claimed_by == ("garam" if entry.state in HELD else "")
    assert (entry.until is not None) == (action is Action.SNOOZE)


@pytest.mark.parametrize("action", TAKING)
@pytest.mark.parametrize("state", sorted(FINAL))
def test_a_decision_is_final(state: BacklogState, action: Action) -> None:
    with pytest.raises(BacklogError, match=f"it was {state} by garam") as refused:
        act(ENTRIES[state], action)
    assert "reopen" in refused.value.hint


@pytest.mark.parametrize("action", TAKING)
def test_what_somebody_has_claimed_is_theirs(action: Action) -> None:
    with pytest.raises(BacklogError, match="garam has claimed it"):
        act(CLAIMED, action, "narae")


def test_what_is_in_review_is_judged_by_others_and_taken_back_by_its_claimant() -> None:
    assert IN_REVIEW.claimed_by == "garam"
    assert act(IN_REVIEW, Action.ACCEPT, "narae").state is BacklogState.ACCEPTED
    assert act(IN_REVIEW, Action.DISMISS, "narae").state is BacklogState.DISMISSED
    assert act(IN_REVIEW, Action.CLAIM, "garam").state is BacklogState.CLAIMED
    with pytest.raises(BacklogError, match="garam has claimed it"):
        act(IN_REVIEW, Action.CLAIM, "narae")


def test_review_waits_for_others_however_long() -> None:
    assert state_at(IN_REVIEW, NOW + 90 * DAY) is BacklogState.IN_REVIEW


def test_only_what_is_claimed_is_handed_in() -> None:
    with pytest.raises(BacklogError, match="open already") as refused:
        act(OPEN, Action.REVIEW)
    assert "claim" in refused.value.hint


@pytest.mark.parametrize("state", BacklogState)
def test_a_note_changes_no_state(state: BacklogState) -> None:
    before = ENTRIES[state]
    entry = act(before, Action.NOTE, "narae")
    assert replace(entry, note=before.note, by=before.by, changed=before.changed) == before
    assert entry.note == "because"


def test_an_action_without_a_note_keeps_the_old_one() -> None:
    noted = apply(OPEN, Action.NOTE, "garam", NOW, note=" compare with part 3 ")
    assert apply(noted, Action.ACCEPT, "narae", NOW).note == "compare with part 3"


def test_a_claim_falls_open_after_two_weeks_of_silence() -> None:
    late = NOW + 14 * DAY
    assert not is_waiting(CLAIMED, late - timedelta(seconds=1))
    assert is_waiting(CLAIMED, late)
    assert apply(CLAIMED, Action.CLAIM, "narae", late).claimed_by == "narae"
    noted = apply(CLAIMED, Action.NOTE, "garam", NOW + DAY, note="half done")
    assert state_at(noted, late) is BacklogState.CLAIMED


def test_a_note_does_not_bring_a_lost_claim_back() -> None:
    entry = apply(CLAIMED, Action.NOTE, "garam", NOW + 15 * DAY, note="sorry")
    assert (entry.state, entry.claimed_by) == (BacklogState.OPEN, "")


def test_a_snooze_ends_at_its_instant() -> None:
    assert not is_waiting(SNOOZED, NOW)
    assert is_waiting(SNOOZED, NOW + DAY)


@pytest.mark.parametrize("until", [None, NOW, NOW - DAY])
def test_a_snooze_ends_in_time_to_come(until: "object") -> None:
    with pytest.raises(BacklogError, match="instant to come"):
        apply(OPEN, Action.SNOOZE, "garam", NOW, until=until)  # type: ignore[arg-type]


def test_a_decision_has_a_name_and_a_note_has_words() -> None:
    with pytest.raises(BacklogError, match="name"):
        apply(OPEN, Action.CLAIM, "  ", NOW)
    with pytest.raises(BacklogError, match="words"):
        apply(OPEN, Action.NOTE, "garam", NOW, note=" ")


# ---- Rules ------------------------------------------------------------------------------------


def test_a_task_opens_once_and_closes_when_its_reason_is_gone() -> None:
    (task,) = opened = settle((), [a_task(id=0)], KINDS, NOW)
    assert (task.state, task.id) == (BacklogState.OPEN, 0)
    assert settle(opened, [a_task(id=0)], KINDS, NOW) == ()
    (closed,) = settle(opened, [], KINDS, NOW + DAY)
    assert (closed.state, closed.by, closed.changed) == (BacklogState.DONE, "", NOW + DAY)
    assert settle([closed], [], KINDS, NOW + 2 * DAY) == ()
    (back,) = settle([closed], [a_task(id=0)], KINDS, NOW + 3 * DAY)
    assert (back.state, back.opened) == (BacklogState.OPEN, task.opened)


@pytest.mark.parametrize("action", [Action.ACCEPT, Action.DISMISS])
def test_no_rule_changes_what_a_person_has_decided(action: Action) -> None:
    decided = apply(a_task(), action, "garam", NOW)
    assert settle([decided], [a_task(id=0)], KINDS, NOW + DAY) == ()
    assert settle([decided], [], KINDS, NOW + DAY) == ()


def test_a_claimed_task_is_closed_when_its_reason_is_gone() -> None:
    claimed = apply(a_task(), Action.CLAIM, "garam", NOW)
    assert settle([claimed], [a_task(id=0)], KINDS, NOW) == ()
    (closed,) = settle([claimed], [], KINDS, NOW)
    assert (closed.state, closed.claimed_by) == (BacklogState.DONE, "")


def test_kinds_that_were_not_looked_at_stay_as_they_are() -> None:
    assert settle([a_task()], [], frozenset({BacklogKind.DEAD_LINK}), NOW) == ()
    assert settle([], [a_task(id=0)], frozenset({BacklogKind.DEAD_LINK}), NOW) == ()


def test_a_task_is_told_anew_and_stays_with_its_claimant() -> None:
    claimed = apply(a_task(), Action.CLAIM, "garam", NOW)
    (told,) = settle([claimed], [a_task(id=0, items=(4, 5))], KINDS, NOW + DAY)
    assert told == replace(claimed, items=(4, 5))


# ---- Everything in any order ------------------------------------------------------------------


def legal(entry: Standing) -> bool:
    return (
        bool(entry.claimed_by) == (entry.state in HELD)
        and (entry.until is not None) == (entry.state is BacklogState.SNOOZED)
        and bool(entry.by or entry.state in {BacklogState.OPEN, BacklogState.DONE})
    )


class Backlog(RuleBasedStateMachine):
    """People decide and rules look, in any order, while time passes."""

    def __init__(self) -> None:
        super().__init__()
        self.task = a_task()
        self.now = NOW
        self.reason = True

    @rule(days=st.integers(0, 20))
    def time_passes(self, days: int) -> None:
        decided = self.task.state in FINAL
        self.now += days * DAY
        assert (state_at(self.task, self.now) in FINAL) == decided

    @rule(
        action=st.sampled_from(Action),
        by=st.sampled_from(["garam", "narae"]),
        days=st.integers(-1, 3),
    )
    def somebody_acts(self, action: Action, by: str, days: int) -> None:
        before, until = self.task, self.now + days * DAY
        present = awake(before, self.now)
        try:
            self.task = apply(before, action, by, self.now, until=until, note="n")
        except BacklogError:
            theirs = present.claimed_by not in {"", by}
            too_late = action is Action.SNOOZE and days < 1
            assert present.state not in FROM[action] or theirs or too_late
            return
        assert present.state in FROM[action]
        assert (self.task.by, self.task.changed) == (by, self.now)
        assert self.task.state is REACHES.get(action, present.state)

    @rule(reason=st.booleans())
    def the_world_changes(self, reason: bool) -> None:
        self.reason = reason

    @rule()
    def rules_look(self) -> None:
        before, wanted = self.task, [a_task(id=0)] if self.reason else []
        for task in settle([before], wanted, KINDS, self.now):
            assert task.id == before.id
            self.task = task
        assert settle([self.task], wanted, KINDS, self.now + DAY) == ()
        if before.state in FINAL:
            assert self.task == before
        else:
            assert (self.task.state is BacklogState.DONE) == (not self.reason)

    @precondition(lambda self: self.task.state is not BacklogState.DONE)
    @rule()
    def a_way_on_remains(self) -> None:
        """From wherever it is, people can lead it to each decision and back."""
        reopened = self.task
        if state_at(reopened, self.now) is not BacklogState.OPEN:
            reopened = apply(reopened, Action.REOPEN, "narae", self.now)
        for action in (Action.ACCEPT, Action.DISMISS):
            assert apply(reopened, action, "narae", self.now).state is REACHES[action]

    @invariant()
    def fields_agree_with_the_state(self) -> None:
        assert legal(self.task)
        assert legal(awake(self.task, self.now))
        assert is_waiting(self.task, self.now) == (
            state_at(self.task, self.now) is BacklogState.OPEN
        )


TestBacklog = Backlog.TestCase


def test_every_state_can_be_reached() -> None:
    seen, found = {BacklogState.OPEN}, [a_task()]
    while found:
        task: Task = found.pop()
        after = list(settle([task], [], KINDS, NOW))
        for action in Action:
            try:
                after.append(apply(task, action, "garam", NOW, until=NOW + DAY, note="n"))
            except BacklogError:
                continue
        for one in after:
            if one.state not in seen:
                seen.add(one.state)
                found.append(one)
    assert seen == set(BacklogState)
