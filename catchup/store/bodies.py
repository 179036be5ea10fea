"""Bodies: the sections of papers and the cues of transcripts, one for each edition of an item."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Connection, RowMapping, and_, exists, select

from catchup.store.chunks import chunks
from catchup.store.dialects import upsert
from catchup.store.tables import BODIES, CURRENT, ITEMS, VERSIONS
from catchup.store.transactions import Transactions
from catchup.types import Article, Body, ItemId, Mark, Reading

OF_VERSION = and_(BODIES.c.item_id == VERSIONS.c.item_id, BODIES.c.edition == VERSIONS.c.edition)


class Bodies:
    """Long texts, kept apart from the words by which items are placed, ranked and found."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def of(self, item: ItemId) -> Body | None:
        """The body of an item's current edition."""
        query = (
            select(BODIES)
            .select_from(ITEMS)
            .join(VERSIONS, CURRENT)
            .join(BODIES, OF_VERSION)
            .where(ITEMS.c.id == item)
        )
        with self._transactions.reading() as connection:
            row = connection.execute(query).mappings().first()
        return None if row is None else made(row)

    def lacking(self, items: Collection[ItemId]) -> Mapping[ItemId, str]:
        """Those of some items that have no body, and which edition of each is current."""
        query = (
            select(ITEMS.c.id, VERSIONS.c.edition)
            .join(VERSIONS, CURRENT)
            .where(~exists().where(OF_VERSION))
        )
        with self._transactions.reading() as connection:
            return {
                item: edition
                for some in chunks(sorted(items))
                for item, edition in connection.execute(query.where(ITEMS.c.id.in_(some)))
            }

    def add(self, item: ItemId, article: Article) -> None:
        """Keep the text of an item's current edition with its outline."""
        with self._transactions.writing() as connection:
            keep(connection, item, article)


def made(row: RowMapping) -> Body:
    """The body of a row of their table."""
    return Body(
        text=row["text"],
        reading=Reading(row["reading"]),
        outline=tuple(Mark(start=a, title=b, second=c) for a, b, c in row["outline"]),
    )


def keep(connection: Connection, item: ItemId, article: Article) -> None:
    """Keep the body of an item's current edition, in place of an earlier one."""
    current = select(VERSIONS.c.edition).join(ITEMS, CURRENT).where(ITEMS.c.id == item)
    edition = connection.execute(current).scalar()
    if edition is not None:
        upsert(connection, BODIES, {"item_id": item, "edition": edition, **_columns(article)})


def _columns(article: Article) -> Mapping[str, Any]:
    return {
        "text": article.text,
        "reading": article.reading.value,
        "outline": [(mark.start, mark.title, mark.second) for mark in article.outline],
    }
