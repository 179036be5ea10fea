"""`catchup seen`: up to when a reader has seen what came out; the next report begins there."""

from datetime import datetime
from zoneinfo import ZoneInfo

import typer

from catchup.cli.saying import say, say_json
from catchup.cli.session import opened
from publish.periods import since as parse_since

ME = "me"
READER = typer.Option(ME, metavar="NAME", help="Whose mark it is, where several read.")


def seen(
    ctx: typer.Context,
    at: str = typer.Option("", metavar="SPAN", help="Until then: 2d, 1w or a date; now if empty."),
    reader: str = READER,
    undo: bool = typer.Option(False, "--undo", help="Take the last mark back."),
) -> None:
    """Note that you have seen what came out until now.

    The next `catchup` begins there. Nothing is ever marked by itself.
    """
    with opened(ctx.obj) as session:
        marks, now = session.store.marks, ctx.obj.clock()
        if undo:
            marks.undo(reader)
        else:
            instant = parse_since(at, now, session.config.timezone).start if at else now
            marks.add(reader, instant)
        latest = marks.latest(reader)
    if ctx.obj.json:
        say_json({"reader": reader, "seen": latest})
    elif not ctx.obj.quiet:
        say(_said(latest, session.config.timezone))


def _said(latest: datetime | None, timezone: ZoneInfo) -> str:
    if latest is None:
        return "no mark: `catchup` covers the last seven days"
    return f"seen until {latest.astimezone(timezone):%Y-%m-%d %H:%M}; `catchup` begins there"
