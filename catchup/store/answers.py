"""Answers of models by the hash of their question: the same question is never paid twice."""

import time
from datetime import datetime, timedelta

from sqlalchemy import select

from catchup.store.dialects import upsert
from catchup.store.tables import ANSWERS
from catchup.store.transactions import Transactions


class Answers:
    """The cache of answers (implements `types.Cache`); `opened` is the civil time right now."""

    def __init__(self, transactions: Transactions, opened: datetime) -> None:
        self._transactions = transactions
        self._opened = opened
        self._started = time.monotonic()

    def get(self, key: str) -> str | None:
        """The answer kept under a key, if any."""
        query = select(ANSWERS.c.value).where(ANSWERS.c.key == key)
        with self._transactions.reading() as connection:
            answer: str | None = connection.execute(query).scalar()
            return answer

    def put(self, key: str, value: str) -> None:
        """Keep an answer, in place of an earlier one."""
        # Civil time may be one that the user named (`--now`); it goes on from there.
        kept = self._opened + timedelta(seconds=time.monotonic() - self._started)
        with self._transactions.writing() as connection:
            upsert(connection, ANSWERS, {"key": key, "value": value, "kept": kept})
