"""Visits a YouTube channel or playlist: finds the feed that an address stands for, and reads it.

The address may be a channel (/channel/UC…, /@handle, /c/name, /user/name), a playlist, a video
(its channel is watched), or the feed itself. Chapters are lines of a description and stay there.
"""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from http import HTTPStatus
from urllib.parse import parse_qs, urlsplit

from catchup.errors import GoneError, HttpStatus, NoFeedFound
from catchup.types import Crawl, Entry, ItemKind, Page, Reading, Source, SourceState, Web
from ingest.charset import decode
from ingest.kinds import feed

FEED = "https://www.youtube.com/feeds/videos.xml"
CHANNEL = r"(UC[\w-]{22})"
CHANNEL_PATH = re.compile(rf"/channel/{CHANNEL}(?:/|\Z)")
PLAYLIST = re.compile(r"[\w-]{13,64}")
# How a page names its own channel, surest first: others are named on it too.
CHANNEL_IN_PAGE = (
    re.compile(rf'<link[^>]+rel="canonical"[^>]+youtube\.com/channel/{CHANNEL}'),
    re.compile(rf'itemprop="(?:channelId|identifier)" content="{CHANNEL}'),
    re.compile(rf'"externalId"\s*:\s*"{CHANNEL}'),
    re.compile(rf'"channelId"\s*:\s*"{CHANNEL}'),
    re.compile(rf"youtube\.com/channel/{CHANNEL}"),
)
PROBABLY_GONE = timedelta(days=14)


def visit(source: Source, state: SourceState, web: Web, now: datetime) -> Crawl:
    """Find the feed, once for good, and read it. Raises SourceError.

    YouTube's feeds answer 404 and 500 for days and come back: neither means that one is gone.
    """
    address = feed_of_address(source.url) or state.resolved or _asked(source, web)
    try:
        crawl = feed.visit(replace(source, url=address), state, web, now)
    except (GoneError, HttpStatus) as error:
        raise _passing(error, state, now) from error
    return replace(
        crawl,
        source=source,
        state=replace(crawl.state, resolved=address),
        entries=tuple(_video(entry) for entry in crawl.entries),
    )


def feed_of_address(url: str) -> str:
    """The feed that an address names by itself, '' where its page has to be asked."""
    parts = urlsplit(url)
    if not is_youtube(url):
        return ""
    named = parse_qs(parts.query)
    if channel := CHANNEL_PATH.match(parts.path):
        return f"{FEED}?channel_id={channel[1]}"
    if parts.path == "/feeds/videos.xml" and {"channel_id", "playlist_id", "user"} & set(named):
        return f"{FEED}?{parts.query}"
    playlist = named.get("list", [""])[0]
    if parts.path == "/playlist" and PLAYLIST.fullmatch(playlist):
        return f"{FEED}?playlist_id={playlist}"
    return ""


def feed_of_page(page: Page) -> str:
    """The feed of the channel that a page of YouTube belongs to, '' where it names none."""
    if not is_youtube(page.url):
        return ""
    html = decode(page.body, page.content_type)
    found = (pattern.search(html) for pattern in CHANNEL_IN_PAGE)
    return next((f"{FEED}?channel_id={match[1]}" for match in found if match), "")


def is_youtube(url: str) -> bool:
    """Say whether an address is one of YouTube's."""
    host = urlsplit(url).hostname or ""
    return host == "youtu.be" or f".{host}".endswith(".youtube.com")


def _asked(source: Source, web: Web) -> str:
    found = ""
    if is_youtube(source.url):
        page = web.get_page(source.url)
        found = feed_of_address(page.url) or feed_of_page(page)
    if not found:
        raise NoFeedFound(
            f"{source.url} leads to no channel and no playlist of YouTube",
            hint="use the address of the channel (/@name or /channel/UC…) or of the playlist",
        )
    return found


def _passing(error: GoneError | HttpStatus, state: SourceState, now: datetime) -> HttpStatus:
    """The same failure as one that may pass, and after 14 days of it a word of doubt."""
    status = HTTPStatus.GONE.value if isinstance(error, GoneError) else error.status
    wait = None if isinstance(error, GoneError) else error.retry_after
    message = str(error)
    if state.succeeded is not None and now - state.succeeded >= PROBABLY_GONE:
        message += f"; no answer since {state.succeeded:%Y-%m-%d}: the channel may be gone"
    return HttpStatus(message, status=status, retry_after=wait)


def _video(entry: Entry) -> Entry:
    reading = Reading.DESCRIPTION if entry.text else Reading.TITLE
    return replace(entry, kind=ItemKind.VIDEO, reading=reading)
