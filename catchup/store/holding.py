"""Loads the items that a change may concern, as the rules need them, and writes what changed."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Select,
    Table,
    bindparam,
    exists,
    select,
    update,
)

from catchup.store import indexing
from catchup.store.chunks import chunks
from catchup.store.deciding import Changes, Sighting
from catchup.store.dialects import insert
from catchup.store.positions import assign, block_of, used_in
from catchup.store.tables import CURRENT, ITEMS, SIGHTINGS, SUMMARIES, VERSIONS
from catchup.store.wording import Held
from catchup.types import DateDoubt, ItemId, ItemKind, Reading, SourceId

QUOTED = exists().where(SUMMARIES.c.item_id == ITEMS.c.id, SUMMARIES.c.version == ITEMS.c.version)
HELD = (
    select(
        *ITEMS.c[
            "id", "key", "url", "link", "kind", "first_seen", "backfill", "authors", "mentions"
        ],
        *ITEMS.c["language", "published", "date_doubt", "voice", "version", "revised", "match_key"],
        *VERSIONS.c["title", "text", "reading", "fingerprint", "page", "announced"],
        VERSIONS.c.edition,
        VERSIONS.c.source.label("text_source"),
        SIGHTINGS.c.source.label("voice_source"),
        SIGHTINGS.c.fingerprint.label("voice_fingerprint"),
        SIGHTINGS.c.address.label("voice_address"),
        QUOTED.label("quoted"),
    )
    .join(VERSIONS, CURRENT)
    .join(SIGHTINGS, SIGHTINGS.c.id == ITEMS.c.voice)
)

HELD_BY_ID = HELD.where(ITEMS.c.id.in_(bindparam("wanted", expanding=True)))
HELD_BY_KEY = HELD.where(ITEMS.c.key.in_(bindparam("wanted", expanding=True)))


def held_by_id(connection: Connection, ids: Iterable[ItemId]) -> list[Held]:
    """Items by their ids, in no order; unknown ids are left out."""
    return _held(connection, HELD_BY_ID, sorted(ids))


def held_by_key(connection: Connection, keys: Iterable[str]) -> list[Held]:
    """Items by their keys, in no order; unknown keys are left out."""
    return _held(connection, HELD_BY_KEY, sorted(keys))


def _held(connection: Connection, query: Select[Any], values: Sequence[object]) -> list[Held]:
    found: list[Held] = []
    for some in chunks(values):
        rows = connection.execute(query, {"wanted": some}).mappings().all()
        if not rows:
            continue
        ids = [row["id"] for row in rows]
        sources = _gathered(connection, SIGHTINGS, "source", ids)
        past = _gathered(connection, VERSIONS, "fingerprint", ids)
        editions = _gathered(connection, VERSIONS, "edition", ids)
        for row in rows:
            known = {
                "kind": ItemKind(row["kind"]),
                "reading": Reading(row["reading"]),
                "date_doubt": row["date_doubt"] and DateDoubt(row["date_doubt"]),
                "stored_version": row["version"],
                "sources": frozenset(sources[row["id"]]),
                "past": frozenset(past[row["id"]]) - {row["fingerprint"]},
                "past_editions": frozenset(editions[row["id"]]) - {row["edition"], ""},
            }
            found.append(Held(**{**row, **known}))
    return found


def _gathered(
    connection: Connection, table: Table, column: str, ids: Sequence[ItemId]
) -> dict[ItemId, set[str]]:
    gathered: dict[ItemId, set[str]] = {item: set() for item in ids}
    query = select(table.c.item_id, table.c[column]).where(table.c.item_id.in_(ids))
    for item, value in connection.execute(query):
        gathered[item].add(value)
    return gathered


def write(connection: Connection, changes: Changes, source: SourceId, now: datetime) -> None:
    """Write all rows of some changes; `source` and `now` are those of the new sightings."""
    born = {item.id for item in changes.born}
    reworded = {item.id for item in (*changes.worded, *changes.reworded)} - born
    with indexing.left_to_do(connection, born, reworded):
        _write(connection, changes, source, now)


def _write(connection: Connection, changes: Changes, source: SourceId, now: datetime) -> None:
    new = [sighting for sighting in changes.sightings if sighting.new]
    said = [sighting for sighting in changes.sightings if not sighting.new]
    insert(connection, ITEMS, _item_rows(connection, changes.born))
    insert(connection, SIGHTINGS, [_sighting_row(one, source, now) for one in new])
    insert(connection, VERSIONS, [_version_row(item, now) for item in changes.worded])
    _update(connection, SIGHTINGS, ("id",), [_said_row(one) for one in said])
    _update(connection, ITEMS, ("id",), [_changing_columns(item) for item in changes.altered])
    words = [_word_columns(item) for item in changes.reworded]
    _update(connection, VERSIONS, ("item_id", "number"), words)


def _update(
    connection: Connection, table: Table, keys: tuple[str, ...], rows: list[dict[str, Any]]
) -> None:
    if not rows:
        return
    # A parameter may not have a column's own name: SQLAlchemy keeps those for itself.
    statement = update(table).where(*(table.c[key] == bindparam(f"_{key}") for key in keys))
    changes: dict[str, BindParameter[Any]] = {
        name: bindparam(f"_{name}") for name in rows[0] if name not in keys
    }
    parameters = [{f"_{name}": value for name, value in row.items()} for row in rows]
    connection.execute(statement.values(changes), parameters)


def _item_rows(connection: Connection, born: Sequence[Held]) -> list[dict[str, Any]]:
    # Feeds show the newest entry first: of one instant, the first one gets the highest position.
    blocks = [block_of(item.published, item.first_seen) for item in reversed(born)]
    positions = reversed(assign(blocks, used_in(connection)))
    return [
        {
            **_changing_columns(item),
            "key": item.key,
            "position": position,
            "url": item.url,
            "kind": item.kind.value,
            "first_seen": item.first_seen,
            "backfill": item.backfill,
            "hidden": False,
        }
        for item, position in zip(born, positions, strict=True)
    ]


def _changing_columns(item: Held) -> dict[str, Any]:
    return {
        "id": item.id,
        "link": item.link,
        "authors": item.authors,
        "published": item.published,
        "date_doubt": item.date_doubt and item.date_doubt.value,
        "language": item.language,
        "version": item.version,
        "revised": item.revised,
        "mentions": item.mentions,
        "voice": item.voice,
        "match_key": item.match_key,
    }


def _version_row(item: Held, now: datetime) -> dict[str, Any]:
    return {**_word_columns(item), "seen": now, "announced": item.announced}


def _word_columns(item: Held) -> dict[str, Any]:
    return {
        "item_id": item.id,
        "number": item.version,
        "fingerprint": item.fingerprint,
        "title": item.title,
        "text": item.text,
        "reading": item.reading.value,
        "source": item.text_source,
        "page": item.page,
        "edition": item.edition,
    }


def _sighting_row(sighting: Sighting, source: SourceId, now: datetime) -> dict[str, Any]:
    return {
        "id": sighting.id,
        "key": sighting.shown.key,
        "item_id": sighting.item,
        "source": source,
        "entry_id": sighting.shown.entry.entry_id,
        "address": sighting.shown.address,
        "fingerprint": sighting.shown.fingerprint,
        "seen": now,
    }


def _said_row(sighting: Sighting) -> dict[str, Any]:
    return {"id": sighting.id, "fingerprint": sighting.shown.fingerprint}
