"""Visits an RSS, Atom or JSON feed: conditional request, body hash, entries, the state to keep."""

import hashlib
from dataclasses import replace
from datetime import datetime
from http import HTTPStatus

from catchup.errors import BrokenFeed, NotAFeed, ParseError, ParserKilled
from catchup.types import Crawl, Entry, Page, Source, SourceState, Web
from ingest.charset import decode
from ingest.entries import entries_of
from ingest.jsonfeed import looks_like_json
from ingest.markup import safe_xml
from ingest.parsing import parse
from ingest.raw import RawFeed
from ingest.states import successful, with_window


def visit(source: Source, state: SourceState, web: Web, now: datetime) -> Crawl:
    """Ask for the feed and read it when it changed. Raises SourceError.

    Validators and the body's hash are handed back only after the body was read: a broken body must
    not be "unchanged" for ever. For the same reason a feed that was cut off leaves the state as it
    was; the entries that came whole are shown.
    """
    page = web.get(source.url, etag=state.etag, last_modified=state.last_modified)
    visited = successful(source, state, now, page)
    if page.status == HTTPStatus.NOT_MODIFIED:
        # A 304 may refresh validators, and need not repeat them (RFC 9111 3.2).
        etag, last_modified = page.etag or state.etag, page.last_modified or state.last_modified
        return _unchanged(source, visited, etag, last_modified)
    digest = hashlib.sha256(page.body).hexdigest()
    if digest == state.body_hash:
        return _unchanged(source, visited, page.etag, page.last_modified)
    feed = parsed(page)
    entries = entries_of(feed, page, source, now)
    if feed.cut_off:
        trouble = f"{page.url} ends in the middle: {feed.malformed}"
        return Crawl(source=source, state=state, entries=entries, trouble=trouble)
    kept = replace(
        visited,
        etag=page.etag,
        last_modified=page.last_modified,
        body_hash=digest,
        entries_cut=feed.entries_cut,
    )
    return Crawl(source=source, state=with_window(kept, state, entries), entries=entries)


def read(page: Page, source: Source, now: datetime) -> tuple[Entry, ...]:
    """Read the entries of a feed's body. Raises ParseError (NotAFeed, BrokenFeed, UnsafeMarkup)."""
    return entries_of(parsed(page), page, source, now)


def parsed(page: Page) -> RawFeed:
    """Parse a feed's body, uncleaned. Raises as `read` does."""
    if looks_like_json(page.body):
        job, body = "json_feed", decode(page.body, page.content_type).encode("utf-8", "replace")
    else:
        job, body = "feed", safe_xml(page.body, page.content_type, page.url)
    try:
        feed: RawFeed = parse(job, body)
    except ParserKilled as error:
        raise ParserKilled(f"{page.url}: {error}") from error
    except ParseError as error:
        raise BrokenFeed(f"{page.url}: {error}") from error
    if not feed.version:
        raise NotAFeed(f"{page.url} is neither RSS nor Atom nor JSON Feed")
    return feed


def _unchanged(
    source: Source, visited: SourceState, etag: str | None, last_modified: str | None
) -> Crawl:
    state = replace(visited, etag=etag, last_modified=last_modified)
    return Crawl(source=source, state=state, unchanged=True)
