"""Money: set aside before a call, settled after it, never more than a ceiling."""

from datetime import UTC, datetime, timedelta

import pytest

from catchup.errors import BudgetExceeded
from catchup.store import Ceilings, Store
from catchup.store.ledger import LONGEST_CALL, RunBudget
from catchup.types import Tally
from tests.fakes.builders import NOW, a_call

AMPLE = Ceilings(run=9.0, day=9.0, month=9.0)
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def budget(
    store: Store, ceilings: Ceilings = AMPLE, run: str = "run-1", now: datetime = NOW
) -> RunBudget:
    return store.ledger.budget(ceilings, run, lambda: now)


def spend(store: Store, cost: float, run: str = "run-1", now: datetime = NOW) -> None:
    purse = budget(store, run=run, now=now)
    purse.settle(purse.reserve(cost), a_call(cost=cost, started=now))


def test_what_is_set_aside_counts_until_it_is_settled(store: Store) -> None:
    purse = budget(store, Ceilings(run=0.1, day=1.0, month=1.0))
    ticket = purse.reserve(0.08)
    with pytest.raises(BudgetExceeded, match=r"0\.0200 left of run_usd"):
        purse.reserve(0.03)
    purse.settle(ticket, a_call(cost=0.01))
    assert purse.reserve(0.09) != ticket
    assert store.ledger.spent(NOW) == pytest.approx(0.1)


def test_every_call_is_kept(store: Store) -> None:
    calls = [a_call(item=None, outcome="http-500", cost=0.0), a_call(estimated=True)]
    purse = budget(store)
    for call in calls:
        purse.settle(purse.reserve(0.05), call)
    assert store.ledger.calls(NOW) == tuple(calls)
    assert store.ledger.calls(NOW + timedelta(seconds=1)) == ()
    assert store.ledger.spent(NOW) == pytest.approx(0.02)
    assert store.ledger.spent(NOW + timedelta(seconds=1)) == 0.0


def test_calls_that_were_alike_are_counted_together(store: Store) -> None:
    calls = [
        a_call(points=4, dropped=1),
        a_call(points=3, dropped=3, item=2, cost=0.5),
        a_call(points=5, outcome="unverified"),
        a_call(model="other"),
        a_call(started=NOW - timedelta(days=1)),
    ]
    purse = budget(store)
    for call in calls:
        purse.settle(purse.reserve(0.05), call)
    alike = {"prompt": "p-1", "purpose": "summary"}
    assert store.ledger.tallies(NOW) == (
        Tally(**alike, model="other", outcome="ok", calls=1, points=0, dropped=0),
        Tally(**alike, model="some-model", outcome="ok", calls=2, points=7, dropped=4),
        Tally(**alike, model="some-model", outcome="unverified", calls=1, points=5, dropped=0),
    )
    assert sum(tally.calls for tally in store.ledger.tallies(LONG_AGO)) == 5


def test_a_ceiling_can_be_spent_to_the_last_cent(store: Store) -> None:
    purse = budget(store, Ceilings(run=0.3, day=0.3, month=0.3))
    for _ in range(3):
        purse.reserve(0.1)
    purse.reserve(0.0)
    with pytest.raises(BudgetExceeded):
        purse.reserve(0.0001)


@pytest.mark.parametrize("cost", [float("nan"), float("inf"), -1.0])
def test_a_cost_that_is_none_is_refused(store: Store, cost: float) -> None:
    with pytest.raises(BudgetExceeded):
        budget(store).reserve(cost)


def test_free_models_need_no_money(store: Store) -> None:
    assert budget(store, Ceilings(run=0.0, day=0.0, month=0.0)).reserve(0.0) > 0


def test_each_run_has_its_own_ceiling_and_all_share_the_day_s(store: Store) -> None:
    ceilings = Ceilings(run=0.5, day=0.8, month=9.0)
    budget(store, ceilings, "run-1").reserve(0.5)
    other = budget(store, ceilings, "run-2")
    with pytest.raises(BudgetExceeded, match="day_usd"):
        other.reserve(0.4)
    other.reserve(0.3)
    with pytest.raises(BudgetExceeded, match="run_usd"):
        budget(store, ceilings, "run-1").reserve(0.1)


def test_days_and_months_end_at_midnight_utc(store: Store) -> None:
    ceilings = Ceilings(run=9.0, day=1.0, month=1.5)
    spend(store, 1.0, "monday", datetime(2026, 3, 30, 23, 59, tzinfo=UTC))
    tuesday = datetime(2026, 3, 31, 0, 0, tzinfo=UTC)
    with pytest.raises(BudgetExceeded, match="month_usd"):
        budget(store, ceilings, "tuesday", tuesday).reserve(0.6)
    spend(store, 0.5, "tuesday", tuesday)
    april = datetime(2026, 4, 1, 0, 0, tzinfo=UTC)
    assert budget(store, ceilings, "april", april).reserve(1.0) > 0


def test_a_ticket_that_nobody_settles_is_spent(store: Store) -> None:
    ceilings = Ceilings(run=1.0, day=1.0, month=1.0)
    budget(store, ceilings, "died").reserve(0.9)
    later = NOW + LONGEST_CALL
    with pytest.raises(BudgetExceeded):
        budget(store, ceilings, "next", later).reserve(0.2)
    (lost,) = store.ledger.calls(LONG_AGO)
    assert (lost.outcome, lost.cost, lost.started, lost.estimated) == ("lost", 0.9, NOW, True)
    assert store.ledger.spent(LONG_AGO) == pytest.approx(0.9)


def test_a_call_that_took_longer_than_thought_is_told_as_it_was(store: Store) -> None:
    slow = budget(store, run="slow")
    ticket = slow.reserve(0.9)
    budget(store, run="next", now=NOW + LONGEST_CALL).reserve(0.0)
    slow.settle(ticket, a_call(cost=0.1))
    assert [call.cost for call in store.ledger.calls(LONG_AGO)] == [0.1]
