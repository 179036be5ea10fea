"""Cleans what a feed says into entries: identity, dates, visible text, links, language, kind."""

import hashlib
import re
from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urljoin

from catchup.errors import Forbidden
from catchup.types import Entry, ItemKind, Language, Page, Reading, Source
from ingest.addresses import AddressRules, refuse_internal_name
from ingest.dates import DateReading, judge, read_date, zone_of
from ingest.identity import canonical_urls, edition_of, kind_of, mentions_in
from ingest.language import language_of
from ingest.raw import RawEntry, RawFeed, unique
from ingest.text import INVISIBLE, clean, plain_name, plain_title, text_and_links

WHOLE_TEXT = 1500
WHOLE_TEXT_DENSE = 700
TEXT_LIMIT = 200_000
AUTHORS_LIMIT = 50
# What arXiv's own feeds put before an abstract.
ARXIV_LABEL = re.compile(r"\A(?:arXiv:\S+\s+Announce Type:\s*\S+\s*)?Abstract:\s*", re.IGNORECASE)
PRIMARY_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_]|\Z)")
Dates = Sequence[tuple[str, datetime | None]]
# An address that joining it to another one leaves as it is.
PLAIN_LINK = re.compile(r"https?://[\w.-]+(?::\d+)?(?:/[\w./~%+,@-]*)?\Z", re.ASCII)
HREF = re.compile("href", re.IGNORECASE)
WEB_ADDRESS = re.compile(r"https?://", re.IGNORECASE)


def entries_of(
    feed: RawFeed, page: Page, source: Source, now: datetime, dates: Dates | None = None
) -> tuple[Entry, ...]:
    """Clean the entries of one body, in its order; of an entry that repeats, the fullest counts.

    `dates` are those of the whole body, the entries of `feed` first, where it has others as well.
    """
    distinct: dict[tuple[str, str], Entry] = {}
    for entry in cleaned(feed, page, source, now, dates):
        known = distinct.setdefault((entry.entry_id, entry.canonical), entry)
        if len(entry.text) > len(known.text):
            distinct[entry.entry_id, entry.canonical] = entry
    return tuple(distinct.values())


def cleaned(
    feed: RawFeed, page: Page, source: Source, now: datetime, dates: Dates | None = None
) -> tuple[Entry, ...]:
    """Clean the entries of one body one by one, in its order, repeated ones too.

    An entry's id is what the feed says; one with neither id nor link gets a hash of its title and
    text, so that two such entries stay two. Links are http or https, else ''.
    """
    base = base_of(page)
    addresses = [_link(raw, base) for raw in feed.entries]
    canonicals = canonical_urls(addresses)
    language = _declared(source, feed)
    readings = judged(feed, dates_of(feed, source) if dates is None else dates, source, now)
    return tuple(
        _entry(raw, address if canonical else "", canonical, reading, language)
        for raw, address, canonical, reading in zip(
            feed.entries, addresses, canonicals, readings[: len(feed.entries)], strict=True
        )
    )


def base_of(page: Page) -> str:
    """The address that a document's relative links start from: Content-Location, else its own.

    RFC 7231 took this meaning from Content-Location for the harm it does where servers behind a
    proxy tell inner addresses; so those are not believed.
    """
    try:
        base = urljoin(page.url, page.content_location.strip())
        host = AddressRules().checked(base).hostname or ""
        refuse_internal_name(host)
    except (ValueError, Forbidden):
        return page.url
    return base


def reading_of(text: str, content: str, kind: ItemKind) -> Reading:
    """Tell how much of an item its feed carries.

    FULL: a content element (content:encoded, atom:content, content_html) of at least 1,500
    characters, or 700 of Korean, Chinese or Japanese, which say the same in half the length;
    shorter content is an excerpt more often than not. ABSTRACT: text of an arXiv paper.
    DESCRIPTION: any other text. TITLE: none.
    """
    if not text:
        return Reading.TITLE
    if kind is ItemKind.PAPER:
        return Reading.ABSTRACT
    whole = len(content) >= WHOLE_TEXT
    if not whole and len(content) >= WHOLE_TEXT_DENSE:
        whole = language_of(content) in {"ko", "ja", "zh"}
    return Reading.FULL if whole else Reading.DESCRIPTION


def _entry(
    raw: RawEntry, link: str, canonical: str, reading: DateReading, language: Language
) -> Entry:
    title = plain_title(raw.title)
    content, content_links = text_and_links(raw.content)
    summary, summary_links = content, content_links
    if raw.summary != raw.content and not _says_less(raw.summary, content):
        summary, summary_links = text_and_links(raw.summary)
    content, summary = content[:TEXT_LIMIT], summary[:TEXT_LIMIT]
    text = content if len(content) >= len(summary) else summary
    text = "" if text == title else text
    kind = kind_of(canonical)
    if kind is ItemKind.PAPER:
        text = ARXIV_LABEL.sub("", text)
    entry_id = " ".join(clean(raw.entry_id).split())
    if not entry_id and not canonical:
        digest = hashlib.sha256(f"{title}\0{text}".encode()).hexdigest()
        entry_id = f"sha256:{digest}"
    return Entry(
        entry_id=entry_id,
        link=link,
        canonical=canonical,
        title=title,
        text=text,
        authors=unique(plain_name(name) for name in raw.authors[:AUTHORS_LIMIT]),
        published=reading.instant,
        date_doubt=reading.doubt,
        language=language_of(f"{title}\n{text}", language),
        kind=kind,
        reading=reading_of(text, content, kind),
        mentions=mentions_in([*content_links, *summary_links], own=canonical),
        edition=edition_of(canonical, entry_id, link),
    )


def _says_less(summary: str, content: str) -> bool:
    """Say whether a summary need not be read: no text in it is longer, and it has no link.

    Feeds that carry whole texts begin each of them once more; feedparser repeats a content where
    there is no summary.
    """
    return len(summary) <= len(content) and HREF.search(summary) is None


def _link(raw: RawEntry, address: str) -> str:
    link = raw.link.strip()
    if not link and WEB_ADDRESS.match(raw.entry_id):
        link = raw.entry_id.strip()
    if not link and raw.enclosures:
        link = raw.enclosures[0].strip()
    if not link or PLAIN_LINK.match(link):
        return link
    try:
        return urljoin(urljoin(address, raw.base), INVISIBLE.sub("", link))
    except ValueError:
        return ""


def dates_of(feed: RawFeed, source: Source) -> Dates:
    """Read the dates of a feed's entries, believed or not: text and instant of each."""
    zone = zone_of(_declared(source, feed))
    return [(raw.date, read_date(raw.date, zone, raw.date_guess)) for raw in feed.entries]


def judged(feed: RawFeed, dates: Dates, source: Source, now: datetime) -> tuple[DateReading, ...]:
    """Decide which dates of a whole body to believe, one answer for each."""
    return judge(dates, read_date(feed.built, zone_of(_declared(source, feed))), now)


def _declared(source: Source, feed: RawFeed) -> Language:
    """The language that the operator declares, else the feed: ko for "ko", "ko-KR", "ko_KR"."""
    if source.language != "und":
        return source.language
    match = PRIMARY_TAG.match(feed.language.strip())
    return match[1].lower() if match else "und"
