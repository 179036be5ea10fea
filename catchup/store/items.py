"""Items: reading them for reports, and adding what the stages found out about them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select, update

from catchup.store import bodies, candidates, counts, history, matches, summaries, unplaced
from catchup.store.deciding import compare
from catchup.store.history import History
from catchup.store.holding import held_by_id, write
from catchup.store.identity import identify, web_key
from catchup.store.tables import ITEMS, SIGHTINGS, SUMMARIES, VERSIONS
from catchup.store.transactions import Transactions
from catchup.store.wording import with_page
from catchup.types import (
    Article,
    Candidate,
    Entry,
    Item,
    ItemId,
    Lesson,
    Period,
    SourceId,
    Summary,
    TopicMatch,
    Words,
)


class Items:
    """Everything that was ever shown by a source."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def candidates(self, period: Period) -> tuple[Candidate, ...]:
        """Items first seen, published or revised in a period, newest position first.

        What was first seen after the period's end is left out: a report stays what it was.
        """
        with self._transactions.reading() as connection:
            return candidates.read(connection, candidates.ids_of(period))

    def get(self, item_id: ItemId) -> Candidate | None:
        """One item with its matches and its summary."""
        return self._one(select(ITEMS.c.id).where(ITEMS.c.id == item_id))

    def these(self, items: Collection[ItemId]) -> tuple[Candidate, ...]:
        """Some items with their matches and summaries, newest position first."""
        with self._transactions.reading() as connection:
            return candidates.read(connection, select(ITEMS.c.id).where(ITEMS.c.id.in_(items)))

    def by_url(self, url: str) -> Candidate | None:
        """The item with a canonical address."""
        return self._one(select(ITEMS.c.id).where(ITEMS.c.key == web_key(url)))

    def by_entry(self, source: SourceId, entry: Entry) -> Candidate | None:
        """The item that an entry of a source belongs to."""
        key = identify(source, [entry])[0].key
        return self._one(select(SIGHTINGS.c.item_id).where(SIGHTINGS.c.key == key))

    def shown_by(self, source: SourceId, limit: int) -> tuple[Candidate, ...]:
        """The newest items that a source showed, at most `limit`, newest position first."""
        # Not the last sightings: a first crawl brings the newest entry first.
        newest = (
            select(SIGHTINGS.c.item_id)
            .join(ITEMS, ITEMS.c.id == SIGHTINGS.c.item_id)
            .where(SIGHTINGS.c.source == source)
            .order_by(ITEMS.c.position.desc())
            .limit(limit)
        )
        with self._transactions.reading() as connection:
            ids = [row[0] for row in connection.execute(newest)]
            return candidates.read(connection, select(ITEMS.c.id).where(ITEMS.c.id.in_(ids)))

    def history(self, item_id: ItemId) -> History:
        """The versions and sightings of an item."""
        with self._transactions.reading() as connection:
            return history.read(connection, item_id)

    def words_before(self, items: Sequence[ItemId], instant: datetime) -> Mapping[ItemId, Words]:
        """The words that some items had last before an instant."""
        with self._transactions.reading() as connection:
            return history.words_before(connection, items, instant)

    def unmatched(self, key: str, limit: int) -> tuple[Item, ...]:
        """At most `limit` items that were not matched with `key` yet, newest position first."""
        with self._transactions.reading() as connection:
            ids = matches.unmatched_ids(connection, key, limit)
            return candidates.read_items(connection, select(ITEMS.c.id).where(ITEMS.c.id.in_(ids)))

    def without_topic(self, period: Period, limit: int) -> tuple[Item, ...]:
        """At most `limit` items of a period that met the matcher and fit no topic, newest first.

        Hidden ones are left out.
        """
        with self._transactions.reading() as connection:
            return unplaced.without_topic(connection, period, limit)

    def still_without_topic(self, items: Collection[ItemId]) -> frozenset[ItemId]:
        """Those of some items that fit no topic to this day."""
        with self._transactions.reading() as connection:
            return unplaced.still_without_topic(connection, sorted(items))

    def lessons(self, limit: int = 2_000) -> tuple[Lesson, ...]:
        """What people decided about items at topics, newest first, for the matcher to learn."""
        with self._transactions.reading() as connection:
            return tuple(matches.lessons(connection, limit))

    def add_matches(
        self,
        key: str,
        matched: Mapping[ItemId, tuple[TopicMatch, ...]],
        versions: Mapping[ItemId, int] | None = None,
        likely: Mapping[ItemId, TopicMatch] | None = None,
    ) -> None:
        """Replace the machine's matches of these items; they count as matched with `key`.

        Matches that a person decided stay. Items that belong to no topic are given as ().
        `versions` says which version was matched: an item that changed meanwhile stays unmatched.
        `likely` holds for items without matches the topic that they would have.
        """
        with self._transactions.writing() as connection:
            matches.add(connection, key, matched, versions or {}, likely or {})

    def add_text(
        self, item_id: ItemId, article: Article, *, source: SourceId | None, now: datetime
    ) -> None:
        """Let the text of an item's page replace a poorer one, as an unannounced new version.

        A text that is not clearly richer than the one held is dropped. One with an outline is kept
        as the item's body, too.
        """
        with self._transactions.writing() as connection:
            before = {held.id: held for held in held_by_id(connection, [item_id])}
            after = {held.id: with_page(held, article, source) for held in before.values()}
            write(connection, compare(before, after), source or "", now)
            if article.outline:
                bodies.keep(connection, item_id, article)

    def add_summary(self, summary: Summary) -> None:
        """Keep the summary of an item version, in place of an earlier one."""
        with self._transactions.writing() as connection:
            summaries.add(connection, summary)

    def hide(self, item_id: ItemId) -> None:
        """Keep an item out of every report."""
        self._set_hidden(item_id, hidden=True)

    def unhide(self, item_id: ItemId) -> None:
        """Let an item that was hidden stand in reports again."""
        self._set_hidden(item_id, hidden=False)

    def _set_hidden(self, item_id: ItemId, *, hidden: bool) -> None:
        with self._transactions.writing() as connection, counts.kept(connection, [item_id]):
            connection.execute(update(ITEMS).where(ITEMS.c.id == item_id).values(hidden=hidden))

    def counts(self) -> dict[str, int]:
        """How many items, sightings, versions and summaries there are."""
        tables = {
            "items": ITEMS,
            "sightings": SIGHTINGS,
            "versions": VERSIONS,
            "summaries": SUMMARIES,
        }
        with self._transactions.reading() as connection:
            return {
                name: connection.execute(select(func.count()).select_from(table)).scalar_one()
                for name, table in tables.items()
            }

    def _one(self, ids: Select[Any]) -> Candidate | None:
        with self._transactions.reading() as connection:
            return next(iter(candidates.read(connection, ids)), None)
