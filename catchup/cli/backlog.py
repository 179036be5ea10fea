"""`catchup backlog`: what waits at each topic, and what people decide about it."""

import getpass
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

import typer

from catchup.cli.console import print_table
from catchup.cli.options import LATEST, read_text
from catchup.cli.saying import printable, say, say_json
from catchup.cli.session import Session, opened
from catchup.cli.whatsnew import LANGUAGES, within
from catchup.cli.working import pipeline
from catchup.errors import BacklogError, ConfigError, StoreError
from catchup.pipeline import Pipeline
from catchup.tomlfile import seconds
from catchup.types import (
    BacklogEntry,
    BacklogState,
    Candidate,
    Crawl,
    Entry,
    ItemId,
    ItemKind,
    Level,
    SourceState,
    TopicId,
)
from ingest.inbox import INBOX, fetch_one, read_pasted
from publish.periods import since as parse_since
from publish.periods import week_of
from taxonomy.backlog import Action, Filter, apply, awake, matches

app = typer.Typer(
    help="What waits at each topic.",
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
)

Choice = TypeVar("Choice", BacklogState, Level, ItemKind)

ITEM = typer.Argument(metavar="ITEM", help="The item's number.")
TOPIC = typer.Option("", "--topic", metavar="ID", help="Needed when it waits at several topics.")
BY = typer.Option("", "--by", metavar="NAME", help="Who decides; your login if left out.")
NOTE = typer.Option("", "--note", metavar="TEXT", help="Why.")


@app.callback()
def backlog() -> None:
    """What waits at each topic: list, show, claim, accept, dismiss, add and more."""


@app.command("list")
def list_entries(
    ctx: typer.Context,
    topic: str = typer.Argument("", metavar="[TOPIC]", help="A topic, area or part."),
    state: str = typer.Option("open", metavar="STATE", help="open, claimed … or all."),
    level: str = typer.Option("", metavar="LEVEL", help="intro, intermediate or advanced."),
    kind: str = typer.Option("", metavar="KIND", help="paper, post, video or repo."),
    language: str = typer.Option("", metavar="ko|en", help="Language of the items."),
    since: str = typer.Option("", metavar="SPAN", help="14d, 6w or a date: first seen since."),
) -> None:
    """What is waiting, the newest first; the filters narrow it down."""
    if language not in {"", *LANGUAGES}:
        raise ConfigError(f"--language {language}: not one of {', '.join(LANGUAGES)}")
    with opened(ctx.obj) as session:
        now = ctx.obj.clock()
        begin = parse_since(since, now, session.config.timezone).start if since else None
        wanted = Filter(
            state=_choice(BacklogState, "state", state) if state != "all" else None,
            level=_choice(Level, "level", level) if level else None,
            kind=_choice(ItemKind, "kind", kind) if kind else None,
            language=language or None,
            since=begin,
        )
        taxonomy = session.taxonomy()
        topics = within(taxonomy, topic) if topic else None
        rows = [
            (candidate, awake(entry, now))
            for candidate, entry in session.store.backlog.entries(now)
            if (topics is None or entry.topic in topics)
            and matches(wanted, candidate, entry, taxonomy, now)
        ]
    if ctx.obj.json:
        say_json([_as_json(candidate, entry) for candidate, entry in rows])
        return
    print_table(
        ("item", "topic", "state", "seen", "title"),
        [
            (
                str(entry.item),
                entry.topic,
                f"{entry.state} {entry.claimed_by}".strip(),
                f"{candidate.item.first_seen:%Y-%m-%d}",
                candidate.item.title,
            )
            for candidate, entry in rows
        ],
    )


@app.command()
def show(ctx: typer.Context, item: int = ITEM) -> None:
    """One item with everything decided about it."""
    with opened(ctx.obj) as session:
        rows = _of(session, item, ctx.obj.clock())
    if ctx.obj.json:
        say_json([_as_json(candidate, entry) for candidate, entry in rows])
        return
    say(printable(f"{rows[0][0].item.title}\n{rows[0][0].item.url}"))
    for _, entry in rows:
        by = f" by {entry.by}" if entry.by else ""
        note = f": {entry.note}" if entry.note else ""
        say(printable(f"{entry.topic:<28} {entry.state}{by}{note}"))


@app.command()
def claim(ctx: typer.Context, item: int = ITEM, topic: str = TOPIC, by: str = BY) -> None:
    """Say that you look after it; falls open after two silent weeks."""
    _act(ctx, Action.CLAIM, item, topic, by)


@app.command()
def accept(
    ctx: typer.Context, item: int = ITEM, topic: str = TOPIC, by: str = BY, note: str = NOTE
) -> None:
    """Decide that it belongs there; the matcher never takes that back."""
    _act(ctx, Action.ACCEPT, item, topic, by, note=note)


@app.command()
def dismiss(
    ctx: typer.Context, item: int = ITEM, topic: str = TOPIC, by: str = BY, note: str = NOTE
) -> None:
    """Decide that it does not belong there; it is never placed there again."""
    _act(ctx, Action.DISMISS, item, topic, by, note=note)


