"""A web that exists in memory, and one that answers on 127.0.0.1; both show the same pages."""

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from catchup.errors import FetchError, HttpStatus
from catchup.types import Page

Pages = dict[str, tuple[str, bytes]]


@dataclass
class FakeWeb:
    """Implements `catchup.types.Web` over a dict of address -> (content type, body).

    An address without a page answers 404; `broken` ones raise what they hold. `asked` lists every
    request, conditional ones with a star.
    """

    pages: Pages = field(default_factory=dict)
    broken: dict[str, FetchError] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Page:
        self.asked.append(f"{url}*" if etag else url)
        if url in self.broken:
            raise self.broken[url]
        if url not in self.pages:
            raise HttpStatus(f"{url}: 404", status=404)
        content_type, body = self.pages[url]
        fresh = f'"{sha256(body).hexdigest()[:12]}"'
        if etag == fresh:
            return Page(url=url, status=304, etag=fresh)
        return Page(url=url, status=200, body=body, content_type=content_type, etag=fresh)

    def get_page(self, url: str) -> Page:
        return self.get(url)

    def post_json(self, url: str, question: Mapping[str, Any]) -> Page:
        return self.get(url)


def rss(title: str, *items: tuple[str, str, str, str]) -> tuple[str, bytes]:
    """An RSS page of (title, link, RFC 822 date or "", HTML) rows."""
    rows = "".join(
        f"<item><title>{name}</title><link>{link}</link><guid>{link}</guid>"
        + (f"<pubDate>{date}</pubDate>" if date else "")
        + f"<description><![CDATA[{html}]]></description></item>"
        for name, link, date, html in items
    )
    body = f'<rss version="2.0"><channel><title>{title}</title>{rows}</channel></rss>'
    return "application/rss+xml", f'<?xml version="1.0" encoding="utf-8"?>{body}'.encode()


@contextmanager
def served(pages: Pages, *, headers: Mapping[str, str] | None = None) -> Iterator[str]:
    """The pages (by path) on a real server at 127.0.0.1; yields its address, without a slash."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            content_type, body = pages.get(self.path, ("text/plain", b""))
            self.send_response(200 if self.path in pages else 404)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            for name, value in (headers or {}).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing on standard error."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
