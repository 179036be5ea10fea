# ruff: noqa: ANN401 - JSON is passed on
"""The real program in a folder of its own, and the servers of the recording that it meets."""

import hashlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
FORMS = ("text", "markdown", "html", "json")


@dataclass(frozen=True)
class Program:
    """The installed program in a folder of its own, looking at the recording.

    `provider` is the port of the fake provider, 0 where no model is asked.
    """

    folder: Path
    port: int
    authority: Path
    provider: int = 0

    def __call__(self, *arguments: str) -> str:
        """Run one command; its standard output. Fails loudly when the exit code is not 0."""
        proxy = f"http://127.0.0.1:{self.port}"
        env = {
            **os.environ,
            "HTTP_PROXY": proxy,
            "HTTPS_PROXY": proxy,
            "http_proxy": proxy,
            "https_proxy": proxy,
            "no_proxy": "",
            "SSL_CERT_FILE": str(self.authority),
            "PYTHONPATH": str(ROOT),
        }
        done = subprocess.run(
            [sys.executable, "-m", "catchup", *arguments],
            cwd=self.folder,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"catchup {' '.join(arguments)}: {done.returncode}\n{done.stderr}")
        return done.stdout

    def outputs(self, now: str) -> dict[str, str]:
        """Everything that a reader may see: report files and every printed form."""
        out = self.folder / "out"
        shown = {name: (out / name).read_text("utf-8") for name in digest_of(out)}
        for language in ("ko", "en"):
            for form in FORMS:
                shown[f"whatsnew {language} {form}"] = self(
                    "--now", now, "whatsnew", "--language", language, "--format", form
                )
        return shown

    def stages(self, now: str, command: str) -> dict[str, dict[str, Any]]:
        """Run a command that executes stages; what each of them reports, by its name."""
        return {run["job"]: run for run in json.loads(self("--now", now, "--json", command))}

    def ask(self, path: str) -> Any:
        """A control page of the recording's server."""
        return asked(self.port, path)

    def calls(self) -> int:
        """How many requests the fake provider has answered so far; 0 without one."""
        return int(asked(self.provider, "/__stats")["requests"]) if self.provider else 0


@contextmanager
def recording(corpus: Path, folder: Path, now: str) -> Iterator[int]:
    """The recording's server on a free port, its clock at `now`; ends with the block."""
    with served(corpus / "serve.py", "--now", now, "--tls-dir", str(folder)) as port:
        yield port


@contextmanager
def careful_provider(corpus: Path) -> Iterator[int]:
    """A fake provider whose answers a strict checker should accept; ends with the block."""
    with served(corpus / "fake_openai.py", "--mode", "good") as port:
        yield port


@contextmanager
def served(script: Path, *options: str) -> Iterator[int]:
    """A server of the recording on a free port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, str(script), "--port", str(port), *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            wait_for(port)
            yield port
        finally:
            server.terminate()


def asked(port: int, path: str) -> Any:
    """A page of a server on this machine, as JSON."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        return json.load(answer)


def wait_for(port: int) -> None:
    """Return when the port answers; give up after twenty seconds."""
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"nothing answers on port {port}")


def digest_of(folder: Path) -> dict[str, str]:
    """sha256 of every file that a reader finds in a folder, linked folders too, hidden ones not."""
    paths = [
        Path(place, name)
        for place, _, names in os.walk(folder, followlinks=True)
        if "/." not in place.removeprefix(str(folder))
        for name in names
    ]
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(paths)
    }
