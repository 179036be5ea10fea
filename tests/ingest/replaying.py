"""Runs the server of the recorded corpus, and asks the key what it shows."""

import json
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from catchup.config import WebSettings
from ingest import PoliteWeb

SHARED = Path(__file__).parents[3] / "shared"
REPLAY = SHARED / "replay"
EXPECTED = SHARED / "tools" / "replay" / "expected.py"


class JumpingClock:
    """A clock that jumps over pauses instead of waiting."""

    now = 0.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@dataclass(frozen=True)
class Replay:
    """A running replay server and a web that reaches nothing but it, without waiting."""

    base: str
    web: PoliteWeb

    def control(self, path: str) -> Any:  # noqa: ANN401 - JSON
        with urllib.request.urlopen(f"{self.base}{path}", timeout=10) as answer:
            return json.load(answer)

    def set_clock(self, now: datetime) -> None:
        self.control(f"/__clock?now={now:%Y-%m-%dT%H:%M:%SZ}")


@contextmanager
def replaying(folder: Path, now: datetime) -> Iterator[Replay]:
    """A replay server on a free port; ends with the block."""
    port = _free_port()
    command = [sys.executable, "serve.py", "--port", str(port), "--tls-dir", str(folder)]
    command += ["--now", now.isoformat()]
    with subprocess.Popen(
        command, cwd=REPLAY, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            base = f"http://127.0.0.1:{port}"
            _wait_for(port)
            settings = WebSettings(
                http_proxy=base, https_proxy=base, ca_file=str(folder / "ca.pem"), pause=0
            )
            clock = JumpingClock()
            yield Replay(base, PoliteWeb(settings, monotonic=clock, sleep=clock.sleep))
        finally:
            server.terminate()


def expected(*instants: datetime) -> dict[str, Any]:
    """The key for some instants."""
    command = [sys.executable, str(EXPECTED), "--json"]
    for now in instants:
        command += ["--at", f"{now:%Y-%m-%dT%H:%M:%SZ}"]
    output = subprocess.run(command, check=True, capture_output=True).stdout
    return dict(json.loads(output))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the replay server did not start")
