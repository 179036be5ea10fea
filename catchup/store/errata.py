"""Errata: what was wrong in issues that are frozen, and what is right."""

from datetime import datetime

from sqlalchemy import Select, func, select

from catchup.store.tables import CURRENT, ERRATA, ITEMS, VERSIONS
from catchup.store.transactions import Transactions
from catchup.types import Erratum

ERRATUM = (
    select(
        *ERRATA.c["week", "texts", "noted"],
        ERRATA.c.item_id.label("item"),
        func.coalesce(VERSIONS.c.title, "").label("title"),
    )
    .select_from(ERRATA)
    .outerjoin(ITEMS, ITEMS.c.id == ERRATA.c.item_id)
    .outerjoin(VERSIONS, CURRENT)
)


class Errata:
    """Records beside the issues; an issue itself never changes."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def add(self, erratum: Erratum) -> None:
        """Keep an erratum; its title is that of the item and is not kept."""
        row = {
            "week": erratum.week,
            "item_id": erratum.item,
            "texts": dict(erratum.texts),
            "noted": erratum.noted,
        }
        with self._transactions.writing() as connection:
            connection.execute(ERRATA.insert(), row)

    def noted_since(self, instant: datetime) -> tuple[Erratum, ...]:
        """What was noted at an instant or later, the first one first."""
        return self._read(ERRATUM.where(ERRATA.c.noted >= instant))

    def of(self, week: str) -> tuple[Erratum, ...]:
        """The errata of one issue, the first one first."""
        return self._read(ERRATUM.where(ERRATA.c.week == week))

    def _read(self, query: Select[tuple[object, ...]]) -> tuple[Erratum, ...]:
        with self._transactions.reading() as connection:
            rows = connection.execute(query.order_by(ERRATA.c.id)).mappings()
            return tuple(Erratum(**row) for row in rows)
