"""Which topics items belong to, and which items still wait to be matched."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, delete, exists, func, select, update

from catchup.store import counts, likely
from catchup.store.chunks import chunks
from catchup.store.tables import BACKLOG, ITEMS, MATCHES, VERSIONS
from catchup.types import BacklogState, ItemId, Lesson, TopicId, TopicMatch

PERSON = "person"  # the method of a match that no matcher found
REFUSED = BACKLOG.c.state == BacklogState.DISMISSED.value
DISMISSED = exists().where(
    BACKLOG.c.item_id == MATCHES.c.item_id, BACKLOG.c.topic_id == MATCHES.c.topic_id, REFUSED
)


def unmatched_ids(connection: Connection, key: str, limit: int) -> list[ItemId]:
    """Ids of items matched with another key than this, newest position first."""
    # "Another than this" is no range of an index; one range for each of the few other keys is.
    rows: list[tuple[int, ItemId]] = []
    for other in _other_keys(connection, key):
        columns = select(*ITEMS.c["position", "id"]).where(ITEMS.c.match_key == other)
        newest = columns.order_by(ITEMS.c.position.desc()).limit(limit)
        rows.extend((row[0], row[1]) for row in connection.execute(newest))
    return [item for _, item in sorted(rows, reverse=True)[:limit]]


def _other_keys(connection: Connection, key: str) -> list[str]:
    keys = []
    last = connection.execute(select(func.min(ITEMS.c.match_key))).scalar()
    while last is not None:
        keys.append(last)
        query = select(func.min(ITEMS.c.match_key)).where(ITEMS.c.match_key > last)
        last = connection.execute(query).scalar()
    return [other for other in keys if other != key]


def add(
    connection: Connection,
    key: str,
    matches: Mapping[ItemId, Sequence[TopicMatch]],
    versions: Mapping[ItemId, int],
    guesses: Mapping[ItemId, TopicMatch],
) -> None:
    """Replace the machine's matches of these items and mark them as matched with `key`.

    `guesses` are the likely topics of those that have none.

    A match that a person decided stays as it is, and a topic that one dismissed stays away. Items
    that have another version than the one matched by now are left to the next time.
    """
    for chunk in chunks(sorted(matches)):
        current = select(*ITEMS.c["id", "version"]).where(ITEMS.c.id.in_(chunk))
        some = [i for i, v in connection.execute(current) if versions.get(i, v) == v]
        machine = MATCHES.c.decided_by.is_(None)
        with counts.kept(connection, some):
            connection.execute(delete(MATCHES).where(MATCHES.c.item_id.in_(some), machine))
            likely.replace(connection, some, guesses)
            marked = update(ITEMS).where(ITEMS.c.id.in_(some)).values(match_key=key)
            connection.execute(marked)
            _insert(connection, some, matches)


def _insert(
    connection: Connection, items: Sequence[ItemId], matches: Mapping[ItemId, Sequence[TopicMatch]]
) -> None:
    places = select(*ITEMS.c["id", "position"]).where(ITEMS.c.id.in_(items))
    positions: dict[ItemId, int] = {row[0]: row[1] for row in connection.execute(places)}
    decided = select(*MATCHES.c["item_id", "topic_id"]).where(MATCHES.c.item_id.in_(items))
    stated = select(*BACKLOG.c["item_id", "topic_id", "state"]).where(BACKLOG.c.item_id.in_(items))
    states = {(item, topic): state for item, topic, state in connection.execute(stated)}
    taken = {pair for pair, state in states.items() if state == BacklogState.DISMISSED.value}
    taken |= {(item, topic) for item, topic in connection.execute(decided)}
    rows = [
        {
            **_row(item, position, match),
            "state": states.get((item, match.topic), BacklogState.OPEN.value),
        }
        for item, position in positions.items()
        for match in matches[item]
        if (item, match.topic) not in taken
    ]
    if rows:
        connection.execute(MATCHES.insert(), rows)


def _row(item: ItemId, position: int, match: TopicMatch) -> dict[str, Any]:
    return {
        "topic_id": match.topic,
        "position": position,
        "item_id": item,
        "score": match.score,
        "method": match.method,
        "evidence": match.evidence,
        "decided_by": match.decided_by,
    }


def of_items(connection: Connection, ids: Select[Any]) -> dict[ItemId, list[TopicMatch]]:
    """The matches of some items, best first, without those that a person dismissed."""
    query = select(
        *MATCHES.c["item_id", "topic_id", "score", "method", "evidence", "decided_by"]
    ).where(MATCHES.c.item_id.in_(ids), ~DISMISSED)
    found: dict[ItemId, list[TopicMatch]] = {}
    for item, topic, score, method, evidence, decided_by in connection.execute(query):
        match = TopicMatch(
            topic=topic, score=score, method=method, evidence=evidence, decided_by=decided_by
        )
        found.setdefault(item, []).append(match)
    for matched in found.values():
        # Sorted here: databases differ in the order of texts.
        matched.sort(key=lambda match: (-match.score, match.topic))
    return found


def lessons(connection: Connection, limit: int) -> list[Lesson]:
    """The newest acceptances and dismissals, with the titles of their items as they are now."""
    final = (BacklogState.ACCEPTED.value, BacklogState.DISMISSED.value)
    current = and_(VERSIONS.c.item_id == ITEMS.c.id, VERSIONS.c.number == ITEMS.c.version)
    query = (
        select(VERSIONS.c.title, BACKLOG.c.topic_id, BACKLOG.c.state)
        .join(ITEMS, ITEMS.c.id == BACKLOG.c.item_id)
        .join(VERSIONS, current)
        .where(BACKLOG.c.state.in_(final))
        .order_by(BACKLOG.c.changed.desc(), BACKLOG.c.item_id, BACKLOG.c.topic_id)
        .limit(limit)
    )
    return [
        Lesson(title=title, topic=topic, accepted=state == BacklogState.ACCEPTED.value)
        for title, topic, state in connection.execute(query)
    ]


def decide(connection: Connection, item: ItemId, topic: TopicId, by: str) -> bool:
    """Take a match out of the machine's hands; answers whether there is one."""
    decided = update(MATCHES).where(_this(item, topic)).values(decided_by=by)
    return connection.execute(decided).rowcount > 0


def accept(connection: Connection, item: ItemId, topic: TopicId, by: str) -> None:
    """Keep an item at a topic for good, whether a matcher found that or not."""
    if decide(connection, item, topic, by):
        return
    query = select(ITEMS.c.position).where(ITEMS.c.id == item)
    position: int = connection.execute(query).scalar_one()
    match = TopicMatch(topic=topic, score=1.0, method=PERSON, decided_by=by)
    connection.execute(MATCHES.insert(), _row(item, position, match))


def leave_to_machine(connection: Connection, item: ItemId, topic: TopicId) -> None:
    """Give a match back into the machine's hands; what only a person saw there goes."""
    this = _this(item, topic)
    connection.execute(delete(MATCHES).where(this, MATCHES.c.method == PERSON))
    connection.execute(update(MATCHES).where(this).values(decided_by=None))


def mark(connection: Connection, item: ItemId, topic: TopicId, state: BacklogState) -> None:
    """Repeat at a match what people decided about it."""
    connection.execute(update(MATCHES).where(_this(item, topic)).values(state=state.value))


def _this(item: ItemId, topic: TopicId) -> ColumnElement[bool]:
    return and_(MATCHES.c.item_id == item, MATCHES.c.topic_id == topic)
