"""A web and feeds that tests write themselves."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from catchup.errors import FetchError, HttpStatus
from catchup.types import Page, Source, SourceState

NOW = datetime(2026, 3, 4, 9, 0, tzinfo=UTC)
FEED_URL = "https://blog.example/feed.xml"
SOURCE = Source(id="blog", url=FEED_URL, every=timedelta(hours=6))
STATE = SourceState(source="blog")


class FakeWeb:
    """Answers from a table of pages (or errors) and remembers what it was asked."""

    def __init__(self, pages: Mapping[str, Page | bytes | FetchError]) -> None:
        self.pages = dict(pages)
        self.asked: list[tuple[str, str | None, str | None]] = []
        self.questions: list[Mapping[str, Any]] = []

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Page:
        self.asked.append((url, etag, last_modified))
        answer = self.pages.get(url)
        if answer is None:
            raise HttpStatus(f"{url} answered 404", status=404)
        if isinstance(answer, FetchError):
            raise answer
        return answer if isinstance(answer, Page) else page(answer, url)

    def get_page(self, url: str) -> Page:
        return self.get(url)

    def post_json(self, url: str, question: Mapping[str, Any]) -> Page:
        self.questions.append(question)
        return self.get(url)


def page(body: bytes | str, url: str = FEED_URL, content_type: str = "application/xml") -> Page:
    data = body.encode() if isinstance(body, str) else body
    return Page(url=url, status=200, body=data, content_type=content_type, etag='"1"')


def html_page(body: bytes | str, url: str = "https://blog.example/post") -> Page:
    return page(body, url, "text/html; charset=utf-8")


def rss(*items: str, channel: str = "") -> str:
    joined = "".join(f"<item>{item}</item>" for item in items)
    namespaces = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return (
        f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" {namespaces}>'
        f"<channel><title>Blog</title>{channel}{joined}</channel></rss>"
    )


def item(number: int, date: str = "", extra: str = "") -> str:
    dated = f"<pubDate>{date}</pubDate>" if date else ""
    link = f"https://blog.example/{number}"
    return f"<title>Post {number}</title><link>{link}</link><guid>{number}</guid>{dated}{extra}"
