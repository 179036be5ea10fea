"""What people decide about items at topics, with every decision kept for undo."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    Text,
    and_,
    cast,
    delete,
    func,
    select,
    union,
)

from catchup.store import candidates, counts, matches
from catchup.store.dialects import upsert
from catchup.store.tables import (
    ATTEMPTS,
    BACKLOG,
    BACKLOG_CHANGES,
    CURRENT,
    HIDDEN,
    ITEMS,
    MATCHES,
    VERSIONS,
)
from catchup.store.transactions import Transactions
from catchup.types import BacklogEntry, BacklogState, Candidate, ItemId, TopicId

Pair = tuple[ItemId, TopicId]
NOT_THERE = ("gone", "http-404")  # what an attempt at a page says
DECISION = ("state", "claimed_by", "until", "note", "by", "changed")


class Backlog:
    """The items that wait at topics, and those about which somebody has decided."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def entries(self, now: datetime) -> tuple[tuple[Candidate, BacklogEntry], ...]:
        """Every matched item with each of its topics, newest position first, hidden ones left out.

        About which nobody has decided, they are open; so are those whose snooze has ended.
        Back-fill is here only where somebody has decided about it.
        """
        with self._transactions.reading() as connection:
            rows = connection.execute(select(BACKLOG)).mappings()
            stored = {(row["item_id"], row["topic_id"]): _entry(row) for row in rows}
            found = candidates.read(connection, waiting_ids())
        topics: dict[ItemId, list[TopicId]] = {}
        for item, topic in sorted(stored):
            topics.setdefault(item, []).append(topic)
        return tuple(
            (candidate, _awake(stored.get(pair) or BacklogEntry(item=pair[0], topic=pair[1]), now))
            for candidate in found
            for pair in _pairs(candidate, topics)
        )

    def verdicts(self, limit: int) -> tuple[list[ItemId], list[ItemId], list[ItemId]]:
        """Items that people hid, accepted somewhere, dismissed somewhere: the newest of each."""
        # Said and sorted just as the index of the few hidden items is, or it is not used.
        hidden = select(ITEMS.c.id).where(HIDDEN)
        hidden = hidden.order_by(ITEMS.c.hidden.desc(), ITEMS.c.id.desc())
        with self._transactions.reading() as connection:
            return (
                list(connection.execute(hidden.limit(limit)).scalars()),
                _newest(connection, BacklogState.ACCEPTED, limit),
                _newest(connection, BacklogState.DISMISSED, limit),
            )

    def accepted(self) -> dict[TopicId, int]:
        """How many items were accepted at each topic, hidden ones left out."""
        query = (
            select(BACKLOG.c.topic_id, func.count().label("number"))
            .join(ITEMS, ITEMS.c.id == BACKLOG.c.item_id)
            .where(BACKLOG.c.state == BacklogState.ACCEPTED.value, ITEMS.c.hidden.is_(False))
        )
        with self._transactions.reading() as connection:
            rows = connection.execute(query.group_by(BACKLOG.c.topic_id))
            return {row.topic_id: row.number for row in rows}

    def accepted_since(self, instant: datetime) -> dict[TopicId, int]:
        """How many items were accepted at each topic since an instant, hidden ones left out."""
        query = (
            select(BACKLOG.c.topic_id, func.count().label("number"))
            .join(ITEMS, ITEMS.c.id == BACKLOG.c.item_id)
            .where(BACKLOG.c.state == BacklogState.ACCEPTED.value, ITEMS.c.hidden.is_(False))
            .where(BACKLOG.c.changed >= instant)
        )
        with self._transactions.reading() as connection:
            rows = connection.execute(query.group_by(BACKLOG.c.topic_id))
            return {row.topic_id: row.number for row in rows}

    def gone(self) -> tuple[tuple[TopicId, ItemId, str, str], ...]:
        """Accepted items whose page was not there when it was visited last.

        Each with its topic, title and address; hidden ones are left out.
        """
        visit = cast(ITEMS.c.id, Text) + "." + cast(ITEMS.c.version, Text)
        query = (
            select(BACKLOG.c.topic_id, ITEMS.c.id, VERSIONS.c.title, ITEMS.c.url)
            .join(ITEMS, ITEMS.c.id == BACKLOG.c.item_id)
            .join(VERSIONS, CURRENT)
            .join(ATTEMPTS, and_(ATTEMPTS.c.stage == "page", ATTEMPTS.c.key == visit))
            .where(BACKLOG.c.state == BacklogState.ACCEPTED.value, ITEMS.c.hidden.is_(False))
            .where(ATTEMPTS.c.error.in_(NOT_THERE))
        )
        with self._transactions.reading() as connection:
            rows = sorted(connection.execute(query), key=lambda row: (row.id, row.topic_id))
            return tuple((row.topic_id, row.id, row.title, row.url) for row in rows)

    def keep(self, entry: BacklogEntry) -> None:
        """Keep a decision in place of the last one, and in the history.

        The matcher takes no accepted topic from an item, and gives it no dismissed one.
        """
        with self._transactions.writing() as connection:
            upsert(connection, BACKLOG, _row(entry))
            _tell_matches(connection, entry)
            connection.execute(BACKLOG_CHANGES.insert(), _row(entry))

    def undo(self, item: ItemId, topic: TopicId) -> BacklogEntry | None:
        """Take the last decision back; answers how the entry stands now.

        None when there was no decision.
        """
        query = select(BACKLOG_CHANGES).where(_of(BACKLOG_CHANGES.c, item, topic))
        newest = query.order_by(BACKLOG_CHANGES.c.id.desc()).limit(2)
        with self._transactions.writing() as connection:
            rows = connection.execute(newest).mappings().all()
            if not rows:
                return None
            last = BACKLOG_CHANGES.c.id == rows[0]["id"]
            connection.execute(delete(BACKLOG_CHANGES).where(last))
            connection.execute(delete(BACKLOG).where(_of(BACKLOG.c, item, topic)))
            before = [_entry(row) for row in rows[1:]]
            if before:
                connection.execute(BACKLOG.insert(), _row(before[0]))
            entry = before[0] if before else BacklogEntry(item=item, topic=topic)
            _tell_matches(connection, entry)
        return entry


