"""`catchup serve` and `catchup doctor`: running by itself, and finding out why it does not."""

import threading
from collections.abc import Sequence
from dataclasses import asdict
from tempfile import TemporaryDirectory

import typer

from catchup.cli.console import print_table
from catchup.cli.options import Options
from catchup.cli.saying import printable, say, say_json
from catchup.cli.session import Session, load, opened
from catchup.cli.working import Purse, purse_of, working, writer_of
from catchup.config import Config, WriterSettings, for_git, secret, secrets
from catchup.doctor import Probes, examine
from catchup.errors import NoDatabase, SchemaTooOld, StoreError
from catchup.pipeline import Pipeline
from catchup.pipeline.inviting import invite
from catchup.pipeline.sending import log_in
from catchup.schedule import serve_jobs, timetable
from catchup.store import database, open_store
from catchup.types import Brief, ItemKind, Reading, Run
from catchup.web import Parts, make_app
from catchup.web import serving as listening
from ingest import PoliteWeb
from publish.channels.handbook import check_remote

SAMPLE = Brief(
    title="A probe",
    text="Retrieval quality decides what a model can answer. Recall at five rose to 0.79 here.",
    language="en",
    kind=ItemKind.POST,
    reading=Reading.FULL,
)


def serve(ctx: typer.Context) -> None:
    """Crawl, open issues, send and push on a timetable, and answer over HTTP."""
    stop = threading.Event()
    with (
        opened(ctx.obj) as session,
        working(
            session,
            PoliteWeb(session.config.web),
            purse=(purse := Purse(session)),
            stopping=stop.is_set,
        ) as ready,
    ):
        config = session.config
        parts = Parts(
            config=config,
            store=session.store,
            clock=ctx.obj.clock,
            secrets=secrets(config.mail.secret_env),
            invite=lambda asking: invite(config, session.store, asking, ctx.obj.clock),
            failed=_failed,
        )
        jobs = timetable(
            config,
            run_round=lambda: _round(ready, purse),
            open_issue=lambda: _open(ready),
            send=ready.send,
            push=ready.push,
        )
        with listening(make_app(parts), config.schedule) as address:
            if not ctx.obj.quiet:
                say(f"listening on {address}; stop with Ctrl-C or SIGTERM")
            serve_jobs(jobs, stop=stop, failed=_failed)


def _round(ready: Pipeline, purse: Purse) -> Sequence[Run]:
    """One run of the service, which may spend what a run may."""
    purse.renew()
    return ready.run()


def _open(ready: Pipeline) -> None:
    """Open the issue that is due, and show it at once."""
    if ready.open_issue() is not None:
        ready.publish()
        ready.build_site()


def doctor(ctx: typer.Context) -> None:
    """Look at everything Catchup depends on: what is wrong, and how to mend it."""
    config = load(ctx.obj, sources_may_miss=True)
    findings = examine(
        config,
        Probes(
            web=PoliteWeb(config.web),
            clock=ctx.obj.clock,
            secret=secret,
            check_store=lambda: database.check(config.database_url),
            ask_writer=lambda settings: _ask_writer(ctx.obj, config, settings),
            log_in=lambda: log_in(config),
            list_remote=lambda: check_remote(
                config.handbook_settings,
                token=secret(config.handbook.token_env),
                environment=for_git(),
            ),
        ),
    )
    if ctx.obj.json:
        say_json([asdict(finding) for finding in findings])
    else:
        rows = [(f.area, "ok" if f.ok else "WRONG", f.message, f.hint) for f in findings]
        print_table(("area", "state", "found", "how to mend it"), rows)
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)


def _ask_writer(options: Options, config: Config, settings: WriterSettings) -> str:
    """How a model answered; its ledger is in the store, which is not made or mended for that."""
    try:
        faults = database.check(config.database_url)
    except (NoDatabase, SchemaTooOld):  # made or migrated by the next run: kept nowhere
        with TemporaryDirectory() as folder:
            return _answer(options, config, settings, f"sqlite:///{folder}/catchup.db")
    if faults:
        raise StoreError("not asked, since the database has faults", hint="mend the database first")
    return _answer(options, config, settings, config.database_url)


def _answer(options: Options, config: Config, settings: WriterSettings, url: str) -> str:
    with open_store(url, now=options.clock()) as store:
        session = Session(config, store, options)
        writer = writer_of(session, "chat", settings, purse_of(session))
        return f"{len(writer.write(SAMPLE).points)} points"


def _failed(name: str, error: Exception) -> None:
    say(printable(f"  ! {name}: {type(error).__name__}: {error}"), err=True)
