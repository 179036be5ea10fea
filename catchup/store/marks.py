"""Marks: up to when a reader has seen what came out."""

from datetime import datetime

from sqlalchemy import delete, select

from catchup.store.tables import MARKS
from catchup.store.transactions import Transactions


class Marks:
    """The marks of every reader, all kept, so that the last one can be taken back."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def latest(self, reader: str) -> datetime | None:
        """Up to when a reader has seen everything; None when they never said so."""
        query = select(MARKS.c.seen).where(MARKS.c.reader == reader)
        with self._transactions.reading() as connection:
            newest = query.order_by(MARKS.c.id.desc()).limit(1)
            seen: datetime | None = connection.execute(newest).scalar()
            return seen

    def add(self, reader: str, seen: datetime) -> None:
        """Note that a reader has seen what came out until an instant."""
        with self._transactions.writing() as connection:
            connection.execute(MARKS.insert(), {"reader": reader, "seen": seen})

    def undo(self, reader: str) -> bool:
        """Take a reader's last mark back; whether there was one."""
        query = select(MARKS.c.id).where(MARKS.c.reader == reader)
        last = query.order_by(MARKS.c.id.desc()).limit(1).scalar_subquery()
        with self._transactions.writing() as connection:
            return connection.execute(delete(MARKS).where(MARKS.c.id == last)).rowcount > 0
