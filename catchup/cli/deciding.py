"""What people decide about an entry of the backlog: claim, accept, dismiss and the rest."""

import getpass
from dataclasses import asdict
from datetime import datetime, timedelta

import typer

from catchup.cli.options import LATEST
from catchup.cli.saying import printable, say, say_json
from catchup.cli.session import Session, opened
from catchup.cli.waiting import one
from catchup.errors import BacklogError, ConfigError
from catchup.tomlfile import seconds
from catchup.types import BacklogEntry, Task
from taxonomy.backlog import Action, apply

ENTRY = typer.Argument(metavar="ENTRY", help="An item's number, or a task's (t7).")
TOPIC = typer.Option("", "--topic", metavar="ID", help="Needed when it waits at several topics.")
BY = typer.Option("", "--by", metavar="NAME", help="Who decides; your login if left out.")
NOTE = typer.Option("", "--note", metavar="TEXT", help="Why.")


def triage(
    ctx: typer.Context, entry: str = ENTRY, topic: str = TOPIC, by: str = BY, note: str = NOTE
) -> None:
    """Say that it is worth doing, for anybody to take up."""
    _act(ctx, Action.TRIAGE, entry, topic, by, note=note)


def claim(ctx: typer.Context, entry: str = ENTRY, topic: str = TOPIC, by: str = BY) -> None:
    """Say that you look after it; falls open after two silent weeks."""
    _act(ctx, Action.CLAIM, entry, topic, by)


def review(
    ctx: typer.Context, entry: str = ENTRY, topic: str = TOPIC, by: str = BY, note: str = NOTE
) -> None:
    """Hand in what you had claimed, for the others to accept or dismiss."""
    _act(ctx, Action.REVIEW, entry, topic, by, note=note)


def accept(
    ctx: typer.Context, entry: str = ENTRY, topic: str = TOPIC, by: str = BY, note: str = NOTE
) -> None:
    """Decide that it belongs there; the matcher never takes that back."""
    _act(ctx, Action.ACCEPT, entry, topic, by, note=note)


def dismiss(
    ctx: typer.Context, entry: str = ENTRY, topic: str = TOPIC, by: str = BY, note: str = NOTE
) -> None:
    """Decide that it does not belong there; it never comes back."""
    _act(ctx, Action.DISMISS, entry, topic, by, note=note)


def snooze(
    ctx: typer.Context,
    entry: str = ENTRY,
    until: str = typer.Argument(metavar="WHEN", help="A date such as 2026-12-01, or 14d."),
    topic: str = TOPIC,
    by: str = BY,
) -> None:
    """Put it aside until a day."""
    _act(ctx, Action.SNOOZE, entry, topic, by, until=_day(until, ctx.obj.clock()))


def write_note(
    ctx: typer.Context,
    entry: str = ENTRY,
    text: str = typer.Argument(metavar="TEXT"),
    topic: str = TOPIC,
    by: str = BY,
) -> None:
    """Leave a note for the others."""
    _act(ctx, Action.NOTE, entry, topic, by, note=text)


def reopen(ctx: typer.Context, entry: str = ENTRY, topic: str = TOPIC, by: str = BY) -> None:
    """Lift a decision, a claim or a snooze."""
    _act(ctx, Action.REOPEN, entry, topic, by)


def undo(ctx: typer.Context, entry: str = ENTRY, topic: str = TOPIC) -> None:
    """Take the last action back."""
    with opened(ctx.obj) as session:
        found = one(session, entry, topic, ctx.obj.clock())
        before: BacklogEntry | Task | None
        if isinstance(found, Task):
            before = session.store.tasks.undo(found.id)
        else:
            before = session.store.backlog.undo(found.item, found.topic)
    if before is None:
        raise BacklogError(f"nothing to undo for {found}")
    _tell(ctx, before)


def who_decides(by: str) -> str:
    """The name that a person gave, else the login. Raises ConfigError where there is neither."""
    try:
        return by or getpass.getuser()
    except (KeyError, OSError) as error:  # an account without a name, as in containers
        raise ConfigError("nobody knows who you are", hint="say it by --by NAME") from error


def _act(
    ctx: typer.Context,
    action: Action,
    ref: str,
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
        found = one(session, ref, topic, now)
        after = apply(found, action, who_decides(by), now, until=until, note=note)
        _keep(session, after)
    _tell(ctx, after)


def _keep(session: Session, entry: BacklogEntry | Task) -> None:
    if isinstance(entry, Task):
        session.store.tasks.keep([entry])
    else:
        session.store.backlog.keep(entry)


def _tell(ctx: typer.Context, entry: BacklogEntry | Task) -> None:
    if ctx.obj.json:
        say_json(asdict(entry))
    elif not ctx.obj.quiet:
        say(printable(f"{entry}: {entry.state}"))


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
