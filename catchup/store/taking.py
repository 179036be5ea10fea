"""Takes one crawl into the store: entries become sightings, items and versions."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, Table, bindparam, func, select

from catchup.store import names, sources
from catchup.store.chunks import chunks
from catchup.store.deciding import Known, Visit, decide
from catchup.store.holding import held_by_id, held_by_key, write
from catchup.store.identity import Shown
from catchup.store.tables import ITEMS, SIGHTINGS
from catchup.store.wording import Held
from catchup.types import Crawl, SourceState, Taken

KNOWN = select(*SIGHTINGS.c["key", "id", "item_id", "fingerprint"]).where(
    SIGHTINGS.c.key.in_(bindparam("keys", expanding=True))
)
LAST_ID = {table: select(func.max(table.c.id)) for table in (ITEMS, SIGHTINGS)}


def take(
    connection: Connection,
    crawl: Crawl,
    shown: Sequence[Shown],
    *,
    now: datetime,
    week_start: datetime,
) -> Taken:
    """Write what a crawl changed and keep its state; `shown` are its identified entries."""
    before = sources.state_of(connection, crawl.source.id)
    sources.keep(connection, crawl.state)
    known = _known(connection, [*(one.key for one in shown), *crawl.still])
    fresh = [one for one in shown if not _says_the_same(known.get(one.key), one)]
    if not fresh:
        return Taken()
    # Another address is another source: what it shows from before is back-fill again.
    first = before is None or before.succeeded is None or _moved(before, crawl.state)
    named = names.known(connection, fresh)
    visit = Visit(
        source=crawl.source.id,
        now=now,
        week_start=week_start,
        first=first,
        present=frozenset(sighting.id for sighting in known.values()),
        taken=frozenset(sighting.item for sighting in known.values()),
        names=(names.addresses if first else names.telling)(named, shown),
        next_item=_next_id(connection, ITEMS),
        next_sighting=_next_id(connection, SIGHTINGS),
    )
    changes = decide(fresh, known, _concerned(connection, fresh, known, visit), visit)
    write(connection, changes, crawl.source.id, now)
    names.keep(connection, changes.names, named)
    return Taken(
        items=len(changes.born),
        revised=sum(item.announced for item in changes.worded),
        changed=sum(sighting.changed for sighting in changes.sightings),
        sightings=sum(sighting.new for sighting in changes.sightings),
    )


def _moved(before: SourceState, now: SourceState) -> bool:
    return bool(before.url) and bool(now.url) and before.url != now.url


def _known(connection: Connection, keys: Sequence[str]) -> dict[str, Known]:
    known = {}
    for some in chunks(keys):
        for key, *row in connection.execute(KNOWN, {"keys": some}):
            known[key] = Known(*row)
    return known


def _says_the_same(known: Known | None, shown: Shown) -> bool:
    return known is not None and known.fingerprint == shown.fingerprint


def _concerned(
    connection: Connection, fresh: Sequence[Shown], known: Mapping[str, Known], visit: Visit
) -> list[Held]:
    """The stored items that entries may belong to: by their sighting, their address or a name."""
    ids = {known[one.key].item for one in fresh if one.key in known} | {*visit.names.values()}
    keys = {one.item_key for one in fresh if one.key not in known}
    held = {item.id: item for item in held_by_id(connection, ids)}
    held.update((item.id, item) for item in held_by_key(connection, keys))
    return list(held.values())


def _next_id(connection: Connection, table: Table) -> int:
    # Counted by us: new rows of three tables refer to each other before any is written.
    return (connection.execute(LAST_ID[table]).scalar() or 0) + 1
