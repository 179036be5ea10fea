"""Catchup as a row of the polling comparison: the real crawl stage, store and way out.

Loopback is allowed and the pause between two requests is none, for all feeds are on one host here;
nothing else differs from `catchup crawl`.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from catchup.config import Config, WebSettings
from catchup.pipeline import Pipeline
from catchup.store import open_store
from catchup.types import Source, Taxonomy
from ingest import PoliteWeb
from ingest.parsing import POOL
from summarize.extractive import Extractive

opened: list[Pipeline] = []


def setup(workdir: str, urls: list[str]) -> None:
    """Open the store in `workdir`; the sources are the addresses, all of them due."""
    home = Path(workdir)
    now = datetime.now(UTC)
    store = open_store(f"sqlite:///{home / 'catchup.db'}", now=now)
    due = (state.next_due for state in store.sources.states().values())
    now = max((instant for instant in due if instant), default=now) + timedelta(seconds=1)
    ports = {urlsplit(url).port or 80 for url in urls}
    config = Config(
        home=home,
        web=WebSettings(pause=0, allow_networks=("127.0.0.0/8",), allow_ports=tuple(ports)),
        sources=tuple(Source(id=f"feed-{n}", url=url) for n, url in enumerate(urls)),
    )
    opened[:] = [
        Pipeline(
            config=config,
            store=store,
            web=PoliteWeb(config.web),
            writer=Extractive(),
            fallback=Extractive(),
            taxonomy=Taxonomy(topics={}, digest=""),
            clock=lambda: now,
            progress=lambda *_: None,
        )
    ]


def update() -> dict[str, Any]:
    """Visit every feed once and return when all is stored."""
    run = opened[0].crawl()
    POOL.end()  # ended and awaited, so that what the parser processes used is counted
    return {"new": run.done, "failed": run.failed, "notes": run.notes[:3]}
