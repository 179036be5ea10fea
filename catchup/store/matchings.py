"""What items were matched with: the rules, and the words of each topic at the time."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import delete, or_, select, union, update

from catchup.store import candidates
from catchup.store.dialects import upsert
from catchup.store.tables import BACKLOG, ITEMS, MATCHES, MATCHINGS
from catchup.store.transactions import Transactions
from catchup.types import BacklogState, Item, ItemId, TopicId, TopicMatch

DISMISSED = BacklogState.DISMISSED.value


class Matchings:
    """By key: what a matcher knew of the topics when it placed items."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def others(self, key: str, rules: str) -> dict[str, dict[TopicId, str]]:
        """What was known under other keys than this, by the same rules."""
        query = select(MATCHINGS.c.key, MATCHINGS.c.wording)
        earlier = query.where(MATCHINGS.c.rules == rules, MATCHINGS.c.key != key)
        with self._transactions.reading() as connection:
            rows = connection.execute(earlier.order_by(MATCHINGS.c.key))
            return {row.key: row.wording for row in rows}

    def keep(self, key: str, rules: str, wording: Mapping[TopicId, str]) -> None:
        """Remember what is known under a key."""
        row = {"key": key, "rules": rules, "wording": dict(wording)}
        with self._transactions.writing() as connection:
            upsert(connection, MATCHINGS, row)

    def forget_others(self, key: str) -> None:
        """Forget what was known under other keys: no item is left there."""
        with self._transactions.writing() as connection:
            connection.execute(delete(MATCHINGS).where(MATCHINGS.c.key != key))

    def items_of(self, key: str, limit: int, below: int | None = None) -> tuple[Item, ...]:
        """At most `limit` items that were matched under a key, newest first, from a position on."""
        query = select(ITEMS.c.id).where(ITEMS.c.match_key == key)
        if below is not None:
            query = query.where(ITEMS.c.position < below)
        with self._transactions.reading() as connection:
            newest = query.order_by(ITEMS.c.position.desc()).limit(limit)
            ids = [row[0] for row in connection.execute(newest)]
            return candidates.read_items(connection, select(ITEMS.c.id).where(ITEMS.c.id.in_(ids)))

    def standing_at(self, topics: Collection[TopicId], items: Sequence[ItemId]) -> set[ItemId]:
        """Those of some items that match one of the topics, or were decided about there."""
        matched, decided = (
            select(table.c.item_id).where(
                table.c.item_id.in_(items), table.c.topic_id.in_(sorted(topics))
            )
            for table in (MATCHES, BACKLOG)
        )
        with self._transactions.reading() as connection:
            return {row[0] for row in connection.execute(union(matched, decided))}

    def inherited(
        self, retired: Collection[TopicId], successor: str, items: Sequence[ItemId]
    ) -> dict[ItemId, list[TopicMatch]]:
        """Where some items stand at retired ids, and what followed from that (by its method).

        What a person dismissed there is left out.
        """
        columns = MATCHES.c["item_id", "topic_id", "score", "method", "evidence"]
        at_retired = MATCHES.c.topic_id.in_(sorted(retired))
        matched = select(*columns).where(
            MATCHES.c.item_id.in_(items), or_(at_retired, MATCHES.c.method == successor)
        )
        decided = select(*BACKLOG.c["item_id", "topic_id", "state"]).where(
            BACKLOG.c.item_id.in_(items), BACKLOG.c.topic_id.in_(sorted(retired))
        )
        found: defaultdict[ItemId, dict[TopicId, TopicMatch]] = defaultdict(dict)
        with self._transactions.reading() as connection:
            for item, topic, score, method, evidence in connection.execute(matched):
                found[item][topic] = TopicMatch(
                    topic=topic, score=score, method=method, evidence=evidence
                )
            for item, topic, state in connection.execute(decided):
                found[item].setdefault(topic, TopicMatch(topic=topic, score=1.0, method="person"))
                if state == DISMISSED:
                    del found[item][topic]
        return {item: list(stood.values()) for item, stood in found.items()}

    def count_as(self, key: str, items: Sequence[ItemId], *, matched_with: str) -> None:
        """Let items that were matched under one key count as matched under another."""
        same = ITEMS.c.match_key == matched_with  # one that changed meanwhile waits for a match
        with self._transactions.writing() as connection:
            statement = update(ITEMS).where(ITEMS.c.id.in_(items), same)
            connection.execute(statement.values(match_key=key))
