"""Which items a search may show: conditions on stored items, and the newest that meet them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, exists, or_, select

from catchup.store.positions import COUNTER_BITS, block_of
from catchup.store.tables import BACKLOG, ITEMS, MATCHES, SEARCH_ENTRIES, SIGHTINGS, SUMMARIES
from catchup.types import BacklogState, ItemId, ItemKind, Language, Level, SourceId, TopicId

Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What an item must be; None and () allow all. Hidden items are never shown.

    `topics`: it belongs to one of them; what was dismissed there does not, unless `state` asks for
    that. `state`: how it stands at one of the topics, a snooze that ends by `now` being over.
    `level` is that of its summary. `since` counts from the item's place in time (see
    `store.positions`).
    """

    topics: frozenset[TopicId] = frozenset()
    state: BacklogState | None = None
    kind: ItemKind | None = None
    source: SourceId | None = None
    language: Language | None = None
    level: Level | None = None
    since: datetime | None = None
    now: datetime | None = None


def newest_ids(connection: Connection, filters: Filters, limit: int) -> list[ItemId]:
    """The newest items that meet the filters, newest first."""
    if not filters.topics:
        everything = select(*ITEMS.c["position", "id"]).where(
            *_own(filters), *_linked(filters, ITEMS.c.id)
        )
        newest = everything.order_by(ITEMS.c.position.desc()).limit(limit)
        return [item for _, item in connection.execute(newest)]
    found: set[tuple[int, ItemId]] = set()
    # One walk down an index for each topic and state, merged here.
    kept = exists().where(ITEMS.c.id == MATCHES.c.item_id, *_own(filters))
    for topic in sorted(filters.topics):
        for state in _states(filters):
            links = select(*MATCHES.c["position", "item_id"]).where(
                MATCHES.c.topic_id == topic, state, kept
            )
            if filters.since is not None:
                links = links.where(MATCHES.c.position >= _floor(filters.since))
            newest = links.order_by(MATCHES.c.position.desc()).limit(limit)
            found.update((row[0], row[1]) for row in connection.execute(newest))
    return [item for _, item in sorted(found, reverse=True)[:limit]]


def of_row(filters: Filters, row: ColumnElement[int]) -> Condition:
    """That the item of a row of the full-text index meets the filters."""
    # Topics are asked for first: an index answers that, and few items are looked at then.
    entry = SEARCH_ENTRIES.c.item_id
    return exists().where(
        SEARCH_ENTRIES.c.row == row, *_linked(filters, entry), ITEMS.c.id == entry, *_own(filters)
    )


def _linked(filters: Filters, item: ColumnElement[int]) -> Iterator[Condition]:
    """What the item must be at its topics."""
    topics = [MATCHES.c.topic_id.in_(sorted(filters.topics))] if filters.topics else []
    if topics or filters.state is not None:
        yield exists().where(MATCHES.c.item_id == item, *topics, or_(*_states(filters)))


def _own(filters: Filters) -> Iterator[Condition]:
    """What the item itself must be."""
    yield ITEMS.c.hidden.is_(False)
    if filters.kind is not None:
        yield ITEMS.c.kind == filters.kind.value
    if filters.language is not None:
        yield ITEMS.c.language == filters.language
    if filters.since is not None:
        yield ITEMS.c.position >= _floor(filters.since)
    if filters.source is not None:
        of_item = SIGHTINGS.c.item_id == ITEMS.c.id
        yield exists().where(of_item, SIGHTINGS.c.source == filters.source)
    if filters.level is not None:
        of_item = and_(SUMMARIES.c.item_id == ITEMS.c.id, SUMMARIES.c.version == ITEMS.c.version)
        yield exists().where(of_item, SUMMARIES.c.level == filters.level.value)


def _states(filters: Filters) -> list[Condition]:
    """Conditions on a match, one for each stretch of the index that has to be walked."""
    if filters.state is None:
        return [MATCHES.c.state != BacklogState.DISMISSED.value]
    wanted = [MATCHES.c.state == filters.state.value]
    if filters.state is BacklogState.OPEN and filters.now is not None:
        over = exists().where(
            BACKLOG.c.item_id == MATCHES.c.item_id,
            BACKLOG.c.topic_id == MATCHES.c.topic_id,
            BACKLOG.c.until <= filters.now,
        )
        wanted.append(and_(MATCHES.c.state == BacklogState.SNOOZED.value, over))
    return wanted


def _floor(since: datetime) -> int:
    return block_of(None, since) << COUNTER_BITS
