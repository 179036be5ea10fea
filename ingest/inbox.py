"""Makes an entry of what a person hands in: one address, or a text with or without an address."""

import hashlib
from datetime import datetime

from catchup.errors import ParseError
from catchup.types import DateDoubt, Entry, ItemKind, Page, Reading, Source, Web
from ingest.articles import read_article
from ingest.dates import judge, read_date, zone_of
from ingest.entries import TEXT_LIMIT, reading_of
from ingest.heads import read_head
from ingest.html_tree import links
from ingest.identity import canonical_url, kind_of, mentions_in
from ingest.kinds import arxiv
from ingest.language import language_of
from ingest.text import plain_text, plain_title

INBOX = Source(id="inbox", url="", kind="inbox", title="Inbox")
VIDEO_SUFFIX = " - YouTube"


def read_pasted(url: str, title: str, text: str, now: datetime) -> Entry:
    """Make an entry of a pasted text; `url` may be empty, the title then is its first line.

    The text is taken for the whole from 1,500 characters on (700 of Korean), for a part below. What
    has no address came out when it was handed in; when another page came out, nobody said. Raises
    ParseError where nothing is left of the text, or the address is none.
    """
    canonical = canonical_url(url) if url.strip() else ""
    if url.strip() and not canonical:
        raise ParseError(f"{url[:200]!r} is no web address")
    body = plain_text(text)[:TEXT_LIMIT]
    if not body:
        raise ParseError("the pasted text is empty")
    kind = kind_of(canonical)
    whole = reading_of(body, body, ItemKind.POST) is Reading.FULL
    return Entry(
        entry_id=canonical or f"sha256:{hashlib.sha256(body.encode()).hexdigest()}",
        link=url.strip(),
        canonical=canonical,
        title=plain_title(title) or plain_title(body.partition("\n")[0]),
        text=body,
        published=None if canonical else now,
        date_doubt=DateDoubt.MISSING if canonical else None,
        language=language_of(body),
        kind=kind,
        reading=Reading.FULL if whole else Reading.PARTIAL,
        mentions=mentions_in(links(text), own=canonical),
    )


def fetch_one(url: str, web: Web, now: datetime) -> Entry:
    """Ask for one address: a paper by arXiv's interface, anything else by its page.

    Raises FetchError, and ParseError where the page holds nothing to read; its text can be pasted.
    """
    address = url if "://" in url else f"https://{url}"
    canonical = canonical_url(address)
    kind = kind_of(canonical)
    if kind is ItemKind.PAPER:
        found = arxiv.papers_by_id([canonical.partition("/abs/")[2]], INBOX, web)
        if not found:
            raise ParseError(f"arXiv knows no paper {canonical}")
        return found[0]
    if kind is ItemKind.VIDEO:
        return _video(web.get_page(canonical), canonical, now)
    return _post(web.get_page(address), now)


def _post(page: Page, now: datetime) -> Entry:
    article, head = read_article(page), read_head(page)
    canonical = canonical_url(page.url)
    published, doubt = _date(head.date, article.language, now)
    return Entry(
        entry_id=canonical,
        link=page.url,
        canonical=canonical,
        title=head.title or plain_title(article.text.partition("\n")[0]),
        text=article.text,
        published=published,
        date_doubt=doubt,
        language=article.language,
        kind=kind_of(canonical),
        reading=article.reading,
        mentions=article.mentions,
    )


def _video(page: Page, canonical: str, now: datetime) -> Entry:
    head = read_head(page)
    title = head.title.removesuffix(VIDEO_SUFFIX)
    if not title:
        raise ParseError(f"{canonical} has no title: the video may be gone or private")
    language = language_of(f"{title}\n{head.description}")
    published, doubt = _date(head.date, language, now)
    return Entry(
        entry_id=canonical,
        link=canonical,
        canonical=canonical,
        title=title,
        text=head.description,
        published=published,
        date_doubt=doubt,
        language=language,
        kind=ItemKind.VIDEO,
        reading=Reading.DESCRIPTION if head.description else Reading.TITLE,
    )


def _date(text: str, language: str, now: datetime) -> tuple[datetime | None, DateDoubt | None]:
    reading = judge([(text, read_date(text, zone_of(language)))], None, now)[0]
    return reading.instant, reading.doubt
