"""Summaries: one for each version of an item."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, and_, select

from catchup.store.bodies import OF_VERSION
from catchup.store.dialects import upsert
from catchup.store.tables import BODIES, ITEMS, SUMMARIES, VERSIONS
from catchup.types import Conflict, Extent, ItemId, Level, Point, Reading, Statement, Summary


def add(connection: Connection, summary: Summary) -> None:
    """Keep a summary, in place of an earlier one of the same item version.

    Dropped where its quotes do not stand in the text any more: another process reworded it.
    """
    if not _is_true(connection, summary):
        return
    row = {
        "item_id": summary.item,
        "version": summary.version,
        "points": [asdict(point) for point in summary.points],
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
        "extent": asdict(summary.extent) if summary.extent else {},
        "conflicts": [asdict(conflict) for conflict in summary.conflicts],
    }
    upsert(connection, SUMMARIES, row)


def _is_true(connection: Connection, summary: Summary) -> bool:
    """Whether all quotes stand in the words of the version, or all in the body of its edition."""
    query = (
        select(VERSIONS.c.text, BODIES.c.text)
        .outerjoin(BODIES, OF_VERSION)
        .where(VERSIONS.c.item_id == summary.item, VERSIONS.c.number == summary.version)
    )
    quoted = [*summary.points, *(point for found in summary.conflicts for point in found.said)]
    texts = connection.execute(query).first() or ()
    return any(
        text is not None and all(text.startswith(point.quote, point.start) for point in quoted)
        for text in texts
    )


def of_items(connection: Connection, ids: Select[Any]) -> dict[ItemId, Summary]:
    """The summaries of some items' current versions."""
    current = and_(ITEMS.c.id == SUMMARIES.c.item_id, ITEMS.c.version == SUMMARIES.c.version)
    query = select(SUMMARIES).join(ITEMS, current).where(SUMMARIES.c.item_id.in_(ids))
    return {row["item_id"]: _summary(row) for row in connection.execute(query).mappings()}


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
        extent=_extent(row["extent"]),
        conflicts=tuple(_conflict(conflict) for conflict in row["conflicts"]),
    )


def _extent(row: Mapping[str, Any]) -> Extent | None:
    return Extent(**{**row, "sections": tuple(row["sections"])}) if row else None


def _conflict(row: Mapping[str, Any]) -> Conflict:
    one, other = row["said"]
    return Conflict(said=(Point(**one), Point(**other)), numbers=tuple(row["numbers"]))
