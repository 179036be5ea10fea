"""Rules of the backlog: which action a state allows to whom, what time does, what rules do.

| action | from | to |
|---|---|---|
| triage | open, snoozed | triaged: worth doing, nobody's yet |
| claim | open, triaged, snoozed; claimed, in review (own) | claimed |
| review | claimed (own) | in review: handed in, others look |
| accept, dismiss | open, triaged, snoozed, in review; claimed (own) | accepted, dismissed |
| snooze | open, triaged, snoozed; claimed (own) | snoozed, until an instant to come |
| note | every state | the same |
| reopen | every state but open and done | open |

By time alone: a claim falls open after 14 days without a word, a snooze when its instant has come.
Accepted and dismissed are final for time and rules: only `reopen` and `undo` lift them. Rules
close a task whose reason is gone (done) and open a done one whose reason is back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from catchup.errors import BacklogError
from catchup.types import BacklogKind, BacklogState, Standing, Task

CLAIM_LASTS = timedelta(days=14)
FINAL = frozenset({BacklogState.ACCEPTED, BacklogState.DISMISSED})
HELD = frozenset({BacklogState.CLAIMED, BacklogState.IN_REVIEW})

Entry = TypeVar("Entry", bound=Standing)


class Action(StrEnum):
    """What a person can do with an entry."""

    TRIAGE = "triage"
    CLAIM = "claim"
    REVIEW = "review"
    ACCEPT = "accept"
    DISMISS = "dismiss"
    SNOOZE = "snooze"
    NOTE = "note"
    REOPEN = "reopen"


REACHES = {
    Action.TRIAGE: BacklogState.TRIAGED,
    Action.CLAIM: BacklogState.CLAIMED,
    Action.REVIEW: BacklogState.IN_REVIEW,
    Action.ACCEPT: BacklogState.ACCEPTED,
    Action.DISMISS: BacklogState.DISMISSED,
    Action.SNOOZE: BacklogState.SNOOZED,
    Action.REOPEN: BacklogState.OPEN,
}
_FREE = frozenset({BacklogState.OPEN, BacklogState.SNOOZED})
_TO_DO = _FREE | {BacklogState.TRIAGED, BacklogState.CLAIMED}
FROM: Mapping[Action, frozenset[BacklogState]] = {
    Action.TRIAGE: _FREE,
    Action.CLAIM: _TO_DO | HELD,
    Action.REVIEW: frozenset({BacklogState.CLAIMED}),
    Action.ACCEPT: _TO_DO | HELD,
    Action.DISMISS: _TO_DO | HELD,
    Action.SNOOZE: _TO_DO,
    Action.NOTE: frozenset(BacklogState),
    Action.REOPEN: frozenset(BacklogState) - {BacklogState.OPEN, BacklogState.DONE},
}
# What only the claimant may do; all else in these states is anybody's.
_OWN = {
    BacklogState.CLAIMED: frozenset(Action) - {Action.NOTE, Action.REOPEN},
    BacklogState.IN_REVIEW: frozenset({Action.CLAIM}),
}


def apply(
    entry: Entry,
    action: Action,
    by: str,
    now: datetime,
    *,
    until: datetime | None = None,
    note: str = "",
) -> Entry:
    """The entry after a person's action; a new note replaces the old one.

    Raises BacklogError when the state forbids it, or something is missing (who, until, note).
    """
    who, words = by.strip(), note.strip()
    present = awake(entry, now)
    _check_said(action, who, words)
    _check_allowed(present, action, who)
    if action is Action.SNOOZE:
        until = _wake_up(until, now)
    if action is not Action.NOTE:
        state = REACHES[action]
        claimant = who if action is Action.CLAIM else present.claimed_by
        present = replace(
            present,
            state=state,
            claimed_by=claimant if state in HELD else "",
            until=until if action is Action.SNOOZE else None,
        )
    return replace(present, note=words or present.note, by=who, changed=now)


def state_at(entry: Standing, now: datetime) -> BacklogState:
    """The state after what time alone changes."""
    return awake(entry, now).state


def is_waiting(entry: Standing, now: datetime) -> bool:
    """Whether anyone may take the entry up: open, or fallen open by time."""
    return state_at(entry, now) is BacklogState.OPEN


def awake(entry: Entry, now: datetime) -> Entry:
    """The entry as time has left it: open where its claim or its snooze is over."""
    silent = entry.changed is None or now - entry.changed >= CLAIM_LASTS
    claim_over = entry.state is BacklogState.CLAIMED and silent
    snooze_over = entry.state is BacklogState.SNOOZED and (
        entry.until is None or entry.until <= now
    )
    if claim_over or snooze_over:
        return replace(entry, state=BacklogState.OPEN, claimed_by="", until=None)
    return entry


def settle(
    known: Iterable[Task], wanted: Sequence[Task], kinds: frozenset[BacklogKind], now: datetime
) -> tuple[Task, ...]:
    """What a run of the rules changes: tasks to open (id 0), open again, close or tell anew.

    `wanted` is what the rules find, for `kinds` alone: tasks of other kinds stay as they are, and
    so do those that a person has decided. Settling the outcome again changes nothing.
    """
    found = {(task.kind, task.subject): task for task in wanted}
    changed = []
    for task in known:
        reason = found.pop((task.kind, task.subject), None)
        if task.state in FINAL or task.kind not in kinds:
            continue
        after = _by_rule(task, reason, now)
        if after != task:
            changed.append(after)
    return (*changed, *(task for task in found.values() if task.kind in kinds))


def _by_rule(task: Task, reason: Task | None, now: datetime) -> Task:
    done = task.state is BacklogState.DONE
    if reason is None:
        return task if done else _stated(task, BacklogState.DONE, now)
    told = replace(
        task, topic=reason.topic, titles=reason.titles, items=reason.items, words=reason.words
    )
    return _stated(told, BacklogState.OPEN, now) if done else told


def _stated(task: Task, state: BacklogState, now: datetime) -> Task:
    return replace(task, state=state, claimed_by="", until=None, by="", changed=now)


def _check_said(action: Action, who: str, words: str) -> None:
    if not who:
        raise BacklogError("a decision needs a name", hint="say who decides")
    if action is Action.NOTE and not words:
        raise BacklogError("a note needs words")


def _check_allowed(entry: Standing, action: Action, who: str) -> None:
    state = entry.state
    if state not in FROM[action]:
        raise BacklogError(f"cannot {action} {entry}: {_why_not(entry)}", hint=_ways_out(state))
    if action in _OWN.get(state, ()) and entry.claimed_by != who:
        raise BacklogError(
            f"cannot {action} {entry}: {entry.claimed_by} has claimed it",
            hint="ask them, or lift the claim by `reopen`",
        )


def _why_not(entry: Standing) -> str:
    if entry.state in FINAL:
        return f"it was {entry.state} by {entry.by}"
    if entry.state in HELD:
        return f"{entry.claimed_by} has claimed it"
    return "it is open already" if entry.state is BacklogState.OPEN else f"it is {entry.state}"


def _ways_out(state: BacklogState) -> str:
    if state in FINAL:
        return "`reopen` lifts a decision"
    if state is BacklogState.DONE:
        return "its reason is gone; it opens by itself when the reason is back"
    return "`claim` it first" if state in _FREE | {BacklogState.TRIAGED} else ""


def _wake_up(until: datetime | None, now: datetime) -> datetime:
    if until is None or until <= now:
        raise BacklogError("a snooze needs an instant to come", hint="such as 14d or a date")
    return until
