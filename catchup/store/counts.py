"""Counts of items by topic and day, kept with the matches: since a mark is then a short sum."""

from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Connection,
    ScalarSelect,
    cast,
    func,
    literal,
    literal_column,
    select,
)

from catchup.store.dialects import upserting
from catchup.store.positions import COUNTER_BITS, block_of
from catchup.store.tables import ITEMS, MATCHES, TOPIC_DAYS
from catchup.types import BacklogState, ItemId, TopicId

DAY = 86_400_000  # milliseconds
DAY_OF_POSITIONS = DAY << COUNTER_BITS
Kept = tuple[int, TopicId, str]  # day, topic, state


@contextmanager
def kept(connection: Connection, items: Collection[ItemId]) -> Iterator[None]:
    """Keep the counts right around a change of what these items (a chunk of them) belong to."""
    before = _counted(connection, items)
    yield
    after = _counted(connection, items)
    after.subtract(before)
    rows = [
        {"day": day, "topic_id": topic, "state": state, "number": number}
        for (day, topic, state), number in sorted(after.items())
        if number
    ]
    if rows:
        total = TOPIC_DAYS.c.number + literal_column("excluded.number")
        adding = upserting(connection.dialect.name, TOPIC_DAYS, rows[0], {"number": total})
        connection.execute(adding, rows)


def since(connection: Connection, mark: datetime) -> dict[TopicId, dict[BacklogState, int]]:
    """How many items each topic has of a mark and later, by state; hidden ones are left out."""
    start = block_of(None, mark)
    next_day = -(-start // DAY)
    # Not grouped: SQLite would sort the days of a year, five times the work of adding them up.
    kept = select(*TOPIC_DAYS.c["topic_id", "state"]).distinct().subquery()
    total = (
        select(func.sum(TOPIC_DAYS.c.number))
        .where(TOPIC_DAYS.c.topic_id == kept.c.topic_id, TOPIC_DAYS.c.state == kept.c.state)
        .where(TOPIC_DAYS.c.day >= next_day)
    )
    days = select(*kept.c["topic_id", "state"], func.coalesce(total.scalar_subquery(), 0))
    rest = (
        select(*MATCHES.c["topic_id", "state"], func.count())
        .join(ITEMS, ITEMS.c.id == MATCHES.c.item_id)
        .where(ITEMS.c.hidden.is_(False))
        .where(ITEMS.c.position >= start << COUNTER_BITS)
        .where(ITEMS.c.position < next_day * DAY_OF_POSITIONS)
        .group_by(*MATCHES.c["topic_id", "state"])
    )
    found: dict[TopicId, dict[BacklogState, int]] = {}
    for query in (days, rest):
        for row in connection.execute(query):
            topic, state, number = row[0], BacklogState(row[1]), int(row[2])
            if number:  # what has moved to another state leaves a nought
                of_topic = found.setdefault(topic, {})
                of_topic[state] = of_topic.get(state, 0) + number
    return found


def of_day() -> ScalarSelect[int]:
    """What the number of a `topic_day` must be: counted, for checks."""
    day = literal(DAY_OF_POSITIONS, BigInteger)
    start = cast(TOPIC_DAYS.c.day, BigInteger) * day
    end = start + day
    return (
        select(func.count())
        .select_from(MATCHES.join(ITEMS, ITEMS.c.id == MATCHES.c.item_id))
        .where(MATCHES.c.topic_id == TOPIC_DAYS.c.topic_id, MATCHES.c.state == TOPIC_DAYS.c.state)
        .where(MATCHES.c.position >= start, MATCHES.c.position < end)
        .where(ITEMS.c.hidden.is_(False))
        .correlate(TOPIC_DAYS)
        .scalar_subquery()
    )


def _counted(connection: Connection, items: Collection[ItemId]) -> Counter[Kept]:
    query = (
        select(*MATCHES.c["position", "topic_id", "state"])
        .join(ITEMS, ITEMS.c.id == MATCHES.c.item_id)
        .where(MATCHES.c.item_id.in_(items), ITEMS.c.hidden.is_(False))
    )
    return Counter(
        (position // DAY_OF_POSITIONS, topic, state)
        for position, topic, state in connection.execute(query)
    )
