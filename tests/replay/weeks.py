"""Runs the real program over a recorded internet: one week away, then a second run.

    python tests/replay/weeks.py --shared ../shared [--pause 1s] [--keep FOLDER]

`run_weeks` is what the test suite calls too; the command prints the findings and exits 1 on any.
"""

import argparse
import hashlib
import json
import os
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

from catchup.sourcesfile import read_sources  # noqa: E402
from tests.replay import checks  # noqa: E402

FIRST, SECOND = "2026-02-23T00:00:00Z", "2026-03-02T00:00:00Z"
FIRST_WINDOW = "2026-02-15T15:00:00"  # the midnight in Seoul seven days before FIRST
FORMS = ("text", "markdown", "html", "json")


@dataclass
class Outcome:
    """What happened: findings by gate row, and figures worth telling."""

    findings: dict[str, list[str]] = field(default_factory=dict)
    figures: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Program:
    """The installed program in a folder of its own, looking at the recording."""

    folder: Path
    port: int
    authority: Path

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
        shown = {str(p.name): p.read_text("utf-8") for p in (self.folder / "out").iterdir()}
        for language in ("ko", "en"):
            for form in FORMS:
                shown[f"whatsnew {language} {form}"] = self(
                    "--now", now, "whatsnew", "--language", language, "--format", form
                )
        return shown

    def ask(self, path: str) -> Any:
        """A control page of the recording's server."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
            return json.load(answer)


@contextmanager
def recording(corpus: Path, folder: Path) -> Iterator[int]:
    """The recording's server on a free port; ends with the block."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        str(corpus / "serve.py"),
        "--port",
        str(port),
        "--now",
        FIRST,
        "--tls-dir",
        str(folder),
    ]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            wait_for(port)
            yield port
        finally:
            server.terminate()


def wait_for(port: int) -> None:
    """Return when the port answers; give up after twenty seconds."""
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError(f"nothing answers on port {port}")


def expected(shared: Path) -> dict[str, Any]:
    """The key for the two instants."""
    command = [
        sys.executable,
        str(shared / "tools/replay/expected.py"),
        "--json",
        "--at",
        FIRST,
        "--at",
        SECOND,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def digest_of(folder: Path) -> dict[str, str]:
    """sha256 of every file in a folder."""
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.iterdir())}


def run_weeks(shared: Path, folder: Path, *, pause: str = "0s") -> Outcome:
    """Init, import, run, a week, run, run again; all findings of the issue's gate."""
    outcome = Outcome()
    corpus = shared / "replay"
    with recording(corpus, folder / "tls") as port:
        program = Program(folder, port, folder / "tls" / "ca.pem")
        program("init", "--empty", ".")
        settings = (folder / "catchup.toml").read_text("utf-8")
        (folder / "catchup.toml").write_text(settings.replace('pause = "1s"', f'pause = "{pause}"'))
        program("sources", "import", str(corpus / "feeds.opml"))
        feeds = {s.id: s.url for s in read_sources(folder / "sources.toml")}
        begun = time.monotonic()
        program("--now", FIRST, "run")
        first = program.outputs(FIRST)
        program.ask(f"/__clock?now={SECOND}")
        program("--now", SECOND, "run")
        outcome.figures["seconds for two weeks"] = round(time.monotonic() - begun, 1)
        before = digest_of(folder / "out"), counts(folder)
        second = program.outputs(SECOND)
        again = json.loads(program("--now", SECOND, "--json", "run"))
        stats = program.ask("/__stats?log=1")
        after = digest_of(folder / "out"), counts(folder)
        third = program.outputs(SECOND)
        outcome.figures |= {"rows": after[1], "requests": stats["requests"]}
        with sqlite3.connect(folder / "catchup.db") as database:
            key = expected(shared)
            outcome.findings = {
                "3 sightings": checks.sightings(database, feeds, key),
                "3 one link one item": checks.one_link_one_item(database),
                "3 named errors": checks.failures(database, feeds, key),
                "3 second run stores nothing": [str(again[0])] if again[0]["done"] else [],
                "3 identical bytes": differences(before, after, second, third),
                "4 doubtful dates": checks.doubtful(database, feeds, first | second),
                "5 back-fill": checks.backfill(json.loads(first["whatsnew en json"]), FIRST_WINDOW),
                "6 canaries and facts": checks.canaries(database, corpus, first | second),
                "manners": checks.manners(stats, pause=float(pause.rstrip("s"))),
            }
    return outcome


def counts(folder: Path) -> dict[str, int]:
    """Rows of the tables that a second run must not touch."""
    with sqlite3.connect(folder / "catchup.db") as database:
        return {
            table: database.execute(f"select count(*) from {table}").fetchone()[0]
            for table in ("item", "item_version", "sighting", "topic_match", "summary")
        }


def differences(
    before: Any, after: Any, second: dict[str, str], third: dict[str, str]
) -> list[str]:
    """What the second run changed, though nothing was new."""
    found = [] if before == after else [f"{before} became {after}"]
    return found + [name for name in second if second[name] != third[name]]


def main() -> None:
    """Run, print, exit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--pause", default="1s")
    parser.add_argument("--keep", type=Path, help="an empty folder to leave everything in")
    options = parser.parse_args()
    if not (options.shared / "replay" / "serve.py").exists():
        sys.exit(f"no recording at {options.shared}: nothing to replay")
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        outcome = run_weeks(options.shared.resolve(), folder, pause=options.pause)
        report = (folder / "out" / "whatsnew.ko.md").read_text("utf-8")
    print(report)
    for row, found in outcome.findings.items():
        print(f"{'ok  ' if not found else 'FAIL'} {row}: {len(found)} findings")
        for line in found[:20]:
            print(f"       {line}")
    print(outcome.figures)
    sys.exit(any(outcome.findings.values()))


if __name__ == "__main__":
    main()
