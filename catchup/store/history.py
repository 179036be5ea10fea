"""How an item came to be what it is: its versions and its sightings."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from catchup.store import bodies
from catchup.store.chunks import chunks
from catchup.store.tables import BODIES, SIGHTINGS, VERSIONS
from catchup.types import Body, ItemId, Reading, SourceId, Words


@dataclass(frozen=True, slots=True)
class Version:
    """The words of an item at one time. `announced`: it was told as an update."""

    number: int
    title: str
    reading: Reading
    source: SourceId | None
    page: bool
    seen: datetime
    announced: bool


@dataclass(frozen=True, slots=True)
class Sighting:
    """An entry that showed the item: its source, its id there, its address, and when."""

    source: SourceId
    entry_id: str
    address: str
    seen: datetime


@dataclass(frozen=True, slots=True)
class History:
    """Versions and sightings of one item, oldest first."""

    versions: tuple[Version, ...] = ()
    sightings: tuple[Sighting, ...] = ()


def words_before(
    connection: Connection, items: Sequence[ItemId], instant: datetime
) -> dict[ItemId, Words]:
    """The words that some items had last before an instant; those that were not there have none."""
    found = {}
    for some in chunks(items):
        query = select(*VERSIONS.c["item_id", "title", "text", "reading", "edition"]).where(
            VERSIONS.c.item_id.in_(some), VERSIONS.c.seen < instant
        )
        bodies_then = _bodies(connection, some)
        for row in connection.execute(query.order_by(VERSIONS.c.number)):
            found[row.item_id] = Words(
                title=row.title,
                text=row.text,
                reading=Reading(row.reading),
                body=bodies_then.get((row.item_id, row.edition)),
            )
    return found


def _bodies(connection: Connection, items: Sequence[ItemId]) -> dict[tuple[ItemId, str], Body]:
    rows = connection.execute(select(BODIES).where(BODIES.c.item_id.in_(items))).mappings()
    return {(row["item_id"], row["edition"]): bodies.made(row) for row in rows}


def read(connection: Connection, item: ItemId) -> History:
    """The history of one item; an unknown id has an empty one."""
    versions = select(
        *VERSIONS.c["number", "title", "reading", "source", "page", "seen", "announced"]
    ).where(VERSIONS.c.item_id == item)
    sightings = select(*SIGHTINGS.c["source", "entry_id", "address", "seen"]).where(
        SIGHTINGS.c.item_id == item
    )
    return History(
        tuple(
            Version(**{**row, "reading": Reading(row["reading"])})
            for row in connection.execute(versions.order_by(VERSIONS.c.number)).mappings()
        ),
        tuple(Sighting(*row) for row in connection.execute(sightings.order_by(SIGHTINGS.c.id))),
    )
