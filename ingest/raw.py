"""What a feed document says before any cleaning: plain values that cross a process border."""

from collections.abc import Iterable
from dataclasses import dataclass

MOST_ENTRIES = 10_000  # of one document; no reader needs more, and some parsers need minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class RawEntry:
    """One entry as written. `content` is the whole text where the feed carries it, as HTML.

    `authors` may have their mail addresses beside them. `date` is the text of the date; the feed
    parser's own reading of it is `date_guess`, (year, month, day, hour, minute, second) in UTC.
    `base` resolves `link` and may be relative.
    `enclosures` are the addresses of what is attached: a podcast's sound, as written.
    """

    entry_id: str = ""
    link: str = ""
    title: str = ""
    summary: str = ""
    content: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    date_guess: tuple[int, ...] | None = None
    base: str = ""
    enclosures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFeed:
    """One feed document. `version` is empty where the document is no feed at all.

    `malformed` is the XML parser's complaint, empty where it had none; `cut_off`: the document ends
    before its root does, and the entry that was cut is left out. `built` is the text of the feed's
    own date (lastBuildDate, updated, else pubDate), by which build-time stamps are recognised.
    `language` is what the feed declares, as written; `link` the page that it belongs to.
    `entries_cut` counts what came after the first 10,000 entries.
    """

    version: str
    feed_id: str = ""
    link: str = ""
    title: str = ""
    summary: str = ""
    authors: tuple[str, ...] = ()
    language: str = ""
    malformed: str = ""
    cut_off: bool = False
    built: str = ""
    entries: tuple[RawEntry, ...] = ()
    entries_cut: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPaper:
    """One paper of an answer of arXiv. `address` ends in its id with version; dates are ISO texts.

    `published` is the date of the first version, `updated` that of the version shown.
    """

    address: str
    title: str = ""
    summary: str = ""
    comment: str = ""
    authors: tuple[str, ...] = ()
    published: str = ""
    updated: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPapers:
    """One answer of arXiv: a page of papers, and how many the whole answer has."""

    total: int = 0
    papers: tuple[RawPaper, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RawSection:
    """A section of a paper: its title without its number, and the text that a reader sees."""

    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RawSitemap:
    """One sitemap: entries with link, date and (news only) title; of an index, other sitemaps.

    `sitemaps` are pairs of an address and the text of its date.
    """

    entries: tuple[RawEntry, ...] = ()
    sitemaps: tuple[tuple[str, str], ...] = ()


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """Drop empty and repeated values, keep the order."""
    return tuple(dict.fromkeys(value for value in values if value))
