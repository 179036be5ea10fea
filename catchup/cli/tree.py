"""The command tree: names and one-line help only; a command's module loads when it is called."""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from catchup import __version__
from catchup.cli.options import Options, parse_now
from catchup.cli.saying import say

# name -> (module, what it holds there, help). A test keeps the help equal to the docstring.
COMMANDS = {
    "whatsnew": ("catchup.cli.whatsnew", "whatsnew", "What came out while you were away."),
    "seen": ("catchup.cli.seen", "seen", "Note that you have seen what came out until now."),
    "demo": ("catchup.cli.demo", "demo", "Show the whole program on a bundled sample, offline."),
    "init": ("catchup.cli.init", "init", "Write catchup.toml, sources.toml and topics.yaml."),
    "run": ("catchup.cli.run", "run", "Crawl, match, select, summarise and write the report."),
    "crawl": ("catchup.cli.run", "crawl", "Visit the sources that are due."),
    "match": ("catchup.cli.run", "match", "Place new items in the handbook's topics."),
    "select": ("catchup.cli.run", "select", "Show what would be chosen, and why not the rest."),
    "summarize": (
        "catchup.cli.run",
        "summarize",
        "Write the summaries that are missing, or all anew.",
    ),
    "publish": (
        "catchup.cli.run",
        "publish",
        "Write the report files and the site to the output folder.",
    ),
    "issues": (
        "catchup.cli.issues",
        "app",
        "The weekly issues: list, show, explain, preview, edit, open, correct.",
    ),
    "send": (
        "catchup.cli.mailing",
        "send",
        "Send the latest issue to everyone who is still owed it.",
    ),
    "status": ("catchup.cli.mailing", "status", "What became of the letters of the latest issue."),
    "handbook": (
        "catchup.cli.handbook",
        "app",
        "The handbook's repository: what would change, and pushing it.",
    ),
    "roadmap": (
        "catchup.cli.roadmap",
        "app",
        "The roadmap through the handbook's topics.",
    ),
    "backlog": (
        "catchup.cli.backlog",
        "app",
        "What waits at each topic: list, find, show, claim, accept, dismiss, add and more.",
    ),
    "subscribers": (
        "catchup.cli.subscribers",
        "app",
        "Who gets the letter: list, add, invite, remove, import, export, erase.",
    ),
    "serve": (
        "catchup.cli.serving",
        "serve",
        "Crawl, open issues, send and push on a timetable, and answer over HTTP.",
    ),
    "doctor": (
        "catchup.cli.serving",
        "doctor",
        "Look at everything Catchup depends on: what is wrong, and how to mend it.",
    ),
    "sources": (
        "catchup.cli.sources",
        "app",
        "What is watched: list, add, test, check, report, import and more.",
    ),
    "search": (
        "catchup.cli.search",
        "search",
        "Find items by words, topic, state, kind, source, language, level and date.",
    ),
    "items": (
        "catchup.cli.items",
        "app",
        "One item: what is stored, why it was chosen or not, hiding it.",
    ),
    "topics": ("catchup.cli.topics", "app", "The handbook's topics."),
    "predict": ("catchup.cli.predict", "app", "What the program says of items in a file."),
    "eval": ("catchup.cli.evaluate", "app", "How well the program does on labelled items."),
    "database": ("catchup.cli.database", "app", "Migrate, check, back up and restore the store."),
}


class LazyGroup(TyperGroup):
    """A group that knows its commands by name and imports one only when it is called."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ANN401, ARG002  typer's own types are private
        """The names, in the order a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ANN401, ARG002
        """Import the module that holds the command, and build the command."""
        if cmd_name not in COMMANDS:
            return None
        module, attribute, _ = COMMANDS[cmd_name]
        found = getattr(import_module(module), attribute)
        if isinstance(found, typer.Typer):
            command = typer.main.get_command(found)
        else:
            single = typer.Typer(rich_markup_mode=None, add_completion=False)
            single.command(name=cmd_name)(found)
            command = typer.main.get_command(single)
        command.name = cmd_name
        return command

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401, ARG002
        """Write the overview without importing a single command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, _, text) in COMMANDS.items()])


app = typer.Typer(
    cls=LazyGroup,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(*, wanted: bool) -> None:
    if wanted:
        say(f"catchup {__version__}")
        raise typer.Exit


@app.callback()
def program(
    ctx: typer.Context,
    now: str = typer.Option("", metavar="T", help="Pretend that it is T (2026-03-02 or ISO 8601)."),
    config: str = typer.Option("", metavar="FILE", help="The catchup.toml to use."),
    json: bool = typer.Option(False, "--json", help="Print JSON."),
    quiet: bool = typer.Option(False, "--quiet", "-q", help="Print errors only."),
    version: bool = typer.Option(  # noqa: ARG001
        False,
        "--version",
        callback=lambda value: _version(wanted=value),
        is_eager=True,
        help="Print the version.",
    ),
) -> None:
    """What came out while I was away? Without a command: what is new.

    The options may stand before or after the command.
    """
    ctx.obj = Options(clock=parse_now(now), config=config or None, json=json, quiet=quiet)
    if ctx.invoked_subcommand is None:
        import_module("catchup.cli.whatsnew").show(ctx.obj)
