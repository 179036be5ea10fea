"""Summaries: one for each version of an item."""

from typing import Any

from sqlalchemy import Connection, RowMapping, Select, and_, select

from catchup.store.dialects import upsert
from catchup.store.tables import ITEMS, SUMMARIES
from catchup.types import ItemId, Level, Point, Reading, Summary


def add(connection: Connection, summary: Summary) -> None:
    """Keep a summary, in place of an earlier one of the same item version."""
    row = {
        "item_id": summary.item,
        "version": summary.version,
        "points": [_point_row(point) for point in summary.points],
        "level": summary.level.value,
        "level_estimated": summary.level_estimated,
        "reading": summary.reading.value,
        "writer": summary.writer,
        "prompt": summary.prompt,
        "written": summary.written,
        "suspicious": summary.suspicious,
    }
    upsert(connection, SUMMARIES, row, {})


def of_items(connection: Connection, ids: Select[Any]) -> dict[ItemId, Summary]:
    """The summaries of some items' current versions."""
    current = and_(ITEMS.c.id == SUMMARIES.c.item_id, ITEMS.c.version == SUMMARIES.c.version)
    query = select(SUMMARIES).join(ITEMS, current).where(SUMMARIES.c.item_id.in_(ids))
    return {row["item_id"]: _summary(row) for row in connection.execute(query).mappings()}


def _point_row(point: Point) -> dict[str, Any]:
    return {"quote": point.quote, "start": point.start, "texts": dict(point.texts)}


def _summary(row: RowMapping) -> Summary:
    return Summary(
        item=row["item_id"],
        version=row["version"],
        points=tuple(Point(**point) for point in row["points"]),
        level=Level(row["level"]),
        level_estimated=row["level_estimated"],
        reading=Reading(row["reading"]),
        writer=row["writer"],
        prompt=row["prompt"],
        written=row["written"],
        suspicious=row["suspicious"],
    )
