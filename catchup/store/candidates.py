"""Puts items together with their sources, matches and summaries, a few queries for any number."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, select, union

from catchup.store import likely, matches, summaries
from catchup.store.tables import CURRENT, ITEMS, SIGHTINGS, VERSIONS
from catchup.types import (
    Candidate,
    DateDoubt,
    Item,
    ItemId,
    ItemKind,
    Period,
    Reading,
    SourceId,
)

ITEM = select(
    *ITEMS.c[
        "id", "position", "url", "link", "kind", "authors", "published", "date_doubt", "first_seen"
    ],
    *ITEMS.c["language", "version", "revised", "backfill", "hidden", "mentions"],
    *VERSIONS.c["title", "text", "reading"],
).join(VERSIONS, CURRENT)


def ids_of(period: Period) -> Select[Any]:
    """Ids of the items first seen, published or revised in a period, and seen before its end.

    Back-fill counts by its published date alone: a first crawl would make candidates of all.
    """

    def within(instant: ColumnElement[Any], *also: ColumnElement[bool]) -> Select[Any]:
        span = (instant >= period.start, instant < period.end)
        return select(ITEMS.c.id).where(*span, ITEMS.c.first_seen < period.end, *also)

    # Three ranges of three indexes; OR would leave it to the planner to see that.
    parts = (
        within(ITEMS.c.first_seen, ITEMS.c.backfill.is_(False)),
        within(ITEMS.c.published),
        within(ITEMS.c.revised),
    )
    return select(union(*parts).subquery().c.id)


def read(connection: Connection, ids: Select[Any]) -> tuple[Candidate, ...]:
    """The candidates with these ids, newest position first."""
    matched = matches.of_items(connection, ids)
    guessed = likely.of_items(connection, ids)
    summarised = summaries.of_items(connection, ids)
    return tuple(
        Candidate(
            item=item,
            matches=tuple(matched.get(item.id, ())),
            summary=summarised.get(item.id),
            likely=guessed.get(item.id),
        )
        for item in read_items(connection, ids)
    )


def read_items(connection: Connection, ids: Select[Any]) -> tuple[Item, ...]:
    """The items with these ids, newest position first."""
    shown_by = _sources(connection, ids)
    rows = connection.execute(ITEM.where(ITEMS.c.id.in_(ids))).mappings()
    items = (_item(row, shown_by[row["id"]]) for row in rows)
    # Sorted here: the database would carry every text through its sorter.
    return tuple(sorted(items, key=lambda item: -item.position))


def _sources(connection: Connection, ids: Select[Any]) -> dict[ItemId, tuple[SourceId, ...]]:
    query = select(*SIGHTINGS.c["item_id", "source"]).where(SIGHTINGS.c.item_id.in_(ids))
    found: dict[ItemId, dict[SourceId, None]] = {}
    for item, source in connection.execute(query.order_by(SIGHTINGS.c.item_id, SIGHTINGS.c.id)):
        found.setdefault(item, {})[source] = None
    return {item: tuple(sources) for item, sources in found.items()}


def _item(row: RowMapping, sources: tuple[SourceId, ...]) -> Item:
    doubt = row["date_doubt"]
    named = {
        "kind": ItemKind(row["kind"]),
        "reading": Reading(row["reading"]),
        "date_doubt": doubt and DateDoubt(doubt),
    }
    return Item(**{**row, **named}, sources=sources)
