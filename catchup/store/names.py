"""Names: by what else a source may show an item that it has shown before, kept for ever.

A feed that rewrites its ids or moves its links shows old entries under new keys. Their other names
(`identity.Shown.names`) lead back to the items. A name that several items carry names none of them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, bindparam, select, update

from catchup.store.chunks import chunks
from catchup.store.dialects import insert
from catchup.store.identity import Shown
from catchup.store.tables import NAMES
from catchup.types import ItemId

# Made once: building a statement costs more than running it.
NAMED = select(*NAMES.c["name", "item_id"]).where(
    NAMES.c.name.in_(bindparam("wanted", expanding=True))
)

Names = Mapping[str, ItemId | None]


def known(connection: Connection, shown: Iterable[Shown]) -> dict[str, ItemId | None]:
    """The items that the names of some entries lead to; None where several carry a name."""
    wanted = sorted({name for one in shown for name in (one.item_key, *one.names)})
    found: dict[str, ItemId | None] = {}
    for some in chunks(wanted):
        rows = connection.execute(NAMED, {"wanted": some})
        found.update((name, item) for name, item in rows)
    return found


def telling(names: Names, body: Sequence[Shown]) -> dict[str, ItemId]:
    """The names that can be trusted in one body: of one item, and of one entry of the body."""
    carried = Counter(name for one in body for name in one.names)
    return {name: item for name, item in names.items() if item is not None and carried[name] <= 1}


def addresses(names: Names, body: Sequence[Shown]) -> dict[str, ItemId]:
    """The names that are addresses: items whose links have moved there, in whatever source.

    A source that is visited for the first time, or at another address, has given no names yet.
    """
    carried = {one.item_key for one in body}
    return {name: item for name, item in names.items() if item is not None and name in carried}


def keep(connection: Connection, given: Iterable[tuple[str, ItemId]], names: Names) -> None:
    """Keep the names given to items; `names` are those that the store knew before."""
    after: dict[str, ItemId | None] = {}
    for name, item in given:
        before = after[name] if name in after else names.get(name, item)
        after[name] = item if before == item else None
    new = [{"name": name, "item_id": item} for name, item in after.items() if name not in names]
    insert(connection, NAMES, new)
    lost = [name for name, item in after.items() if item is None and names.get(name) is not None]
    for some in chunks(lost):
        connection.execute(update(NAMES).where(NAMES.c.name.in_(some)).values(item_id=None))
