"""Sets up the pipeline for the commands that change something, and takes Ctrl-C for it."""

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from catchup.cli.console import progress
from catchup.cli.options import Options
from catchup.cli.session import Session, opened
from catchup.pipeline import Pipeline
from catchup.types import Web
from ingest import PoliteWeb
from summarize import WRITERS

INTERRUPTED = 130  # 128 + SIGINT, as shells expect


@contextmanager
def pipeline(options: Options) -> Iterator[Pipeline]:
    """A pipeline on the configured store and the real web; Ctrl-C leaves with one line."""
    with opened(options) as session, working(session, PoliteWeb(session.config.web)) as ready:
        yield ready


@contextmanager
def working(session: Session, web: Web) -> Iterator[Pipeline]:
    """A pipeline over a session and any way out, with progress shown."""
    try:
        with progress(session.options) as report:
            yield Pipeline(
                config=session.config,
                store=session.store,
                web=web,
                writer=WRITERS["extract"](),
                taxonomy=session.taxonomy(),
                clock=session.options.clock,
                progress=report,
            )
    except KeyboardInterrupt:
        typer.echo("\nstopped; everything read so far is stored, the next run goes on", err=True)
        raise typer.Exit(INTERRUPTED) from None
