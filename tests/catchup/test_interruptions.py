"""A run that is ended in the middle: nothing is lost, nothing is doubled, the next run goes on."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.fakes.site import Pages, rss, served

ROOT = Path(__file__).parents[2]
FEEDS = 30  # ten are stored at a time: a stop finds most of them still to come
EACH = 5


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    """An installation with twelve feeds of five items each on one slow host of this machine."""
    pages: Pages = {
        f"/feed/{feed}": rss(
            f"Blog {feed}",
            *(
                (
                    f"Post {feed}-{n} about RAG",
                    f"https://blog{feed}.example/{n}",
                    f"Sun, 01 Mar 2026 0{n}:00:00 +0000",
                    "<p>Retrieval-augmented generation.</p>",
                )
                for n in range(EACH)
            ),
        )
        for feed in range(FEEDS)
    }
    with served(pages) as site:
        write_installation(tmp_path, site)
        yield tmp_path


def write_installation(folder: Path, site: str) -> None:
    port = site.rpartition(":")[2]
    (folder / "catchup.toml").write_text(
        f'[web]\npause = "0.3s"\nallow_networks = ["127.0.0.1/32"]\nallow_ports = [{port}]\n'
    )
    (folder / "sources.toml").write_text(
        "".join(f'[[source]]\nid = "s{n}"\nurl = "{site}/feed/{n}"\n' for n in range(FEEDS))
    )
    topics = ROOT / "catchup" / "templates" / "topics.yaml"
    (folder / "topics.yaml").write_bytes(topics.read_bytes())


def start(folder: Path) -> "subprocess.Popen[str]":
    env = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
    return subprocess.Popen(
        [sys.executable, "-m", "catchup", "--now", "2026-03-02T00:00:00Z", "crawl"],
        cwd=folder,
        env={**env, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def stored(folder: Path, table: str = "item") -> int:
    """Rows of a table; 0 while there is no schema."""
    try:
        with sqlite3.connect(folder / "catchup.db") as database:
            return int(database.execute(f"select count(*) from {table}").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def wait_until_some_is_stored(folder: Path, process: "subprocess.Popen[str]") -> None:
    for _ in range(1000):
        if stored(folder) > 0 or process.poll() is not None:
            return
        time.sleep(0.01)


def check(folder: Path) -> None:
    """The database is sound, and after one more run everything is there exactly once."""
    done = start(folder)
    _, err = done.communicate(timeout=60)
    assert done.returncode == 0, err
    assert stored(folder) == stored(folder, "sighting") == FEEDS * EACH
    sound = subprocess.run(
        [sys.executable, "-m", "catchup", "database", "check"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
    )
    assert sound.returncode == 0, sound.stdout


def test_ctrl_c_ends_with_one_line_and_what_was_read_stays(home: Path) -> None:
    process = start(home)
    wait_until_some_is_stored(home, process)
    begun = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert time.monotonic() - begun < 5
    assert "Traceback" not in err
    assert err.strip().splitlines()[-1].startswith("stopped; everything read so far is stored")
    assert 0 < stored(home) < FEEDS * EACH
    check(home)


def test_after_kill_9_nothing_is_lost_and_nothing_is_doubled(home: Path) -> None:
    process = start(home)
    wait_until_some_is_stored(home, process)
    process.kill()
    process.communicate(timeout=30)
    assert stored(home) % EACH == 0  # a feed's items come all together or not at all
    check(home)


@pytest.mark.long
def test_twenty_kills_at_random_moments(home: Path) -> None:
    for round_ in range(20):
        process = start(home)
        time.sleep(random.Random(round_).uniform(0.05, 1.6))
        process.kill()
        process.communicate(timeout=30)
        assert stored(home) % EACH == 0
    check(home)


def test_the_parser_workers_end_with_a_killed_run(home: Path) -> None:
    process = start(home)
    wait_until_some_is_stored(home, process)
    workers = children_of(process.pid)
    process.kill()
    process.communicate(timeout=30)
    for _ in range(100):
        if not any(Path(f"/proc/{worker}").exists() for worker in workers):
            return
        time.sleep(0.05)
    pytest.fail(f"still there: {workers}")


def children_of(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in listed.read_text().split()] if listed.exists() else []
