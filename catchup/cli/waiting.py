"""Reads the backlog for its commands: all rows, and the one that a person means."""

from datetime import datetime

from catchup.cli.session import Session
from catchup.cli.whatsnew import within
from catchup.errors import BacklogError
from catchup.types import BacklogEntry, Task
from taxonomy.backlog import awake
from taxonomy.querying import Waiting, of_item, of_task

LONGEST = len(str(2**63))  # digits of a number that a database takes
TASK = "t"  # stands before the number of a task: t7 is a task, 7 is an item


def rows(session: Session, now: datetime) -> list[Waiting]:
    """Everything that waits or was decided about: items, the newest first, then tasks."""
    items = [
        of_item(candidate, awake(entry, now))
        for candidate, entry in session.store.backlog.entries(now)
    ]
    return [*items, *(of_task(awake(task, now)) for task in session.store.tasks.all())]


def rows_of(session: Session, ref: str, now: datetime) -> list[Waiting]:
    """The rows of one item or task. Raises BacklogError when there is none."""
    if task := _task(session, ref):
        return [of_task(awake(task, now))]
    found = [
        of_item(candidate, awake(entry, now))
        for candidate, entry in session.store.backlog.entries(now)
        if str(entry.item) == ref
    ]
    if not found:
        known = ref.isdecimal() and len(ref) < LONGEST and session.store.items.get(int(ref))
        if not known:
            raise BacklogError(f"there is no item {ref}", hint="see `catchup backlog list`")
        hint = (
            f"put it at one: `catchup backlog add {known.item.link or known.item.url} --topic ID`"
        )
        raise BacklogError(f"item {ref} waits at no topic", hint=hint)
    return found


def one(session: Session, ref: str, topic: str, now: datetime) -> BacklogEntry | Task:
    """The one entry that a person means, as time has left it.

    Raises BacklogError, and ConfigError naming the nearest topics where none is called `topic`.
    """
    found = [row.entry for row in rows_of(session, ref, now)]
    meant = [entry for entry in found if topic in {"", entry.topic}]
    if topic and not meant:
        within(session.taxonomy(), topic)
    if len(meant) != 1:
        every = ", ".join(entry.topic for entry in found)
        name = "task" if isinstance(found[0], Task) else "item"
        raise BacklogError(f"{name} {ref} waits at: {every}", hint="name one by --topic")
    return meant[0]


def ref_of(entry: BacklogEntry | Task) -> str:
    """How people name an entry: 42 is an item, t7 a task."""
    return f"{TASK}{entry.id}" if isinstance(entry, Task) else str(entry.item)


def _task(session: Session, ref: str) -> Task | None:
    number = ref.removeprefix(TASK)
    if number == ref or not number.isdecimal():
        return None
    task = session.store.tasks.get(int(number)) if len(number) < LONGEST else None
    if task is None:
        raise BacklogError(f"there is no task {ref}", hint="see `catchup backlog list`")
    return task
