import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection

import pytest

from catchup.errors import ParseError, ParserKilled
from ingest.parsing import Worker, _outcome, parse


def shout(body: bytes) -> bytes:
    return body.upper()


def sleep(body: bytes) -> None:
    time.sleep(float(body))


def spin(_: bytes) -> None:
    while True:
        pass


def fill(body: bytes) -> int:
    return len(bytearray(int(body)))


def die(_: bytes) -> None:
    os._exit(7)


def fail(_: bytes) -> None:
    raise KeyError("odd")


def unpicklable(_: bytes) -> object:
    return lambda: None


JOBS = {job.__name__: job for job in (shout, sleep, spin, fill, die, fail, unpicklable)}


def test_a_worker_outlives_jobs_that_hang_eat_memory_die_or_fail() -> None:
    worker = Worker(JOBS, seconds=1, megabytes=100)
    try:
        worker.run("shout", b"warm")
        with pytest.raises(ParserKilled, match="took longer than 1 s"):
            worker.run("spin", b"")
        worker.run("shout", b"warm")
        worker._patience = 0.3
        with pytest.raises(ParserKilled, match="hung for longer"):
            worker.run("sleep", b"60")
        worker._patience = 60.0
        with pytest.raises(ParserKilled, match="100 MB"):
            worker.run("fill", b"400000000")
        with pytest.raises(ParserKilled, match="died"):
            worker.run("die", b"")
        for name in ("fail", "unpicklable"):
            with pytest.raises(ParseError, match="the parser failed"):
                worker.run(name, b"")
        assert worker.run("shout", b"still here") == b"STILL HERE"
    finally:
        worker.close()


def test_an_interrupted_job_never_answers_the_next_one() -> None:
    class Interrupted(Connection):
        """A pipe whose answer is overtaken by Ctrl-C."""

        def poll(self, timeout: float | None = 0.0) -> bool:
            raise KeyboardInterrupt

    worker = Worker(JOBS)
    try:
        assert worker.run("shout", b"a") == b"A"
        pipe = worker._pipe
        assert pipe is not None
        worker._pipe = Interrupted(os.dup(pipe.fileno()))
        pipe.close()
        with pytest.raises(KeyboardInterrupt):
            worker.run("shout", b"b")
        assert worker.run("shout", b"c") == b"C"
    finally:
        worker.close()


def test_a_job_answers_with_a_value_its_failure_or_its_hunger() -> None:
    def hungry(_: bytes) -> None:
        raise MemoryError

    assert _outcome(shout, b"x") == ("value", b"X")
    assert _outcome(fail, b"") == ("error", "KeyError: 'odd'")
    assert _outcome(unpicklable, b"")[0] == "error"
    assert _outcome(hungry, b"") == ("memory", None)


def test_closing_leaves_no_process() -> None:
    worker = Worker(JOBS)
    worker.run("shout", b"x")
    process = worker._process
    assert process is not None
    worker.close()
    worker.close()
    assert process.returncode is not None


@pytest.mark.parametrize("interrupted", [False, True])
def test_the_application_ends_without_a_word_of_its_children(interrupted: bool) -> None:
    """Also while threads are reading, and with every warning told."""
    script = f"""
import os, signal
from catchup.threads import in_order
from ingest.parsing import parse

body = b"<rss version='2.0'>" + b"<item><title>t</title></item>" * 2000 + b"</rss>"
try:
    for job, _ in in_order(range(40), lambda _: parse("feed", body), threads=4):
        if {interrupted} and job == 4:
            os.kill(os.getpid(), signal.SIGINT)
except KeyboardInterrupt:
    print("stopped")
"""
    done = subprocess.run(
        [sys.executable, "-W", "always", "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout == ("stopped\n" if interrupted else "")
    assert done.stderr == ""


def test_a_worker_that_was_ended_starts_no_other_child() -> None:
    worker = Worker(JOBS)
    worker.run("shout", b"x")
    process = worker._process
    assert process is not None
    worker.end()
    assert process.returncode is not None
    with pytest.raises(ParserKilled):
        worker.run("shout", b"x")
    assert worker._process is None


def test_many_threads_share_the_workers() -> None:
    bodies = [f"<rss version='2.0'><title>{n}</title></rss>".encode() for n in range(12)]
    with ThreadPoolExecutor(6) as threads:
        feeds = list(threads.map(lambda body: parse("feed", body), bodies))
    assert [feed.version for feed in feeds] == ["rss20"] * 12
