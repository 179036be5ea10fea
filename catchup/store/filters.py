"""Which items a search may show: conditions on stored items, and the newest that meet them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from itertools import product
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    and_,
    bindparam,
    exists,
    or_,
    select,
)

from catchup.store.columns import EPOCH
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

    @property
    def floor(self) -> int:
        """The lowest position that is allowed."""
        return 0 if self.since is None else block_of(None, self.since) << COUNTER_BITS


def newest_ids(connection: Connection, filters: Filters, limit: int) -> list[ItemId]:
    """The newest items that meet the filters, newest first."""
    if not filters.topics:
        everything = select(*ITEMS.c["position", "id"]).where(
            *_own(filters), *_linked(filters, ITEMS.c.id, ITEMS.c.position)
        )
        newest = everything.order_by(ITEMS.c.position.desc()).limit(limit)
        return [item for _, item in connection.execute(newest)]
    found: set[tuple[int, ItemId]] = set()
    bound = {"floor": filters.floor, "now": filters.now, "number": limit}
    # Of what is bound only whether there is a `now` makes another statement.
    walks = _walks(replace(filters, topics=frozenset(), since=None, now=filters.now and EPOCH))
    # One walk down an index for each topic and state, merged here.
    for topic, walk in product(sorted(filters.topics), walks):
        rows = connection.execute(walk, {"topic": topic, **bound})
        found.update((row[0], row[1]) for row in rows)
    return [item for _, item in sorted(found, reverse=True)[:limit]]


@lru_cache(maxsize=100)
def _walks(kept: Filters) -> list[Select[Any]]:
    # Made once: building them takes five times as long as walking.
    now = kept.now and bindparam("now", type_=BACKLOG.c.until.type)
    own = exists().where(ITEMS.c.id == MATCHES.c.item_id, *_own(kept))
    return [
        select(*MATCHES.c["position", "item_id"])
        .where(MATCHES.c.topic_id == bindparam("topic"), state, own)
        .where(MATCHES.c.position >= bindparam("floor"))
        .order_by(MATCHES.c.position.desc())
        .limit(bindparam("number", type_=Integer))
        for state in _states(kept.state, now)
    ]


def of_row(filters: Filters, row: ColumnElement[int]) -> Condition:
    """That the item of a row of the full-text index meets the filters."""
    # Topics are asked for first: an index answers that, and few items are looked at then.
    item, position = SEARCH_ENTRIES.c["item_id", "position"]
    linked = _linked(filters, item, position)
    return exists().where(SEARCH_ENTRIES.c.row == row, *linked, ITEMS.c.id == item, *_own(filters))


def _linked(
    filters: Filters, item: ColumnElement[int], position: ColumnElement[int]
) -> Iterator[Condition]:
    """What the item must be at its topics."""
    if filters.topics:
        # By position: the links of a topic stand in its order, so the next one asked for is near.
        topics = MATCHES.c.topic_id.in_(sorted(filters.topics))
        yield exists().where(
            MATCHES.c.position == position, topics, or_(*_states(filters.state, filters.now))
        )
    elif filters.state is not None:
        yield exists().where(MATCHES.c.item_id == item, or_(*_states(filters.state, filters.now)))


def _own(filters: Filters) -> Iterator[Condition]:
    """What the item itself must be."""
    yield ITEMS.c.hidden.is_(False)
    if filters.kind is not None:
        yield ITEMS.c.kind == filters.kind.value
    if filters.language is not None:
        yield ITEMS.c.language == filters.language
    if filters.floor:
        yield ITEMS.c.position >= filters.floor
    if filters.source is not None:
        of_item = SIGHTINGS.c.item_id == ITEMS.c.id
        yield exists().where(of_item, SIGHTINGS.c.source == filters.source)
    if filters.level is not None:
        of_item = and_(SUMMARIES.c.item_id == ITEMS.c.id, SUMMARIES.c.version == ITEMS.c.version)
        yield exists().where(of_item, SUMMARIES.c.level == filters.level.value)


def _states(
    state: BacklogState | None, now: datetime | ColumnElement[datetime] | None
) -> list[Condition]:
    """Conditions on a match, one for each stretch of the index that has to be walked."""
    if state is None:
        return [MATCHES.c.state != BacklogState.DISMISSED.value]
    wanted = [MATCHES.c.state == state.value]
    if state is BacklogState.OPEN and now is not None:
        over = exists().where(
            BACKLOG.c.item_id == MATCHES.c.item_id,
            BACKLOG.c.topic_id == MATCHES.c.topic_id,
            BACKLOG.c.until <= now,
        )
        wanted.append(and_(MATCHES.c.state == BacklogState.SNOOZED.value, over))
    return wanted
