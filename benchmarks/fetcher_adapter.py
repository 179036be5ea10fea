"""Hands the product's fetching to an outside judge: one poll of one feed, in the judge's words.

`fetcher(base_url, …).get(url, state)` is what a crawl does with one source, by the same code
(`ingest.crawl`, `ingest.failed`, `PoliteWeb`); here its outcome is only renamed.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from catchup.config import WebSettings
from catchup.errors import (
    FetchError,
    Forbidden,
    ParseError,
    RedirectLoop,
    SourceError,
    Timeout,
    TooLarge,
)
from catchup.types import Crawl, Page, Source, SourceState
from ingest import PoliteWeb, crawl, failed, spared
from ingest.revisits import wants_all

CONTACT = "https://catchup.example/about"
OUTCOMES: dict[type[SourceError], str] = {
    TooLarge: "too_large",
    Timeout: "timeout",
    RedirectLoop: "too_many_redirects",
    Forbidden: "blocked",
}


@dataclass
class Noting:
    """The web of one poll: passes everything on, and notes the sizes of what came back."""

    web: PoliteWeb
    octets: int = 0
    decoded: int = 0

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Page:
        try:
            page = self.web.get(url, etag=etag, last_modified=last_modified)
        except TooLarge as error:
            self.octets, self.decoded = error.octets, error.decoded
            raise
        self.octets, self.decoded = page.octets, len(page.body)
        return page

    def get_page(self, url: str) -> Page:
        return self.web.get_page(url)

    def post_json(self, url: str, question: Mapping[str, object]) -> Page:
        return self.web.post_json(url, question)


@dataclass
class Fetcher:
    """Polls feeds; what a feed's poll left behind comes back with the next one."""

    web: PoliteWeb
    clock: Callable[[], float]

    def get(self, url: str, state: SourceState | None) -> dict[str, Any]:
        now = datetime.fromtimestamp(self.clock(), UTC)
        before = state or SourceState(source=url, url=url)
        # The judge names the address that is in use; sources keep the one that was declared.
        source = Source(id=before.source, url=before.url)
        if before.stopped is not None:
            return _row(source, before, now, outcome="stopped")
        web = Noting(self.web)
        try:
            found = crawl(source, before, web, now)
        except SourceError as error:
            after = failed(source, before, error, now)
            pauses = [until - now for until in spared(error, source.url, now).values()]
            return _row(
                source,
                after,
                now,
                outcome=OUTCOMES.get(type(error), "error"),
                error=error.code,
                bytes_read=web.octets,
                decoded_bytes=web.decoded,
                host_pause=sum(pause.total_seconds() for pause in pauses),
                parsed=isinstance(error, ParseError) and not isinstance(error, FetchError),
            )
        return _row(
            source,
            found.state,
            now,
            outcome=_outcome(found, now),
            error=found.state.error,
            bytes_read=web.octets,
            decoded_bytes=web.decoded,
            parsed=not found.unchanged,
        )


def _outcome(found: Crawl, now: datetime) -> str:
    if found.trouble:
        return "error"
    if not found.unchanged:
        return "ok"
    return "unchanged" if found.state.in_full == now else "not_modified"


def _row(source: Source, state: SourceState, now: datetime, **more: object) -> dict[str, Any]:
    silent = wants_all(state, now)
    feed = "stopped" if state.stopped else "backoff" if state.error else "active"
    return {
        "error": None,
        "bytes_read": 0,
        "decoded_bytes": 0,
        "host_pause": 0,
        "parsed": False,
        "stored_url": state.address or source.url,
        "validators": [] if silent else [v for v in (state.etag, state.last_modified) if v],
        "next_due": (state.next_due - now).total_seconds() if state.next_due else None,
        "feed": feed,
        "state": state,
        **more,
    }


def fetcher(
    base_url: str, *, allow_loopback: bool = True, clock: Callable[[], float] = time.time
) -> Fetcher:
    """A fetcher that may visit the judge's server beside the public internet."""
    port = urlsplit(base_url).port or 80
    opened = {"allow_networks": ("127.0.0.1/32",), "allow_ports": (port,)} if allow_loopback else {}
    return Fetcher(PoliteWeb(WebSettings(contact=CONTACT, **opened)), clock)
