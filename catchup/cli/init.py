"""`catchup init`: the files of a new installation."""

from pathlib import Path

import typer

from catchup.cli.console import print_json
from catchup.starting import write_templates


def init(
    ctx: typer.Context,
    folder: Path = typer.Argument(Path(), metavar="[FOLDER]", help="Here if left out."),
    empty: bool = typer.Option(False, "--empty", help="Without any source."),
) -> None:
    """Write catchup.toml, sources.toml and topics.yaml."""
    written = write_templates(folder, empty=empty)
    if ctx.obj.json:
        print_json([str(path) for path in written])
        return
    if ctx.obj.quiet:
        return
    for path in written:
        typer.echo(f"wrote {path}")
    typer.echo("\nnext: `catchup run`, then `catchup`. Set [web] contact in catchup.toml first,")
    typer.echo("so that the sites you visit can reach you.")
