"""Serves the bundled sample as if it were the web: package files only, never a socket."""

from collections.abc import Mapping
from email.utils import format_datetime
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import PurePath
from typing import Any
from urllib.parse import urlsplit

from catchup.demo import DEMO_SOURCES, INSTANTS
from catchup.errors import HttpStatus
from catchup.types import Clock, Page

CONTENT_TYPES = {
    ".xml": "application/xml; charset=utf-8",
    ".json": "application/feed+json; charset=utf-8",
    ".html": "text/html; charset=utf-8",
}


class DemoWeb:
    """A `catchup.types.Web` over the sample; the clock decides which edition the feeds show.

    That is the newest one that is not in the future, and the first one before that.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._root = files("catchup.demo")
        self._feeds = {source.url: source.id for source in DEMO_SOURCES}

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Page:
        """The feed of one of `DEMO_SOURCES`; 304 for its own validators (RFC 9110, 13.2.2).

        Raises HttpStatus 404 for any other address.
        """
        edition = max((i for i in INSTANTS if i <= self._clock()), default=INSTANTS[0])
        folder = self._root / "feeds" / f"{edition:%Y-%m-%d}"
        found = _file(folder, self._feeds.get(url, ""))
        if found is None:
            raise _missing(url)
        page = self._page(url, found, last_modified=format_datetime(edition, usegmt=True))
        unchanged = etag == page.etag if etag else last_modified == page.last_modified
        return _not_modified(page) if unchanged else page

    def get_page(self, url: str) -> Page:
        """An article page: `pages/HOST/LAST-PART-OF-PATH.html`. Raises HttpStatus 404."""
        address = urlsplit(url)
        host = _folder(self._root / "pages", address.hostname or "")
        found = _file(host, address.path.rstrip("/").rpartition("/")[2]) if host else None
        if found is None:
            raise _missing(url)
        return self._page(url, found)

    def post_json(self, url: str, question: Mapping[str, Any]) -> Page:  # noqa: ARG002 the protocol
        """There is nobody to ask in the demo. Raises HttpStatus 404."""
        raise _missing(url)

    def _page(self, url: str, file: Traversable, *, last_modified: str | None = None) -> Page:
        body = file.read_bytes()
        return Page(
            url=url,
            status=200,
            body=body,
            content_type=CONTENT_TYPES[PurePath(file.name).suffix],
            etag=f'"{sha256(body).hexdigest()[:16]}"',
            last_modified=last_modified,
            date=self._clock(),
        )


# Names are compared and never joined to a path, because an address may hold "..".
def _folder(parent: Traversable, name: str) -> Traversable | None:
    return next((child for child in parent.iterdir() if child.name == name), None)


def _file(folder: Traversable, stem: str) -> Traversable | None:
    return next((child for child in folder.iterdir() if PurePath(child.name).stem == stem), None)


def _not_modified(page: Page) -> Page:
    return Page(
        url=page.url,
        status=304,
        etag=page.etag,
        last_modified=page.last_modified,
        date=page.date,
    )


def _missing(url: str) -> HttpStatus:
    return HttpStatus(f"{url}: 404, the demo has no such page", status=404)
