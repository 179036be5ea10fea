"""Reads the items of all topics for lists: no texts, a few statements for any number of items."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection, RowMapping, func, select

from catchup.store import summaries
from catchup.store.chunks import chunks
from catchup.store.matches import DISMISSED
from catchup.store.tables import CURRENT, ITEMS, MATCHES, SIGHTINGS, VERSIONS
from catchup.types import BacklogState, ItemId, ItemKind, Listing, Reading, SourceId, TopicId

ACCEPTED = MATCHES.c.state == BacklogState.ACCEPTED.value


def read(connection: Connection, limit: int) -> dict[TopicId, tuple[Listing, ...]]:
    """The newest items of every topic, hidden ones and those that a person dismissed left out."""
    topics = connection.execute(select(MATCHES.c.topic_id).distinct()).scalars().all()
    placed = {topic: _newest(connection, topic, limit) for topic in sorted(topics)}
    wanted = sorted({item for rows in placed.values() for item, _ in rows})
    listed: dict[ItemId, Listing] = {}
    for some in chunks(wanted):
        listed |= _listings(connection, some)
    return {
        topic: tuple(
            replace(listed[item], accepted=True) if accepted else listed[item]
            for item, accepted in rows
        )
        for topic, rows in placed.items()
        if rows
    }


def _newest(connection: Connection, topic: TopicId, limit: int) -> list[tuple[ItemId, bool]]:
    query = (
        select(MATCHES.c.item_id, ACCEPTED.label("accepted"))
        .join(ITEMS, ITEMS.c.id == MATCHES.c.item_id)
        .where(MATCHES.c.topic_id == topic, ITEMS.c.hidden.is_(False), ~DISMISSED)
        .order_by(MATCHES.c.position.desc())
        .limit(limit)
    )
    return [(row.item_id, bool(row.accepted)) for row in connection.execute(query)]


def _listings(connection: Connection, items: Sequence[ItemId]) -> dict[ItemId, Listing]:
    ids = select(ITEMS.c.id).where(ITEMS.c.id.in_(items))
    summarised = summaries.of_items(connection, ids)
    sources = _first_sources(connection, items)
    columns = (
        *ITEMS.c["id", "url", "link", "kind", "language", "published", "first_seen"],
        *VERSIONS.c["title", "reading"],
    )
    rows = connection.execute(
        select(*columns).join(VERSIONS, CURRENT).where(ITEMS.c.id.in_(items))
    ).mappings()
    return {
        row["id"]: replace(_listing(row, sources), summary=summarised.get(row["id"]))
        for row in rows
    }


def _listing(row: RowMapping, sources: dict[ItemId, SourceId]) -> Listing:
    return Listing(
        item=row["id"],
        url=row["link"] or row["url"],
        title=row["title"],
        kind=ItemKind(row["kind"]),
        language=row["language"],
        source=sources[row["id"]],
        published=row["published"],
        first_seen=row["first_seen"],
        reading=Reading(row["reading"]),
    )


def _first_sources(connection: Connection, items: Sequence[ItemId]) -> dict[ItemId, SourceId]:
    first = (
        select(func.min(SIGHTINGS.c.id))
        .where(SIGHTINGS.c.item_id.in_(items))
        .group_by(SIGHTINGS.c.item_id)
    )
    query = select(*SIGHTINGS.c["item_id", "source"]).where(SIGHTINGS.c.id.in_(first))
    return {row.item_id: row.source for row in connection.execute(query)}
