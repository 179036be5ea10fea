"""Finds the feeds of a page: the address itself, what the page names, the usual places."""

import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from bs4.filter import SoupStrainer

from catchup.errors import FetchError, NoFeedFound, ParseError
from catchup.types import Page, Web
from ingest.charset import decode
from ingest.kinds import youtube
from ingest.kinds.feed import parsed
from ingest.text import plain_title

FEED_TYPES = frozenset(
    f"application/{name}" for name in ("rss+xml", "atom+xml", "rdf+xml", "feed+json", "xml")
) | {"text/xml", "text/rss+xml", "text/atom+xml"}
USUAL_PLACES = (
    "feed.xml", "atom.xml", "rss.xml", "index.xml", "feed/", "rss/", "rss/feed.xml", "feed.atom",
    "index.rss",
)  # fmt: skip
COMMENTS = re.compile(r"\bcomments?\b|댓글|コメント", re.IGNORECASE)
LIKELY = re.compile(r"(?:rss|atom|feed)(?:[./?#-]|\Z)|\.xml\Z", re.IGNORECASE)
MOST_LINKS_ASKED = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A feed that a page has: its address and, where known, its title."""

    url: str
    title: str = ""


def discover(url: str, web: Web) -> tuple[Found, ...]:
    """Find the feeds behind an address, best first; feeds of comments are left out.

    The address is asked for once. Feeds that the page declares are returned as declared. Where it
    declares none, links that look like feeds and then the usual places are asked, one by one, up
    to the first feed. Raises FetchError for the address itself, and NoFeedFound.
    """
    page = web.get(url if "://" in url else f"https://{url}")
    title = _feed_title(page)
    if title is not None:
        return (Found(page.url, title),)
    soup = _soup(page)
    found = (
        _youtube(page) or tuple(_declared(soup, page.url)) or _asked(_guesses(soup, page.url), web)
    )
    if not found:
        raise NoFeedFound(
            f"{page.url} names no feed and none stands at the usual places",
            hint="look for a link called RSS, Atom or feed on the page and add that address",
        )
    return found


def _feed_title(page: Page) -> str | None:
    try:
        return plain_title(parsed(page).title)
    except ParseError:
        return None


def _youtube(page: Page) -> tuple[Found, ...]:
    feed = youtube.feed_of_address(page.url) or youtube.feed_of_page(page)
    return (Found(feed),) if feed else ()


def _soup(page: Page) -> BeautifulSoup:
    wanted = SoupStrainer(["base", "link", "a"])
    with warnings.catch_warnings():
        # A page may be XML, or a single word; neither is worth a warning to the user.
        warnings.simplefilter("ignore", UserWarning)
        return BeautifulSoup(decode(page.body, page.content_type), "lxml", parse_only=wanted)


def _declared(soup: BeautifulSoup, address: str) -> Iterator[Found]:
    base = _base(soup, address)
    seen: set[str] = set()
    for link in soup.find_all("link"):
        relations = _attribute(link, "rel").lower().split()
        media_type = _attribute(link, "type").partition(";")[0].strip().lower()
        if "alternate" not in relations or media_type not in FEED_TYPES:
            continue
        title = plain_title(_attribute(link, "title"))
        url = _web_address(base, _attribute(link, "href"))
        if url and url not in seen and not COMMENTS.search(f"{title} {url}"):
            seen.add(url)
            yield Found(url, title)


def _guesses(soup: BeautifulSoup, address: str) -> Iterator[str]:
    base = _base(soup, address)
    linked = (_web_address(base, _attribute(anchor, "href")) for anchor in soup.find_all("a"))
    likely = (url for url in linked if LIKELY.search(url) and not COMMENTS.search(url))
    yield from islice(dict.fromkeys(likely), MOST_LINKS_ASKED)
    for folder in dict.fromkeys((urljoin(address, "./"), urljoin(address, "/"))):
        yield from (urljoin(folder, place) for place in USUAL_PLACES)


def _asked(addresses: Iterable[str], web: Web) -> tuple[Found, ...]:
    for address in dict.fromkeys(addresses):
        try:
            page = web.get_page(address)
        except FetchError:
            continue
        title = _feed_title(page)
        if title is not None:
            return (Found(page.url, title),)
    return ()


def _base(soup: BeautifulSoup, address: str) -> str:
    declared = soup.find("base")
    return (_web_address(address, _attribute(declared, "href")) if declared else "") or address


def _attribute(tag: Tag, name: str) -> str:
    value = tag.get(name) or ""
    return value if isinstance(value, str) else " ".join(value)


def _web_address(base: str, href: str) -> str:
    """Make a link absolute; '' for an empty one and for anything but http and https."""
    try:
        url = urljoin(base, href.strip()) if href.strip() else ""
    except ValueError:
        return ""
    return url if url.startswith(("http://", "https://")) else ""
