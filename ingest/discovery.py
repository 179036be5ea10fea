"""Finds the feeds behind an address with as few questions as possible.

In turn: a service that is known to keep them at a certain place, the address itself, what its page
declares, where the page sends its readers on to, what it links to, and the usual places.
"""

import re
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from bs4.filter import SoupStrainer

from catchup.errors import FetchError, NoFeedFound, ParseError
from catchup.types import Page, Web
from ingest.charset import decode
from ingest.hosting import feed_of
from ingest.kinds import youtube
from ingest.links import absolute
from ingest.reading import parsed
from ingest.text import plain_title

FEED_TYPES = frozenset(
    f"application/{name}" for name in ("rss+xml", "atom+xml", "rdf+xml", "feed+json", "xml")
) | {"text/xml", "text/rss+xml", "text/atom+xml"}
# Types of feeds and of much else: there the address has to look like a feed, too.
VAGUE_TYPES = frozenset({"", "application/json"})
USUAL_PLACES = (
    "feed.xml", "atom.xml", "rss.xml", "index.xml", "feed/", "rss/", "rss/feed.xml", "feed.atom",
    "index.rss",
)  # fmt: skip
COMMENTS_TITLE = re.compile(r"\bcomments?(?: feed| rss)?\s*\Z|댓글|コメント", re.IGNORECASE)
COMMENTS_PATH = re.compile(r"/comments?(?:/|\.|-feed|\Z)|[?&]feed=comments", re.IGNORECASE)
LIKELY = re.compile(r"(?:rss|atom|feed)s?(?:[./?#_-]|\Z)|\.xml\Z", re.IGNORECASE)
NAMED = re.compile(r"\W*(?:(?:rss|atom)(?:\s*2\.0)?(?:\s*feed)?|feed|피드)\W*", re.IGNORECASE)
REFRESH = re.compile(r"\s*\d[\d.]*\s*[;,]\s*(?:url\s*=)?\s*['\"]?([^'\"]+)", re.IGNORECASE)
MOST_LINKS_ASKED = 3
MOST_HOPS = 2


@dataclass(frozen=True, slots=True)
class Found:
    """A feed that a page has: its address and, where known, its title."""

    url: str
    title: str = ""


def discover(url: str, web: Web) -> tuple[Found, ...]:
    """Find the feeds behind an address, best first; feeds of comments are left out.

    The feed of a known service and the address itself are asked for once. Feeds that a page
    declares are returned as declared. Where it declares none, links that look like feeds and then
    the usual places are asked, one by one, up to the first feed. Raises FetchError for the address
    itself, and NoFeedFound.
    """
    address = url if "://" in url else f"https://{url}"
    hosted = feed_of(address)
    if hosted and hosted != address and (found := _asked([hosted], web.get)):
        return found
    page = web.get(address)
    for _ in range(MOST_HOPS):
        if (title := _feed_title(page)) is not None:
            return (Found(page.url, title),)
        onward = "" if declared(page) else _onward(page)
        if not onward:
            break
        page = web.get_page(onward)
    found = declared(page) or _asked(_guesses(page), web.get_page)
    if not found:
        raise NoFeedFound(
            f"{page.url} names no feed and none stands at the usual places",
            hint="look for a link called RSS, Atom or feed on the page and add that address; a list"
            ' of posts can be watched itself: kind = "page" in sources.toml',
        )
    return found


def declared(page: Page) -> tuple[Found, ...]:
    """The feeds that a page says it has, best first, without those of comments."""
    channel = youtube.feed_of_page(page)
    return (Found(channel),) if channel else tuple(_declared(_soup(page), page.url))


def linked(page: Page) -> tuple[Found, ...]:
    """The links of a page that look like its feeds, in order, without those of comments."""
    soup = _soup(page)
    base = _base(soup, page.url)
    found: dict[str, Found] = {}
    for anchor in soup.find_all("a"):
        url, name = absolute(base, _attribute(anchor, "href")), anchor.get_text(" ", strip=True)
        is_feed = LIKELY.search(urlsplit(url).path) or NAMED.fullmatch(name)
        if url and is_feed and not _is_of_comments(url, name):
            found.setdefault(url, Found(url))
    return tuple(found.values())


def _feed_title(page: Page) -> str | None:
    try:
        return plain_title(parsed(page).title)
    except ParseError:
        return None


def _soup(page: Page) -> BeautifulSoup:
    wanted = SoupStrainer(["base", "link", "a", "meta"])
    with warnings.catch_warnings():
        # A page may be XML, or a single word; neither is worth a warning to the user.
        warnings.simplefilter("ignore", UserWarning)
        return BeautifulSoup(decode(page.body, page.content_type), "lxml", parse_only=wanted)


def _declared(soup: BeautifulSoup, address: str) -> Iterator[Found]:
    base = _base(soup, address)
    seen: set[str] = set()
    for link in soup.find_all("link"):
        title = plain_title(_attribute(link, "title"))
        url = absolute(base, _attribute(link, "href")) if _attribute(link, "href").strip() else ""
        if url and url not in seen and _is_feed(link, url) and not _is_of_comments(url, title):
            seen.add(url)
            yield Found(url, title)


def _is_feed(link: Tag, url: str) -> bool:
    relations = _attribute(link, "rel").lower().split()
    media_type = _attribute(link, "type").partition(";")[0].strip().lower()
    if "alternate" not in relations:
        return relations == ["feed"]
    vague = media_type in VAGUE_TYPES and not link.has_attr("hreflang")
    return media_type in FEED_TYPES or (vague and bool(LIKELY.search(urlsplit(url).path)))


def _is_of_comments(url: str, title: str) -> bool:
    parts = urlsplit(url)
    return bool(COMMENTS_TITLE.search(title) or COMMENTS_PATH.search(f"{parts.path}?{parts.query}"))


def _onward(page: Page) -> str:
    """Where a page sends its readers by itself (meta refresh), '' where it keeps them."""
    for meta in _soup(page).find_all("meta"):
        if _attribute(meta, "http-equiv").strip().lower() == "refresh":
            target = REFRESH.match(_attribute(meta, "content"))
            url = absolute(page.url, target[1].strip()) if target else ""
            return url if url != page.url else ""
    return ""


def _guesses(page: Page) -> Iterator[str]:
    yield from islice((found.url for found in linked(page)), MOST_LINKS_ASKED)
    for folder in _folders(page.url):
        yield from (absolute(folder, place) for place in USUAL_PLACES)


def _folders(address: str) -> Iterable[str]:
    """The folders in which a feed may lie: /blog of /blog and /blog/post.html, then the root."""
    path = urlsplit(address).path
    itself = [f"{path}/"] if path and "." not in path.rpartition("/")[2] else []
    places = [*itself, "./", "/"]
    return dict.fromkeys(absolute(address, place) for place in places)


def _asked(addresses: Iterable[str], ask: Callable[[str], Page]) -> tuple[Found, ...]:
    for address in dict.fromkeys(addresses):
        try:
            page = ask(address)
        except FetchError:
            continue
        title = _feed_title(page)
        if title is not None:
            return (Found(page.url, title),)
    return ()


def _base(soup: BeautifulSoup, address: str) -> str:
    stated = soup.find("base")
    return (absolute(address, _attribute(stated, "href")) if stated else "") or address


def _attribute(tag: Tag, name: str) -> str:
    value = tag.get(name) or ""
    return value if isinstance(value, str) else " ".join(value)
