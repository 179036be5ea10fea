"""Two processes at the same time, on each database: nothing lost, nothing double."""

import multiprocessing
from collections.abc import Callable
from typing import Any

from catchup.errors import BudgetExceeded
from catchup.store import Ceilings, database, migrating, open_store
from catchup.types import Taken
from tests.fakes.builders import NOW, WEEK_START, a_crawl, an_entry, an_issue

SPAWN = multiprocessing.get_context("spawn")
ROUNDS = 20
AUDIENCE = 60
ONE_DOLLAR = Ceilings(run=1.0, day=1.0, month=1.0)


def at_once(work: Callable[[str, int], Any], url: str) -> list[Any]:
    """What two processes answer that do the same work at the same time."""
    with SPAWN.Pool(2) as pool:
        return pool.starmap(work, [(url, number) for number in range(2)], chunksize=1)


def take_both(url: str, number: int) -> list[Taken]:
    """Take crawls of an own source and of a shared one, which the other takes as well."""
    taken = []
    with open_store(url, now=NOW) as store:
        for step in range(ROUNDS):
            shared = [an_entry(entry) for entry in range(step * 5, step * 5 + 10)]
            own = an_entry(1000 + step, canonical=f"https://s{number}.example/{step}")
            for source, entries in (("shared", shared), (f"s{number}", [*shared, own])):
                crawl = a_crawl(*entries, source=source)
                taken.append(store.take(crawl, now=NOW, week_start=WEEK_START))
    return taken


def lease_all(url: str, _number: int) -> list[int]:
    """Lease letters until there are none."""
    leased: list[int] = []
    with open_store(url, now=NOW) as store:
        while some := store.deliveries.lease(1, NOW, seconds=60, limit=3):
            leased.extend(one.subscriber for one in some)
    return leased


def reserve_all(url: str, number: int) -> int:
    """Set a tenth of a dollar aside until there is no money left."""
    reserved = 0
    with open_store(url, now=NOW) as store:
        purse = store.ledger.budget(ONE_DOLLAR, f"run-{number}", lambda: NOW)
        try:
            while True:
                purse.reserve(0.1)
                reserved += 1
        except BudgetExceeded:
            return reserved


def create(url: str, _number: int) -> list[str]:
    """Open a database that may not be there yet."""
    return database.migrate(url, NOW)


def test_crawls_taken_at_once_lose_nothing_and_double_nothing(url: str) -> None:
    answers = at_once(take_both, url)
    distinct = ROUNDS * 5 + 5
    with open_store(url, now=NOW) as store:
        counts = store.items.counts()
    assert counts["items"] == distinct + 2 * ROUNDS
    assert counts["sightings"] == 3 * distinct + 2 * ROUNDS
    taken = [one for answer in answers for one in answer]
    assert sum(one.items for one in taken) == counts["items"]
    assert sum(one.sightings for one in taken) == counts["sightings"]
    assert database.check(url) == []


def test_no_letter_is_leased_to_two_senders(url: str) -> None:
    with open_store(url, now=NOW) as store:
        store.issues.open(an_issue(), [])
        for number in range(AUDIENCE):
            subscriber = store.subscribers.add(f"r{number}@x.example", "ko", "import", NOW)
            store.subscribers.confirm(subscriber.id, NOW)
        store.deliveries.prepare(1, lambda one: f"<{one.id}@catchup.example>")
    one, other = at_once(lease_all, url)
    assert sorted(one + other) == list(range(1, AUDIENCE + 1))


def test_two_runs_never_set_more_aside_than_there_is(url: str) -> None:
    assert sum(at_once(reserve_all, url)) == 10


def test_a_database_that_two_processes_create_is_created_once(empty_url: str) -> None:
    applied = at_once(create, empty_url)
    assert sorted(map(len, applied)) == [0, len(migrating.revisions())]
    assert database.check(empty_url) == []
