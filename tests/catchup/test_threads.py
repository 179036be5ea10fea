"""Tests of running jobs side by side."""

import threading
import time
from contextlib import closing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catchup.threads import in_order, interleaved


def test_results_come_in_the_order_of_the_jobs_whoever_is_quicker() -> None:
    delays = [0.05, 0.0, 0.02, 0.0]

    def work(delay: float) -> float:
        time.sleep(delay)
        return delay

    assert list(in_order(delays, work, threads=4)) == [(d, d) for d in delays]


def test_never_more_jobs_at_once_than_threads() -> None:
    lock, running, most = threading.Lock(), 0, 0

    def work(_: int) -> None:
        nonlocal running, most
        with lock:
            running += 1
            most = max(most, running)
        time.sleep(0.01)
        with lock:
            running -= 1

    list(in_order(range(12), work, threads=3))
    assert most == 3


def test_an_error_is_raised_at_its_place() -> None:
    results = in_order([1, 0, 2], lambda n: 1 // n, threads=2)
    assert next(results) == (1, 1)
    with pytest.raises(ZeroDivisionError):
        next(results)


def test_closing_early_starts_no_further_job() -> None:
    started: list[int] = []

    def work(job: int) -> None:
        started.append(job)
        time.sleep(0.005)

    with closing(in_order(range(100), work, threads=1)) as results:
        next(results)
    time.sleep(0.05)
    assert len(started) <= 3


def test_no_jobs_give_no_results() -> None:
    assert list(in_order([], lambda n: n, threads=4)) == []


@given(st.lists(st.sampled_from("abc"), max_size=20))
def test_interleaving_keeps_all_jobs_and_the_order_within_a_lane(jobs: list[str]) -> None:
    numbered = list(enumerate(jobs))
    mixed = interleaved(numbered, lambda job: job[1])
    assert sorted(mixed) == numbered
    for lane in "abc":
        assert [j for j in mixed if j[1] == lane] == [j for j in numbered if j[1] == lane]


def test_interleaving_takes_one_of_each_lane_in_turn() -> None:
    assert interleaved(["a1", "a2", "a3", "b1", "c1"], lambda job: job[0]) == [
        "a1",
        "b1",
        "c1",
        "a2",
        "a3",
    ]
