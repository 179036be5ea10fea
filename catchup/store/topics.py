"""What stands at each topic: how many items, the newest of them, how many since an instant."""

from datetime import datetime

from sqlalchemy import func, select

from catchup.store import candidates, shelves
from catchup.store.columns import milliseconds
from catchup.store.matches import DISMISSED
from catchup.store.positions import COUNTER_BITS
from catchup.store.tables import ITEMS, MATCHES
from catchup.store.transactions import Transactions
from catchup.types import Candidate, Listing, TopicId

SHOWN = ITEMS.c.hidden.is_(False)


class Topics:
    """The items at topics, without hidden ones and those that a person dismissed there."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def counts(self) -> dict[TopicId, int]:
        """How many items stand at each topic."""
        query = (
            select(MATCHES.c.topic_id, func.count().label("number"))
            .join(ITEMS, ITEMS.c.id == MATCHES.c.item_id)
            .where(SHOWN, ~DISMISSED)
        )
        with self._transactions.reading() as connection:
            rows = connection.execute(query.group_by(MATCHES.c.topic_id))
            return {row.topic_id: row.number for row in rows}

    def newest(self, topic: TopicId, limit: int) -> tuple[Candidate, ...]:
        """At most `limit` items of a topic, newest position first."""
        query = (
            select(MATCHES.c.item_id)
            .join(ITEMS, ITEMS.c.id == MATCHES.c.item_id)
            .where(MATCHES.c.topic_id == topic, SHOWN, ~DISMISSED)
            .order_by(MATCHES.c.position.desc())
            .limit(limit)
        )
        with self._transactions.reading() as connection:
            ids = [row[0] for row in connection.execute(query)]
            return candidates.read(connection, select(ITEMS.c.id).where(ITEMS.c.id.in_(ids)))

    def shelves(self, limit: int) -> dict[TopicId, tuple[Listing, ...]]:
        """The newest items of every topic that has any, at most `limit` of each, newest first."""
        with self._transactions.reading() as connection:
            return shelves.read(connection, limit)

    def since(self, topic: TopicId, instant: datetime) -> int:
        """How many items of a topic came out, or were first seen, at an instant or later."""
        least = max(0, milliseconds(instant)) << COUNTER_BITS
        query = (
            select(func.count())
            .select_from(MATCHES)
            .join(ITEMS, ITEMS.c.id == MATCHES.c.item_id)
            .where(MATCHES.c.topic_id == topic, MATCHES.c.position >= least, SHOWN, ~DISMISSED)
        )
        with self._transactions.reading() as connection:
            return connection.execute(query).scalar_one()
