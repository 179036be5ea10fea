"""Nobody gets mail without having confirmed it, and whoever leaves is left alone."""

from datetime import timedelta

import pytest

from catchup.errors import StoreError
from catchup.store import Store
from catchup.store.tables import TABLES
from catchup.types import Subscriber, SubscriberState
from tests.catchup.store.scenes import LATER
from tests.fakes.builders import NOW, an_issue

ADDRESS = "Mira.Okafor@Mail.example"


def add(store: Store, address: str = ADDRESS, **changes: str) -> Subscriber:
    asked = {"language": "ko", "consent": "form of 2026-03", **changes}
    return store.subscribers.add(address, asked["language"], asked["consent"], NOW)


def joined(store: Store, address: str = ADDRESS) -> Subscriber:
    subscriber = store.subscribers.confirm(add(store, address).id, NOW)
    assert subscriber is not None
    return subscriber


def test_who_asks_is_pending_until_confirmed(store: Store) -> None:
    asked = add(store)
    assert (asked.state, asked.asked, asked.address) == (SubscriberState.PENDING, NOW, ADDRESS)
    assert store.subscribers.active() == ()
    confirmed = store.subscribers.confirm(asked.id, LATER)
    assert confirmed is not None
    assert (confirmed.state, confirmed.confirmed) == (SubscriberState.ACTIVE, LATER)
    assert store.subscribers.active() == store.subscribers.all() == (confirmed,)
    assert store.subscribers.confirm(asked.id, LATER + timedelta(days=1)) == confirmed


def test_an_address_is_one_subscriber_however_it_is_written(store: Store) -> None:
    first = joined(store)
    assert add(store, f" {ADDRESS.upper()} ", language="en") == first
    assert store.subscribers.by_address(ADDRESS.lower()) == first
    assert store.subscribers.by_address("e\u0301@x.example") is None
    accented = add(store, "\u00e9@x.example")
    assert store.subscribers.by_address("E\u0301@x.example") == accented
    assert len(store.subscribers.all()) == 2


def test_who_was_not_mailed_the_link_yet_keeps_the_instant_of_asking(store: Store) -> None:
    first = add(store)
    again = store.subscribers.add(ADDRESS, "en", "form of 2026-04", LATER)
    assert (again.id, again.asked, again.invited, again.language) == (first.id, NOW, None, "en")


@pytest.mark.parametrize("end", ["leave", "bounce", "pending"])
def test_who_left_bounced_or_never_answered_is_asked_again(store: Store, end: str) -> None:
    first = add(store)
    store.subscribers.invited(first.id, NOW)
    if end != "pending":
        store.subscribers.confirm(first.id, NOW)
    if end == "leave":
        store.subscribers.leave(first.id, NOW)
    if end == "bounce":
        store.subscribers.bounce(first.id, "550 no such user", NOW)
    again = store.subscribers.add(ADDRESS, "en", "form of 2026-04", LATER)
    assert (again.id, again.state, again.asked) == (first.id, SubscriberState.PENDING, LATER)
    assert (again.language, again.confirmed, again.left) == ("en", None, None)
    assert again.invited == (NOW if end == "pending" else None)


def test_an_old_link_does_not_bring_back_who_left(store: Store) -> None:
    subscriber = joined(store)
    left = store.subscribers.leave(subscriber.id, LATER)
    assert left is not None
    assert (left.state, left.left) == (SubscriberState.LEFT, LATER)
    assert store.subscribers.leave(subscriber.id, LATER + timedelta(days=1)) == left
    assert store.subscribers.confirm(subscriber.id, LATER) == left
    assert store.subscribers.bounce(subscriber.id, "late", LATER) == left
    assert store.subscribers.active() == ()


def test_an_unknown_subscriber_is_nobody(store: Store) -> None:
    assert store.subscribers.get(7) is None
    assert store.subscribers.confirm(7, NOW) is None
    assert store.subscribers.leave(7, NOW) is None
    assert store.subscribers.bounce(7, "550", NOW) is None
    store.subscribers.erase(7)


def test_who_is_forgotten_stands_nowhere_and_is_never_added_again(store: Store) -> None:
    store.issues.open(an_issue(), [])
    subscriber = joined(store)
    store.deliveries.prepare(1, lambda one: f"<{one.id}@catchup.example>")
    store.subscribers.erase(subscriber.id)
    assert store.subscribers.all() == ()
    with store._transactions.reading() as connection:
        for table in TABLES.values():
            assert "okafor" not in str(connection.execute(table.select()).all()).casefold()
    assert store.subscribers.forgotten(ADDRESS.lower())
    assert not store.subscribers.forgotten("other@mail.example")
    with pytest.raises(StoreError, match="asked to be forgotten"):
        add(store, ADDRESS.lower())


def test_an_id_is_never_given_to_another(store: Store) -> None:
    first = joined(store)
    store.subscribers.erase(first.id)
    assert add(store, "other@mail.example").id != first.id
