"""Reads JSON Feed 1 and 1.1 (jsonfeed.org); feedparser does not."""

import html
import json
from typing import Any

from ingest.raw import MOST_ENTRIES, RawEntry, RawFeed, unique


def looks_like_json(body: bytes) -> bool:
    """Say whether a body can only be JSON: feeds in XML never begin with a brace."""
    return body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def read_json_feed(body: bytes) -> RawFeed:
    """Read a JSON Feed; forgives null fields, number ids and items that are no objects.

    `version` is empty for JSON that is no feed. Raises ValueError or RecursionError for damaged
    JSON.
    """
    document = json.loads(body)
    items = document.get("items") if isinstance(document, dict) else None
    if not isinstance(items, list):
        return RawFeed(version="")
    feed_authors = _authors(document)
    objects = _objects(document, "items")
    return RawFeed(
        version=_string(document, "version") or "json",
        feed_id=_string(document, "feed_url"),
        link=_string(document, "home_page_url"),
        title=_string(document, "title"),
        summary=_string(document, "description"),
        authors=feed_authors,
        language=_string(document, "language"),
        entries=tuple(_entry(item, feed_authors) for item in objects[:MOST_ENTRIES]),
        entries_cut=max(0, len(objects) - MOST_ENTRIES),
    )


def _entry(item: dict[str, Any], feed_authors: tuple[str, ...]) -> RawEntry:
    return RawEntry(
        entry_id=_string(item, "id"),
        link=_string(item, "url") or _string(item, "external_url"),
        title=_string(item, "title"),
        summary=_string(item, "summary"),
        # Text is not markup: its "<" are no tags.
        content=_string(item, "content_html") or html.escape(_string(item, "content_text")),
        authors=_authors(item) or feed_authors,
        date=_string(item, "date_published") or _string(item, "date_modified"),
        enclosures=unique(_string(part, "url") for part in _objects(item, "attachments")),
    )


def _objects(value: dict[str, Any], name: str) -> list[dict[str, Any]]:
    found = value.get(name)
    listed = found if isinstance(found, list) else []
    return [part for part in listed if isinstance(part, dict)]


def _authors(value: dict[str, Any]) -> tuple[str, ...]:
    # Version 1 had one author; the list of 1.1 may stand beside it, or be empty.
    listed = _objects(value, "authors") or _objects({"author": [value.get("author")]}, "author")
    return unique(_string(author, "name") for author in listed)


def _string(value: dict[str, Any], name: str) -> str:
    found = value.get(name)
    if isinstance(found, bool) or not isinstance(found, str | int | float):
        return ""
    # Whole floats are ids that passed through a language without integers.
    return str(int(found)) if isinstance(found, float) and found.is_integer() else str(found)
