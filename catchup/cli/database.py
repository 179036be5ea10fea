"""`catchup database`: migrate, check, back up and restore the store."""

from pathlib import Path

import typer

from catchup.cli.saying import say, say_json
from catchup.cli.session import load
from catchup.errors import StoreError
from catchup.store import database as maintenance

app = typer.Typer(
    help="The store itself.", add_completion=False, rich_markup_mode=None, no_args_is_help=True
)


@app.callback()
def database() -> None:
    """Migrate, check, back up and restore the store."""


@app.command()
def migrate(ctx: typer.Context) -> None:
    """Bring the database to this version's schema; a backup is made first."""
    applied = maintenance.migrate(load(ctx.obj).database_url, ctx.obj.clock())
    if ctx.obj.json:
        say_json(applied)
    elif not ctx.obj.quiet:
        say(f"migrated: {', '.join(applied)}" if applied else "nothing to do")


@app.command()
def check(ctx: typer.Context) -> None:
    """Look for damage; exit code 1 when something is wrong."""
    problems = maintenance.check(load(ctx.obj).database_url)
    if ctx.obj.json:
        say_json(problems)
    elif not ctx.obj.quiet or problems:
        say("\n".join(problems) or "the database is sound")
    if problems:
        raise typer.Exit(1)


@app.command()
def reindex(ctx: typer.Context) -> None:
    """Make the full-text index anew from the items."""
    maintenance.reindex(load(ctx.obj).database_url, ctx.obj.clock())
    if ctx.obj.json:
        say_json({"reindexed": True})
    elif not ctx.obj.quiet:
        say("the full-text index is new")


@app.command()
def backup(ctx: typer.Context, target: Path = typer.Argument(metavar="FILE")) -> None:
    """Write a checked copy; other commands may go on meanwhile."""
    maintenance.backup(load(ctx.obj).database_url, target)
    if ctx.obj.json:
        say_json({"backup": str(target)})
    elif not ctx.obj.quiet:
        say(f"backed up to {target}")


@app.command()
def restore(ctx: typer.Context, source: Path = typer.Argument(metavar="FILE")) -> None:
    """Put a backup in the place of the database; the replaced file is kept beside it."""
    if not source.is_file():
        raise StoreError(f"{source}: no such backup")
    maintenance.restore(load(ctx.obj).database_url, source)
    if ctx.obj.json:
        say_json({"restored": str(source)})
    elif not ctx.obj.quiet:
        say(f"restored from {source}; the replaced database is kept as *.before-restore")
