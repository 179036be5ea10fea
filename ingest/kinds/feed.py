"""Visits an RSS, Atom or JSON feed: conditional request, body hash, entries, the state to keep."""

from datetime import datetime
from http import HTTPStatus

from xxhash import xxh3_128_hexdigest

from catchup.types import Crawl, Entry, Page, Source, SourceState, Web
from ingest.reading import read_all, read_new
from ingest.states import successful, with_window


def visit(source: Source, state: SourceState, web: Web, now: datetime) -> Crawl:
    """Ask for the feed and read it when it changed. Raises SourceError.

    Validators and the body's hash are handed back only after the body was read: a broken body must
    not be "unchanged" for ever. For the same reason a feed that was cut off leaves the state as it
    was; the entries that came whole are shown.
    """
    page = web.get(source.url, etag=state.etag, last_modified=state.last_modified)
    validators = {"etag": page.etag, "last_modified": page.last_modified}
    if page.status == HTTPStatus.NOT_MODIFIED:
        # A 304 may refresh validators, and need not repeat them (RFC 9111 3.2).
        held = {"etag": state.etag, "last_modified": state.last_modified}
        validators = {name: new or held[name] for name, new in validators.items()}
        return _unchanged(source, successful(source, state, now, page, **validators))
    digest = xxh3_128_hexdigest(page.body)
    if digest == state.body_hash:
        return _unchanged(source, successful(source, state, now, page, **validators))
    shown = read_new(page, source, now, state.chunks) or read_all(page, source, now)
    if shown.trouble:
        return Crawl(source=source, state=state, entries=shown.entries, trouble=shown.trouble)
    kept = successful(
        source,
        state,
        now,
        page,
        **validators,
        body_hash=digest,
        chunks=shown.memory,
        entries_cut=shown.entries_cut,
    )
    return Crawl(
        source=source,
        state=with_window(kept, state, shown.published),
        entries=shown.entries,
        still=shown.still,
    )


def read(page: Page, source: Source, now: datetime) -> tuple[Entry, ...]:
    """Read the entries of a feed's body. Raises ParseError (NotAFeed, BrokenFeed, UnsafeMarkup)."""
    return read_all(page, source, now).entries


def _unchanged(source: Source, state: SourceState) -> Crawl:
    return Crawl(source=source, state=state, unchanged=True)
