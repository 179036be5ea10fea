"""Rules of the backlog: which decision an entry's state allows, and which entries a list shows.

| action | from | to |
|---|---|---|
| claim | open, snoozed, claimed by the same person | claimed |
| accept | open, snoozed, claimed by the same person | accepted |
| dismiss | open, snoozed, claimed by the same person | dismissed |
| snooze | open, snoozed, claimed by the same person | snoozed, until an instant to come |
| note | every state | the same |
| reopen | every state but open | open |

By time alone: a claim falls open after 14 days without a word, a snooze when its instant has come.
Accepted and dismissed are final: only `reopen` lifts them.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from catchup.errors import BacklogError
from catchup.types import (
    BacklogEntry,
    BacklogState,
    Candidate,
    ItemKind,
    Language,
    Level,
    Taxonomy,
    TopicId,
)

CLAIM_LASTS = timedelta(days=14)
FINAL = frozenset({BacklogState.ACCEPTED, BacklogState.DISMISSED})


class Action(StrEnum):
    """What a person can do with an entry."""

    CLAIM = "claim"
    ACCEPT = "accept"
    DISMISS = "dismiss"
    SNOOZE = "snooze"
    NOTE = "note"
    REOPEN = "reopen"


REACHES = {
    Action.CLAIM: BacklogState.CLAIMED,
    Action.ACCEPT: BacklogState.ACCEPTED,
    Action.DISMISS: BacklogState.DISMISSED,
    Action.SNOOZE: BacklogState.SNOOZED,
    Action.REOPEN: BacklogState.OPEN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which entries to show; what is None does not restrict. `since` counts from first seen."""

    topic: TopicId | None = None
    area: TopicId | None = None
    state: BacklogState | None = None
    level: Level | None = None
    kind: ItemKind | None = None
    language: Language | None = None
    since: datetime | None = None


def state_at(entry: BacklogEntry, now: datetime) -> BacklogState:
    """The state after what time alone changes."""
    return awake(entry, now).state


def is_waiting(entry: BacklogEntry, now: datetime) -> bool:
    """Whether anyone may take the entry up: open, or fallen open by time."""
    return state_at(entry, now) is BacklogState.OPEN


def apply(
    entry: BacklogEntry,
    action: Action,
    by: str,
    now: datetime,
    *,
    until: datetime | None = None,
    note: str = "",
) -> BacklogEntry:
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
        present = replace(
            present,
            state=REACHES[action],
            claimed_by=who if action is Action.CLAIM else "",
            until=until if action is Action.SNOOZE else None,
        )
    return replace(present, note=words or present.note, by=who, changed=now)


def matches(
    wanted: Filter, candidate: Candidate, entry: BacklogEntry, taxonomy: Taxonomy, now: datetime
) -> bool:
    """Whether an entry is one of those that a filter asks for.

    The level is the summary's, else the topic's; an entry of a topic that the taxonomy no longer
    holds is in no area.
    """
    item = candidate.item
    topic = taxonomy.topics.get(entry.topic)
    level = candidate.summary.level if candidate.summary else topic and topic.level
    return (
        wanted.topic in {None, entry.topic}
        and wanted.area in {None, topic and topic.parent}
        and wanted.state in {None, state_at(entry, now)}
        and wanted.level in {None, level}
        and wanted.kind in {None, item.kind}
        and wanted.language in {None, item.language}
        and (wanted.since is None or item.first_seen >= wanted.since)
    )


def awake(entry: BacklogEntry, now: datetime) -> BacklogEntry:
    """The entry as time has left it: open where its claim or its snooze is over."""
    silent = entry.changed is None or now - entry.changed >= CLAIM_LASTS
    claim_over = entry.state is BacklogState.CLAIMED and silent
    snooze_over = entry.state is BacklogState.SNOOZED and (
        entry.until is None or entry.until <= now
    )
    if claim_over or snooze_over:
        return replace(entry, state=BacklogState.OPEN, claimed_by="", until=None)
    return entry


def _check_said(action: Action, who: str, words: str) -> None:
    if not who:
        raise BacklogError("a decision needs a name", hint="say who decides")
    if action is Action.NOTE and not words:
        raise BacklogError("a note needs words")


def _check_allowed(entry: BacklogEntry, action: Action, who: str) -> None:
    if action is Action.NOTE:
        return
    what = f"item {entry.item} at {entry.topic}"
    if action is Action.REOPEN:
        if entry.state is BacklogState.OPEN:
            raise BacklogError(f"{what} is open already")
        return
    if entry.state in FINAL:
        raise BacklogError(
            f"cannot {action} {what}: it was {entry.state} by {entry.by}",
            hint="`reopen` lifts a decision",
        )
    if entry.state is BacklogState.CLAIMED and entry.claimed_by != who:
        raise BacklogError(
            f"cannot {action} {what}: {entry.claimed_by} has claimed it",
            hint="ask them, or lift the claim by `reopen`",
        )


def _wake_up(until: datetime | None, now: datetime) -> datetime:
    if until is None or until <= now:
        raise BacklogError("a snooze needs an instant to come", hint="such as 14d or a date")
    return until
