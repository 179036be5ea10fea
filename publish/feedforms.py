"""Writes a feed as Atom (RFC 4287), as RSS 2.0, and as JSON Feed 1.1; archives as RFC 5005."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from catchup.types import Language

AUTHOR = "Catchup"
ATOM = "http://www.w3.org/2005/Atom"
HISTORY = "http://purl.org/syndication/history/1.0"
At = Callable[[str], str]  # the address of a document by its stem
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry; `language` is that of its title, `content` is HTML in the language of the feed."""

    id: str
    url: str
    title: str
    language: Language
    content: str
    published: datetime
    updated: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A document of a feed in one language, its newest entry first; `home` is its page.

    `stem` is the document's name without its form, `previous` that of the archive before it (""
    for none). Of an archive, `head` is that of the feed's newest document.
    """

    id: str
    stem: str
    language: Language
    home: str
    title: str = ""
    about: str = ""
    entries: tuple[Entry, ...] = ()
    previous: str = ""
    head: str = ""


def atom(feed: Feed, at: At) -> str:
    """The feed as Atom."""
    root = Element("feed", {"xmlns": ATOM, "xml:lang": feed.language} | _history(feed))
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "subtitle", feed.about)
    _add(root, "updated", _rfc3339(_changed(feed)))
    for rel, stem in _relations(feed):
        attributes = {"rel": rel, "type": "application/atom+xml", "href": at(stem)}
        SubElement(root, "link", attributes)
    SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": feed.home})
    _add(SubElement(root, "author"), "name", AUTHOR)
    if feed.head:
        SubElement(root, "fh:archive")
    for entry in feed.entries:
        row = SubElement(root, "entry", {"xml:lang": entry.language})
        _add(row, "id", entry.id)
        _add(row, "title", entry.title)
        SubElement(row, "link", {"rel": "alternate", "href": entry.url})
        _add(row, "published", _rfc3339(entry.published))
        _add(row, "updated", _rfc3339(entry.updated))
        _add(row, "content", entry.content, {"type": "html", "xml:lang": feed.language})
    return _document(root)


def rss(feed: Feed, at: At) -> str:
    """The feed as RSS 2.0."""
    root = Element("rss", {"version": "2.0", "xmlns:atom": ATOM} | _history(feed))
    channel = SubElement(root, "channel")
    _add(channel, "title", feed.title)
    _add(channel, "link", feed.home)
    _add(channel, "description", feed.about)
    _add(channel, "language", feed.language)
    _add(channel, "lastBuildDate", _rfc822(_changed(feed)))
    for rel, stem in _relations(feed):
        attributes = {"rel": rel, "type": "application/rss+xml", "href": at(stem)}
        SubElement(channel, "atom:link", attributes)
    if feed.head:
        SubElement(channel, "fh:archive")
    for entry in feed.entries:
        row = SubElement(channel, "item", {"xml:lang": entry.language})
        _add(row, "title", entry.title)
        _add(row, "link", entry.url)
        _add(row, "guid", entry.id, {"isPermaLink": "false"})
        _add(row, "pubDate", _rfc822(entry.published))
        _add(row, "description", entry.content)
    # Readers that take a title for HTML unescape it once more; these forms survive that.
    return _document(root).replace("&amp;", "&#x26;").replace("&lt;", "&#x3C;")


def json_feed(feed: Feed, at: At) -> str:
    """The feed as JSON Feed 1.1."""
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.about,
        "home_page_url": feed.home,
        "feed_url": at(feed.stem),
        **({"next_url": at(feed.previous)} if feed.previous else {}),
        "language": feed.language,
        "authors": [{"name": AUTHOR}],
        "items": [
            {
                "id": entry.id,
                "url": entry.url,
                "title": entry.title,
                "language": entry.language,
                "content_html": entry.content,
                "date_published": _rfc3339(entry.published),
                "date_modified": _rfc3339(entry.updated),
            }
            for entry in feed.entries
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


FORMS: Mapping[str, Callable[[Feed, At], str]] = {"atom": atom, "rss": rss, "json": json_feed}


def _history(feed: Feed) -> dict[str, str]:
    return {"xmlns:fh": HISTORY} if feed.head else {}


def _relations(feed: Feed) -> list[tuple[str, str]]:
    """How a document relates to others of its feed, and to itself."""
    found = [("self", feed.stem), ("prev-archive", feed.previous), ("current", feed.head)]
    return [(rel, stem) for rel, stem in found if stem]


def _add(
    parent: Element, name: str, text: str, attributes: Mapping[str, str] | None = None
) -> None:
    SubElement(parent, name, dict(attributes or {})).text = text


def _document(root: Element) -> str:
    indent(root, " ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(root, encoding="unicode")}\n'


def _changed(feed: Feed) -> datetime:
    return max((entry.updated for entry in feed.entries), default=NEVER)


def _rfc3339(instant: datetime) -> str:
    return instant.replace(microsecond=0).isoformat().replace("+00:00", "Z")


def _rfc822(instant: datetime) -> str:
    return format_datetime(instant.replace(microsecond=0), usegmt=True)
