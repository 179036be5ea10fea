"""Runs parsers over untrusted bytes in a child process that can be killed: 15 s, 300 MB of growth.

A thread cannot be stopped and a parser can be made to hang or to fill the memory; a process can be
ended. Workers are started when first needed, stay for the next job, and end with the application.
"""

import multiprocessing
import pickle
import queue
import resource
import signal
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from catchup.errors import ParseError, ParserKilled
from ingest.jobs import JOBS

SECONDS = 15.0
MEGABYTES = 300
WORKERS = 2
STATM = Path("/proc/self/statm")

Jobs = Mapping[str, Callable[[bytes], Any]]


class Worker:
    """One child process and the pipe to it; used by one thread at a time."""

    def __init__(
        self, jobs: Jobs = JOBS, *, seconds: float = SECONDS, megabytes: int = MEGABYTES
    ) -> None:
        self._jobs = jobs
        self._seconds = seconds
        self._megabytes = megabytes
        self._process: BaseProcess | None = None
        self._pipe: Connection | None = None

    def run(self, name: str, body: bytes) -> Any:  # noqa: ANN401 - each job has its own result
        """Run one job. Raises ParserKilled over a limit, ParseError where the parser failed."""
        pipe = self._started()
        answered = False
        try:
            pipe.send((name, body))
            if not pipe.poll(self._seconds):
                raise ParserKilled(f"reading took longer than {self._seconds:.0f} s")
            outcome, value = pipe.recv()
            answered = outcome != "memory"
        except (EOFError, OSError) as error:
            raise ParserKilled("the parser process died") from error
        finally:
            # Also after KeyboardInterrupt: a late answer must not meet the next job.
            if not answered:
                self.close()
        if outcome == "memory":
            raise ParserKilled(f"reading needed more than {self._megabytes} MB")
        if outcome == "error":
            raise ParseError(f"the parser failed: {value}")
        return value

    def close(self) -> None:
        """End the child, if there is one; the next job starts another."""
        process, pipe = self._process, self._pipe
        self._process = self._pipe = None
        if pipe is not None:
            pipe.close()
        if process is not None:
            process.kill()
            process.join()
            process.close()

    def _started(self) -> Connection:
        if self._process is not None and not self._process.is_alive():
            self.close()
        if self._pipe is None:
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            arguments = (theirs, self._jobs, self._megabytes)
            self._process = context.Process(target=_serve, args=arguments, daemon=True)
            self._process.start()
            theirs.close()
        return self._pipe


class Pool:
    """A few workers shared by any number of threads; the one used last is used first."""

    def __init__(self, size: int = WORKERS) -> None:
        self._idle: queue.LifoQueue[Worker] = queue.LifoQueue()
        for _ in range(size):
            self._idle.put(Worker())

    @contextmanager
    def worker(self) -> Iterator[Worker]:
        """Borrow a worker; waits while all are busy."""
        worker = self._idle.get()
        try:
            yield worker
        finally:
            self._idle.put(worker)


_POOL = Pool()


def parse(name: str, body: bytes) -> Any:  # noqa: ANN401 - each job has its own result
    """Run the job `name` of `ingest.jobs` over `body` in a worker. Raises as `Worker.run` does."""
    with _POOL.worker() as worker:
        return worker.run(name, body)


def _serve(pipe: Connection, jobs: Jobs, megabytes: int) -> None:
    """Answer jobs until the application closes the pipe or ends (the child's main function)."""
    # Ctrl-C reaches the whole process group; the application decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    at_start = _resident_bytes()
    with suppress(EOFError, OSError):
        while _resident_bytes() - at_start < megabytes * 2**20:
            name, body = pipe.recv()
            _limit_memory(megabytes)
            outcome = _outcome(jobs[name], body)
            pipe.send(outcome)
            if outcome[0] == "memory":
                return


def _outcome(job: Callable[[bytes], Any], body: bytes) -> tuple[str, Any]:
    try:
        value = job(body)
        pickle.dumps(value)
    except MemoryError:
        return "memory", None
    except Exception as error:  # noqa: BLE001 - a parser may raise anything over hostile bytes
        return "error", f"{type(error).__name__}: {error}"[:300]
    return "value", value


def _limit_memory(megabytes: int) -> None:
    """Let the address space grow by so much from now on (a no-op where there is no /proc)."""
    if STATM.exists():
        size = int(STATM.read_text().split()[0]) * resource.getpagesize()
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (size + megabytes * 2**20, hard))


def _resident_bytes() -> int:
    if not STATM.exists():
        return 0
    return int(STATM.read_text().split()[1]) * resource.getpagesize()
