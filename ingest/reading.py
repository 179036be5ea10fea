"""Reads the body of a feed: the whole of it, or no more than the entries that are new in it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from catchup import __version__
from catchup.errors import BrokenFeed, NotAFeed, ParseError, ParserKilled
from catchup.types import Entry, Page, Source
from ingest.charset import decode
from ingest.chunks import (
    Division,
    Remembered,
    context_of,
    divide,
    hash_of,
    packed,
    remembered,
    unpacked,
)
from ingest.entries import Dates, base_of, dates_of, entries_of, judged
from ingest.fastlane import read_plain
from ingest.jsonfeed import looks_like_json
from ingest.markup import safe_xml
from ingest.parsing import parse
from ingest.raw import RawFeed


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a body shows: entries to take, and the keys of those that are `still` as they were.

    `published` are the believed dates of all of them; `memory` is what `read_new` needs next time,
    None where the feed has to be read as a whole again. `trouble` says what was wrong with a body
    of which entries could be read all the same.
    """

    entries: tuple[Entry, ...]
    published: tuple[datetime | None, ...]
    still: tuple[str, ...] = ()
    memory: bytes | None = None
    entries_cut: int = 0
    trouble: str = ""


def read_all(page: Page, source: Source, now: datetime) -> Shown:
    """Read every entry of a feed's body. Raises ParseError (NotAFeed, BrokenFeed, UnsafeMarkup)."""
    feed = parsed(page)
    dates = dates_of(feed, source)
    entries = entries_of(feed, page, source, now, dates)
    return Shown(
        entries=entries,
        published=tuple(entry.published for entry in entries),
        memory=_memory_of_all(feed, entries, dates, page, source),
        entries_cut=feed.entries_cut,
        trouble=f"{page.url} ends in the middle: {feed.malformed}" if feed.cut_off else "",
    )


def read_new(page: Page, source: Source, now: datetime, memory: bytes | None) -> Shown | None:
    """Read the entries that are not in the memory; None where the whole has to be read.

    The answer is that of `read_all`, but for entries that say what they said. Whatever rules over
    the whole feed could decide otherwise is left to it: entries that share an id, an address or a
    title with one that stayed, addresses with fragments, another head that changes what is meant.
    """
    division = divide(page.body) if memory else None
    if division is None or memory is None:
        return None
    context, entries = unpacked(memory)
    known = {one.chunk: one for one in entries}
    hashes = [hash_of(chunk) for chunk in division.entries]
    new = [c for c, mark in zip(division.entries, hashes, strict=True) if mark not in known]
    if len(new) * 2 > len(hashes) or len({*hashes}) < len(hashes):
        return None
    try:
        feed = parsed(replace(page, body=division.only(new)))
    except ParseError:
        return None  # the whole will say what is wrong
    if context != _context(division, feed, page, source):
        return None
    stayed = [known[mark] for mark in hashes if mark in known]
    dates = [*dates_of(feed, source), *(("", one.instant) for one in stayed)]
    found = entries_of(feed, page, source, now, dates)
    fresh = _remembered(new, feed, found, dates, source)
    if fresh is None or _share(fresh, stayed):
        return None
    every = {one.chunk: one for one in (*fresh, *stayed)}
    return Shown(
        entries=found,
        published=tuple(reading.instant for reading in judged(feed, dates, source, now)),
        still=tuple(one.key for one in stayed),
        memory=packed(context, [every[mark] for mark in hashes]),
    )


def _memory_of_all(
    feed: RawFeed, entries: Sequence[Entry], dates: Dates, page: Page, source: Source
) -> bytes | None:
    division = divide(page.body)
    if division is None:
        return None
    every = _remembered(division.entries, feed, entries, dates, source)
    return None if every is None else packed(_context(division, feed, page, source), every)


def _context(division: Division, feed: RawFeed, page: Page, source: Source) -> bytes:
    where = base_of(page)
    return context_of(division, __version__, where, source.id, source.language, feed.language)


def _remembered(
    chunks: Sequence[bytes],
    feed: RawFeed,
    entries: Sequence[Entry],
    dates: Dates,
    source: Source,
) -> list[Remembered] | None:
    """What to remember of some entries; None where they cannot be told apart one by one."""
    if feed.malformed or not len(chunks) == len(feed.entries) == len(entries):
        return None
    if any("#" in entry.link for entry in entries):
        return None  # parts of one page: whether their fragments count is seen in the whole
    every = [
        remembered(chunk, entry, instant, source.id)
        for chunk, entry, (_, instant) in zip(chunks, entries, dates, strict=False)
    ]
    apart = len({one.key for one in every}) == len({one.marks[0] for one in every}) == len(every)
    return every if apart else None


def _share(fresh: Sequence[Remembered], stayed: Sequence[Remembered]) -> bool:
    marks, keys = {mark for one in stayed for mark in one.marks}, {one.key for one in stayed}
    return any(one.key in keys or not marks.isdisjoint(one.marks) for one in fresh)


def parsed(page: Page) -> RawFeed:
    """Parse a feed's body, uncleaned. Raises ParseError (NotAFeed, BrokenFeed, UnsafeMarkup)."""
    feed = read_plain(page.body) or _parsed_apart(page)
    if not feed.version:
        raise NotAFeed(f"{page.url} is neither RSS nor Atom nor JSON Feed")
    return feed


def _parsed_apart(page: Page) -> RawFeed:
    """Parse in the worker whatever may be odd."""
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
    return feed
