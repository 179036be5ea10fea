"""Reads what a page says about itself: its title, its description, its date."""

import warnings
from collections.abc import Mapping
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.filter import SoupStrainer

from catchup.types import Page
from ingest.charset import decode
from ingest.text import clean, plain_title

TITLES = ("og:title", "twitter:title")
DESCRIPTIONS = ("og:description", "description")
DATES = ("article:published_time", "datePublished", "uploadDate", "date", "pubdate")


@dataclass(frozen=True, slots=True)
class Head:
    """A page about itself; empty where it says nothing. `date` is as written."""

    title: str = ""
    description: str = ""
    date: str = ""


def read_head(page: Page) -> Head:
    """Read the <title> and the <meta> elements of an HTML page; never fails."""
    wanted = SoupStrainer(["title", "meta"])
    with warnings.catch_warnings():
        # A page may be XML, or a single word; neither is worth a warning to the user.
        warnings.simplefilter("ignore", UserWarning)
        soup = BeautifulSoup(decode(page.body, page.content_type), "lxml", parse_only=wanted)
    said: dict[str, str] = {}
    for meta in soup.find_all("meta"):
        for key in ("property", "name", "itemprop"):
            if name := meta.get(key):
                said.setdefault(str(name), str(meta.get("content") or "").strip())
    title = soup.find("title")
    return Head(
        title=_first(said, TITLES) or (plain_title(title.get_text()) if title else ""),
        description=clean(next(filter(None, map(said.get, DESCRIPTIONS)), "") or ""),
        date=next(filter(None, map(said.get, DATES)), "") or "",
    )


def _first(said: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((plain_title(said[name]) for name in names if said.get(name)), "")
