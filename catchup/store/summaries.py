"""Summaries: one for each version of an item."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, and_, select

from catchup.store.dialects import upsert
from catchup.store.tables import ITEMS, SUMMARIES, VERSIONS
from catchup.types import ItemId, Level, Point, Reading, Statement, Summary


def add(connection: Connection, summary: Summary) -> None:
    """Keep a summary, in place of an earlier one of the same item version.

    Dropped where its quotes do not stand in the text any more: another process reworded it.
    """
    if not _is_true(connection, summary):
        return
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
        "headline": dict(summary.headline),
        "tldr": [_statement_row(statement) for statement in summary.tldr],
        "why": dict(summary.why),
        "prerequisites": summary.prerequisites,
        "fallback": summary.fallback,
    }
    upsert(connection, SUMMARIES, row)


def _is_true(connection: Connection, summary: Summary) -> bool:
    query = select(VERSIONS.c.text).where(
        VERSIONS.c.item_id == summary.item, VERSIONS.c.number == summary.version
    )
    text = connection.execute(query).scalar()
    return text is not None and all(
        text[point.start : point.start + len(point.quote)] == point.quote
        for point in summary.points
    )


def of_items(connection: Connection, ids: Select[Any]) -> dict[ItemId, Summary]:
    """The summaries of some items' current versions."""
    current = and_(ITEMS.c.id == SUMMARIES.c.item_id, ITEMS.c.version == SUMMARIES.c.version)
    query = select(SUMMARIES).join(ITEMS, current).where(SUMMARIES.c.item_id.in_(ids))
    return {row["item_id"]: _summary(row) for row in connection.execute(query).mappings()}


def _point_row(point: Point) -> dict[str, Any]:
    return {"quote": point.quote, "start": point.start, "texts": dict(point.texts)}


def _statement_row(statement: Statement) -> dict[str, Any]:
    return {"texts": dict(statement.texts), "points": list(statement.points)}


def _statement(row: Mapping[str, Any]) -> Statement:
    return Statement(texts=row["texts"], points=tuple(row["points"]))


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
        headline=row["headline"],
        tldr=tuple(_statement(statement) for statement in row["tldr"]),
        why=row["why"],
        prerequisites=row["prerequisites"],
        fallback=row["fallback"],
    )
