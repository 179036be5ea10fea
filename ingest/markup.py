"""Mends XML before any parser sees it: harmless, and as well-formed as it can be told to be."""

import re
import sys

from catchup.errors import NotAFeed, UnsafeMarkup
from ingest.charset import decode, xml_as_utf8
from ingest.limits import few_attributes

# Possessive, so that hostile prologs cost linear time.
PROLOG = re.compile(r"(?:[^<]++|<!--.*?-->|<\?.*?\?>)*+", re.DOTALL)
HTML_ROOT = re.compile(r"<(?:!doctype\s+html\b|html\b)", re.IGNORECASE)
# Characters that XML 1.0 forbids, and references to them (feedparser dies of &#xD800;).
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,8})|([0-9]{1,10}));", re.IGNORECASE)
# A short plain text or one character; it can neither fetch nor grow.
HARMLESS_ENTITY = re.compile(
    r"""<!ENTITY\s+[\w.-]+\s+(?:"(?:[^"&%<]{0,100}|&#\w{1,8};)"|'(?:[^'&%<]{0,100}|&#\w{1,8};)')\s*>""",
    re.IGNORECASE,
)
USED_PREFIX = re.compile(r"<([A-Za-z][\w.-]*):")
DECLARED_PREFIX = re.compile(r"\sxmlns:([\w.-]+)\s*=")
NAMESPACES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "media": "http://search.yahoo.com/mrss/",
}
ROOT = re.compile(r"<(?:[\w.-]+:)?(?:rss|feed|rdf|channel|opml)[\s>]", re.IGNORECASE)
# The last ">" may be missing: nothing is lost by that.
CLOSING_ROOT = re.compile(
    r"</(?:[\w.-]+:)?(?:rss|feed|rdf|channel|cdf)\s*(?:>\s*)?\Z", re.IGNORECASE
)
ANY_CLOSING_ROOT = re.compile(r"</(?:[\w.-]+:)?(?:rss|feed|rdf)\s*>", re.IGNORECASE)
ROOT_NAME = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
CDATA, CDATA_END = "<![CDATA[", "]]>"
# An "&" that begins no reference.
LOOSE_AMPERSAND = re.compile(r"&(?!(?:[A-Za-z][\w.-]*|#[0-9]+|#[xX][0-9a-fA-F]+);)")


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
    text = REFERENCE.sub(_allowed_reference, text)
    return xml_as_utf8(_with_namespaces(few_attributes(_escaped_ampersands(text))))


def refuse_entities(text: str, address: str) -> None:
    """Raise UnsafeMarkup where a document type declares entities (expansion, external files).

    Short texts for themselves are let through: old feeds name their accented letters so.
    """
    start = _prolog_end(text)
    if text[start : start + 9].upper() != "<!DOCTYPE":
        return
    # Anywhere up to the root element: quotes and brackets of a DOCTYPE can hide its end.
    root = ROOT.search(text, start + 9)
    declared = HARMLESS_ENTITY.sub("", text[start : root.start() if root else len(text)])
    if "<!ENTITY" in declared.upper():
        raise UnsafeMarkup(f"{address} declares entities")


def is_cut_off(text: str) -> bool:
    """Say whether a feed document ends before its root element does."""
    return ANY_CLOSING_ROOT.search(text) is None and CLOSING_ROOT.search(text) is None


def root_name(text: str) -> str:
    """Name the root element of a document in lower case, without prefix; '' where there is none."""
    match = ROOT_NAME.match(text, _prolog_end(text))
    return match[1].lower() if match else ""


def _prolog_end(text: str) -> int:
    match = PROLOG.match(text)
    return match.end() if match else 0


def _with_namespaces(text: str) -> str:
    """Declare the prefixes that a document uses and forgot; unknown ones mean nothing."""
    missing = sorted(set(USED_PREFIX.findall(text)) - set(DECLARED_PREFIX.findall(text)))
    root = ROOT_NAME.match(text, _prolog_end(text))
    if not missing or root is None:
        return text
    declared = (f' xmlns:{name}="{NAMESPACES.get(name, f"urn:{name}")}"' for name in missing)
    return text[: root.end()] + "".join(declared) + text[root.end() :]


def _escaped_ampersands(text: str) -> str:
    """Escape loose ampersands, but not in CDATA sections, where they are ordinary characters."""
    first, *rest = text.split(CDATA)
    pieces = [LOOSE_AMPERSAND.sub("&amp;", first)]
    for part in rest:
        section, end, after = part.partition(CDATA_END)
        pieces += [CDATA, section, end, LOOSE_AMPERSAND.sub("&amp;", after)]
    return "".join(pieces)


def _allowed_reference(match: re.Match[str]) -> str:
    number = int(match[1], 16) if match[1] else int(match[2])
    if number > sys.maxunicode or FORBIDDEN.match(chr(number)):
        return ""
    return match[0]
