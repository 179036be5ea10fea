"""Polling: what an unchanged feed costs without the network, and the comparison with others.

The comparison lies outside this project (`../shared/tools/perf`); the row it asks for is
`benchmarks/poll_row.py`, the peers are the dependency group `bench`.
"""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import poll_row

from catchup.types import Page

ROOT = Path(__file__).resolve().parents[1]
COMPARISON = ROOT.parent / "shared" / "tools" / "perf" / "bench_poll.py"
FEEDS = 1000
RUNS = 3


class Memory:
    """A web without transport: answers 304 to validators, else always the same body."""

    def __init__(self, body: bytes, *, etag: str | None) -> None:
        self.body = body
        self.etag = etag

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Page:
        unchanged = etag is not None and last_modified is None
        body = b"" if unchanged else self.body
        return Page(url=url, status=304 if unchanged else 200, body=body, etag=self.etag)

    def get_page(self, url: str) -> Page:
        return self.get(url)

    def post_json(self, url: str, question: Any) -> Page:  # noqa: ANN401 - as the protocol has it
        raise NotImplementedError


def without_transport(body: bytes) -> None:
    """Print the CPU seconds of visiting 1,000 unchanged feeds, all but the way out."""
    print(f"\nVisit {FEEDS} unchanged feeds of {len(body) // 1000} kB, transport left out")
    for name, etag in (("304 answers", '"1"'), ("200 answers with the same body", None)):
        with TemporaryDirectory() as folder:
            times = []
            for _ in range(RUNS + 1):
                poll_row.setup(folder, [f"https://{n}.example/feed" for n in range(FEEDS)])
                pipeline = replace(poll_row.opened[0], web=Memory(body, etag=etag))
                before = sum(os.times()[:2])
                pipeline.crawl()
                times.append(sum(os.times()[:2]) - before)
                pipeline.store.close()
        print(f"  {name:<52} {median(times[1:]) * 1000:8.1f} ms")


def comparison() -> None:
    """Run the polling comparison where it is there, and say so where it is not."""
    print("\nPolling, side by side with PyPI `reader` and bare httpx")
    if not COMPARISON.is_file():
        print(f"  left out: there is no {COMPARISON}")
        return
    rows = "reader,httpx,benchmarks/poll_row.py"
    feeds = os.environ.get("BENCH_FEEDS", str(FEEDS))
    command = [sys.executable, str(COMPARISON), rows, "--feeds", feeds, "--reps", str(RUNS)]
    subprocess.run(command, cwd=ROOT, check=False)
