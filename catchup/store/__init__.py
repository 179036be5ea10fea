"""Keeps what was found: `open_store(url, now=…)` opens or creates the database."""

from contextlib import ExitStack
from datetime import datetime
from typing import Self

from catchup.store import schema, sources, taking
from catchup.store.answers import Answers
from catchup.store.attempts import Attempts
from catchup.store.backlog import Backlog
from catchup.store.bodies import Bodies
from catchup.store.deliveries import Deliveries
from catchup.store.errata import Errata
from catchup.store.identity import identify
from catchup.store.issues import Issues
from catchup.store.items import Items
from catchup.store.ledger import Ceilings, Ledger
from catchup.store.marks import Marks
from catchup.store.matchings import Matchings
from catchup.store.runs import Runs
from catchup.store.search import Search
from catchup.store.sources import Sources
from catchup.store.subscribers import Subscribers
from catchup.store.tasks import Tasks
from catchup.store.topics import Topics
from catchup.store.transactions import BUSY_TIMEOUT, Transactions
from catchup.types import Crawl, Taken

__all__ = ["Ceilings", "Store", "open_store"]


class Store:
    """The database, one attribute for each noun. Its methods raise StoreLocked and StoreError.

    It may be used by several threads. Close it, or use it in a `with` block.
    """

    def __init__(self, transactions: Transactions, opened: datetime) -> None:
        self._transactions = transactions
        self.sources = Sources(transactions)
        self.items = Items(transactions)
        self.bodies = Bodies(transactions)
        self.matchings = Matchings(transactions)
        self.topics = Topics(transactions)
        self.search = Search(transactions)
        self.attempts = Attempts(transactions)
        self.runs = Runs(transactions)
        self.issues = Issues(transactions)
        self.errata = Errata(transactions)
        self.marks = Marks(transactions)
        self.subscribers = Subscribers(transactions)
        self.deliveries = Deliveries(transactions)
        self.backlog = Backlog(transactions)
        self.tasks = Tasks(transactions)
        self.ledger = Ledger(transactions)
        self.answers = Answers(transactions, opened)

    def take(self, *crawls: Crawl, now: datetime, week_start: datetime) -> Taken:
        """Take the outcome of some visits, entries and states, in one transaction.

        What a source's first successful crawl shows from before `week_start`, or without a date
        to believe, is back-fill.
        """
        if not crawls:
            return Taken()
        changed = [crawl for crawl in crawls if not crawl.unchanged]
        shown = [identify(crawl.source.id, crawl.entries) for crawl in changed]
        with self._transactions.writing() as connection:
            sources.keep(connection, *(crawl.state for crawl in crawls if crawl.unchanged))
            taken = [
                taking.take(connection, crawl, entries, now=now, week_start=week_start)
                for crawl, entries in zip(changed, shown, strict=True)
            ]
        return Taken(
            items=sum(one.items for one in taken),
            revised=sum(one.revised for one in taken),
            changed=sum(one.changed for one in taken),
            sightings=sum(one.sightings for one in taken),
        )

    def close(self) -> None:
        """Close the database."""
        self._transactions.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()


def open_store(url: str, *, now: datetime, busy_timeout: float = BUSY_TIMEOUT) -> Store:
    """Open the database at a SQLAlchemy url, after creating or migrating its schema.

    `busy_timeout`: seconds to wait for another process. Raises SchemaTooNew, StoreLocked,
    StoreError.
    """
    transactions = Transactions(url, busy_timeout=busy_timeout)
    with ExitStack() as unless_opened:
        unless_opened.callback(transactions.abandon)
        schema.bring_up_to_date(transactions, now)
        unless_opened.pop_all()
    return Store(transactions, now)
