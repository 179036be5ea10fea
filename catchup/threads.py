"""Runs independent jobs on a few threads and hands the results back in the order of the jobs."""

import queue
import threading
from collections.abc import Callable, Generator, Hashable, Iterator, Sequence
from concurrent.futures import Future
from itertools import count
from typing import TypeVar

LOOK_AHEAD = 8

Job = TypeVar("Job")
Result = TypeVar("Result")


def in_order(
    jobs: Sequence[Job], work: Callable[[Job], Result], *, threads: int
) -> Generator[tuple[Job, Result]]:
    """Yield (job, work(job)) for every job, in the order of `jobs`, at most `threads` at once.

    The order makes a run repeatable: which source was first to show an item never depends on the
    network. The threads are daemons (unlike those of concurrent.futures, which exit waits for) and
    stop taking jobs when the iterator is closed, so Ctrl-C waits for nobody. An error that `work`
    raises is raised here.
    """
    outcomes: dict[int, Future[Result]] = {n: Future() for n in range(len(jobs))}
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    for position in range(len(jobs)):
        waiting.put(position)
    # Results wait for the jobs before them: so many at most, or a slow one would fill the memory.
    room = threading.Semaphore(LOOK_AHEAD * threads)

    def labour() -> None:
        while not waiting.empty():
            room.acquire()
            try:
                position = waiting.get_nowait()
            except queue.Empty:  # another thread was quicker
                return
            outcome = outcomes[position]
            try:
                outcome.set_result(work(jobs[position]))
            except BaseException as error:  # noqa: BLE001  carried to the caller, not swallowed
                outcome.set_exception(error)

    for _ in range(min(threads, len(jobs))):
        threading.Thread(target=labour, daemon=True).start()
    try:
        for position, job in enumerate(jobs):
            yield job, outcomes[position].result()
            del outcomes[position]
            room.release()
    finally:
        _empty(waiting)
        room.release(threads)  # those that wait for room find nothing left to do


def interleaved(jobs: Sequence[Job], lane: Callable[[Job], Hashable]) -> list[Job]:
    """The jobs reordered so that neighbours are in different lanes as far as possible.

    With one request in flight per host, jobs of one host next to each other would make all
    threads wait for it: measured with 45 of 91 feeds on one host.
    """
    turns: dict[Hashable, Iterator[int]] = {}
    ranked = [(next(turns.setdefault(lane(job), count())), n) for n, job in enumerate(jobs)]
    return [jobs[n] for _, n in sorted(ranked)]


def _empty(waiting: "queue.SimpleQueue[int]") -> None:
    while not waiting.empty():
        try:
            waiting.get_nowait()
        except queue.Empty:
            return
