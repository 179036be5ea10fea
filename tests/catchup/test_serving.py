"""A whole service over eight feeds on four hosts of this machine, on a timetable of seconds."""

import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.fakes.site import rss

ROOT = Path(__file__).parents[2]
HOSTS = ("127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4")
FEEDS_EACH = 2
FIRST_ENTRIES = 3
PAUSE = 0.5
ROUNDS = 3
LONGEST_STOP = 5.0


@dataclass
class Host:
    """One host: what its feeds have shown, and how politely it was asked.

    While it is `growing`, each feed has one more entry at each request. It answers only while
    `answers` is set.
    """

    name: str
    port: int = 0
    growing: bool = True
    shown: Counter[str] = field(default_factory=Counter)
    starts: list[float] = field(default_factory=list)
    in_flight: int = 0
    most_in_flight: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    answers: threading.Event = field(default_factory=threading.Event)

    @property
    def gaps(self) -> list[float]:
        return [after - before for before, after in pairwise(sorted(self.starts))]

    def feed(self, path: str) -> bytes:
        with self.lock:
            self.shown[path] = max(self.shown[path] + self.growing, FIRST_ENTRIES)
            entries = range(self.shown[path])
        blog = f"https://{self.name.replace('.', '-')}.example{path}"
        rows = (
            (f"Post {n}", f"{blog}/{n}", f"Sun, 01 Mar 2026 00:{n:02}:00 +0000", "<p>RAG.</p>")
            for n in entries
        )
        return rss("Blog", *rows)[1]


@contextmanager
def serving_feeds(host: Host) -> Iterator[Host]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            with host.lock:
                host.starts.append(time.monotonic())
                host.in_flight += 1
                host.most_in_flight = max(host.most_in_flight, host.in_flight)
            host.answers.wait(30)
            body = host.feed(self.path)
            with host.lock:
                host.in_flight -= 1
            self.send_response(200)
            self.send_header("Content-Type", "application/rss+xml")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing on standard error."""

        def handle_one_request(self) -> None:
            try:
                super().handle_one_request()
            except OSError:  # the service went away while it was waiting
                self.close_connection = True

    host.answers.set()
    with ThreadingHTTPServer((host.name, 0), Handler) as server:
        host.port = server.server_port
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield host
        finally:
            host.answers.set()
            server.shutdown()


@pytest.fixture
def hosts() -> Iterator[tuple[Host, ...]]:
    with ExitStack() as stack:
        yield tuple(stack.enter_context(serving_feeds(Host(name))) for name in HOSTS)


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


@pytest.fixture
def home(tmp_path: Path, hosts: tuple[Host, ...], port: int) -> Path:
    ports = ", ".join(str(host.port) for host in hosts)
    (tmp_path / "catchup.toml").write_text(
        f'[web]\npause = "{PAUSE}s"\nallow_networks = ["127.0.0.0/8"]\nallow_ports = [{ports}]\n'
        f'[schedule]\ncrawl_every = "1s"\nissue_every = "1s"\nport = {port}\n'
    )
    (tmp_path / "sources.toml").write_text(
        "".join(
            f'[[source]]\nid = "{host.name.replace(".", "-")}-{n}"\nevery = "1s"\n'
            f'url = "http://{host.name}:{host.port}/{n}"\n'
            for host in hosts
            for n in range(FEEDS_EACH)
        )
    )
    topics = ROOT / "catchup" / "templates" / "topics.yaml"
    (tmp_path / "topics.yaml").write_bytes(topics.read_bytes())
    return tmp_path


def start(home: Path, *command: str) -> "subprocess.Popen[str]":
    env = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    return subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=home,
        env={**env, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def service(home: Path) -> Iterator["subprocess.Popen[str]"]:
    process = start(home, "catchup", "--quiet", "serve")
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def wait_until(condition: Callable[[], bool], process: "subprocess.Popen[str]") -> None:
    end = time.monotonic() + 60
    while not condition():
        assert process.poll() is None, process.communicate()[1]
        assert time.monotonic() < end
        time.sleep(0.02)


def answered(hosts: tuple[Host, ...], rounds: int) -> bool:
    enough = FIRST_ENTRIES + rounds - 1
    return all(host.shown[f"/{n}"] >= enough for host in hosts for n in range(FEEDS_EACH))


def stopped(process: "subprocess.Popen[str]", number: int = signal.SIGTERM) -> tuple[float, str]:
    """The seconds that a process took to end after a signal, and what it complained of."""
    begun = time.monotonic()
    process.send_signal(number)
    _, err = process.communicate(timeout=30)
    return time.monotonic() - begun, err


def health(port: int) -> dict[str, object]:
    with urlopen(f"http://127.0.0.1:{port}/health", timeout=5) as answer:
        state: dict[str, object] = json.load(answer)
        return state


def stored(home: Path, table: str) -> int:
    with sqlite3.connect(home / "catchup.db") as database:
        return int(database.execute(f"select count(*) from {table}").fetchone()[0])


def test_a_service_keeps_its_timetable_its_manners_and_everything_it_was_shown(
    home: Path, hosts: tuple[Host, ...], port: int
) -> None:
    with service(home) as process:
        wait_until(lambda: answered(hosts, ROUNDS), process)
        state = health(port)
        took, err = stopped(process)
    assert (process.returncode, err) == (0, "")
    assert took <= LONGEST_STOP
    assert (state["status"], state["sources"], state["sources_failing"]) == ("fresh", 8, 0)
    assert [host.most_in_flight for host in hosts] == [1, 1, 1, 1]
    assert min(gap for host in hosts for gap in host.gaps) >= PAUSE

    for host in hosts:
        host.growing = False
    before = [len(host.starts) for host in hosts]
    with service(home) as process:
        # One request more than there are feeds: a second round has begun, so the first is stored.
        wait_until(
            lambda: all(
                len(host.starts) > asked + FEEDS_EACH
                for host, asked in zip(hosts, before, strict=True)
            ),
            process,
        )
        stopped(process)
    everything = sum(host.shown.total() for host in hosts)
    assert stored(home, "item") == stored(home, "sighting") == everything


def test_a_source_that_hangs_does_not_keep_the_service_from_stopping(
    home: Path, hosts: tuple[Host, ...]
) -> None:
    with service(home) as process:
        wait_until(lambda: answered(hosts, 1), process)
        hosts[0].answers.clear()
        wait_until(lambda: hosts[0].in_flight > 0, process)
        took, err = stopped(process, signal.SIGINT)
    assert (process.returncode, err) == (0, "")
    assert took <= LONGEST_STOP
