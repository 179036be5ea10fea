"""Reads the main text of an article page, as a reader would see it."""

import re

from catchup.errors import ParseError, ParserKilled
from catchup.types import Article, Page, Reading
from ingest.charset import decode
from ingest.html_tree import links
from ingest.identity import canonical_url, mentions_in
from ingest.language import language_of
from ingest.parsing import parse
from ingest.text import plain_text

SHORTEST = 200
SHORTEST_PAGE = 40
SHARE_OF_PAGE = 1 / 3
LONGEST = 200_000
STUB_LENGTH = 1500
MARKUP_TYPES = re.compile(r"\s*(?:text/|application/(?:xhtml\+xml|xml)|\Z)", re.IGNORECASE)
BINARY_SHARE = 0.05
CONTROLS = bytes(set(range(32)) - {9, 10, 12, 13, 27})
STUBS = {
    "asks for scripts": re.compile(
        r"(?:enable|turn on|requires?|needs?) java ?script|(?:자바스크립트|java ?script)[를가] ",
        re.IGNORECASE,
    ),
    "is a bot check": re.compile(
        r"just a moment|checking your browser|verify (?:that )?you are (?:a )?human"
        r"|cookies to continue|attention required|access denied",
        re.IGNORECASE,
    ),
    "is an error page": re.compile(r"\b404\b|page (?:was )?not found|찾을 수 없", re.IGNORECASE),
    "is behind a paywall": re.compile(
        r"subscribe to (?:read|continue|unlock)|already a (?:member|subscriber)"
        r"|sign in to (?:read|continue)|this (?:post|article|story) is for (?:paid|paying)"
        r"|유료 (?:구독|회원)|로그인 후 (?:이용|열람)|구독자 전용",
        re.IGNORECASE,
    ),
}


def read_article(page: Page) -> Article:
    """Read a page: main text by trafilatura in the worker, hidden text never, then cleaned.

    Raises ParseError with the reason where the page holds no article: no HTML, a bot check, a
    paywall, a page of scripts or errors, fewer than 200 characters on a page that shows more than
    that; the caller then keeps the text of the feed. A text is cut at 200,000 characters
    (Reading.PARTIAL).
    """
    if not MARKUP_TYPES.match(page.content_type) or _is_binary(page.body):
        raise ParseError(f"{page.url} is no HTML page ({page.content_type or 'unnamed type'})")
    html = decode(page.body, page.content_type).replace("\x00", "")
    try:
        main: str = parse("main_text", html.encode("utf-8", "replace"))
    except ParserKilled as error:
        raise ParserKilled(f"{page.url}: {error}") from error
    text = plain_text(main)
    if len(text) < SHORTEST:
        text = _short_page(html, text, page.url)
    _refuse_stub(text, page.url)
    return Article(
        text=text[:LONGEST],
        reading=Reading.PARTIAL if len(text) > LONGEST else Reading.FULL,
        language=language_of(text),
        mentions=mentions_in(links(main), own=canonical_url(page.url)),
    )


def _short_page(html: str, main: str, address: str) -> str:
    """Accept a little text where the page shows little else: a third of it, or no links."""
    shown = plain_text(html)
    text = main if main or links(html) else shown
    if len(text) < max(SHORTEST_PAGE, SHARE_OF_PAGE * len(shown)):
        raise ParseError(f"{address} holds only {len(text)} characters of text")
    return text


def _is_binary(body: bytes) -> bool:
    start = body[:4096]
    if start.startswith(
        (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b")
    ):
        return True
    controls = len(start) - len(start.translate(None, CONTROLS))
    # UTF-16 is half zero bytes and begins with a mark.
    marked = start.startswith((b"\xff\xfe", b"\xfe\xff"))
    return not marked and controls > BINARY_SHARE * len(start)


def _refuse_stub(text: str, address: str) -> None:
    if len(text) >= STUB_LENGTH:
        return
    for reason, pattern in STUBS.items():
        if pattern.search(text):
            raise ParseError(f"{address} {reason}")