@app.command()
def snooze(
    ctx: typer.Context,
    item: int = ITEM,
    until: str = typer.Argument(metavar="WHEN", help="A date such as 2026-12-01, or 14d."),
    topic: str = TOPIC,
    by: str = BY,
) -> None:
    """Put it aside until a day."""
    _act(ctx, Action.SNOOZE, item, topic, by, until=_day(until, ctx.obj.clock()))


@app.command("note")
def write_note(
    ctx: typer.Context,
    item: int = ITEM,
    text: str = typer.Argument(metavar="TEXT"),
    topic: str = TOPIC,
    by: str = BY,
) -> None:
    """Leave a note for the others."""
    _act(ctx, Action.NOTE, item, topic, by, note=text)


@app.command()
def reopen(ctx: typer.Context, item: int = ITEM, topic: str = TOPIC, by: str = BY) -> None:
    """Lift a decision, a claim or a snooze."""
    _act(ctx, Action.REOPEN, item, topic, by)


@app.command()
def undo(ctx: typer.Context, item: int = ITEM, topic: str = TOPIC) -> None:
    """Take the last action back."""
    with opened(ctx.obj) as session:
        entry = _one(session, item, topic, ctx.obj.clock())
        before = session.store.backlog.undo(item, entry.topic)
    if before is None:
        raise BacklogError(f"nothing to undo for item {item} at {entry.topic}")
    if ctx.obj.json:
        say_json(asdict(before))
    elif not ctx.obj.quiet:
        say(f"item {item} at {before.topic}: {before.state}")


@app.command()
def add(
    ctx: typer.Context,
    url: str = typer.Argument(metavar="URL|FILE", help="A link, or a file with a pasted text."),
    text: str = typer.Option("", "--text", metavar="FILE", help="Its text, pasted into a file."),
    title: str = typer.Option("", metavar="TITLE", help="Of the text; its first line if left out."),
    topic: str = TOPIC,
    by: str = BY,
) -> None:
    """Put a link, or a pasted text, into the backlog."""
    who = _who(by)
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


def _act(
    ctx: typer.Context,
    action: Action,
    item: ItemId,
    topic: str,
    by: str,
    *,
    until: datetime | None = None,
    note: str = "",
) -> None:
    now = ctx.obj.clock()
    with opened(ctx.obj) as session:
        if until is not None and until.tzinfo is None:
            until = until.replace(tzinfo=session.config.timezone)
        entry = _one(session, item, topic, now)
        entry = apply(entry, action, _who(by), now, until=until, note=note)
        session.store.backlog.keep(entry)
    if ctx.obj.json:
        say_json(asdict(entry))
    elif not ctx.obj.quiet:
        say(printable(f"item {item} at {entry.topic}: {entry.state}"))


def _day(text: str, now: datetime) -> datetime:
    """An instant to come: a date, or a span from now on."""
    try:
        return now + timedelta(seconds=seconds(text))
    except (ValueError, OverflowError):
        pass
    try:
        day = datetime.fromisoformat(text)
    except ValueError as error:
        raise ConfigError(f"{text}: not a date", hint="write 2026-12-01 or 14d") from error
    if day.year > LATEST:
        raise ConfigError(f"{text}: the year must be {LATEST} or before")
    return day


def _who(by: str) -> str:
    try:
        return by or getpass.getuser()
    except (KeyError, OSError) as error:  # an account without a name, as in containers
        raise ConfigError("nobody knows who you are", hint="say it by --by NAME") from error


def _of(session: Session, item: ItemId, now: datetime) -> list[tuple[Candidate, BacklogEntry]]:
    rows = [
        (candidate, awake(entry, now))
        for candidate, entry in session.store.backlog.entries(now)
        if entry.item == item
    ]
    if not rows:
        raise BacklogError(f"item {item} waits at no topic", hint="see `catchup backlog list`")
    return rows


def _one(session: Session, item: ItemId, topic: str, now: datetime) -> BacklogEntry:
    rows = _of(session, item, now)
    found = [entry for _, entry in rows if topic in {"", entry.topic}]
    if len(found) != 1:
        every = ", ".join(entry.topic for _, entry in rows)
        raise BacklogError(f"item {item} waits at: {every}", hint="name one by --topic")
    return found[0]


def _choice(kind: type[Choice], option: str, text: str) -> Choice:
    try:
        return kind(text)
    except ValueError as error:
        known = ", ".join(kind) + (", all" if option == "state" else "")
        raise ConfigError(f"--{option} {text}: not one of {known}") from error


def _as_json(candidate: Candidate, entry: BacklogEntry) -> dict[str, object]:
    item = candidate.item
    return {
        **asdict(entry),
        "title": item.title,
        "url": item.url,
        "kind": item.kind,
        "language": item.language,
        "first_seen": item.first_seen,
    }
