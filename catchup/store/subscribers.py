"""Who asked for the letter, since when, and with what words they agreed to it."""

import secrets
import unicodedata
from dataclasses import fields
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, select, update

from catchup.errors import StoreError
from catchup.store.tables import DELIVERIES, FORGOTTEN, SUBSCRIBERS
from catchup.store.transactions import Transactions
from catchup.types import DeliveryState, Language, Subscriber, SubscriberState

COLUMNS = SUBSCRIBERS.c[tuple(field.name for field in fields(Subscriber))]


class Subscribers:
    """Everyone who ever asked for the letter, but those who asked to be forgotten."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def add(self, address: str, language: Language, consent: str, now: datetime) -> Subscriber:
        """Let an address be asked for its confirmation; an active one is answered as it is.

        `consent` says how and with what words it was given. Who asked before and was not mailed the
        link yet keeps the instant of that asking. Raises StoreError for an address whose owner
        asked to be forgotten.
        """
        asked = {
            "address": address.strip(),
            "language": language,
            "state": SubscriberState.PENDING.value,
            "asked": now,
            "confirmed": None,
            "left": None,
            "consent": consent,
            "bounced": None,
            "detail": "",
            "invited": None,
        }
        this = SUBSCRIBERS.c.key == key_of(address)
        with self._transactions.writing() as connection:
            known = _one(connection, this)
            if known is not None and known.state is SubscriberState.ACTIVE:
                return known
            if known is not None and known.state is SubscriberState.PENDING:
                asked |= {"asked": now if known.invited else known.asked, "invited": known.invited}
            if known is not None:
                return _changed(connection, this, **asked)
            if _is_forgotten(connection, address):
                raise StoreError(
                    f"{address.strip()}: asked to be forgotten",
                    hint="an address that was erased is never added again",
                )
            connection.execute(SUBSCRIBERS.insert(), {"key": key_of(address), **asked})
            return _found(connection, this)

    def get(self, subscriber: int) -> Subscriber | None:
        """One subscriber."""
        with self._transactions.reading() as connection:
            return _one(connection, SUBSCRIBERS.c.id == subscriber)

    def by_address(self, address: str) -> Subscriber | None:
        """The subscriber with an address, however it is capitalised."""
        with self._transactions.reading() as connection:
            return _one(connection, SUBSCRIBERS.c.key == key_of(address))

    def all(self) -> tuple[Subscriber, ...]:
        """Every subscriber in any state, the first one first."""
        query = select(*COLUMNS).order_by(SUBSCRIBERS.c.id)
        with self._transactions.reading() as connection:
            return tuple(_subscriber(row) for row in connection.execute(query).mappings())

    def active(self) -> tuple[Subscriber, ...]:
        """Those who get the letter, the first one first."""
        with self._transactions.reading() as connection:
            return active(connection)

    def confirm(self, subscriber: int, now: datetime) -> Subscriber | None:
        """A pending subscriber becomes active; answers how they stand now, None if unknown.

        Who left since then stays away: an old link does not bring them back.
        """
        this = SUBSCRIBERS.c.id == subscriber
        with self._transactions.writing() as connection:
            known = _one(connection, this)
            if known is None or known.state is not SubscriberState.PENDING:
                return known
            state = SubscriberState.ACTIVE.value
            return _changed(connection, this, state=state, confirmed=now)

    def invited(self, subscriber: int, now: datetime) -> None:
        """Note that a subscriber was mailed the link that confirms."""
        with self._transactions.writing() as connection:
            this = update(SUBSCRIBERS).where(SUBSCRIBERS.c.id == subscriber)
            connection.execute(this.values(invited=now))

    def leave(self, subscriber: int, now: datetime) -> Subscriber | None:
        """A subscriber leaves; answers how they stand now, None if unknown. Once is enough."""
        this = SUBSCRIBERS.c.id == subscriber
        with self._transactions.writing() as connection:
            known = _one(connection, this)
            if known is None or known.state is SubscriberState.LEFT:
                return known
            return _changed(connection, this, state=SubscriberState.LEFT.value, left=now)

    def bounce(self, subscriber: int, detail: str, now: datetime) -> Subscriber | None:
        """A subscriber's address takes no mail; answers how they stand now, None if unknown.

        Who has left, has left.
        """
        this = SUBSCRIBERS.c.id == subscriber
        with self._transactions.writing() as connection:
            known = _one(connection, this)
            if known is None or known.state is SubscriberState.LEFT:
                return known
            state = SubscriberState.BOUNCED.value
            return _changed(connection, this, state=state, bounced=now, detail=detail)

    def erase(self, subscriber: int) -> None:
        """Forget a subscriber, in deliveries too; a salted hash keeps imports from reviving them.

        An unknown id is nobody to forget.
        """
        this = SUBSCRIBERS.c.id == subscriber
        with self._transactions.writing() as connection:
            known = _one(connection, this)
            if known is None:
                return
            salt = secrets.token_hex(16)
            mark = {"salt": salt, "digest": _mark(salt, known.address)}
            connection.execute(FORGOTTEN.insert(), mark)
            _forget_deliveries(connection, subscriber)
            connection.execute(delete(SUBSCRIBERS).where(this))

    def forgotten(self, address: str) -> bool:
        """Whether the owner of an address asked to be forgotten."""
        with self._transactions.reading() as connection:
            return _is_forgotten(connection, address)


def active(connection: Connection) -> tuple[Subscriber, ...]:
    """Those who get the letter, the first one first."""
    query = select(*COLUMNS).where(SUBSCRIBERS.c.state == SubscriberState.ACTIVE.value)
    rows = connection.execute(query.order_by(SUBSCRIBERS.c.id)).mappings()
    return tuple(_subscriber(row) for row in rows)


def key_of(address: str) -> str:
    """An address as compared: composed, without regard to case."""
    return unicodedata.normalize("NFC", address.strip()).casefold()


def _mark(salt: str, address: str) -> str:
    return sha256(f"{salt}:{key_of(address)}".encode("utf-8", "replace")).hexdigest()


def _is_forgotten(connection: Connection, address: str) -> bool:
    # Each mark has a salt of its own, so they are tried one by one; they are few.
    marks = connection.execute(select(*FORGOTTEN.c["salt", "digest"])).all()
    return any(_mark(salt, address) == digest for salt, digest in marks)


def _forget_deliveries(connection: Connection, subscriber: int) -> None:
    """Deliveries stay, so that an issue's counts add up, but name nobody."""
    theirs = update(DELIVERIES).where(DELIVERIES.c.subscriber == subscriber)
    connection.execute(theirs.values(address=""))
    waiting = [state.value for state in (DeliveryState.PENDING, DeliveryState.DEFERRED)]
    suppressed = {"state": DeliveryState.SUPPRESSED.value, "detail": "erased"}
    connection.execute(theirs.where(DELIVERIES.c.state.in_(waiting)).values(suppressed))


def _changed(connection: Connection, this: ColumnElement[bool], **values: Any) -> Subscriber:  # noqa: ANN401 - columns of any type
    connection.execute(update(SUBSCRIBERS).where(this).values(values))
    return _found(connection, this)


def _found(connection: Connection, this: ColumnElement[bool]) -> Subscriber:
    return _subscriber(connection.execute(select(*COLUMNS).where(this)).mappings().one())


def _one(connection: Connection, this: ColumnElement[bool]) -> Subscriber | None:
    row = connection.execute(select(*COLUMNS).where(this)).mappings().one_or_none()
    return None if row is None else _subscriber(row)


def _subscriber(row: RowMapping) -> Subscriber:
    return Subscriber(**{**row, "state": SubscriberState(row["state"])})
