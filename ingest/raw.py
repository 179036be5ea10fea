"""What a feed document says before any cleaning: plain values that cross a process border."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RawEntry:
    """One entry as written. `content` is the whole text where the feed carries it, as HTML.

    `date` is the text of the date; `date_guess` the feed parser's own reading of it, as
    (year, month, day, hour, minute, second) in UTC. `base` resolves `link` and may be relative.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFeed:
    """One feed document. `version` is empty where the document is no feed at all.

    `malformed` is the XML parser's complaint, empty where it had none. `built` is the text of the
    feed's own date (lastBuildDate, updated), by which build-time stamps are recognised.
    """

    version: str
    title: str = ""
    malformed: str = ""
    built: str = ""
    entries: tuple[RawEntry, ...] = ()


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


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """Drop empty and repeated values, keep the order."""
    return tuple(dict.fromkeys(value for value in values if value))
