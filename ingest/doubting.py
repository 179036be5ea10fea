"""Reads the plain and doubts the rest: bytes of a document, names and texts of its elements."""

import re
from contextlib import suppress
from functools import lru_cache
from xml.etree.ElementTree import Element

from ingest.vocabulary import VOCABULARIES, Known, Name, is_known

LARGEST = 4 * 2**20
BOM = b"\xef\xbb\xbf"
ROOT = re.compile(
    rb"(?:<\?xml[^?]*+\?>)?(?:\s++|<!--(?:(?!--).)*+-->|<\?(?:(?!\?>).)*+\?>)*+"
    rb"<(?:rss|rdf:RDF|feed)(?=[\s>])[^<>]*+>",
    re.DOTALL,
)
NAMESPACE = re.compile(rb"""\sxmlns(?::([\w.-]+))?\s*=\s*(?:"([^"]*)"|'([^']*)')""")
# A base moves relative links; feedparser also takes a plain `base` for one.
BASE = re.compile(rb"base\s*=")
CONTROLS = bytes([*range(9), 0xB, 0xC, *range(14, 32)])
NONCHARACTER, C1 = re.compile(rb"\xef\xbf[\xbe\xbf]"), re.compile(rb"\xc2[\x80-\x9f]")
DIGITS = 8  # of a number that is still worth reading
REFERENCE = re.compile(rb"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+));")
FORBIDDEN = frozenset([*range(9), 0xB, 0xC, *range(14, 32), *range(0x80, 0xA0), 0xFFFE, 0xFFFF])
SURROGATES = range(0xD800, 0xE000)
LAST_CHARACTER = 0x10FFFF
# The job takes all attributes from tags that have more than a hundred.
MANY_ATTRIBUTES = 50
PLAIN_TYPES = frozenset({None, "text", "html", "text/plain", "text/html"})
LONG_TAG = re.compile(rb"<[A-Za-z][^<>]{300,}+")


class Doubt(Exception):
    """Something that is not known to mean the same to feedparser."""


def sure(certain: bool) -> None:  # noqa: FBT001 - an assertion
    """Raise Doubt where something is not certain."""
    if not certain:
        raise Doubt


def look_at(body: bytes) -> None:
    """Refuse by the bytes: whatever is changed on the way to feedparser, and all bases."""
    sure(len(body) <= LARGEST)
    body.decode("utf-8")
    root = ROOT.match(body)
    sure(root is not None)
    start = root[0] if root else b""
    declared = NAMESPACE.findall(start)
    sure(body.count(b"xmlns") == len(declared))
    for prefix, *values in declared:
        sure(VOCABULARIES.get(b"".join(values).decode()) in {"", prefix.decode()})
    sure(not (BASE.search(body.lower()) or NONCHARACTER.search(body) or C1.search(body)))
    sure(len(body.translate(None, CONTROLS)) == len(body))
    sure(all(len(tag.split()) <= MANY_ATTRIBUTES for tag in LONG_TAG.findall(body)))
    for hexadecimal, decimal in set(REFERENCE.findall(body)):
        sure(len(hexadecimal or decimal) <= DIGITS)
        number = int(hexadecimal, 16) if hexadecimal else int(decimal)
        sure(number <= LAST_CHARACTER and number not in FORBIDDEN and number not in SURROGATES)


def note(said: dict[str, str], what: str, text: str) -> None:
    """Note what an element said; nothing may be said twice."""
    sure(what not in said)
    said[what] = text


def marked_up(element: Element) -> str:
    """The text of an element that may be HTML, but is neither XHTML nor base64."""
    attributes = element.attrib
    sure(len(attributes) < MANY_ATTRIBUTES and attributes.get("type") in PLAIN_TYPES)
    sure(not {"src", "mode"} & attributes.keys())
    return text_of(element)


def text_of(element: Element) -> str:
    """The text of an element without children."""
    sure(not len(element))
    text = (element.text or "").strip()
    if not text.isascii():
        # feedparser takes UTF-8 back that somebody read as latin-1.
        with suppress(UnicodeError):
            return text.encode("latin-1").decode("utf-8")
    return text


def name_of(element: Element) -> Name:
    """The vocabulary and the local name of an element."""
    return _name_of(element.tag)


@lru_cache
def _name_of(tag: str) -> Name:
    address, brace, local = tag.rpartition("}")
    name = VOCABULARIES.get(address[1:]) if brace else ""
    if name is None:
        raise Doubt
    return name, local.lower()  # feedparser makes no difference by case


def all_known(element: Element, known: Known) -> None:
    """Refuse an element that has others in it than the known ones."""
    for part in element.iter():
        sure(part is element or is_known(name_of(part), known))
