"""How long the static site takes: made-up items at the packaged topics, a year of issues.

    python benchmarks/site.py [--items 10000] [--issues 52]

Prints the time of the processor for what is gathered from the store, for the pages and for writing
them, first anew and then again without news; exits 1 where the whole is above the bar.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import items as made_up  # noqa: E402

from catchup.config import Config, SiteSettings  # noqa: E402
from catchup.pipeline import Pipeline  # noqa: E402
from catchup.pipeline.siting import gather  # noqa: E402
from catchup.store import open_store  # noqa: E402
from catchup.types import Crawl, Issue, Period, Source, SourceState, TopicKind  # noqa: E402
from publish.channels.site import write  # noqa: E402
from publish.freezing import freeze, sha256_of  # noqa: E402
from publish.site import files_of  # noqa: E402
from summarize.extractive import Extractive  # noqa: E402
from taxonomy import read_topics  # noqa: E402
from tests.fakes.site import FakeWeb  # noqa: E402
from tests.publish.samples import a_mixed_week, digest_of  # noqa: E402

BAR = 30.0  # seconds
NOW = made_up.NOW
WEEK = timedelta(weeks=1)
TOPICS = ROOT / "catchup" / "templates" / "topics.yaml"
Made = TypeVar("Made")


def fill(pipeline: Pipeline, number: int, issues: int) -> None:
    """So many items, each at none to three topics, and so many issues."""
    store, taxonomy = pipeline.store, pipeline.taxonomy
    source = pipeline.config.sources[0]
    state = SourceState(source=source.id, visited=NOW, succeeded=NOW)
    entries = tuple(made_up.entries(number))
    store.take(
        Crawl(source=source, state=state, entries=entries), now=NOW, week_start=NOW - 52 * WEEK
    )
    topics = [topic.id for topic in taxonomy.topics.values() if topic.kind is TopicKind.TOPIC]
    placed = {
        place: tuple(
            replace(match, topic=topics[made_up.TOPICS.index(match.topic)]) for match in found
        )
        for place, found in enumerate(made_up.matches(number), 1)
    }
    store.items.add_matches("made up", placed)
    for week in range(issues):
        start = NOW - (issues - week) * WEEK
        content = freeze(digest_of(a_mixed_week(30)))
        store.issues.open(
            Issue(
                number=week + 1,
                week=f"{start:%G-W%V}",
                period=Period(start, start + WEEK),
                opened=start + WEEK,
                content=content,
                sha256=sha256_of(content),
            ),
            [],
        )


def timed(name: str, work: Callable[[], Made]) -> tuple[Made, float]:
    """What the work made, and the seconds of the processor that it took."""
    begun = time.process_time()
    made = work()
    took = time.process_time() - begun
    print(f"  {name:<28} {took:6.2f} s")
    return made, took


def built(name: str, pipeline: Pipeline, folder: Path) -> float:
    """The seconds of a whole build."""
    print(name)
    content, gathered = timed("gathered from the store", lambda: gather(pipeline, NOW))
    files, laid_out = timed("pages and feeds", lambda: files_of(content))
    changed, written = timed("written", lambda: write(folder, files))
    octets = sum(len(text.encode()) for text in files.values())
    print(f"  {len(files)} files of {octets / 1e6:.0f} MB, {len(changed)} of them changed")
    return gathered + laid_out + written


def main() -> None:
    """Measure, print, exit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--issues", type=int, default=52)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        config = Config(
            home=home,
            sources=(Source(id="made-up", url="https://blog.example/feed", title="Made up"),),
            site=SiteSettings(base_url="https://catchup.example.org"),
        )
        with open_store(config.database_url, now=NOW) as store:
            writer = Extractive()
            pipeline = Pipeline(
                config=config,
                store=store,
                web=FakeWeb({}),
                writer=writer,
                fallback=writer,
                taxonomy=read_topics(TOPICS),
                clock=lambda: NOW,
                progress=lambda *_: None,
            )
            fill(pipeline, options.items, options.issues)
            seconds = [built(name, pipeline, home / "site") for name in ("anew", "without news")]
    sys.exit(max(seconds) > BAR)


if __name__ == "__main__":
    main()
