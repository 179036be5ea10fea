"""Runs independent jobs on a few threads and hands the results back in the order of the jobs."""

import queue
import threading
from collections.abc import Callable, Generator, Hashable, Iterator, Sequence
from itertools import count
from typing import TypeAlias, TypeVar, cast

LOOK_AHEAD = 8

Job = TypeVar("Job")
Result = TypeVar("Result")
_Outcome: TypeAlias = tuple[Result | None, BaseException | None]


def in_order(
    jobs: Sequence[Job], work: Callable[[Job], Result], *, threads: int
) -> Generator[tuple[Job, Result]]:
    """Yield (job, work(job)) for every job, in the order of `jobs`, at most `threads` at once.

    The order makes a run repeatable: which source was first to show an item never depends on the
    network. The threads are daemons (unlike those of concurrent.futures, which exit waits for) and
    stop taking jobs when the iterator is closed, so Ctrl-C waits for nobody. An error that `work`
    raises is raised here.
    """
    # Results wait for the jobs before them. So many jobs at most are handed out ahead of the one
    # that is waited for, or a slow one would fill the memory.
    ahead = LOOK_AHEAD * threads
    handed: queue.SimpleQueue[int | None] = queue.SimpleQueue()
    ended: queue.SimpleQueue[tuple[int, _Outcome[Result]]] = queue.SimpleQueue()

    def labour() -> None:
        while (position := handed.get()) is not None:
            ended.put((position, _outcome(work, jobs[position])))

    for position in range(min(ahead, len(jobs))):
        handed.put(position)
    for _ in range(min(threads, len(jobs))):
        threading.Thread(target=labour, daemon=True).start()
    try:
        further = iter(range(ahead, len(jobs)))
        for job, (result, error) in zip(jobs, _sorted(ended, len(jobs)), strict=True):
            if error is not None:
                raise error
            yield job, cast("Result", result)
            handed.put(next(further, None))
    finally:
        _empty(handed)
        for _ in range(threads):
            handed.put(None)


def _sorted(
    ended: "queue.SimpleQueue[tuple[int, _Outcome[Result]]]", number: int
) -> Iterator[_Outcome[Result]]:
    """The outcomes in the order of their positions from 0 on, each as soon as it can be."""
    early: dict[int, _Outcome[Result]] = {}
    for position in range(number):
        while position not in early:
            later, outcome = ended.get()
            early[later] = outcome
        yield early.pop(position)


def _outcome(work: Callable[[Job], Result], job: Job) -> _Outcome[Result]:
    try:
        return work(job), None
    except BaseException as error:  # noqa: BLE001  carried to the caller, not swallowed
        return None, error


def interleaved(jobs: Sequence[Job], lane: Callable[[Job], Hashable]) -> list[Job]:
    """The jobs reordered so that neighbours are in different lanes as far as possible.

    With one request in flight per host, jobs of one host next to each other would make all
    threads wait for it: measured with 45 of 91 feeds on one host.
    """
    turns: dict[Hashable, Iterator[int]] = {}
    ranked = [(next(turns.setdefault(lane(job), count())), n) for n, job in enumerate(jobs)]
    return [jobs[n] for _, n in sorted(ranked)]


def _empty(waiting: "queue.SimpleQueue[int | None]") -> None:
    while not waiting.empty():
        try:
            waiting.get_nowait()
        except queue.Empty:
            return
