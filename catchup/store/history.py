"""How an item came to be what it is: its versions and its sightings."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from catchup.store.tables import SIGHTINGS, VERSIONS
from catchup.types import ItemId, Reading, SourceId


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
