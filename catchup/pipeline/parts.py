"""What the stages work with, and how they keep account of themselves."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from catchup.config import Config
from catchup.errors import CatchupError
from catchup.store import Store
from catchup.types import Chooser, Clock, Progress, Run, Taxonomy, Web, Writer

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Configuration, store, the way out, the writers, the topics and the clock.

    `fallback` writes what `writer` cannot; `chooser` judges topics, if anybody does. `stopping` is
    asked between two sources, items or letters: whoever wants the process to end answers True.
    """

    config: Config
    store: Store
    web: Web
    writer: Writer
    fallback: Writer
    taxonomy: Taxonomy
    clock: Clock
    progress: Progress
    stopping: Callable[[], bool] = lambda: False
    chooser: Chooser | None = None


def counted(parts: Parts, stage: str, things: Iterable[Thing], total: int) -> Iterator[Thing]:
    """The things as they are, telling the progress; ends early when the process is to stop."""
    for done, thing in enumerate(things, 1):
        if parts.stopping():
            return
        yield thing
        parts.progress(stage, done, total, "")


def kept(parts: Parts, run: Run) -> Run:
    """The run, after it was written down."""
    parts.store.runs.add(run)
    return run


def failed(parts: Parts, stage: str, key: str, error: CatchupError, now: datetime) -> None:
    """Note that some work failed, so that it waits and blocks nothing."""
    parts.store.attempts.failed(stage, key, error.code, now, retryable=error.retryable)
