"""Puts what a person hands in into the backlog: a link, or a pasted text."""

from datetime import datetime
from pathlib import Path

import typer

from catchup.cli.deciding import BY, TOPIC, who_decides
from catchup.cli.options import read_text
from catchup.cli.saying import printable, say, say_json
from catchup.cli.whatsnew import within
from catchup.cli.working import pipeline
from catchup.errors import ConfigError, StoreError
from catchup.pipeline import Pipeline
from catchup.types import (
    BacklogEntry,
    Candidate,
    Crawl,
    Entry,
    ItemId,
    SourceState,
    TopicId,
)
from ingest.inbox import INBOX, fetch_one, read_pasted
from publish.periods import week_of


def add(
    ctx: typer.Context,
    url: str = typer.Argument(metavar="URL|FILE", help="A link, or a file with a pasted text."),
    text: str = typer.Option("", "--text", metavar="FILE", help="Its text, pasted into a file."),
    title: str = typer.Option("", metavar="TITLE", help="Of the text; its first line if left out."),
    topic: str = TOPIC,
    by: str = BY,
) -> None:
    """Put a link, or a pasted text, into the backlog."""
    who = who_decides(by)
    with pipeline(ctx.obj) as ready:
        now = ctx.obj.clock()
        if topic and within(ready.taxonomy, topic) != {topic}:
            raise ConfigError(f"`{topic}` is no topic but holds some", hint="name one of them")
        entry = _entry_of(ready, url, text, title, now)
        found = _handed_in(ready, entry, now)
        topics = [topic] if topic else [match.topic for match in found.matches]
        decided = _decided(ready, found.item.id, now)
        for name in topics:
            if name not in decided:
                ready.store.backlog.keep(
                    BacklogEntry(item=found.item.id, topic=name, by=who, changed=now)
                )
    if ctx.obj.json:
        say_json({"item": found.item.id, "topics": topics})
    elif not ctx.obj.quiet:
        where = ", ".join(topics) or "no topic found: name one by --topic"
        say(printable(f"item {found.item.id}: {entry.title} ({where})"))


def _entry_of(ready: Pipeline, what: str, text: str, title: str, now: datetime) -> Entry:
    """A pasted text with its address, a file without one, or what the address shows."""
    if text:
        return read_pasted(what, title, read_text(Path(text)), now)
    if Path(what).is_file():
        return read_pasted("", title, read_text(Path(what)), now)
    if "://" not in what and "." not in what.partition("/")[0]:
        hint = "give a link such as https://… or the path of a text file"
        raise ConfigError(f"`{what}` is neither a web address nor a file here", hint=hint)
    return fetch_one(what, ready.web, now)


def _decided(ready: Pipeline, item: ItemId, now: datetime) -> frozenset[TopicId]:
    """Topics at which somebody has touched an item: handing it in again lifts no decision."""
    rows = ready.store.backlog.entries(now)
    return frozenset(entry.topic for _, entry in rows if entry.item == item and entry.by)


def _handed_in(ready: Pipeline, entry: Entry, now: datetime) -> Candidate:
    """The item of an entry that a person handed in, stored and matched."""
    state = SourceState(source=INBOX.id, url=INBOX.url, visited=now, succeeded=now)
    crawl = Crawl(source=INBOX, state=state, entries=(entry,))
    # What a source shows at its first visit may be back-fill; what a person hands in never is.
    ready.store.sources.keep(state)
    ready.store.take(crawl, now=now, week_start=week_of(now, ready.config.timezone).start)
    ready.match()
    found = ready.store.items.by_entry(INBOX.id, entry)
    if found is None:
        raise StoreError(f"{entry.title} was not stored")
    return found
