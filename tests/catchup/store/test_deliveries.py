"""The delivery ledger: an audience frozen once, leases, and counts that add up."""

from datetime import datetime, timedelta

import pytest

from catchup.errors import StoreError
from catchup.store import Store
from catchup.types import Delivery, DeliveryState, Subscriber
from tests.fakes.builders import NOW, an_issue

SECONDS = 60.0
LEASE_OVER = NOW + timedelta(seconds=SECONDS)


def message_id(subscriber: Subscriber) -> str:
    return f"<1.{subscriber.id}@catchup.example>"


def join(store: Store, number: int) -> int:
    address = f"reader{number}@mail.example"
    subscriber = store.subscribers.add(address, "ko", "import", NOW)
    store.subscribers.confirm(subscriber.id, NOW)
    return subscriber.id


@pytest.fixture
def ready(store: Store) -> Store:
    """A store with an issue prepared for five subscribers."""
    store.issues.open(an_issue(), [])
    for number in range(5):
        join(store, number)
    assert store.deliveries.prepare(1, message_id) == 5
    return store


def lease(store: Store, now: datetime = NOW, limit: int = 9) -> tuple[Delivery, ...]:
    return store.deliveries.lease(1, now, seconds=SECONDS, limit=limit)


def counted(store: Store) -> dict[str, int]:
    return {state: number for state, number in store.deliveries.counts(1).items() if number}


def test_the_audience_is_frozen_once(ready: Store) -> None:
    join(ready, 6)
    assert ready.deliveries.prepare(1, message_id) == 5
    assert counted(ready) == {"pending": 5}


def test_an_audience_of_nobody_stays_nobody(store: Store) -> None:
    store.issues.open(an_issue(), [])
    assert store.deliveries.prepare(1, message_id) == 0
    join(store, 1)
    assert store.deliveries.prepare(1, message_id) == 0
    assert lease(store) == ()


def test_only_an_issue_has_an_audience(store: Store) -> None:
    with pytest.raises(StoreError, match="no issue 7"):
        store.deliveries.prepare(7, message_id)


def test_a_lease_is_held_by_one_sender(ready: Store) -> None:
    first = lease(ready, limit=3)
    assert [(one.subscriber, one.attempts) for one in first] == [(1, 1), (2, 1), (3, 1)]
    assert {one.state for one in first} == {DeliveryState.SENDING}
    assert [one.subscriber for one in lease(ready)] == [4, 5]
    assert lease(ready) == ()
    assert counted(ready) == {"sending": 5}


def test_a_lease_that_ends_is_given_again_with_the_same_message_id(ready: Store) -> None:
    first = lease(ready)
    ready.deliveries.sent(first[0], NOW)
    assert lease(ready, LEASE_OVER - timedelta(seconds=1)) == ()
    again = lease(ready, LEASE_OVER)
    assert [one.message_id for one in again] == [one.message_id for one in first[1:]]
    assert {one.attempts for one in again} == {2}


def test_each_report_is_kept(ready: Store) -> None:
    sent, deferred, failed, *_ = lease(ready)
    ready.deliveries.sent(sent, NOW)
    ready.deliveries.deferred(deferred, NOW + timedelta(minutes=5), "451 later")
    ready.deliveries.failed(failed, "550 no such user")
    assert counted(ready) == {"sent": 1, "deferred": 1, "failed": 1, "sending": 2}
    assert lease(ready, NOW + timedelta(seconds=1)) == ()
    (due,) = [
        one
        for one in lease(ready, NOW + timedelta(minutes=5))
        if one.subscriber == deferred.subscriber
    ]
    assert (due.attempts, due.detail) == (2, "451 later")


def test_a_late_report_of_a_failure_is_not_about_the_next_attempt(ready: Store) -> None:
    late = lease(ready)[0]
    (again, *_) = lease(ready, LEASE_OVER)
    ready.deliveries.failed(late, "connection lost")
    ready.deliveries.deferred(late, NOW, "connection lost")
    assert counted(ready) == {"sending": 5}
    ready.deliveries.sent(again, LEASE_OVER)
    ready.deliveries.failed(again, "too late to say so")
    assert counted(ready) == {"sent": 1, "sending": 4}


def test_a_letter_that_went_out_is_never_sent_again_even_when_reported_late(ready: Store) -> None:
    late = lease(ready)[0]
    again = lease(ready, LEASE_OVER)
    ready.deliveries.sent(late, LEASE_OVER)
    ready.deliveries.deferred(again[0], LEASE_OVER, "451 later")
    assert counted(ready) == {"sent": 1, "sending": 4}


@pytest.mark.parametrize("end", ["leave", "bounce", "erase"])
def test_who_is_no_longer_active_gets_nothing(ready: Store, end: str) -> None:
    match end:
        case "leave":
            ready.subscribers.leave(2, NOW)
        case "bounce":
            ready.subscribers.bounce(2, "550", NOW)
        case _:
            ready.subscribers.erase(2)
    assert [one.subscriber for one in lease(ready)] == [1, 3, 4, 5]
    assert counted(ready) == {"sending": 4, "suppressed": 1}


def test_who_leaves_after_a_dead_sender_leased_gets_nothing(ready: Store) -> None:
    lease(ready)
    ready.subscribers.leave(2, NOW)
    assert [one.subscriber for one in lease(ready, LEASE_OVER)] == [1, 3, 4, 5]


def test_an_empty_lease_means_that_nothing_is_left(ready: Store) -> None:
    for subscriber in (1, 2, 3):
        ready.subscribers.leave(subscriber, NOW)
    leased = [one.subscriber for _ in range(3) for one in lease(ready, limit=1)]
    assert leased == [4, 5]


def test_the_counts_add_up_to_the_audience(ready: Store) -> None:
    sent, failed, *_ = lease(ready, limit=3)
    ready.deliveries.sent(sent, NOW)
    ready.deliveries.failed(failed, "550")
    ready.subscribers.erase(4)
    ready.subscribers.erase(sent.subscriber)
    counts = ready.deliveries.counts(1)
    assert counted(ready) == {"sent": 1, "failed": 1, "sending": 1, "pending": 1, "suppressed": 1}
    assert sum(counts.values()) == ready.deliveries.prepare(1, message_id) == 5
    assert set(counts) == set(DeliveryState)


def test_a_letter_that_is_given_back_waits_as_before(ready: Store) -> None:
    for _ in range(3):
        (leased,) = lease(ready, limit=1)
        assert (leased.subscriber, leased.attempts) == (1, 1)
        ready.deliveries.release(leased)
    late = lease(ready, limit=1)[0]
    (again, *_) = lease(ready, LEASE_OVER)
    ready.deliveries.release(late)  # it went to another sender: theirs it stays
    assert again.subscriber == late.subscriber
    assert ready.deliveries.counts(1)[DeliveryState.SENDING] == 5
