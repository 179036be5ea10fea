"""`kill -9` at any moment: a crawl is in the store whole, or not at all."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from catchup.errors import BudgetExceeded
from catchup.store import Ceilings, database, open_store
from catchup.types import Crawl, DeliveryState
from tests.fakes.builders import NOW, WEEK_START, a_crawl, an_entry, an_issue

NUMBER = 400
LEASE = 60.0
ONE_DOLLAR = Ceilings(run=1.0, day=1.0, month=2.0)
SPAWN = multiprocessing.get_context("spawn")


def crawl(source: str) -> Crawl:
    """400 entries, half of them known from another source."""
    shared = [an_entry(number) for number in range(NUMBER // 2)]
    own = [
        an_entry(number, canonical=f"https://{source}.example/{number}")
        for number in range(NUMBER // 2)
    ]
    return a_crawl(*shared, *own, source=source)


def die_at_statement(url: str, number: int) -> None:
    """Take a crawl and be killed before the n-th statement of it."""
    store = open_store(url, now=NOW)
    seen: list[object] = []

    @event.listens_for(store._transactions._engine, "before_cursor_execute")
    def count(*args: object) -> None:
        seen.append(args)
        if len(seen) == number:
            os.kill(os.getpid(), signal.SIGKILL)

    store.take(crawl("delta"), now=NOW, week_start=WEEK_START)
    os._exit(0)


def take_for_ever(url: str) -> None:
    """Take one crawl after the other until somebody ends this."""
    store = open_store(url, now=NOW)
    for number in range(10_000):
        store.take(crawl(f"s{number}"), now=NOW, week_start=WEEK_START)


def send_some(url: str) -> None:
    """Lease five letters at a time and be killed in the middle of the second lot."""
    store = open_store(url, now=NOW)
    for sent in (5, 2):
        leased = store.deliveries.lease(1, NOW, seconds=LEASE, limit=5)
        for delivery in leased[:sent]:
            store.deliveries.sent(delivery, NOW)
    os.kill(os.getpid(), signal.SIGKILL)


def pay_for_one(url: str) -> None:
    """Set money aside and be killed while the call is under way."""
    open_store(url, now=NOW).ledger.budget(ONE_DOLLAR, "died", lambda: NOW).reserve(0.9)
    os.kill(os.getpid(), signal.SIGKILL)


def run_until_killed(work: Callable[[str], None], url: str) -> None:
    process = SPAWN.Process(target=work, args=(url,))
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL


def whole_crawls(url: str) -> int:
    """How many crawls are in the store; each must be there with all its parts."""
    assert database.check(url) == []
    with open_store(url, now=NOW) as store:
        states, counts = store.sources.states(), store.items.counts()
    assert counts["sightings"] == NUMBER * len(states)
    return len(states)


@pytest.mark.parametrize("statement", [1, 4, 9, 12])
def test_a_crawl_that_is_killed_half_way_leaves_nothing(url: str, statement: int) -> None:
    with open_store(url, now=NOW) as store:
        store.take(crawl("tidal"), now=NOW, week_start=WEEK_START)
    process = SPAWN.Process(target=die_at_statement, args=(url, statement))
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    assert whole_crawls(url) == 1
    with open_store(url, now=NOW) as store:
        assert store.take(crawl("delta"), now=NOW, week_start=WEEK_START).sightings == NUMBER
    assert whole_crawls(url) == 2


def test_a_sender_that_is_killed_passes_nobody_over(url: str) -> None:
    audience = 20
    with open_store(url, now=NOW) as store:
        store.issues.open(an_issue(), [])
        for number in range(audience):
            subscriber = store.subscribers.add(f"r{number}@x.example", "ko", "import", NOW)
            store.subscribers.confirm(subscriber.id, NOW)
        store.deliveries.prepare(1, lambda one: f"<{one.id}@catchup.example>")
    run_until_killed(send_some, url)
    with open_store(url, now=NOW) as store:
        before = store.deliveries.counts(1)
        assert (before[DeliveryState.SENT], before[DeliveryState.SENDING]) == (7, 3)
        rest = store.deliveries.lease(1, NOW, seconds=LEASE, limit=99)
        assert len(rest) == audience - 10
        again = store.deliveries.lease(1, NOW + timedelta(seconds=LEASE), seconds=LEASE, limit=99)
        assert len(again) == audience - 7
        assert all(one.message_id == f"<{one.subscriber}@catchup.example>" for one in again)
        for delivery in again:
            store.deliveries.sent(delivery, NOW)
        assert store.deliveries.counts(1)[DeliveryState.SENT] == audience


def test_the_money_of_a_killed_run_stays_spent(url: str) -> None:
    run_until_killed(pay_for_one, url)
    with open_store(url, now=NOW) as store:
        assert store.ledger.spent(NOW) == pytest.approx(0.9)
        with pytest.raises(BudgetExceeded):
            store.ledger.budget(ONE_DOLLAR, "next", lambda: NOW).reserve(0.2)
        tomorrow = NOW + timedelta(days=1)
        store.ledger.budget(ONE_DOLLAR, "next", lambda: tomorrow).reserve(0.1)
        assert [call.outcome for call in store.ledger.calls(NOW)] == ["lost"]


@pytest.mark.long
@pytest.mark.parametrize("delay", [number / 50 for number in range(25)])
def test_a_process_killed_at_any_time_loses_no_crawl(
    sqlite_url: str, file: Path, delay: float
) -> None:
    open_store(sqlite_url, now=NOW).close()
    process = SPAWN.Process(target=take_for_ever, args=(sqlite_url,))
    process.start()
    wal = file.with_name(f"{file.name}-wal")
    while not wal.exists():
        time.sleep(0.01)
    time.sleep(delay)
    process.kill()
    process.join(60)
    whole_crawls(sqlite_url)
