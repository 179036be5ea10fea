"""Visits a listing page that has no feed, by a CSS rule: `item`, and `link`, `title`, `date` in it.

A rule that leaves one out means the first link of an item, that link's text, and its first <time>
(its `datetime` counts before its text). Without any rule the entries are found by the usual form
of such pages (`ingest.listings`). `date_format` reads dates that no feed would write (as strptime
does: "%d/%m/%y"). Links lose what trackers added.
"""

import json
from dataclasses import replace
from datetime import UTC, datetime

from xxhash import xxh3_128_hexdigest

from catchup.errors import ParseError, ParserKilled
from catchup.types import Crawl, Entry, Page, Source, SourceState, Web
from ingest.charset import decode
from ingest.dates import zone_of
from ingest.entries import entries_of
from ingest.identity import untracked
from ingest.parsing import parse
from ingest.raw import RawEntry, RawFeed
from ingest.states import successful, with_window

RULE = ("item", "link", "title", "date")
UNKNOWN_FORM = "{} lists nothing that can be told apart; a rule has to say what an item is"


def visit(source: Source, state: SourceState, web: Web, now: datetime) -> Crawl:
    """Ask for the page (robots.txt is obeyed) and read it when it changed. Raises SourceError."""
    page = web.get_page(source.url)
    visited = successful(source, state, now, page)
    digest = xxh3_128_hexdigest(page.body)
    if digest == state.body_hash:
        return Crawl(source=source, state=visited, unchanged=True)
    entries = read(page, source, now)
    published = [entry.published for entry in entries]
    kept = with_window(replace(visited, body_hash=digest), state, published)
    return Crawl(source=source, state=kept, entries=entries)


def read(page: Page, source: Source, now: datetime) -> tuple[Entry, ...]:
    """Read the entries of a listing page. Raises ParseError."""
    listed = RawFeed(version="page", entries=_listed(page, source))
    return tuple(
        replace(entry, link=untracked(entry.link))
        for entry in entries_of(listed, page, source, now)
    )


def _listed(page: Page, source: Source) -> tuple[RawEntry, ...]:
    rule = {name: source.options[name] for name in RULE if source.options.get(name)}
    if rule and "item" not in rule:
        raise ParseError(
            f"the rule of the page source {source.id} names no item",
            hint='write options = {item = "article"}, a CSS selector of one entry, or no rule',
        )
    html = decode(page.body, page.content_type).encode("utf-8", "replace")
    try:
        found: tuple[RawEntry, ...] = parse("listing", json.dumps(rule).encode() + b"\n" + html)
    except ParserKilled as error:
        raise ParserKilled(f"{page.url}: {error}") from error
    except ParseError as error:
        raise ParseError(f"{page.url}: the rule {rule} cannot be applied: {error}") from error
    linked = tuple(entry for entry in found if entry.link)
    if not linked:
        what = "has no link in what matches" if found else "has nothing that matches"
        raise ParseError(
            f"{page.url} {what} {rule['item']!r}" if rule else UNKNOWN_FORM.format(page.url)
        )
    form = source.options.get("date_format", "")
    return tuple(_dated(entry, form, source) for entry in linked) if form else linked


def _dated(entry: RawEntry, form: str, source: Source) -> RawEntry:
    try:
        date = datetime.strptime(entry.date, form)  # noqa: DTZ007 the zone comes next
    except ValueError:
        return entry
    local = date if date.tzinfo else date.replace(tzinfo=zone_of(source.language))
    return replace(entry, date=local.astimezone(UTC).isoformat())
