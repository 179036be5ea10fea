"""Reads JSON Feed 1 and 1.1 (jsonfeed.org); feedparser does not."""

import json
from typing import Any

from catchup.errors import BrokenFeed, NotAFeed
from ingest.charset import decode
from ingest.raw import RawEntry, RawFeed, unique


def looks_like_json(body: bytes) -> bool:
    """Say whether a body can only be JSON: feeds in XML never begin with a brace."""
    return body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def read_json_feed(body: bytes, content_type: str, address: str) -> RawFeed:
    """Read a JSON Feed; forgives null fields, number ids and items that are no objects.

    Raises BrokenFeed for damaged JSON and NotAFeed for JSON that is no feed.
    """
    try:
        document = json.loads(decode(body, content_type))
    except (ValueError, RecursionError) as error:
        raise BrokenFeed(f"{address} is not well-formed JSON: {error}") from error
    items = document.get("items") if isinstance(document, dict) else None
    if not isinstance(items, list):
        raise NotAFeed(f"{address} is JSON, but no JSON Feed: it has no list of items")
    feed_authors = _authors(document)
    entries = (_entry(item, feed_authors) for item in items if isinstance(item, dict))
    return RawFeed(
        version=_string(document, "version") or "json",
        title=_string(document, "title"),
        entries=tuple(entries),
    )


def _entry(item: dict[str, Any], feed_authors: tuple[str, ...]) -> RawEntry:
    return RawEntry(
        entry_id=_string(item, "id"),
        link=_string(item, "url") or _string(item, "external_url"),
        title=_string(item, "title"),
        summary=_string(item, "summary"),
        content=_string(item, "content_html") or _string(item, "content_text"),
        authors=_authors(item) or feed_authors,
        date=_string(item, "date_published") or _string(item, "date_modified"),
    )


def _authors(value: dict[str, Any]) -> tuple[str, ...]:
    several = value.get("authors")
    listed = several if isinstance(several, list) else [value.get("author")]
    return unique(_string(author, "name") for author in listed if isinstance(author, dict))


def _string(value: dict[str, Any], name: str) -> str:
    found = value.get(name)
    if isinstance(found, bool) or not isinstance(found, str | int | float):
        return ""
    # Whole floats are ids that passed through a language without integers.
    return str(int(found)) if isinstance(found, float) and found.is_integer() else str(found)
