"""Makes XML harmless before any parser sees it: no entity declarations, no forbidden characters."""

import re
import sys

from catchup.errors import NotAFeed, UnsafeMarkup
from ingest.charset import decode, xml_as_utf8

# Possessive, so that hostile prologs cost linear time.
PROLOG = re.compile(r"(?:[^<]++|<!--.*?-->|<\?.*?\?>)*+", re.DOTALL)
HTML_ROOT = re.compile(r"<(?:!doctype\s+html\b|html\b)", re.IGNORECASE)
# Characters that XML 1.0 forbids, and references to them (feedparser dies of &#xD800;).
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,8})|([0-9]{1,10}));", re.IGNORECASE)
ROOT = re.compile(r"<(?:[\w.-]+:)?(?:rss|feed|rdf|channel|opml)[\s>]", re.IGNORECASE)
CLOSING_ROOT = re.compile(r"</(?:[\w.-]+:)?(?:rss|feed|rdf|channel|cdf)\s*>\s*\Z", re.IGNORECASE)
ANY_CLOSING_ROOT = re.compile(r"</(?:[\w.-]+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)


def safe_xml(body: bytes, content_type: str, address: str) -> bytes:
    """Prepare a feed document for the parser: checked, cleaned, UTF-8.

    Raises UnsafeMarkup for entity declarations and NotAFeed for an HTML page or no text at all.
    """
    text = FORBIDDEN.sub("", decode(body, content_type).lstrip("\ufeff"))
    if not text.strip():
        raise NotAFeed(f"{address} is empty")
    refuse_entities(text, address)
    root = text[_prolog_end(text) :][:100]
    if HTML_ROOT.match(root):
        raise NotAFeed(f"{address} is an HTML page, not a feed")
    return xml_as_utf8(REFERENCE.sub(_allowed_reference, text))


def refuse_entities(text: str, address: str) -> None:
    """Raise UnsafeMarkup where a document type declares entities (expansion, external files)."""
    start = _prolog_end(text)
    if text[start : start + 9].upper() != "<!DOCTYPE":
        return
    # Anywhere up to the root element: quotes and brackets of a DOCTYPE can hide its end.
    root = ROOT.search(text, start + 9)
    if "<!ENTITY" in text[start : root.start() if root else len(text)].upper():
        raise UnsafeMarkup(f"{address} declares entities")


def is_cut_off(text: str) -> bool:
    """Say whether a feed document ends before its root element does."""
    return ANY_CLOSING_ROOT.search(text) is None and CLOSING_ROOT.search(text) is None


def _prolog_end(text: str) -> int:
    match = PROLOG.match(text)
    return match.end() if match else 0


def _allowed_reference(match: re.Match[str]) -> str:
    number = int(match[1], 16) if match[1] else int(match[2])
    if number > sys.maxunicode or FORBIDDEN.match(chr(number)):
        return ""
    return match[0]
