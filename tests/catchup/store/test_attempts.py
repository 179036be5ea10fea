"""Failed work waits, longer each time, and blocks nothing else."""

from datetime import timedelta

import pytest

from catchup.store import Store
from catchup.store.attempts import LONGEST_PAUSE, pause_after
from tests.fakes.builders import NOW

HOUR = timedelta(hours=1)


def test_pauses_double_up_to_three_days() -> None:
    assert [pause_after(tries, "timeout") / HOUR for tries in (1, 2, 3, 6)] == [1, 2, 4, 32]
    assert pause_after(8, "timeout") == pause_after(10_000, "timeout") == LONGEST_PAUSE


@pytest.mark.parametrize("code", ["http-401", "http-403", "http-404", "parser-killed"])
def test_what_is_not_there_or_too_much_waits_for_days(code: str) -> None:
    assert [pause_after(tries, code) / HOUR for tries in (1, 2, 3, 4)] == [24, 48, 72, 72]


def test_failed_work_waits_for_its_time(store: Store) -> None:
    store.attempts.failed("page", "7", "timeout", NOW)
    assert store.attempts.waiting("page", NOW) == {"7"}
    assert store.attempts.waiting("page", NOW + HOUR) == frozenset()
    assert store.attempts.waiting("summarize", NOW) == frozenset()
    store.attempts.failed("page", "7", "timeout", NOW + HOUR)
    assert store.attempts.waiting("page", NOW + 2 * HOUR) == {"7"}


def test_what_cannot_be_mended_waits_for_a_year(store: Store) -> None:
    store.attempts.failed("page", "7", "gone", NOW, retryable=False)
    assert store.attempts.waiting("page", NOW + timedelta(days=364)) == {"7"}


def test_success_forgets_the_failures(store: Store) -> None:
    store.attempts.failed("page", "7", "timeout", NOW)
    store.attempts.clear("page", "7")
    assert store.attempts.waiting("page", NOW) == frozenset()
