"""`catchup handbook` and `catchup roadmap`: what goes into the handbook's repository."""

from dataclasses import asdict
from unicodedata import category

import typer

from catchup import whatsnew
from catchup.cli.options import Options
from catchup.cli.saying import printable, say, say_json
from catchup.cli.session import opened
from catchup.cli.whatsnew import LANGUAGES
from catchup.cli.working import pipeline
from catchup.errors import ConfigError
from catchup.types import Track
from publish.channels.handbook import PushOutcome
from publish.render.roadmap import render

DRIVING = frozenset({"Cc", "Cf", "Cs"})
KEPT = "\n\t\u200d"

app = typer.Typer(
    help="The handbook.", add_completion=False, rich_markup_mode=None, no_args_is_help=True
)
roadmap_app = typer.Typer(
    help="The roadmap.", add_completion=False, rich_markup_mode=None, no_args_is_help=True
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


@roadmap_app.callback()
def roadmap() -> None:
    """The roadmap through the handbook's topics."""


@roadmap_app.command("show")
def show_roadmap(
    ctx: typer.Context,
    track: str = typer.Option("developer", metavar="T", help="developer or handbook."),
    language: str = typer.Option("", metavar="ko|en", help="Language of the page."),
) -> None:
    """Print the roadmap as Markdown: order, prerequisites, coverage, what is new."""
    if language not in {"", *LANGUAGES}:
        raise ConfigError(f"--language {language}: not one of {', '.join(LANGUAGES)}")
    if track not in set(Track):
        raise ConfigError(f"--track {track}: not one of {', '.join(Track)}")
    with opened(ctx.obj) as session:
        issue = session.store.issues.latest()
        made = whatsnew.roadmap(session.store, session.taxonomy(), issue, Track(track))
        language = language or session.config.digest.languages[0]
    if ctx.obj.json:
        say_json(asdict(made))
    else:
        say(render(made, language, week=issue.week if issue else "-"), end="")


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
