import os
import signal
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from catchup.config import Config, HandbookSettings, MailSettings, ScheduleSettings
from catchup.errors import PublishError
from catchup.schedule import Job, serve_jobs, timetable, wait_for_signal


@dataclass
class Diary:
    """What ran: the names in order, how many at once at most, and the errors told."""

    ran: list[str] = field(default_factory=list)
    failures: list[tuple[str, str]] = field(default_factory=list)
    running: int = 0
    most: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def job(self, name: str, every: float = 0.05, takes: float = 0.0) -> Job:
        def call() -> None:
            with self.lock:
                self.ran.append(name)
                self.running += 1
                self.most = max(self.most, self.running)
            time.sleep(takes)
            with self.lock:
                self.running -= 1

        return Job(name, every, call)

    def failed(self, name: str, error: Exception) -> None:
        self.failures.append((name, str(error)))


def until(condition: Callable[[], bool]) -> Callable[[], None]:
    def wait() -> None:
        end = time.monotonic() + 10
        while not condition():
            assert time.monotonic() < end
            time.sleep(0.01)

    return wait


def serve(diary: Diary, *jobs: Job, enough: Callable[[], bool], grace: float = 3.0) -> float:
    """Serve until it is enough; the seconds that stopping took."""
    stopping = [0.0]

    def wait() -> None:
        until(enough)()
        stopping[0] = time.monotonic()

    serve_jobs(jobs, stop=threading.Event(), failed=diary.failed, until=wait, grace=grace)
    return time.monotonic() - stopping[0]


def test_jobs_run_at_once_in_their_order_and_again_on_their_timetable() -> None:
    diary = Diary()
    jobs = (diary.job("round", 0.2), diary.job("issue", 0.2), diary.job("a late name", 0.2))
    serve(diary, *jobs, enough=lambda: len(diary.ran) >= 9)
    assert diary.ran[:9] == ["round", "issue", "a late name"] * 3


def test_only_one_job_runs_at_a_time() -> None:
    diary = Diary()
    jobs = (diary.job("round", 0.03, takes=0.08), diary.job("issue", 0.03, takes=0.02))
    serve(diary, *jobs, enough=lambda: len(diary.ran) >= 8)
    assert diary.most == 1
    assert set(diary.ran) == {"round", "issue"}


def test_runs_missed_during_a_long_one_do_not_pile_up() -> None:
    diary = Diary()
    begun = time.monotonic()
    jobs = (diary.job("long", 60, takes=1.0), diary.job("short", 0.1))
    serve(diary, *jobs, enough=lambda: "short" in diary.ran)
    assert time.monotonic() - begun < 3
    assert diary.ran.count("short") <= 2


def test_a_failing_job_is_told_and_stops_neither_itself_nor_the_others() -> None:
    diary = Diary()

    def fail() -> None:
        raise PublishError("the relay is away")

    jobs = (Job("send", 0.1, fail), diary.job("push", 0.1))
    serve(diary, *jobs, enough=lambda: len(diary.failures) >= 2 and len(diary.ran) >= 2)
    assert set(diary.failures) == {("send", "the relay is away")}
    assert set(diary.ran) == {"push"}


def test_a_stop_is_told_to_the_running_job_and_no_other_one_starts() -> None:
    diary = Diary()
    stop = threading.Event()
    ended = threading.Event()

    def visit() -> None:
        diary.ran.append("round")
        stop.wait(10)
        ended.set()

    jobs = (Job("round", 0.05, visit), diary.job("push", 0.05))
    serve_jobs(jobs, stop=stop, failed=diary.failed, until=until(lambda: diary.ran != []))
    assert ended.is_set()
    assert diary.ran == ["round"]


def test_a_job_that_does_not_listen_is_left_behind_after_its_grace() -> None:
    diary = Diary()
    released = threading.Event()

    def hang() -> None:
        diary.ran.append("round")
        released.wait(20)

    took = serve(diary, Job("round", 60, hang), enough=lambda: diary.ran != [], grace=0.2)
    released.set()
    assert took < 1.5


def test_a_signal_ends_the_waiting_and_the_handlers_are_as_before() -> None:
    before = signal.getsignal(signal.SIGTERM)
    threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGTERM)).start()
    wait_for_signal()
    assert signal.getsignal(signal.SIGTERM) is before


def jobs_of(config: Config) -> tuple[list[tuple[str, float]], list[str]]:
    """Names and intervals of the jobs, and what calling them one after the other calls."""
    called: list[str] = []
    jobs = timetable(
        config,
        run_round=lambda: called.append("round"),
        open_issue=lambda: called.append("issue"),
        send=lambda: called.append("send"),
        push=lambda: called.append("push"),
    )
    for job in jobs:
        job.call()
    return [(job.name, job.every) for job in jobs], called


def test_the_timetable_follows_the_settings() -> None:
    config = Config(
        home=Path(),
        schedule=ScheduleSettings(crawl_every=1800.0, issue_every=600.0),
        mail=MailSettings(server="relay.example"),
        handbook=HandbookSettings(repository="git@git.example:handbook.git"),
    )
    jobs, called = jobs_of(config)
    assert jobs == [("round", 1800.0), ("issue", 600.0), ("send", 600.0), ("push", 600.0)]
    assert called == ["round", "issue", "send", "push"]


def test_what_is_switched_off_has_no_job() -> None:
    _, called = jobs_of(Config(home=Path()))
    assert called == ["round", "issue"]
