"""Work that failed and waits, so that a poison item never blocks the rest."""

from datetime import datetime, timedelta

from sqlalchemy import and_, delete, select

from catchup.store.dialects import upsert
from catchup.store.tables import ATTEMPTS
from catchup.store.transactions import Transactions

FIRST_PAUSE = timedelta(hours=1)
# An address that has nothing for us now seldom has it within hours; a page may follow its feed.
# A document that a parser could not finish costs 12 seconds: seldom, too, but not never again.
DAYS_PAUSE = timedelta(days=1)
FOR_DAYS = frozenset({"http-401", "http-403", "http-404", "blocked", "parser-killed"})
LONGEST_PAUSE = timedelta(days=3)
NOT_RETRYABLE_PAUSE = timedelta(days=365)


class Attempts:
    """Failed work by stage and key (an item's id, an address)."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def failed(
        self, stage: str, key: str, error_code: str, now: datetime, *, retryable: bool = True
    ) -> None:
        """Count a failure; the work waits 1, 2, 4 … hours, 3 days at most.

        What was refused (401, 403, a challenge), not there (404) or too much for its parser waits
        1, 2, 3, 3 … days. What trying again cannot mend (`retryable` false) waits for a year.
        """
        this = and_(ATTEMPTS.c.stage == stage, ATTEMPTS.c.key == key)
        with self._transactions.writing() as connection:
            query = select(ATTEMPTS.c.tries).where(this)
            tries = (connection.execute(query).scalar() or 0) + 1
            pause = pause_after(tries, error_code) if retryable else NOT_RETRYABLE_PAUSE
            row = {
                "stage": stage,
                "key": key,
                "tries": tries,
                "not_before": now + pause,
                "error": error_code,
            }
            upsert(connection, ATTEMPTS, row)

    def waiting(self, stage: str, now: datetime) -> frozenset[str]:
        """The keys whose time has not come yet."""
        query = select(ATTEMPTS.c.key).where(ATTEMPTS.c.stage == stage, ATTEMPTS.c.not_before > now)
        with self._transactions.reading() as connection:
            return frozenset(connection.execute(query).scalars())

    def clear(self, stage: str, key: str) -> None:
        """Forget the failures of work that has succeeded."""
        with self._transactions.writing() as connection:
            this = and_(ATTEMPTS.c.stage == stage, ATTEMPTS.c.key == key)
            connection.execute(delete(ATTEMPTS).where(this))


def pause_after(tries: int, error_code: str) -> timedelta:
    """How long work waits after its n-th failure in a row, the last one being of this code."""
    first = DAYS_PAUSE if error_code in FOR_DAYS else FIRST_PAUSE
    doublings = min(tries - 1, 16)
    return min(first * (1 << doublings), LONGEST_PAUSE)
