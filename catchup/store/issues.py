"""Weekly issues: opened once, never changed; no item stands in two of them."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, RowMapping, select

from catchup.errors import StoreError
from catchup.store.chunks import chunks
from catchup.store.identity import web_key
from catchup.store.tables import CURRENT, ISSUE_ITEMS, ISSUES, ITEMS, VERSIONS
from catchup.store.transactions import Transactions
from catchup.types import Earlier, Issue, ItemId, Period

COLUMNS = ISSUES.c["number", "week", "start", "end", "opened", "content", "sha256"]


class Issues:
    """The issues, and the items that they announced."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def open(self, issue: Issue, items: Sequence[ItemId]) -> Issue:
        """Keep a new issue and the items it announces; answers the one that its week has.

        When the week has one already, that one is answered and nothing changes. Raises StoreError
        when another issue holds one of the items, or has the number.
        """
        with self._transactions.writing() as connection:
            kept = _one(connection, ISSUES.c.week == issue.week)
            if kept is not None:
                return kept
            _refuse_twice(connection, issue, items)
            connection.execute(ISSUES.insert(), _row(issue))
            rows = [{"item_id": item, "issue": issue.number} for item in dict.fromkeys(items)]
            if rows:
                connection.execute(ISSUE_ITEMS.insert(), rows)
        return issue

    def all(self) -> tuple[Issue, ...]:
        """Every issue, the first one first."""
        with self._transactions.reading() as connection:
            rows = connection.execute(select(*COLUMNS).order_by(ISSUES.c.number)).mappings()
            return tuple(_issue(row) for row in rows)

    def get(self, week_or_number: str) -> Issue | None:
        """The issue of a week ("2026-W09"), or with a number ("3")."""
        numbered = week_or_number.isdecimal()
        with self._transactions.reading() as connection:
            if numbered:
                return _one(connection, ISSUES.c.number == int(week_or_number))
            return _one(connection, ISSUES.c.week == week_or_number)

    def latest(self) -> Issue | None:
        """The issue with the highest number."""
        newest = select(ISSUES.c.number).order_by(ISSUES.c.number.desc()).limit(1)
        with self._transactions.reading() as connection:
            return _one(connection, ISSUES.c.number == newest.scalar_subquery())

    def announcing(self, item: ItemId) -> Issue | None:
        """The issue that announced an item."""
        number = select(ISSUE_ITEMS.c.issue).where(ISSUE_ITEMS.c.item_id == item)
        with self._transactions.reading() as connection:
            return _one(connection, ISSUES.c.number == number.scalar_subquery())

    def told(self, addresses: Sequence[str]) -> Mapping[str, Earlier]:
        """Those of some canonical addresses whose items an issue has announced."""
        query = (
            select(ITEMS.c.url, ITEMS.c.id, ISSUES.c.week, VERSIONS.c.title)
            .select_from(ISSUE_ITEMS)
            .join(ISSUES, ISSUES.c.number == ISSUE_ITEMS.c.issue)
            .join(ITEMS, ITEMS.c.id == ISSUE_ITEMS.c.item_id)
            .join(VERSIONS, CURRENT)
        )
        with self._transactions.reading() as connection:
            return {
                row.url: Earlier(week=row.week, item=row.id, title=row.title)
                for some in chunks([web_key(address) for address in addresses])
                for row in connection.execute(query.where(ITEMS.c.key.in_(some)))
            }

    def held(self) -> frozenset[ItemId]:
        """The items that any issue has announced."""
        with self._transactions.reading() as connection:
            return frozenset(connection.execute(select(ISSUE_ITEMS.c.item_id)).scalars())


def _refuse_twice(connection: Connection, issue: Issue, items: Sequence[ItemId]) -> None:
    other = _one(connection, ISSUES.c.number == issue.number)
    if other is not None:
        raise StoreError(f"issue {issue.number} is that of {other.week}, not of {issue.week}")
    for some in chunks(items):
        query = select(ISSUE_ITEMS).where(ISSUE_ITEMS.c.item_id.in_(some))
        row = connection.execute(query).mappings().first()
        if row is not None:
            raise StoreError(f"issue {row['issue']} has announced item {row['item_id']} already")


def _one(connection: Connection, which: ColumnElement[bool]) -> Issue | None:
    row = connection.execute(select(*COLUMNS).where(which)).mappings().one_or_none()
    return None if row is None else _issue(row)


def _row(issue: Issue) -> dict[str, object]:
    return {
        "number": issue.number,
        "week": issue.week,
        "start": issue.period.start,
        "end": issue.period.end,
        "opened": issue.opened,
        "content": issue.content,
        "sha256": issue.sha256,
    }


def _issue(row: RowMapping) -> Issue:
    return Issue(
        number=row["number"],
        week=row["week"],
        period=Period(row["start"], row["end"]),
        opened=row["opened"],
        content=row["content"],
        sha256=row["sha256"],
    )
