"""Runs parsers over untrusted bytes in a child process that can be killed: 12 s, 300 MB of growth.

A thread cannot be stopped and a parser can be made to hang or to fill the memory; a process can be
ended. The seconds are those that the child computes: on a busy machine an honest page may take a
minute of the clock (seen), and what is not read is lost to the reader. Workers are started when
first needed, stay for the next job, and end with the application.
"""

import atexit
import pickle
import queue
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import Any

from catchup.errors import ParseError, ParserKilled
from ingest.jobs import JOBS

SECONDS = 12
PATIENCE = 60.0
MEGABYTES = 300
WORKERS = 2
STATM = Path("/proc/self/statm")
CHILD = (
    "import sys; sys.path[:] = sys.argv[2:]; from ingest.parsing import serve; serve(sys.argv[1])"
)

Jobs = Mapping[str, Callable[[bytes], Any]]


class Worker:
    """One child process and the pipe to it; used by one thread at a time.

    A job may compute for `seconds`, take `patience` seconds of the clock (a job that only waits
    computes nothing) and grow by `megabytes`.
    """

    def __init__(
        self,
        jobs: Jobs = JOBS,
        *,
        seconds: int = SECONDS,
        patience: float = PATIENCE,
        megabytes: int = MEGABYTES,
    ) -> None:
        self._jobs = jobs
        self._seconds = seconds
        self._patience = patience
        self._megabytes = megabytes
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe: Connection | None = None
        self._ended = False
        self._starting = threading.Lock()

    def run(self, name: str, body: bytes) -> Any:  # noqa: ANN401 - each job has its own result
        """Run one job. Raises ParserKilled over a limit, ParseError where the parser failed."""
        pipe = self._started()
        answered = False
        try:
            pipe.send((name, body))
            if not pipe.poll(self._patience):
                raise ParserKilled(f"reading hung for longer than {self._patience:.0f} s")
            outcome, value, last = pipe.recv()
            answered = not last
        except (EOFError, OSError) as error:
            raise ParserKilled(self._cause_of_death()) from error
        finally:
            # Also after KeyboardInterrupt: a late answer must not meet the next job.
            if not answered:
                self.close()
        if outcome == "memory":
            raise ParserKilled(f"reading needed more than {self._megabytes} MB")
        if outcome == "error":
            raise ParseError(f"the parser failed: {value}")
        return value

    def _cause_of_death(self) -> str:
        status = self._process.wait() if self._process else None
        if status == -signal.SIGXCPU:
            return f"reading took longer than {self._seconds} s"
        return "the parser process died"

    def close(self) -> None:
        """End the child, if there is one; the next job starts another."""
        process, pipe = self._process, self._pipe
        self._process = self._pipe = None
        if pipe is not None:
            pipe.close()
        if process is not None:
            process.kill()
            process.wait()

    def end(self) -> None:
        """End the child for good, also under a thread that waits for its answer.

        For the end of the application. The pipe is left to that thread, which finds it closed at
        the other side; it can start no other child.
        """
        with self._starting:
            self._ended = True
            process = self._process
        if process is not None:
            process.kill()
            process.wait()

    def _started(self) -> Connection:
        if self._process is not None and self._process.poll() is not None:
            self.close()
        if self._pipe is None:
            self._pipe = self._start()
        return self._pipe

    def _start(self) -> Connection:
        ours, theirs = Pipe()
        with theirs, self._starting:
            if self._ended:
                raise ParserKilled("the application is ending")
            # Not multiprocessing.Process: at exit that one joins its children, and races with
            # the threads that are still using them. The group of its own keeps Ctrl-C away,
            # which reaches a whole group; the application decides what it means.
            self._process = subprocess.Popen(  # noqa: S603 our own interpreter and code
                [sys.executable, "-c", CHILD, str(theirs.fileno()), *sys.path],
                stdin=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
                process_group=0,
            )
        ours.send((self._jobs, self._seconds, self._megabytes))
        return ours


class Pool:
    """A few workers shared by any number of threads; the one used last is used first."""

    def __init__(self, size: int = WORKERS) -> None:
        self._idle: queue.LifoQueue[Worker] = queue.LifoQueue()
        self._workers = [Worker() for _ in range(size)]
        for worker in self._workers:
            self._idle.put(worker)
        atexit.register(self.end)

    def end(self) -> None:
        """End all children for good; for the end of the application."""
        for worker in self._workers:
            worker.end()

    @contextmanager
    def worker(self) -> Iterator[Worker]:
        """Borrow a worker; waits while all are busy."""
        worker = self._idle.get()
        try:
            yield worker
        finally:
            self._idle.put(worker)


POOL = Pool()


def parse(name: str, body: bytes) -> Any:  # noqa: ANN401 - each job has its own result
    """Run the job `name` of `ingest.jobs` over `body` in a worker. Raises as `Worker.run` does."""
    with POOL.worker() as worker:
        return worker.run(name, body)


def serve(descriptor: str) -> None:
    """Answer jobs until the application closes the pipe or ends (the child's main function)."""
    at_start = _resident_bytes()
    with suppress(EOFError, OSError), Connection(int(descriptor)) as pipe:
        jobs, seconds, megabytes = pipe.recv()
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        last = False
        while not last:
            name, body = pipe.recv()
            _limit_time(seconds)
            _limit_memory(megabytes)
            outcome, value = _outcome(jobs[name], body)
            # Grown too large, the child says that this was its last job: the next one is innocent.
            last = outcome == "memory" or _resident_bytes() - at_start >= megabytes * 2**20
            pipe.send((outcome, value, last))


def _outcome(job: Callable[[bytes], Any], body: bytes) -> tuple[str, Any]:
    try:
        value = job(body)
        pickle.dumps(value)
    except MemoryError:
        return "memory", None
    except Exception as error:  # noqa: BLE001 - a parser may raise anything over hostile bytes
        return "error", f"{type(error).__name__}: {error}"[:300]
    return "value", value


def _limit_time(seconds: int) -> None:
    """Let this process compute for so many seconds from now on; SIGXCPU ends it after that."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (int(time.process_time()) + 1 + seconds, hard))


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
