"""`catchup demo`: the real pipeline over the bundled sample, without a network."""

import shlex
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import typer

from catchup.cli.console import print_run
from catchup.cli.options import Options
from catchup.cli.saying import printable, say
from catchup.cli.seen import ME
from catchup.cli.session import Session
from catchup.cli.whatsnew import LANGUAGES, report
from catchup.cli.working import working
from catchup.config import Config, for_git
from catchup.demo import INSTANTS, demo_config
from catchup.demo.handbook import make_handbook
from catchup.demo.web import DemoWeb
from catchup.errors import ConfigError, PublishError
from catchup.pipeline import Pipeline
from catchup.store import open_store
from catchup.types import Digest
from publish.channels.folder import write as write_folder
from publish.render import RENDERERS

PATCH = "handbook.patch"
SHOWN_LINES = 24
A_MOMENT = timedelta(minutes=1)  # an issue holds what was seen before it was opened
PUSHED = """
One commit was pushed to the branch {branch} of a handbook made for the demo:
{files}
It begins (whole: {folder}/{patch}):

{begin}"""
GO_LIVE = """
The same report as files: {folder}
The site, in Korean and English: python3 -m http.server -d {site}
Go live:
  catchup init        writes catchup.toml, sources.toml (edit them) and topics.yaml
  catchup run         visits the sources; repeat it when you like, or from cron
  catchup             what came out while you were away
"""


def demo(
    ctx: typer.Context,
    folder: Path = typer.Argument(Path("out"), metavar="[FOLDER]", help="Where files are written."),
    language: str = typer.Option("ko", metavar="ko|en", help="Language of the printed report."),
) -> None:
    """Show the whole program on a bundled sample, offline."""
    if language not in LANGUAGES:
        raise ConfigError(f"--language {language}: not one of {', '.join(LANGUAGES)}")
    _refuse_a_home(folder)
    with tempfile.TemporaryDirectory(prefix="catchup-demo-") as home:
        config = demo_config(Path(home))
        config = replace(config, publish=replace(config.publish, folder=str(folder.resolve())))
        digests = [_week(config, instant, ctx.obj) for instant in INSTANTS]
        told = _proposed(config, ctx.obj, folder, language)
    form = "json" if ctx.obj.json else "text"
    say(RENDERERS[form](digests[-1], language), end="")
    if not (ctx.obj.quiet or ctx.obj.json):
        say(told, end="")
        say(GO_LIVE.format(folder=folder, site=shlex.quote(str(folder / "site"))))


def _refuse_a_home(folder: Path) -> None:
    """The demo's articles are made up: they never replace the output of a real installation."""
    if (folder.resolve().parent / "catchup.toml").exists():
        hint = "name a folder elsewhere: catchup demo FOLDER"
        raise ConfigError(f"{folder} belongs to the catchup.toml beside it", hint=hint)


def _proposed(config: Config, options: Options, folder: Path, language: str) -> str:
    """The issue of the sample's last week, pushed to a handbook of its own; what to say of it."""
    handbook = config.home / "handbook.git"
    settings = replace(config.handbook, repository=str(handbook))
    config = replace(config, handbook=settings)
    try:
        make_handbook(handbook, INSTANTS[0], for_git())
        with _pipeline(config, INSTANTS[-1] + A_MOMENT, options) as (_, pipeline):
            pipeline.open_issue()
            pipeline.build_site()
            outcome = pipeline.push()
    except PublishError as error:  # most likely there is no git: all else can still be shown
        return f"\nNo handbook was pushed to: {error}\n"
    if outcome is None:
        return ""
    write_folder(config.output_folder, {PATCH: outcome.patch})
    pages = [page.splitlines() for page in outcome.patch.split("diff --git ")[1:]]
    diff = next(page for page in pages if (".en.md" in page[0]) == (language == "en"))
    return PUSHED.format(
        branch=outcome.branch,
        files="\n".join(f"  {path}" for path in outcome.changed),
        folder=folder,
        patch=PATCH,
        begin=printable("\n".join(diff[1:SHOWN_LINES])) + "\n…\n",
    )


@contextmanager
def _pipeline(
    config: Config, instant: datetime, options: Options
) -> Iterator[tuple[Session, Pipeline]]:
    options = replace(options, clock=lambda: instant)  # every demo makes the same bytes
    with open_store(config.database_url, now=instant) as store:
        session = Session(config, store, options)
        with working(session, DemoWeb(options.clock)) as pipeline:
            yield session, pipeline


def _week(config: Config, instant: datetime, options: Options) -> Digest:
    """One run of the whole pipeline at an instant of the sample, and what is new then."""
    with _pipeline(config, instant, options) as (session, pipeline):
        for run in pipeline.run():
            print_run(run, options)
        return report(session, since="", topic="", minutes=0, reader=ME)
