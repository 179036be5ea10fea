"""Reads plain feeds at once; whatever is not plain is left to feedparser in the killable worker.

feedparser is the authority and costs twenty times as much. Here it is followed to the letter over a
subset in which nothing has to be guessed, with the XML parser that it uses itself: UTF-8 by its
bytes, no DOCTYPE, no base, namespaces declared once, on a known root, only elements whose meaning
is known (`ingest.vocabulary`), none of them twice, links absolute, every entry with an id or a
link, a title and a date of an unmistakable form. One doubt anywhere, and the whole document is
feedparser's.
"""

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from xml.etree.ElementTree import Element, ParseError, XMLParser

from ingest.doubting import (
    BOM,
    Doubt,
    all_known,
    look_at,
    marked_up,
    name_of,
    note,
    sure,
    text_of,
)
from ingest.jobs import MARKUP_LIMIT
from ingest.jsonfeed import looks_like_json, read_json_feed
from ingest.raw import MOST_ENTRIES, RawEntry, RawFeed, unique
from ingest.vocabulary import (
    ATOM,
    AUTHORS,
    DATES,
    FEED_AUTHORS,
    HEAD,
    INERT,
    LAST_WORD,
    NESTED,
    PERSON,
    RDF,
    TEXTS,
    Name,
    is_known,
)

LARGEST_JSON = 2**20
ABSOLUTE = re.compile(r"https?://[^/\s][^\s]*+\Z")
# What feedparser mends in the query of a link, and in an address with too many slashes.
MENDED = re.compile(r"&\w+;")
SLASHES = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:///")
DATE = re.compile(
    r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (?:GMT|UTC|Z|[+-]\d{4})\Z"
    r"|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)\Z",
    re.ASCII,
)
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read_plain(body: bytes) -> RawFeed | None:
    """Read a feed document as the jobs of `ingest.jobs` would; None where that is not certain."""
    body = body.removeprefix(BOM).strip()
    try:
        if looks_like_json(body):
            return _json(body)
        look_at(body)
        parser = XMLParser(encoding="utf-8")  # noqa: S314 - without a DOCTYPE nothing expands
        parser.feed(body)
        return _feed(parser.close(), body)
    except (Doubt, ParseError, UnicodeDecodeError):
        return None


def _json(body: bytes) -> RawFeed:
    """Read a JSON Feed of ordinary size: its parser cannot hang, but grow fiftyfold."""
    sure(len(body) <= LARGEST_JSON)
    body.decode("utf-8")
    with suppress(ValueError, RecursionError):
        return read_json_feed(body)
    raise Doubt


def _feed(root: Element, body: bytes) -> RawFeed:
    kind, items, head = _divided(root)
    guids = sum(name_of(part) == ("", "guid") for item in items for part in item)
    sure(body.count(b"<guid") == guids)  # others stand in texts, where the job rewrites them too
    sure(len(items) <= MOST_ENTRIES)
    said = {"language": (root.get(LANG) or root.get("lang") or "").replace("_", "-")}
    authors: list[str] = []
    for element in head:
        _head(element, said, authors)
    # RFC 4287 4.2.1: an entry that names nobody is by the authors of its feed.
    inherited = unique(authors) if kind == "feed" else ()
    return RawFeed(
        version=kind,
        feed_id=said.get("id", ""),
        link=_link_of(said),
        title=said.get("title", ""),
        summary=said.get("summary", ""),
        authors=unique(authors),
        language=said["language"],
        built=said.get("built") or said.get("published", ""),
        entries=tuple(_entry(item, inherited) for item in items),
    )


def _divided(root: Element) -> tuple[str, list[Element], list[Element]]:
    """The format of a document, its items and all that stands beside them."""
    kind = name_of(root)[1]
    inner = list(root)
    if kind == "rss":
        sure(len(inner) == 1 and name_of(inner[0]) == ("", "channel"))
        root = inner[0]
        inner = list(root)
    item = ("", "entry" if kind == "feed" else "item")
    items = [child for child in inner if name_of(child) == item]
    head = [child for child in inner if name_of(child) != item]
    if kind == "rdf":
        channels = [child for child in head if name_of(child) == ("", "channel")]
        sure(len(channels) == 1 and not _moves(channels[0]))
        head = [child for child in head if child is not channels[0]] + list(channels[0])
    sure(not _moves(root))
    return kind, items, head


