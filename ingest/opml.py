"""Reads and writes subscription lists (OPML 2.0)."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urlsplit

from lxml import etree  # type: ignore[import-untyped]

from catchup.errors import ParseError
from catchup.types import Source
from ingest.charset import decode, xml_as_utf8
from ingest.html_tree import Element
from ingest.identity import ascii_host
from ingest.kinds.youtube import is_youtube
from ingest.markup import refuse_entities
from ingest.text import plain_title

OUR_ID = "catchupId"
SOURCE_ID = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")
LANGUAGE = re.compile(r"[a-z]{2,3}")
ID_LENGTH = 60
# Parts of a feed's path that say nothing about whose feed it is.
SAYS_NOTHING = frozenset(
    [
        "feed",
        "feeds",
        "rss",
        "atom",
        "xml",
        "index",
        "index.xml",
        "feed.xml",
        "rss.xml",
        "atom.xml",
        "main",
    ]
)


def read_opml(body: bytes) -> tuple[Source, ...]:
    """Read the feeds of a list in order, nested outlines included, each address once.

    Ids come from our own export, else from the title where it is ASCII ("Claude Blog" is
    claude-blog), else from the address (medium.com-daangn); a title that occurs again takes the
    address, and if need be a hash of it. The same list gives the same ids every time. Raises
    ParseError with the line for bad XML, UnsafeMarkup for entity declarations.
    """
    text = decode(body).lstrip("\ufeff")
    refuse_entities(text, "the list")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(xml_as_utf8(text), parser)
    except etree.XMLSyntaxError as error:
        raise ParseError(
            f"the list is no well-formed XML, line {error.lineno}: {error.msg}"
        ) from error
    if root.tag != "opml":
        raise ParseError(f"the list is no OPML: its root is <{root.tag}>")
    return tuple(_sources(root))


def write_opml(sources: Iterable[Source]) -> bytes:
    """Write a list, in the order given; equal sources give equal bytes.

    OPML knows address, title and language; how often a source is visited, its topics and pauses
    stay behind. Our ids go along in an attribute of their own.
    """
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = "Catchup"
    outlines = etree.SubElement(root, "body")
    for source in sources:
        name = source.title or source.id
        outline = etree.SubElement(outlines, "outline", type="rss", text=name, title=name)
        outline.set("xmlUrl", source.url)
        if source.language != "und":
            outline.set("language", source.language)
        outline.set(OUR_ID, source.id)
    written: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    return written


def source_id(title: str, url: str, taken: Iterable[str] = ()) -> str:
    """Make a readable id that is not `taken`: from the title, the address, or a hash of it."""
    by_address = _slug(_address_words(url))
    # A title that loses letters on its way to ASCII would say little or the wrong thing.
    plain = unicodedata.normalize("NFKC", title)
    by_title = _slug(plain) if plain.isascii() else ""
    digest = hashlib.sha256(url.encode()).hexdigest()[:6]
    wanted = [name for name in (by_title, by_address) if name]
    wanted.append(f"{(wanted or ['feed'])[0]}-{digest}")
    used = frozenset(taken)
    return next((name for name in wanted if name not in used), f"feed-{digest}")


def _sources(root: Element) -> Iterator[Source]:
    taken: set[str] = set()
    urls: set[str] = set()
    for outline in root.iter("outline"):
        url = (outline.get("xmlUrl") or outline.get("xmlurl") or "").strip()
        if not url.startswith(("http://", "https://")) or url in urls:
            continue
        urls.add(url)
        title = plain_title(outline.get("title") or outline.get("text") or "")
        own = outline.get(OUR_ID, "")
        name = (
            own if SOURCE_ID.fullmatch(own) and own not in taken else source_id(title, url, taken)
        )
        taken.add(name)
        language = outline.get("language", "").partition("-")[0].lower()
        yield Source(
            id=name,
            url=url,
            # Its feeds answer 404 for days without being dead: they are visited by their own rules.
            kind="youtube" if is_youtube(url) else "feed",
            title=title,
            language=language if LANGUAGE.fullmatch(language) else "und",
        )


def _address_words(url: str) -> str:
    try:
        parts = urlsplit(url)
        host = ascii_host(parts.hostname or "")
    except ValueError:
        return ""
    words = [word for word in unquote(parts.path).split("/") if word.lower() not in SAYS_NOTHING]
    last = words[-1] if words and words[-1] else parts.query.rpartition("=")[2]
    return f"{host.removeprefix('www.')}-{last}"


def _slug(text: str) -> str:
    dashed = re.sub(r"[^a-z0-9.]+", "-", text.lower())
    joined = re.sub(r"[-.]*-[-.]*|\.{2,}", "-", dashed).strip("-.")
    return joined[:ID_LENGTH].strip("-.")
