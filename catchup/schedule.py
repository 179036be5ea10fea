"""The timetable of `catchup serve`: one job at a time, over and over, until a signal says stop."""

import logging
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from queue import Empty, SimpleQueue

from apscheduler.schedulers.background import (  # type: ignore[import-untyped]
    BackgroundScheduler,
)

from catchup.config import Config

Call = Callable[[], object]
Failed = Callable[[str, Exception], None]

GRACE = 3.0  # seconds that a running job has to end by itself once a stop is asked for
LOOK = 0.05
SLICE = 0.5
STOP_SIGNALS = (signal.SIGTERM, signal.SIGINT)


@dataclass(frozen=True, slots=True)
class Job:
    """Something to `call` every so many seconds, the first time at once."""

    name: str
    every: float
    call: Call


def timetable(
    config: Config,
    *,
    run_round: Call,
    open_issue: Call,
    send: Call,
    push: Call,
) -> tuple[Job, ...]:
    """The jobs of `catchup serve`, in the order in which they run when they are due together.

    Sending and pushing are jobs of their own, so that a dead relay keeps nothing from the handbook;
    they stand behind the issue and find nothing to do while there is no new one. There are none
    without a relay, or without a handbook.
    """
    jobs = [
        Job("round", config.schedule.crawl_every, run_round),
        Job("issue", config.schedule.issue_every, open_issue),
    ]
    if config.mail.server:
        jobs.append(Job("send", config.schedule.issue_every, send))
    if config.handbook.repository:
        jobs.append(Job("push", config.schedule.issue_every, push))
    return tuple(jobs)


def serve_jobs(
    jobs: Sequence[Job],
    *,
    stop: threading.Event,
    failed: Failed,
    until: Call | None = None,
    grace: float = GRACE,
) -> None:
    """Run the jobs on their timetable until `until` returns (default: SIGTERM or Ctrl-C).

    A job never overlaps itself or another one; runs that were missed meanwhile, or while the
    machine slept, are one run. A job's error goes to `failed` and stops nothing. Then `stop` is
    set, which long jobs look at between two steps, no job starts any more, and the running one has
    `grace` seconds: what it has not stored by then it finds again next time.
    """
    logging.getLogger("apscheduler").addHandler(logging.NullHandler())  # `failed` tells, not it
    scheduler = BackgroundScheduler(
        timezone=UTC,
        executors={"default": {"type": "threadpool", "max_workers": 1}},
        job_defaults={"max_instances": 1, "coalesce": True, "misfire_grace_time": None},
    )
    begin = datetime.now(UTC)
    for place, job in enumerate(jobs):
        scheduler.add_job(
            _watched,
            "interval",
            args=(job, stop, failed, grace),
            id=job.name,
            seconds=job.every,
            # A moment apart: jobs of one instant would run in the order of their names.
            next_run_time=begin + timedelta(milliseconds=place),
        )
    scheduler.start()
    try:
        (until or wait_for_signal)()
    finally:
        stop.set()
        scheduler.shutdown(wait=True)


def wait_for_signal() -> None:
    """Wait for SIGTERM or SIGINT. A second one acts as usual and ends the program at once."""
    # A SimpleQueue may be filled by a signal handler; an Event could wait for its own lock there.
    arrived: SimpleQueue[int] = SimpleQueue()
    with _handled(lambda number, _: arrived.put(number)):
        while True:
            # In slices: the kernel may give the signal to another thread, which wakes nobody here.
            with suppress(Empty):
                arrived.get(timeout=SLICE)
                return


@contextmanager
def _handled(handler: Callable[[int, object], None]) -> Iterator[None]:
    before = {number: signal.signal(number, handler) for number in STOP_SIGNALS}
    try:
        yield
    finally:
        for number, handler_before in before.items():
            signal.signal(number, handler_before)


def _watched(job: Job, stop: threading.Event, failed: Failed, grace: float) -> None:
    """Run a job in a thread that the end of the program does not wait for."""
    if stop.is_set():
        return
    worker = threading.Thread(target=_called, args=(job, failed), name=job.name, daemon=True)
    worker.start()
    while worker.is_alive() and not stop.is_set():
        worker.join(LOOK)
    worker.join(grace)


def _called(job: Job, failed: Failed) -> None:
    try:
        job.call()
    except Exception as error:  # noqa: BLE001  told, and the timetable goes on
        failed(job.name, error)