def _head(element: Element, said: dict[str, str], authors: list[str]) -> None:
    name = name_of(element)
    if name in LAST_WORD:
        said[LAST_WORD[name]] = marked_up(element)
    elif name == ("", "title"):
        note(said, "title", marked_up(element))
    elif name in FEED_AUTHORS:
        authors.append(_author(element))
    elif name in SPECIAL:
        SPECIAL[name](element, said)
    elif name in NESTED:
        all_known(element, NESTED[name])
    elif name == ("", "items"):  # the table of contents of RSS 1.0
        sure(all(part.tag.startswith(f"{{{RDF}}}") for part in element.iterfind(".//*")))
    else:
        sure(is_known(name, HEAD) and not len(element))


def _entry(item: Element, inherited: tuple[str, ...]) -> RawEntry:
    sure(not _moves(item))
    said: dict[str, str] = {}
    enclosures: list[str] = []
    if about := item.get(f"{{{RDF}}}about"):
        said["id"] = about
    authors: list[str] = []
    for part in item:
        name = name_of(part)
        if name in TEXTS:
            note(said, TEXTS[name], marked_up(part))
        elif name in DATES:
            note(said, DATES[name], text_of(part))
        elif name in AUTHORS:
            authors.append(_author(part))
        elif name in SPECIAL:
            SPECIAL[name](part, said)
        elif name == ("", "enclosure"):
            enclosures.append(_enclosure(part))
        else:
            sure(is_known(name, INERT) and not len(part))
    return _whole(said, unique(authors) or inherited, unique(enclosures))


def _whole(said: dict[str, str], authors: tuple[str, ...], enclosures: tuple[str, ...]) -> RawEntry:
    entry_id, link = said.get("id", ""), _link_of(said)
    date = said.get("published") or said.get("updated", "")
    sure(bool(entry_id or link) and bool(said.get("title")) and DATE.match(date) is not None)
    sure(not link or ABSOLUTE.match(link) is not None)
    content = said.get("content", "")
    return RawEntry(
        entry_id=entry_id,
        link=link,
        title=said["title"],
        summary=said.get("summary", content)[:MARKUP_LIMIT],
        content=content[:MARKUP_LIMIT],
        authors=authors,
        date=date,
        enclosures=enclosures,
    )


def _link_of(said: dict[str, str]) -> str:
    link = said.get("link") or said.get("link by id", "")
    sure(not MENDED.search(link) and not SLASHES.match(link))
    return link


def _enclosure(part: Element) -> str:
    attributes = part.attrib
    sure(not len(part) and not {"href", "uri"} & attributes.keys())
    return attributes.get("url", "")


def _link(part: Element, said: dict[str, str]) -> None:
    """Take a link's text (RSS), or its address where it leads to the entry's own page (Atom)."""
    attributes = part.attrib
    if not attributes:
        note(said, "link", text_of(part))
        sure(bool(said["link"]))
        return
    sure("href" in attributes and not {"url", "uri"} & attributes.keys())
    shows = attributes.get("rel", "alternate").lower(), attributes.get("type", "text/html").lower()
    if shows == ("alternate", "text/html"):
        note(said, "link", attributes["href"])
        sure(bool(said["link"]))
    else:
        sure(shows[0] not in {"alternate", "enclosure"})


def _identify(part: Element, said: dict[str, str]) -> None:
    """Take an id; without a word to the contrary it stands in for a link that is missing."""
    value = text_of(part)
    sure(bool(value) and not SLASHES.match(value))
    note(said, "id", value)
    if not part.attrib:
        said["link by id"] = value
    else:
        sure(part.tag == "guid" and set(part.attrib.values()) <= {"true", "false"})


def _author(part: Element) -> str:
    if not len(part):
        whole = text_of(part)
        sure("@" not in whole)  # feedparser would take the name and the address apart
        return whole
    all_known(part, PERSON)
    told: dict[str, str] = {}
    for child in part:
        note(told, child.tag, (child.text or "").strip())
    name, mail = (told.get(f"{{{ATOM}}}{what}") for what in ("name", "email"))
    sure(bool(name) and mail != "")
    return f"{name} ({mail})" if mail else str(name)


def _media(group: Element, said: dict[str, str]) -> None:
    """Read a group as videos have it: its title comes second, its description is the only one."""
    for part in group:
        name = name_of(part)
        if name == ("media", "title"):
            sure(bool(said.get("title")) and not len(part))
        elif name == ("media", "description"):
            sure("content" not in said)
            note(said, "summary", marked_up(part))
        else:
            sure(is_known(name, INERT))
            all_known(part, INERT)


def _moves(element: Element) -> bool:
    """Say whether CDF's attributes stand in for elements."""
    return any(key.lower() in {"href", "lastmod"} for key in element.attrib)


SPECIAL: Mapping[Name, Callable[[Element, dict[str, str]], None]] = {
    ("", "link"): _link,
    ("", "guid"): _identify,
    ("", "id"): _identify,
    ("media", "group"): _media,
}
