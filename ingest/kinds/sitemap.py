"""Visits a sitemap where a site has neither a feed nor a page that lists its posts.

A sitemap says little: a title only where it is one for news; elsewhere the words of the address
stand in. `options.match` is a regular expression that is looked for in each address. Of an index
the three newest sitemaps are asked for.
"""

import hashlib
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import unquote, urlsplit

from catchup.errors import ConfigError, NotAFeed, ParserKilled
from catchup.types import Crawl, Page, Source, SourceState, Web
from ingest.charset import decode
from ingest.dates import read_date
from ingest.decoding import Cap, collected, decoded
from ingest.entries import entries_of
from ingest.links import absolute
from ingest.markup import safe_xml
from ingest.parsing import parse
from ingest.raw import RawEntry, RawFeed, RawSitemap
from ingest.sitemaps import WEB_ADDRESS
from ingest.states import successful, with_window

MOST_SITEMAPS = 3
MOST_ENTRIES = 500
MOST_BYTES = 10 * 2**20
GZIP = b"\x1f\x8b"
LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
LAST_DAY = datetime(9999, 12, 31, tzinfo=UTC)
FILE_ENDING = re.compile(r"\.\w{2,5}\Z")


def visit(source: Source, state: SourceState, web: Web, now: datetime) -> Crawl:
    """Ask for the sitemap (robots.txt is obeyed) and read its newest 500 entries.

    Raises SourceError, and ConfigError for a pattern that is none.
    """
    wanted = _pattern(source)
    page = web.get_page(source.url)
    stated = read_sitemap(page)
    inner = (read_sitemap(web.get_page(address)) for address in _newest(stated))
    listed = [entry for part in (stated, *inner) for entry in part.entries]
    listed = sorted((entry for entry in listed if wanted.search(entry.link)), key=_age)
    listed = listed[:MOST_ENTRIES]
    visited = successful(source, state, now, page)
    digest = hashlib.sha256(repr(listed).encode("utf-8", "replace")).hexdigest()
    if digest == state.body_hash:
        return Crawl(source=source, state=visited, unchanged=True)
    feed = RawFeed(version="sitemap", entries=tuple(_titled(entry) for entry in listed))
    entries = entries_of(feed, page, source, now)
    kept = with_window(
        replace(visited, body_hash=digest), state, [entry.published for entry in entries]
    )
    return Crawl(source=source, state=kept, entries=entries)


def read_sitemap(page: Page) -> RawSitemap:
    """Read one sitemap, which may be gzip. Links are absolute; an index does not name itself.

    Raises ParseError, and FetchError for damaged gzip.
    """
    body = page.body
    if body.startswith(GZIP):
        body = collected(decoded([body], "gzip"), Cap(MOST_BYTES))
    try:
        found: RawSitemap | None = parse("sitemap", _as_utf8(body, page))
    except ParserKilled as error:
        raise ParserKilled(f"{page.url}: {error}") from error
    if found is None:
        raise NotAFeed(f"{page.url} is no sitemap")
    entries = (replace(entry, link=_link(page, entry.link)) for entry in found.entries)
    sitemaps = ((_link(page, link), date) for link, date in found.sitemaps)
    return RawSitemap(
        entries=tuple(entry for entry in entries if entry.link),
        sitemaps=tuple((link, date) for link, date in sitemaps if link not in {"", page.url}),
    )


def _as_utf8(body: bytes, page: Page) -> bytes:
    text = decode(body, page.content_type)
    is_list = WEB_ADDRESS.match(text.strip())
    return (
        text.encode("utf-8", "replace") if is_list else safe_xml(body, page.content_type, page.url)
    )


def _link(page: Page, link: str) -> str:
    return absolute(page.url, link) if link else ""


def _newest(index: RawSitemap) -> list[str]:
    dated = sorted(index.sitemaps, key=lambda pair: read_date(pair[1]) or LONG_AGO, reverse=True)
    return [link for link, _ in dated[:MOST_SITEMAPS]]


def _age(entry: RawEntry) -> timedelta:
    """How old an entry is, as a key of order only; undated ones come last, in their order."""
    return LAST_DAY - (read_date(entry.date) or LONG_AGO)


def _titled(entry: RawEntry) -> RawEntry:
    if entry.title:
        return entry
    name = unquote(urlsplit(entry.link).path).rstrip("/").rpartition("/")[2]
    words = FILE_ENDING.sub("", name).replace("-", " ").replace("_", " ").strip()
    return replace(entry, title=words or entry.link)


def _pattern(source: Source) -> re.Pattern[str]:
    pattern = source.options.get("match", "")
    try:
        return re.compile(pattern)
    except re.error as error:
        raise ConfigError(
            f"source {source.id}: match = {pattern!r} is no regular expression ({error})",
            hint='write a part of the address, for example match = "/blog/"',
        ) from error
