"""`catchup init`: the files of a new installation."""

from pathlib import Path

import typer

from catchup.cli.saying import say, say_json
from catchup.starting import write_templates


def init(
    ctx: typer.Context,
    folder: Path = typer.Argument(Path(), metavar="[FOLDER]", help="Here if left out."),
    empty: bool = typer.Option(False, "--empty", help="Without any source."),
) -> None:
    """Write catchup.toml, sources.toml and topics.yaml."""
    written = write_templates(folder, empty=empty)
    if ctx.obj.json:
        say_json([str(path) for path in written])
        return
    if ctx.obj.quiet:
        return
    for path in written:
        say(f"wrote {path}")
    say("\nnext: `catchup run`, then `catchup`. Set [web] contact in catchup.toml first,")
    say("so that the sites you visit can reach you.")
