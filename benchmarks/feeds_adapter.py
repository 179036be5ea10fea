"""Hands the product's reading of feeds to outside judges, in their words.

Each function calls the code that a crawl calls and only renames its results: values of the wrong
type for a judge become text, a named error becomes a word. Nothing is decided here.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urljoin, urlsplit

from catchup.errors import BadEncoding, FetchError, Forbidden, ParseError, TooLarge
from catchup.store import Store, open_store
from catchup.types import DateDoubt, Entry, Page, Source, SourceState
from ingest import crawl, links, manners
from ingest.addresses import AddressRules
from ingest.articles import read_article
from ingest.arxiv_ids import arxiv_id
from ingest.dates import read_date
from ingest.decoding import Cap, collected, decoded
from ingest.discovery import declared, linked
from ingest.entries import base_of, cleaned
from ingest.identity import canonical_url
from ingest.kinds import page as listing_page
from ingest.kinds.sitemap import read_sitemap
from ingest.raw import RawEntry, RawFeed
from ingest.reading import parsed
from ingest.robots import Access, Rules, access
from ingest.text import plain_text, plain_title

__all__ = ["arxiv_id"]  # called by the judge as it is

TITLE_IS_TEXT = True
DAY = timedelta(days=1)
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


def discover(html: bytes, url: str) -> list[str]:
    page = page_of(html, {"content-type": "text/html"}, url)
    return [found.url for found in declared(page) or linked(page)]


def listing(html: bytes, url: str) -> list[list[str]]:
    page = page_of(html, {"content-type": "text/html"}, url)
    try:
        entries = listing_page.read(page, SOURCE, datetime.now(UTC))
    except ParseError:
        return []
    days = (entry.published.date().isoformat() if entry.published else "" for entry in entries)
    return [[entry.link, entry.title, day] for entry, day in zip(entries, days, strict=True)]


def sitemap(data: bytes, url: str | None) -> dict[str, list[str]]:
    try:
        found = read_sitemap(page_of(data, {}, url))
    except (ParseError, FetchError):
        return {"urls": [], "sitemaps": []}
    links = [entry.link for entry in found.entries]
    return {"urls": links, "sitemaps": [link for link, _ in found.sitemaps]}


def sequence(steps: list[dict[str, Any]]) -> list[list[int]]:
    """Visits by the crawl's own code, each taken into one real store in a fresh database."""
    with TemporaryDirectory() as folder:
        now = datetime.now(UTC)
        states: dict[str, SourceState] = {}
        with open_store(f"sqlite:///{folder}/judged.db", now=now) as store:
            return [_taken(step, states, store, now + n * DAY) for n, step in enumerate(steps)]


def _taken(
    step: dict[str, Any], states: dict[str, SourceState], store: Store, now: datetime
) -> list[int]:
    source = Source(id=step["feed"], url=step["feed"])
    before = states.get(source.id, SourceState(source=source.id))
    visit = crawl(source, before, Shelf(page_of(step["data"], {}, source.url)), now)
    states[source.id] = visit.state
    taken = store.take(visit, now=now, week_start=now - 7 * DAY)
    return [taken.items, taken.changed]


class Shelf:
    """A web of one page."""

    def __init__(self, page: Page) -> None:
        self._page = page

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Page:
        return self._page

    def get_page(self, url: str) -> Page:
        return self._page

    def post_json(self, url: str, question: Mapping[str, Any]) -> Page:
        return self._page


def canonical(url: str) -> str:
    return canonical_url(url)


def absolute(base: str, href: str) -> str | None:
    return links.absolute(base, href) or None


def robots_allows(robots_txt: str, user_agent: str, url: str) -> bool:
    return Rules(robots_txt, user_agent).allow(url)


def robots_status(status: int | str) -> str:
    if isinstance(status, int):
        return access(status)
    # A body of any sort is parsed; without one (no answer in time) nothing may be visited.
    return Access.PARSE if status in {"html body", "> 500 KiB"} else Access.DISALLOW


def retry_after(value: str, now: str) -> float | None:
    return manners.retry_after(value, datetime.fromisoformat(now))


def ip_allowed(ip: str) -> bool:
    try:
        return AddressRules().allows(ip_address(ip))
    except ValueError:
        return False


def url_allowed(url: str) -> bool:
    try:
        AddressRules().checked(url)
    except Forbidden:
        return False
    return True
