"""Remembers answers for the length of one command, so that no address is asked for twice."""

from collections.abc import Mapping
from typing import Any

from catchup.types import Page, Web


class RememberingWeb:
    """A web that hands out the page it has when the same address is asked for again."""

    def __init__(self, web: Web) -> None:
        self._web = web
        self._pages: dict[str, Page] = {}

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Page:
        """Answer from memory, else ask. Raises FetchError."""
        known = self._pages.get(url)
        return known or self._kept(url, self._web.get(url, etag=etag, last_modified=last_modified))

    def get_page(self, url: str) -> Page:
        """Answer from memory, else ask (robots.txt is obeyed). Raises FetchError."""
        return self._pages.get(url) or self._kept(url, self._web.get_page(url))

    def post_json(self, url: str, question: Mapping[str, Any]) -> Page:
        """Ask; answers to questions are not kept. Raises FetchError."""
        return self._web.post_json(url, question)

    def _kept(self, url: str, page: Page) -> Page:
        self._pages[url] = self._pages[page.url] = page
        return page
