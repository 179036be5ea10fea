"""Which items met the matcher and fit no topic."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, exists, select

from catchup.store import candidates
from catchup.store.chunks import chunks
from catchup.store.matches import DISMISSED
from catchup.store.tables import ITEMS, MATCHES
from catchup.types import Item, ItemId, Period

PLACED = exists().where(MATCHES.c.item_id == ITEMS.c.id, ~DISMISSED)
MATCHED: ColumnElement[bool] = ITEMS.c.match_key != ""


def without_topic(connection: Connection, period: Period, limit: int) -> tuple[Item, ...]:
    """At most `limit` items of a period without a topic, newest first, hidden ones left out."""
    inside = candidates.ids_of(period)
    query = (
        select(ITEMS.c.id)
        .where(ITEMS.c.id.in_(inside), ITEMS.c.hidden.is_(False), MATCHED, ~PLACED)
        .order_by(ITEMS.c.position.desc())
        .limit(limit)
    )
    return candidates.read_items(connection, select(query.subquery().c.id))


def still_without_topic(connection: Connection, items: Sequence[ItemId]) -> frozenset[ItemId]:
    """Those of some items that fit no topic to this day."""
    found: set[ItemId] = set()
    for chunk in chunks(items):
        query = select(ITEMS.c.id).where(ITEMS.c.id.in_(chunk), ITEMS.c.hidden.is_(False), ~PLACED)
        found.update(connection.execute(query).scalars())
    return frozenset(found)
