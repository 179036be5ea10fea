"""Speed, side by side with what one would pick instead, in one run: `make bench`.

Machines are shared and noisy: read the ratios. CPU seconds of the whole process (children too),
the median of five.
"""

import os
import resource
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import feedparser
import polling

from catchup.store import open_store
from catchup.types import Crawl, Entry, Reading, Source, SourceState
from ingest.fastlane import read_plain
from ingest.jobs import feed as read_feed
from taxonomy import Matcher, read_topics

ROOT = Path(__file__).resolve().parents[1]
NOW = datetime(2026, 3, 2, tzinfo=UTC)
ENTRIES = 6000
RUNS = 5
TEXT = "Recall at five rose from 0.71 to 0.79 when chunks were cut at headings. " * 12


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of one call, this process and its children together."""

    def used() -> float:
        both = (resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return sum(usage.ru_utime + usage.ru_stime for usage in both)

    times = []
    for _ in range(RUNS):
        before = used()
        work()
        times.append(used() - before)
    return median(times)


def table(title: str, rows: dict[str, Callable[[], object]]) -> None:
    """Print a row for each way, as seconds and as a multiple of the first one."""
    print(f"\n{title}")
    measured = {name: cpu(work) for name, work in rows.items()}
    base = next(iter(measured.values()))
    for name, seconds in measured.items():
        print(f"  {name:<52} {seconds * 1000:8.1f} ms  x{seconds / base:6.2f}")


def entries() -> tuple[Entry, ...]:
    """A big feed: every entry a post of its own."""
    return tuple(
        Entry(
            entry_id=f"e{n}",
            link=f"https://blog.example/{n}",
            canonical=f"https://blog.example/{n}",
            title=f"Post {n} about retrieval",
            text=f"{n}. {TEXT}",
            published=NOW - timedelta(minutes=n),
            language="en",
            reading=Reading.FULL,
        )
        for n in range(ENTRIES)
    )


def take(folder: Path, found: tuple[Entry, ...]) -> None:
    """Our store, a new database each time."""
    path = folder / "ours.db"
    path.unlink(missing_ok=True)
    crawl = Crawl(
        source=Source(id="s", url="u"), state=SourceState(source="s", succeeded=NOW), entries=found
    )
    with open_store(f"sqlite:///{path}", now=NOW) as store:
        store.take(crawl, now=NOW, week_start=NOW - timedelta(days=7))


def raw(folder: Path, found: tuple[Entry, ...]) -> None:
    """The least that could be done: one table, one executemany."""
    path = folder / "raw.db"
    path.unlink(missing_ok=True)
    with sqlite3.connect(path) as database:
        database.execute("pragma journal_mode=wal")
        database.execute("create table item (url text primary key, title, text, published)")
        database.executemany(
            "insert into item values (?, ?, ?, ?)",
            [(e.canonical, e.title, e.text, str(e.published)) for e in found],
        )


def rss() -> bytes:
    """A feed of fifty entries, about 60 kB."""
    items = "".join(
        f"<item><title>Post {n}</title><link>https://blog.example/{n}</link><guid>{n}</guid>"
        "<pubDate>Mon, 02 Mar 2026 09:00:00 +0000</pubDate>"
        f"<description>&lt;p&gt;{TEXT}&lt;/p&gt;</description></item>"
        for n in range(50)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'.encode()


def program(folder: Path, *arguments: str) -> Callable[[], object]:
    """A fresh process of the command line, in the folder of an installation."""
    command = [sys.executable, "-m", "catchup", *arguments]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return lambda: subprocess.run(command, cwd=folder, env=env, check=True, capture_output=True)


def match_all(matcher: Matcher, found: tuple[Entry, ...]) -> None:
    """Place every entry in the handbook."""
    for entry in found:
        matcher.match(entry.title, entry.text, entry.language)


def topics(found: tuple[Entry, ...]) -> None:
    """The matcher's cost, by item (at most 3 ms) and in memory (at most 200 MB, all processes)."""
    path = ROOT / "catchup" / "templates" / "topics.yaml"
    matcher = Matcher(read_topics(path))
    some = found[:500]
    table(
        f"Place {len(some)} entries of {len(found[0].text)} characters among 111 topics",
        {
            "matcher": lambda: match_all(matcher, some),
            "reading topics and names, building the index": lambda: Matcher(read_topics(path)),
        },
    )
    code = (
        "import resource; from pathlib import Path; from taxonomy import Matcher, read_topics;"
        f"m = Matcher(read_topics(Path({str(path)!r})));"
        "[m.match(f'Post {n} about retrieval', 'Recall rose. ' * 60, 'en') for n in range(200)];"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    )
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True)
    print(f"  a process with a matcher, at most: {run.stdout.decode().strip()} MB")


def main() -> None:
    """Measure and print."""
    polling.without_transport(rss())
    polling.comparison()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        found, body = entries(), rss()
        table(
            f"Store {ENTRIES} new entries",
            {
                "raw sqlite3 executemany, one table": lambda: raw(folder, found),
                "catchup store (items, versions, sightings, keys)": lambda: take(folder, found),
            },
        )
        table(
            "Read a feed of 50 entries",
            {
                "feedparser as it comes": lambda: feedparser.parse(body),
                "catchup's job (both HTML passes off)": lambda: read_feed(body),
                "catchup's fast lane": lambda: read_plain(body),
            },
        )
        topics(found)
        program(folder, "init", "--empty", ".")()
        (folder / "catchup.db").unlink(missing_ok=True)
        take(folder, found)
        (folder / "ours.db").rename(folder / "catchup.db")
        bare = [sys.executable, "-c", "import sqlite3, argparse"]
        now = ("--now", NOW.isoformat())
        table(
            f"A fresh process, {ENTRIES} items in the store",
            {
                "python with sqlite3 and argparse, doing nothing": lambda: subprocess.run(
                    bare, check=True
                ),
                "catchup --help": program(folder, "--help"),
                "catchup whatsnew": program(folder, *now, "whatsnew"),
                "catchup whatsnew --format html": program(
                    folder, *now, "whatsnew", "--format", "html"
                ),
            },
        )


if __name__ == "__main__":
    main()
