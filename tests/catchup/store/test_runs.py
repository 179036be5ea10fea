"""Runs are remembered by job."""

from datetime import timedelta

from catchup.store import Store
from catchup.types import Run
from tests.fakes.builders import NOW


def test_the_latest_run_of_a_job_is_the_one_that_started_last(store: Store) -> None:
    newest = Run(job="crawl", started=NOW, ended=NOW, done=3, failed=1, notes=("a: timeout",))
    earlier = NOW - timedelta(hours=1)
    store.runs.add(newest)
    store.runs.add(Run(job="crawl", started=earlier, ended=earlier))
    store.runs.add(Run(job="match", started=NOW, ended=NOW))
    assert store.runs.latest("crawl") == newest
    assert store.runs.latest("publish") is None
