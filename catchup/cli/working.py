"""Sets up the pipeline for the commands that change something, and takes Ctrl-C for it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import typer

from catchup.cli.console import progress
from catchup.cli.options import Options
from catchup.cli.saying import say
from catchup.cli.session import Session, opened
from catchup.config import WriterSettings, secret
from catchup.pipeline import Pipeline
from catchup.store.ledger import Ceilings
from catchup.types import Budget, Call, Chooser, Web, Writer
from ingest import PoliteWeb
from summarize import WRITERS, InTurn, chooser

INTERRUPTED = 130  # 128 + SIGINT, as shells expect


@contextmanager
def pipeline(options: Options) -> Iterator[Pipeline]:
    """A pipeline on the configured store and the real web; Ctrl-C leaves with one line."""
    with opened(options) as session, working(session, PoliteWeb(session.config.web)) as ready:
        yield ready


@contextmanager
def working(
    session: Session,
    web: Web,
    *,
    purse: Budget | None = None,
    stopping: Callable[[], bool] = lambda: False,
) -> Iterator[Pipeline]:
    """A pipeline over a session and any way out, with progress shown; without a purse, one run."""
    purse = purse or purse_of(session)
    try:
        with progress(session.options) as report:
            yield Pipeline(
                config=session.config,
                store=session.store,
                web=web,
                writer=_in_turn(session, purse),
                fallback=writer_of(session, "extract", session.config.writer, purse),
                chooser=chooser_of(session, purse),
                taxonomy=session.taxonomy(),
                clock=session.options.clock,
                progress=report,
                stopping=stopping,
            )
    except KeyboardInterrupt:
        say("\nstopped; everything read so far is stored, the next run goes on", err=True)
        raise typer.Exit(INTERRUPTED) from None


class Purse:
    """Implements `Budget` by that of the run that is on: models, and who is left alone, stay."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._of_run = purse_of(session)

    def renew(self) -> None:
        """Begin another run."""
        self._of_run = purse_of(self._session)

    def reserve(self, cost: float) -> int:
        """As `Budget`, out of what this run may spend."""
        return self._of_run.reserve(cost)

    def settle(self, ticket: int, call: Call) -> None:
        """As `Budget`."""
        self._of_run.settle(ticket, call)


def writer_of(session: Session, name: str, settings: WriterSettings, purse: Budget) -> Writer:
    """The writer of a name, with its memory in the store."""
    key, clock = secret(settings.key_env), session.options.clock
    return WRITERS[name](settings, purse, session.store.answers, clock, key=key)


def _in_turn(session: Session, purse: Budget) -> Writer:
    writers = [writer_of(session, one.use, one, purse) for one in session.config.writers]
    return InTurn(writers, session.options.clock)


def chooser_of(session: Session, purse: Budget) -> Chooser | None:
    """The model that judges topics; None: nobody does."""
    if session.config.topics.judge == "offline":
        return None
    settings, clock = session.config.writer, session.options.clock
    key = secret(settings.key_env)
    return chooser(settings, purse, session.store.answers, clock, key=key)


def purse_of(session: Session) -> Budget:
    """What this run may spend, whoever spends it."""
    settings, clock = session.config.writer, session.options.clock
    ceilings = Ceilings(run=settings.run_usd, day=settings.day_usd, month=settings.month_usd)
    return session.store.ledger.budget(ceilings, f"run {clock():%Y-%m-%dT%H:%M:%S}", clock)