def _newest(connection: Connection, state: BacklogState, limit: int) -> list[ItemId]:
    """The items about which it was last decided so, each once."""
    query = (
        select(BACKLOG.c.item_id)
        .where(BACKLOG.c.state == state.value)
        .order_by(BACKLOG.c.changed.desc(), BACKLOG.c.item_id)
    )
    return list(dict.fromkeys(connection.execute(query.limit(limit)).scalars()))


def waiting_ids() -> Select[Any]:
    """Ids of the items that are matched or decided about, back-fill only where decided about."""
    matched = (
        select(MATCHES.c.item_id)
        .join(ITEMS, ITEMS.c.id == MATCHES.c.item_id)
        .where(ITEMS.c.hidden.is_(False), ITEMS.c.backfill.is_(False))
    )
    decided = (
        select(BACKLOG.c.item_id)
        .join(ITEMS, ITEMS.c.id == BACKLOG.c.item_id)
        .where(ITEMS.c.hidden.is_(False))
    )
    return select(union(matched, decided).subquery().c.item_id)


def _pairs(candidate: Candidate, decided: Mapping[ItemId, list[TopicId]]) -> Iterator[Pair]:
    """The topics of an item, best match first, then those that only a decision names."""
    item = candidate.item
    stored = decided.get(item.id, [])
    matched = [match.topic for match in candidate.matches]
    if item.backfill:
        matched = [topic for topic in matched if topic in stored]
    for topic in dict.fromkeys((*matched, *stored)):
        yield item.id, topic


def _awake(entry: BacklogEntry, now: datetime) -> BacklogEntry:
    asleep = entry.until is not None and now < entry.until
    if entry.state is not BacklogState.SNOOZED or asleep or entry.until is None:
        return entry
    return replace(entry, state=BacklogState.OPEN, until=None)


def _tell_matches(connection: Connection, entry: BacklogEntry) -> None:
    with counts.kept(connection, [entry.item]):
        _move_match(connection, entry)
        matches.mark(connection, entry.item, entry.topic, entry.state)


def _move_match(connection: Connection, entry: BacklogEntry) -> None:
    if entry.state is BacklogState.ACCEPTED:
        matches.accept(connection, entry.item, entry.topic, entry.by)
    elif entry.state is BacklogState.DISMISSED:
        matches.decide(connection, entry.item, entry.topic, entry.by)
    else:
        matches.leave_to_machine(connection, entry.item, entry.topic)


def _of(columns: Any, item: ItemId, topic: TopicId) -> ColumnElement[bool]:  # noqa: ANN401 - of either table
    return and_(columns.item_id == item, columns.topic_id == topic)


def _row(entry: BacklogEntry) -> dict[str, Any]:
    return {
        "item_id": entry.item,
        "topic_id": entry.topic,
        "state": entry.state.value,
        "claimed_by": entry.claimed_by,
        "until": entry.until,
        "note": entry.note,
        "by": entry.by,
        "changed": entry.changed,
    }


def _entry(row: RowMapping) -> BacklogEntry:
    decision = {name: row[name] for name in DECISION}
    decision["state"] = BacklogState(row["state"])
    return BacklogEntry(item=row["item_id"], topic=row["topic_id"], **decision)
