"""`catchup handbook`: what goes into the handbook's repository."""

from dataclasses import asdict
from unicodedata import category

import typer

from catchup.cli.options import Options
from catchup.cli.saying import printable, say, say_json
from catchup.cli.working import pipeline
from catchup.errors import ConfigError
from publish.channels.handbook import PushOutcome

DRIVING = frozenset({"Cc", "Cf", "Cs"})
KEPT = "\n\t\u200d"

app = typer.Typer(
    help="The handbook.", add_completion=False, rich_markup_mode=None, no_args_is_help=True
)


@app.callback()
def handbook() -> None:
    """The handbook's repository: what would change, and pushing it."""


@app.command()
def diff(ctx: typer.Context) -> None:
    """Print the patch that a push would make; changes nothing."""
    _push(ctx.obj, dry_run=True)


@app.command()
def push(
    ctx: typer.Context,
    dry_run: bool = typer.Option(False, "--dry-run", help="The same as `handbook diff`."),
) -> None:
    """Propose the latest issue's page and the roadmap on the bot's branch."""
    _push(ctx.obj, dry_run=dry_run)


def _push(options: Options, *, dry_run: bool) -> None:
    with pipeline(options) as ready:
        outcome = ready.push(dry_run=dry_run)
    if outcome is None:
        raise ConfigError("no issue has been opened yet", hint="see `catchup issues preview`")
    if options.json:
        say_json(asdict(outcome))
    elif dry_run and outcome.patch:
        say(_harmless(outcome.patch), end="")
    elif not options.quiet:
        say(_told(outcome))


def _harmless(patch: str) -> str:
    """A patch with its spaces as they are, as git needs them; nothing in it drives a terminal."""
    return "".join(
        "\ufffd" if category(character) in DRIVING and character not in KEPT else character
        for character in patch
    )


def _told(outcome: PushOutcome) -> str:
    lines = ["nothing to push"]
    if outcome.commit is not None:
        changed = ", ".join(outcome.changed)
        lines = [f"pushed {outcome.commit[:10]} to {outcome.branch}: {changed}"]
        if outcome.file:
            lines = [f"wrote {outcome.file}: {changed}", "`git am` takes it into the handbook"]
    lines += [f"left alone: {path} ({why})" for path, why in outcome.left.items()]
    return "\n  ".join(map(printable, lines))
