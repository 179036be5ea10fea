"""Hands the product's reading of feeds to outside judges, in their words.

Each function calls the code that a crawl calls and only renames its results: values of the wrong
type for a judge become text, a named error becomes a word. Nothing is decided here.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from catchup.errors import BadEncoding, ParseError, TooLarge
from catchup.types import DateDoubt, Entry, Page, Source
from ingest.articles import read_article
from ingest.dates import read_date
from ingest.decoding import Cap, collected, decoded
from ingest.entries import base_of, cleaned
from ingest.identity import canonical_url
from ingest.kinds.feed import parsed
from ingest.raw import RawEntry, RawFeed
from ingest.text import plain_text, plain_title

TITLE_IS_TEXT = True
SOURCE = Source(id="judged", url="https://judged.example/feed")
ABSURD = {DateDoubt.BEFORE_1990, DateDoubt.FUTURE, DateDoubt.UNREADABLE}


def page_of(data: bytes, headers: dict[str, str], url: str | None) -> Page:
    """The answer as `Web` would hand it over."""
    lower = {name.lower(): value for name, value in headers.items()}
    return Page(
        url=url or "",
        status=200,
        body=data,
        content_type=lower.get("content-type", ""),
        content_location=lower.get("content-location", ""),
    )


def parse(data: bytes, headers: dict[str, str], url: str | None) -> dict[str, Any]:
    page = page_of(data, headers, url)
    try:
        feed = parsed(page)
    except ParseError as error:
        return {"feed": {}, "entries": [], "error": str(error)}
    entries = cleaned(feed, page, SOURCE, datetime.now(UTC))
    rows = [_entry(raw, entry, page) for raw, entry in zip(feed.entries, entries, strict=True)]
    return {"feed": _feed(feed, page, entries), "entries": rows, "error": None}


def _feed(feed: RawFeed, page: Page, entries: Sequence[Entry]) -> dict[str, Any]:
    built = read_date(feed.built)
    # As `SourceState.newest_entry`: what a feed without a date of its own is judged fresh by.
    newest = max((entry.published for entry in entries if entry.published), default=None)
    return {
        "title": plain_title(feed.title),
        "link": _link(feed.link, page),
        "id": feed.feed_id,
        "author": ", ".join(feed.authors),
        "published": newest and newest.isoformat(),
        "updated": built and built.isoformat(),
        "summary": plain_text(feed.summary),
    }


def _entry(raw: RawEntry, entry: Entry, page: Page) -> dict[str, Any]:
    return {
        "title": entry.title,
        "link": entry.link or _link(raw.link, page),
        "id": entry.entry_id,
        "author": ", ".join(raw.authors),
        "published": _date(raw, entry),
        "summary": plain_text(raw.summary),
        "content": plain_text(raw.content),
        "enclosures": [_link(address, page) for address in raw.enclosures],
        "date_flag": entry.date_doubt in ABSURD,
        "key": (entry.entry_id, entry.canonical),
    }


def _date(raw: RawEntry, entry: Entry) -> str | None:
    """The date; one that is doubted for its neighbours' sake only, as it reads."""
    if entry.published or entry.date_doubt in ABSURD:
        return entry.published and entry.published.isoformat()
    read = read_date(raw.date, UTC, raw.date_guess)
    return read and read.isoformat()


def _link(address: str, page: Page) -> str | None:
    """An address as the product would follow it; one without a base stays as it was written."""
    if not page.url and not urlsplit(address).scheme:
        return address or None
    url = urljoin(base_of(page), address)
    return url if canonical_url(url) else None


def decode_body(data: bytes, headers: dict[str, str], cap: int) -> tuple[str, bytes]:
    lower = {name.lower(): value for name, value in headers.items()}
    try:
        body = collected(decoded([data], lower.get("content-encoding", "")), Cap(cap))
    except TooLarge:
        return "too_large", b""
    except BadEncoding:
        return "error", b""
    return "ok", body


def article_text(html: str, url: str) -> str:
    try:
        return read_article(Page(url=url, status=200, body=html.encode())).text
    except ParseError:
        return ""
