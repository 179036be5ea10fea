"""The delivery ledger: one row for each issue and subscriber, leased before a letter goes out.

Nobody is passed over: a row is done only when a sender has reported on it. A sender that dies
leaves leased rows behind; they are leased again when the lease has ended, with the same
Message-ID.
"""

from collections.abc import Callable
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, select, update

from catchup.errors import StoreError
from catchup.store.subscribers import active
from catchup.store.tables import DELIVERIES, ISSUES, SUBSCRIBERS
from catchup.store.transactions import Transactions
from catchup.types import Delivery, DeliveryState, Subscriber, SubscriberState

COLUMNS = DELIVERIES.c[tuple(field.name for field in fields(Delivery))]
Due = tuple[int, str | None]  # a subscriber's id and state, no state when erased


class Deliveries:
    """What becomes of each letter."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def prepare(self, issue_number: int, message_id: Callable[[Subscriber], str]) -> int:
        """Freeze the audience of an issue: a delivery for each active subscriber, once.

        Answers how many there are; who joins later gets the next issue. `message_id` must give
        each subscriber another one. Raises StoreError for an unknown issue.
        """
        issue = ISSUES.c.number == issue_number
        with self._transactions.writing() as connection:
            row = connection.execute(select(ISSUES.c.audience).where(issue)).one_or_none()
            if row is None:
                raise StoreError(f"there is no issue {issue_number}")
            if row.audience is not None:
                return int(row.audience)
            audience = active(connection)
            if audience:
                rows = [_row(issue_number, one, message_id(one)) for one in audience]
                connection.execute(DELIVERIES.insert(), rows)
            connection.execute(update(ISSUES).where(issue).values(audience=len(audience)))
        return len(audience)

    def lease(
        self, issue_number: int, now: datetime, *, seconds: float, limit: int
    ) -> tuple[Delivery, ...]:
        """At most `limit` deliveries to send now; no other sender gets them for `seconds`.

        They are pending, deferred until now, or were leased by a sender that did not report in
        time. None are left when this is empty, but for those deferred or leased. Subscribers who
        are no longer active are suppressed instead.
        """
        until = now + timedelta(seconds=seconds)
        with self._transactions.writing() as connection:
            due = _due(connection, issue_number, now, limit)
            while due and not (ready := _suppress_inactive(connection, issue_number, due)):
                due = _due(connection, issue_number, now, limit)
            if not due:
                return ()
            changes = {
                "state": DeliveryState.SENDING.value,
                "attempts": DELIVERIES.c.attempts + 1,
                "lease_until": until,
                "not_before": None,
            }
            these = _these(issue_number, ready)
            connection.execute(update(DELIVERIES).where(these).values(changes))
            query = select(*COLUMNS).where(these).order_by(DELIVERIES.c.subscriber)
            rows = connection.execute(query).mappings()
            return tuple(Delivery(**{**row, "state": DeliveryState.SENDING}) for row in rows)

    def sent(self, delivery: Delivery, now: datetime) -> None:
        """The relay took the letter: nothing that is reported later changes that."""
        this = _these(delivery.issue, [delivery.subscriber])
        self._settle(this, DeliveryState.SENT, sent=now, not_before=None, detail="")

    def deferred(self, delivery: Delivery, not_before: datetime, detail: str) -> None:
        """The letter is to be tried again; a lease that went to another sender stays theirs."""
        state = DeliveryState.DEFERRED
        self._settle(_leased(delivery), state, not_before=not_before, detail=detail)

    def failed(self, delivery: Delivery, detail: str) -> None:
        """The letter will not arrive; a lease that went to another sender stays theirs."""
        self._settle(_leased(delivery), DeliveryState.FAILED, detail=detail)

    def release(self, delivery: Delivery) -> None:
        """The letter was offered to nobody: it waits as before, and that was no attempt."""
        fewer = DELIVERIES.c.attempts - 1
        self._settle(_leased(delivery), DeliveryState.PENDING, attempts=fewer)

    def counts(self, issue_number: int) -> dict[DeliveryState, int]:
        """How many deliveries of an issue are in each state: together its audience."""
        query = select(DELIVERIES.c.state, func.count()).group_by(DELIVERIES.c.state)
        with self._transactions.reading() as connection:
            rows = connection.execute(query.where(DELIVERIES.c.issue == issue_number))
            found = {DeliveryState(state): number for state, number in rows}
        return {state: found.get(state, 0) for state in DeliveryState}

    def _settle(self, these: ColumnElement[bool], state: DeliveryState, **values: Any) -> None:  # noqa: ANN401 - columns of any type
        changes = {"state": state.value, "lease_until": None, **values}
        with self._transactions.writing() as connection:
            connection.execute(update(DELIVERIES).where(these).values(changes))


def due_queries(issue_number: int, now: datetime, limit: int) -> list[Select[Any]]:
    """Deliveries that may be leased, with the states of their subscribers.

    One query for each state: each walks a range of the index, however many letters are sent.
    """
    states = {
        DeliveryState.SENDING: DELIVERIES.c.lease_until <= now,
        DeliveryState.DEFERRED: DELIVERIES.c.not_before <= now,
        DeliveryState.PENDING: None,
    }
    query = select(DELIVERIES.c.subscriber, SUBSCRIBERS.c.state).outerjoin(
        SUBSCRIBERS, SUBSCRIBERS.c.id == DELIVERIES.c.subscriber
    )
    ordered = query.order_by(DELIVERIES.c.subscriber).limit(limit)
    return [
        ordered.where(
            DELIVERIES.c.issue == issue_number,
            DELIVERIES.c.state == state.value,
            *([] if waited is None else [waited]),
        )
        for state, waited in states.items()
    ]


def _due(connection: Connection, issue: int, now: datetime, limit: int) -> list[Due]:
    due: list[Due] = []
    for query in due_queries(issue, now, limit):
        due.extend((row[0], row[1]) for row in connection.execute(query))
    return due[:limit]


def _suppress_inactive(connection: Connection, issue: int, due: list[Due]) -> list[int]:
    """Suppress the deliveries whose subscribers are not active any more; answers the others."""
    reasons: dict[str, list[int]] = {}
    for subscriber, state in due:
        reasons.setdefault(state or "erased", []).append(subscriber)
    ready = reasons.pop(SubscriberState.ACTIVE.value, [])
    for reason, subscribers in reasons.items():
        changes = {"state": DeliveryState.SUPPRESSED.value, "lease_until": None, "detail": reason}
        these = _these(issue, subscribers)
        connection.execute(update(DELIVERIES).where(these).values(changes))
    return ready


def _these(issue: int, subscribers: list[int]) -> ColumnElement[bool]:
    return and_(DELIVERIES.c.issue == issue, DELIVERIES.c.subscriber.in_(subscribers))


def _leased(delivery: Delivery) -> ColumnElement[bool]:
    # The number of attempts tells this lease from a later one of the same letter.
    return and_(
        _these(delivery.issue, [delivery.subscriber]),
        DELIVERIES.c.state == DeliveryState.SENDING.value,
        DELIVERIES.c.attempts == delivery.attempts,
    )


def _row(issue: int, subscriber: Subscriber, message_id: str) -> dict[str, Any]:
    return {
        "issue": issue,
        "subscriber": subscriber.id,
        "address": subscriber.address,
        "language": subscriber.language,
        "state": DeliveryState.PENDING.value,
        "message_id": message_id,
        "attempts": 0,
        "detail": "",
    }
