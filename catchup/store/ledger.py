"""The ledger of model calls, and the ceilings that no run may break.

Money is set aside before a call and settled after it, under one lock for all processes: what was
spent and what is set aside never exceed a ceiling together. A ticket that nobody settles within an
hour counts as spent in full: its process died, and the provider may have answered.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, func, select

from catchup.errors import BudgetExceeded
from catchup.store.dialects import upsert
from catchup.store.tables import CALLS, RESERVATIONS
from catchup.store.transactions import Transactions
from catchup.types import Call, Clock, Tally

LONGEST_CALL = timedelta(hours=1)
LOST = "lost"
ROUNDING = 1e-9  # USD: sums of floats stray in their last digits
COLUMNS = CALLS.c[tuple(field.name for field in fields(Call))]
Spans = tuple[ColumnElement[bool], ColumnElement[bool]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceilings:
    """The most that a run, a day and a month (both in UTC) may cost, in USD."""

    run: float
    day: float
    month: float


class Ledger:
    """What models were asked, and what it cost."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def budget(self, ceilings: Ceilings, run: str, clock: Clock) -> "RunBudget":
        """The purse of a run; runs of the same name share one."""
        return RunBudget(self._transactions, ceilings, run, clock)

    def calls(self, since: datetime) -> tuple[Call, ...]:
        """The calls started since then, the first one first."""
        query = select(*COLUMNS).where(CALLS.c.started >= since)
        ordered = query.order_by(CALLS.c.started, CALLS.c.ticket)
        with self._transactions.reading() as connection:
            return tuple(Call(**row) for row in connection.execute(ordered).mappings())

    def tallies(self, since: datetime) -> tuple[Tally, ...]:
        """How the calls since then ended, by model, prompt and purpose."""
        alike = CALLS.c["model", "prompt", "purpose", "outcome"]
        points, dropped = (func.sum(CALLS.c[name]).label(name) for name in ("points", "dropped"))
        query = select(*alike, func.count().label("calls"), points, dropped)
        grouped = query.where(CALLS.c.started >= since).group_by(*alike).order_by(*alike)
        with self._transactions.reading() as connection:
            return tuple(Tally(**row) for row in connection.execute(grouped).mappings())

    def spent(self, since: datetime) -> float:
        """What calls since then cost in USD, and what is set aside for those under way."""
        with self._transactions.reading() as connection:
            return _spent(connection, CALLS.c.started >= since, RESERVATIONS.c.opened >= since)


class RunBudget:
    """Sets money aside before each call of a run (implements `types.Budget`)."""

    def __init__(
        self, transactions: Transactions, ceilings: Ceilings, run: str, clock: Clock
    ) -> None:
        self._transactions = transactions
        self._ceilings = ceilings
        self._run = run
        self._clock = clock

    def reserve(self, cost: float) -> int:
        """Set `cost` USD aside; answers a ticket to settle. Raises BudgetExceeded."""
        now = self._clock()
        with self._transactions.writing() as connection:
            _give_up_stale(connection, now)
            broken = self._broken(connection, cost, now)
            if broken is None:
                row = {"run": self._run, "cost": cost, "opened": now}
                insert = RESERVATIONS.insert().returning(RESERVATIONS.c.ticket)
                return int(connection.execute(insert, row).scalar_one())
        raise BudgetExceeded(broken, hint="raise the ceilings in [writer], or wait")

    def settle(self, ticket: int, call: Call) -> None:
        """Replace what was set aside by what the call really cost."""
        with self._transactions.writing() as connection:
            connection.execute(delete(RESERVATIONS).where(RESERVATIONS.c.ticket == ticket))
            # A ticket that was given up for lost has a row already: the truth replaces it.
            upsert(connection, CALLS, {"ticket": ticket, "run": self._run, **asdict(call)})

    def _broken(self, connection: Connection, cost: float, now: datetime) -> str | None:
        """Which ceiling a call of this cost would break, in words."""
        for name, ceiling, spans in self._spans(now):
            left = max(0.0, ceiling - _spent(connection, *spans))
            # Written so that a cost that is no number is refused too.
            if not 0.0 <= cost <= left + ROUNDING:
                return f"a call of up to ${cost:.4f} is more than the ${left:.4f} left of {name}"
        return None

    def _spans(self, now: datetime) -> Iterator[tuple[str, float, Spans]]:
        day = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        month = day.replace(day=1)
        this_run = CALLS.c.run == self._run, RESERVATIONS.c.run == self._run
        yield "run_usd", self._ceilings.run, this_run
        yield "day_usd", self._ceilings.day, (CALLS.c.started >= day, RESERVATIONS.c.opened >= day)
        since = CALLS.c.started >= month, RESERVATIONS.c.opened >= month
        yield "month_usd", self._ceilings.month, since


def _spent(
    connection: Connection, calls: ColumnElement[bool], reservations: ColumnElement[bool]
) -> float:
    settled = select(func.coalesce(func.sum(CALLS.c.cost), 0.0)).where(calls)
    aside = select(func.coalesce(func.sum(RESERVATIONS.c.cost), 0.0)).where(reservations)
    return float(connection.execute(settled).scalar_one() + connection.execute(aside).scalar_one())


def _give_up_stale(connection: Connection, now: datetime) -> None:
    stale = RESERVATIONS.c.opened <= now - LONGEST_CALL
    rows = connection.execute(select(RESERVATIONS).where(stale)).mappings().all()
    for row in rows:
        lost = _lost(row["opened"], row["cost"])
        upsert(connection, CALLS, {"ticket": row["ticket"], "run": row["run"], **asdict(lost)})
    if rows:
        connection.execute(delete(RESERVATIONS).where(stale))


def _lost(opened: datetime, cost: float) -> Call:
    return Call(
        provider="",
        model="",
        purpose="",
        prompt="",
        item=None,
        started=opened,
        seconds=0.0,
        tokens_in=0,
        tokens_cached=0,
        tokens_out=0,
        estimated=True,
        cost=cost,
        outcome=LOST,
    )
