"""Reads sitemaps: lists of pages, news sitemaps and indexes (sitemaps.org 0.9), or plain text."""

import re

from lxml import etree  # type: ignore[import-untyped]

from ingest.html_tree import Element
from ingest.raw import RawEntry, RawSitemap

WEB_ADDRESS = re.compile(r"https?://\S+", re.IGNORECASE)


def sitemap(body: bytes) -> RawSitemap | None:
    """Read a sitemap from UTF-8 bytes; None where it is none."""
    if not body.lstrip().startswith(b"<"):
        lines = [line.strip() for line in body.decode("utf-8", "replace").splitlines()]
        links = [line for line in lines if WEB_ADDRESS.fullmatch(line)]
        return RawSitemap(entries=tuple(RawEntry(link=link) for link in links)) if links else None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
    root = etree.fromstring(body, parser)
    if root is None or _name(root) not in {"urlset", "sitemapindex"}:
        return None
    places = [_texts(place) for place in root if _name(place) in {"url", "sitemap"}]
    if _name(root) == "sitemapindex":
        return RawSitemap(sitemaps=tuple((p.get("loc", ""), p.get("lastmod", "")) for p in places))
    return RawSitemap(entries=tuple(_entry(place) for place in places))


def _entry(place: dict[str, str]) -> RawEntry:
    return RawEntry(
        link=place.get("loc", ""),
        title=place.get("news/title", ""),
        date=place.get("news/publication_date") or place.get("lastmod", ""),
    )


def _texts(place: Element) -> dict[str, str]:
    """What the parts of a place say, by their names; those of its news as "news/…"."""
    found: dict[str, str] = {}
    for part in place:
        if _name(part) == "news":
            found.update((f"news/{_name(detail)}", _said(detail)) for detail in part)
        else:
            found.setdefault(_name(part), _said(part))
    return found


def _said(part: Element) -> str:
    return " ".join((part.text or "").split())


def _name(element: Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
