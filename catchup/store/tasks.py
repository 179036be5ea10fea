"""Tasks that rules find and people decide about, with every change of state kept for undo."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, select, update

from catchup.store.tables import TASK_CHANGES, TASKS
from catchup.store.transactions import Transactions
from catchup.types import BacklogKind, BacklogState, Task

STANDING = ("state", "claimed_by", "until", "note", "by", "changed")
OPENED = {"state": BacklogState.OPEN, "claimed_by": "", "until": None, "note": "", "by": ""}


class Tasks:
    """Everything that a rule ever found to be done, what is done and declined included."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def all(self) -> tuple[Task, ...]:
        """Every task, the newest first."""
        with self._transactions.reading() as connection:
            rows = connection.execute(select(TASKS).order_by(TASKS.c.id.desc())).mappings()
            return tuple(_task(row) for row in rows)

    def get(self, task_id: int) -> Task | None:
        """The task with a number."""
        with self._transactions.reading() as connection:
            return _read(connection, task_id)

    def keep(self, tasks: Iterable[Task]) -> None:
        """Keep new tasks (id 0) under new numbers, and changed ones in place of what they were."""
        with self._transactions.writing() as connection:
            for task in tasks:
                _keep(connection, task)

    def undo(self, task_id: int) -> Task | None:
        """Take back a person's action; answers how the task stands now.

        None when there was none, or when a rule has changed the task since.
        """
        query = select(TASK_CHANGES).where(TASK_CHANGES.c.task_id == task_id)
        newest = query.order_by(TASK_CHANGES.c.id.desc()).limit(2)
        with self._transactions.writing() as connection:
            rows = connection.execute(newest).mappings().all()
            if not rows or not rows[0]["by"]:
                return None
            connection.execute(delete(TASK_CHANGES).where(TASK_CHANGES.c.id == rows[0]["id"]))
            before: dict[str, Any] = {**OPENED, "changed": None}
            if len(rows) > 1:
                before = {name: rows[1][name] for name in STANDING}
            connection.execute(update(TASKS).where(TASKS.c.id == task_id).values(before))
            return _read(connection, task_id)


def _keep(connection: Connection, task: Task) -> None:
    row = _row(task)
    if not task.id:
        connection.execute(TASKS.insert(), row)
        return
    standing = {name: row[name] for name in STANDING}
    before = _read(connection, task.id)
    connection.execute(update(TASKS).where(TASKS.c.id == task.id).values(row))
    if before is None or standing != {name: _row(before)[name] for name in STANDING}:
        connection.execute(TASK_CHANGES.insert(), {"task_id": task.id, **standing})


def _read(connection: Connection, task_id: int) -> Task | None:
    row = connection.execute(select(TASKS).where(TASKS.c.id == task_id)).mappings().first()
    return _task(row) if row else None


def _row(task: Task) -> dict[str, Any]:
    return {
        "kind": task.kind.value,
        "subject": task.subject,
        "opened": task.opened,
        "topic_id": task.topic,
        "titles": dict(task.titles),
        "items": list(task.items),
        "words": task.words,
        "state": task.state.value,
        "claimed_by": task.claimed_by,
        "until": task.until,
        "note": task.note,
        "by": task.by,
        "changed": task.changed,
    }


def _task(row: RowMapping) -> Task:
    standing = {name: row[name] for name in STANDING} | {"state": BacklogState(row["state"])}
    return Task(
        id=row["id"],
        kind=BacklogKind(row["kind"]),
        subject=row["subject"],
        opened=row["opened"],
        topic=row["topic_id"],
        titles=row["titles"],
        items=tuple(row["items"]),
        words=row["words"],
        **standing,
    )
