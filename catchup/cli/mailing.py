"""`catchup send` and `catchup status`: the letter on its way."""

from pathlib import Path

import typer

from catchup.cli.console import print_run, print_table
from catchup.cli.issues import find
from catchup.cli.options import Options
from catchup.cli.saying import say, say_json
from catchup.cli.session import opened
from catchup.cli.working import pipeline
from catchup.errors import PublishError
from catchup.pipeline import Pipeline
from catchup.pipeline.sending import is_late, latest, letters_of, trial
from catchup.types import DeliveryState

OWED = (DeliveryState.PENDING, DeliveryState.DEFERRED, DeliveryState.SENDING)


def send(
    ctx: typer.Context,
    dry_run: bool = typer.Option(False, "--dry-run", help="Say how many would get it."),
    limit: int = typer.Option(0, metavar="N", min=0, help="At most so many letters now."),
    to: str = typer.Option("", metavar="ADDRESS", help="Only a trial, marked [TEST], to this one."),
    late: bool = typer.Option(False, "--late", help="Also when the issue is past its time."),
    write: str = typer.Option("", metavar="FOLDER", help="Write the mails there, send nothing."),
) -> None:
    """Send the latest issue to everyone who is still owed it."""
    with pipeline(ctx.obj) as ready:
        if write:
            paths = _written(ready, Path(write))
            _told(ctx.obj, {"written": [str(path) for path in paths]}, f"wrote {len(paths)} mails")
            return
        if to:
            trial(ready, to)
            _told(ctx.obj, {"trial": to}, f"sent a trial to {to}")
            return
        if dry_run:
            waiting = _waiting(ready)
            _told(
                ctx.obj,
                {"subscribers": waiting},
                f"{waiting} {'subscriber' if waiting == 1 else 'subscribers'} would get it",
            )
            return
        _check_issue(ready, late=late)
        run = ready.send(limit=limit or None, late=late)
    if ctx.obj.json:
        say_json({"sent": run.done, "failed": run.failed, "waiting": run.skipped})
    print_run(run, ctx.obj)


def status(ctx: typer.Context) -> None:
    """What became of the letters of the latest issue."""
    with opened(ctx.obj) as session:
        issue = find(session, "")
        counts = session.store.deliveries.counts(issue.number)
    if ctx.obj.json:
        say_json({"issue": issue.week, "letters": counts})
    else:
        print_table(("state", "letters"), [(state, str(n)) for state, n in counts.items()])


def _waiting(ready: Pipeline) -> int:
    """How many are still owed the latest issue; its audience is frozen by the first sending."""
    issue = latest(ready)
    counts = ready.store.deliveries.counts(issue.number)
    if not sum(counts.values()):
        return len(ready.store.subscribers.active())
    return sum(counts.get(state, 0) for state in OWED)


def _check_issue(ready: Pipeline, *, late: bool) -> None:
    """Raise where a sending would silently do nothing."""
    issue = latest(ready)
    if not late and is_late(ready.config, issue, ready.clock()):
        raise PublishError(
            f"{issue.week} was opened at {issue.opened:%Y-%m-%d %H:%M} UTC: too late to send it",
            hint="`catchup send --late` sends it all the same",
        )


def _written(ready: Pipeline, folder: Path) -> list[Path]:
    try:
        return letters_of(ready, folder)
    except OSError as error:
        raise PublishError(f"{folder}: cannot be written ({error.strerror})") from error


def _told(options: Options, facts: dict[str, object], words: str) -> None:
    if options.json:
        say_json(facts)
    elif not options.quiet:
        say(words)
