"""The topics that items without a match would have, if they had one."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, delete, select

from catchup.store.tables import LIKELY
from catchup.types import ItemId, TopicMatch

COLUMNS = ("item_id", "topic_id", "score", "method", "evidence")


def replace(
    connection: Connection, items: Sequence[ItemId], likely: Mapping[ItemId, TopicMatch]
) -> None:
    """Keep what is likely of these items now, and forget what was."""
    connection.execute(delete(LIKELY).where(LIKELY.c.item_id.in_(items)))
    rows = [
        {
            "item_id": item,
            "topic_id": likely[item].topic,
            "score": likely[item].score,
            "method": likely[item].method,
            "evidence": likely[item].evidence,
        }
        for item in items
        if item in likely
    ]
    if rows:
        connection.execute(LIKELY.insert(), rows)


def of_items(connection: Connection, ids: Select[Any]) -> dict[ItemId, TopicMatch]:
    """The likely topic of each of some items."""
    query = select(*LIKELY.c[COLUMNS]).where(LIKELY.c.item_id.in_(ids))
    return {
        item: TopicMatch(topic=topic, score=score, method=method, evidence=evidence)
        for item, topic, score, method, evidence in connection.execute(query)
    }
