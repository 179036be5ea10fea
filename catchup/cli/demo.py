"""`catchup demo`: the real pipeline over the bundled sample, without a network."""

import tempfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import typer

from catchup.cli.console import print_run
from catchup.cli.options import Options, parse_now
from catchup.cli.saying import say
from catchup.cli.session import Session
from catchup.cli.whatsnew import LANGUAGES, report
from catchup.cli.working import working
from catchup.config import Config
from catchup.demo import INSTANTS, demo_config
from catchup.demo.web import DemoWeb
from catchup.errors import ConfigError
from catchup.store import open_store
from catchup.types import Digest
from publish.render import RENDERERS

GO_LIVE = """
The same report as files: {folder}
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
    with tempfile.TemporaryDirectory(prefix="catchup-demo-") as home:
        config = demo_config(Path(home))
        config = replace(config, publish=replace(config.publish, folder=str(folder.resolve())))
        digests = [_week(config, instant, ctx.obj) for instant in INSTANTS]
    form = "json" if ctx.obj.json else "text"
    say(RENDERERS[form](digests[-1], language), end="")
    if not (ctx.obj.quiet or ctx.obj.json):
        say(GO_LIVE.format(folder=folder))


def _week(config: Config, instant: datetime, options: Options) -> Digest:
    """One run of the whole pipeline at an instant of the sample, and what is new then."""
    options = replace(options, clock=parse_now(instant.isoformat()))
    with open_store(config.database_url, now=instant) as store:
        session = Session(config, store, options)
        with working(session, DemoWeb(options.clock)) as pipeline:
            for run in pipeline.run():
                print_run(run, options)
        return report(session, since="", topic="", minutes=0)
