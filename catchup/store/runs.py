"""Executions of stages: what was done, what failed, what was passed over."""

from dataclasses import asdict

from sqlalchemy import select

from catchup.store.tables import RUNS
from catchup.store.transactions import Transactions
from catchup.types import Run


class Runs:
    """The runs, newest last."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def add(self, run: Run) -> None:
        """Record a run."""
        with self._transactions.writing() as connection:
            connection.execute(RUNS.insert(), asdict(run))

    def latest(self, job: str) -> Run | None:
        """The run of a job that started last."""
        columns = [column for column in RUNS.c if column.name != "id"]
        query = select(*columns).where(RUNS.c.job == job)
        newest = query.order_by(RUNS.c.started.desc(), RUNS.c.id.desc()).limit(1)
        with self._transactions.reading() as connection:
            row = connection.execute(newest).mappings().one_or_none()
            return None if row is None else Run(**row)
