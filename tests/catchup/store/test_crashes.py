"""`kill -9` at any moment: a crawl is in the store whole, or not at all."""

import multiprocessing
import os
import signal
import time
from pathlib import Path

import pytest
from sqlalchemy import event

from catchup.store import database, open_store
from catchup.types import Crawl
from tests.fakes.builders import NOW, WEEK_START, a_crawl, an_entry

NUMBER = 400
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
