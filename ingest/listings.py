"""Reads the entries of a listing page: by a CSS rule, or by the form that such pages have.

Without a rule an entry is the smallest part of the page that holds a date and a link; on a page
without dates it is an <article>, or a heading that is a link. Navigation is passed over.
"""

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ingest.raw import RawEntry

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

NAVIGATION = "nav, aside, form, footer, [role=navigation], body > header"
DATE = "time, [itemprop=datePublished]"
HEADING = "h1, h2, h3, h4, h5, h6"
LINKED_HEADING = ", ".join(f"{level} a[href]" for level in HEADING.split(", "))


def listing(body: bytes) -> tuple[RawEntry, ...]:
    """Read a listing page: a line of JSON with the CSS rule, then the HTML in UTF-8.

    The rule names `item`, and may name `link`, `title` and `date` inside it; {} means no rule.
    """
    # Loaded in the worker that reads pages only.
    from bs4 import BeautifulSoup  # noqa: PLC0415

    line, _, markup = body.partition(b"\n")
    rule = json.loads(line)
    soup = BeautifulSoup(markup.decode("utf-8", "replace"), "lxml")
    place = _attribute(soup.select_one("base[href]"), "href")
    if rule:
        return tuple(_listed(item, rule, place) for item in soup.select(rule["item"]))
    return tuple(_guessed(soup, place))


def _listed(item: "Tag", rule: Mapping[str, str], base: str) -> RawEntry:
    itself = item if item.name == "a" and "link" not in rule else None
    link = itself or item.select_one(rule.get("link", "a[href]"))
    title = item.select_one(rule["title"]) if "title" in rule else link
    return _entry(link, title, item.select_one(rule.get("date", "time")), base)


def _guessed(soup: "BeautifulSoup", base: str) -> Iterator[RawEntry]:
    for part in soup.select(NAVIGATION):
        part.decompose()
    dates = soup.select(DATE)
    seen: set[str] = set()
    parts: list[tuple[Tag | None, Tag | None]] = (
        [_dated(date) for date in dates]
        or [(item, None) for item in soup.select("article")]
        or [(item, None) for item in soup.select(LINKED_HEADING)]
    )
    for item, date in parts:
        link = _main_link(item)
        href = _attribute(link, "href")
        if item is not None and href and href not in seen:
            seen.add(href)
            yield _entry(link, item.select_one(HEADING) or link, date, base)


def _dated(date: "Tag") -> "tuple[Tag | None, Tag | None]":
    """The smallest part of the page with this date and a link: its entry."""
    for part in date.parents:
        if part.name == "a" or part.select_one("a[href]"):
            # A list without a frame around each entry: the link stands before its date.
            alone = part.name == "a" or len(part.select(DATE)) == 1
            return (part if alone else date.find_previous("a", href=True)), date
    return None, date


def _main_link(item: "Tag | None") -> "Tag | None":
    """The link of an entry: itself, its heading's, or the one with the most to say."""
    if item is None or item.name == "a":
        return item
    links = item.select(LINKED_HEADING) or item.select("a[href]")
    return max(links, key=lambda link: len(link.get_text(strip=True)), default=None)


def _entry(link: "Tag | None", title: "Tag | None", date: "Tag | None", base: str) -> RawEntry:
    shown = date.get_text(" ", strip=True) if date else ""
    return RawEntry(
        link=_attribute(link, "href"),
        title=title.get_text(" ", strip=True) if title else "",
        date=_attribute(date, "datetime") or _attribute(date, "content") or shown,
        base=base,
    )


def _attribute(tag: "Tag | None", name: str) -> str:
    value = (tag.get(name) if tag else None) or ""
    return value if isinstance(value, str) else " ".join(value)
