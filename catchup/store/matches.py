"""Which topics items belong to, and which items still wait to be matched."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, delete, func, select, update

from catchup.store.chunks import chunks
from catchup.store.tables import ITEMS, MATCHES
from catchup.types import ItemId, TopicMatch


def unmatched_ids(connection: Connection, key: str, limit: int) -> list[ItemId]:
    """Ids of items matched with another key than this, newest position first."""
    # "Another than this" is no range of an index; one range for each of the few other keys is.
    rows: list[tuple[int, ItemId]] = []
    for other in _other_keys(connection, key):
        columns = select(*ITEMS.c["position", "id"]).where(ITEMS.c.match_key == other)
        newest = columns.order_by(ITEMS.c.position.desc()).limit(limit)
        rows.extend((row[0], row[1]) for row in connection.execute(newest))
    return [item for _, item in sorted(rows, reverse=True)[:limit]]


def _other_keys(connection: Connection, key: str) -> list[str]:
    keys = []
    last = connection.execute(select(func.min(ITEMS.c.match_key))).scalar()
    while last is not None:
        keys.append(last)
        query = select(func.min(ITEMS.c.match_key)).where(ITEMS.c.match_key > last)
        last = connection.execute(query).scalar()
    return [other for other in keys if other != key]


def add(connection: Connection, key: str, matches: Mapping[ItemId, Sequence[TopicMatch]]) -> None:
    """Replace the machine's matches of these items and mark them as matched with `key`.

    A match that a person decided stays as it is.
    """
    for some in chunks(sorted(matches)):
        machine = MATCHES.c.decided_by.is_(None)
        connection.execute(delete(MATCHES).where(MATCHES.c.item_id.in_(some), machine))
        marked = update(ITEMS).where(ITEMS.c.id.in_(some)).values(match_key=key)
        connection.execute(marked)
        _insert(connection, some, matches)


def _insert(
    connection: Connection, items: Sequence[ItemId], matches: Mapping[ItemId, Sequence[TopicMatch]]
) -> None:
    query = select(*ITEMS.c["id", "position"]).where(ITEMS.c.id.in_(items))
    positions: dict[ItemId, int] = {row[0]: row[1] for row in connection.execute(query)}
    decided = select(*MATCHES.c["item_id", "topic_id"]).where(MATCHES.c.item_id.in_(items))
    taken = {(item, topic) for item, topic in connection.execute(decided)}
    rows = [
        _row(item, position, match)
        for item, position in positions.items()
        for match in matches[item]
        if (item, match.topic) not in taken
    ]
    if rows:
        connection.execute(MATCHES.insert(), rows)


def _row(item: ItemId, position: int, match: TopicMatch) -> dict[str, Any]:
    return {
        "topic_id": match.topic,
        "position": position,
        "item_id": item,
        "score": match.score,
        "method": match.method,
        "evidence": match.evidence,
        "decided_by": match.decided_by,
    }


def of_items(connection: Connection, ids: Select[Any]) -> dict[ItemId, list[TopicMatch]]:
    """The matches of some items, best first."""
    query = select(
        *MATCHES.c["item_id", "topic_id", "score", "method", "evidence", "decided_by"]
    ).where(MATCHES.c.item_id.in_(ids))
    found: dict[ItemId, list[TopicMatch]] = {}
    ordered = query.order_by(MATCHES.c.item_id, MATCHES.c.score.desc(), MATCHES.c.topic_id)
    for item, topic, score, method, evidence, decided_by in connection.execute(ordered):
        match = TopicMatch(
            topic=topic, score=score, method=method, evidence=evidence, decided_by=decided_by
        )
        found.setdefault(item, []).append(match)
    return found
