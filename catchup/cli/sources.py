"""`catchup sources`: what is watched, and how it fares."""

from dataclasses import replace
from pathlib import Path

import typer

from catchup.cli.console import day, print_list
from catchup.cli.judging import check, report_sources
from catchup.cli.saying import printable, say, say_json
from catchup.cli.session import load, opened, resume_stopped
from catchup.cli.trials import try_out
from catchup.errors import ConfigError
from catchup.sourcesedit import add_sources, pause_source, remove_source
from catchup.types import Source, SourceState
from ingest import PoliteWeb, discover, standing
from ingest.identity import canonical_url
from ingest.kinds.youtube import is_youtube
from ingest.opml import read_opml, write_opml
from ingest.opml import source_id as new_id

app = typer.Typer(
    help="What is watched.", add_completion=False, rich_markup_mode=None, no_args_is_help=True
)

ID = typer.Argument(metavar="ID", help="The source's id.")


app.command("test")(try_out)
app.command("check")(check)
app.command("report")(report_sources)


@app.callback()
def sources() -> None:
    """What is watched: list, add, test, check, report, import and more."""


@app.command("list")
def list_sources(ctx: typer.Context) -> None:
    """Every source with its state: last visit, next visit, what is wrong."""
    with opened(ctx.obj) as session:
        states = session.store.sources.states()
    rows = [(s, states.get(s.id, SourceState(source=s.id))) for s in session.config.sources]
    if ctx.obj.json:
        say_json([_as_json(source, state) for source, state in rows])
        return
    print_list(
        ("id", "title", "language", "state", "visited", "next", "newest"),
        [
            (
                s.id,
                s.title,
                s.language,
                standing(s, t),
                day(t.visited),
                day(t.next_due),
                day(t.newest_entry),
            )
            for s, t in rows
        ],
        "nothing is watched yet: `catchup sources add URL`, or `sources import FILE`",
    )


@app.command()
def add(
    ctx: typer.Context,
    url: str = typer.Argument(metavar="URL", help="A feed, or a page that names one."),
    source_id: str = typer.Option(
        "", "--id", metavar="ID", help="Id; made from the title if left out."
    ),
    language: str = typer.Option("und", metavar="ko|en", help="Its language, if you know it."),
) -> None:
    """Watch a feed; for a page, find its feed first."""
    config = load(ctx.obj, sources_may_miss=True)
    found = discover(url, PoliteWeb(config.web))
    known = {canonical_url(source.url): source.id for source in config.sources}
    first = found[0]
    if canonical_url(first.url) in known:
        name = known[canonical_url(first.url)]
        raise ConfigError(f"{first.url} is watched already, as `{name}`")
    taken = {source.id for source in config.sources}
    name = source_id or new_id(first.title, first.url, taken)
    kind = "youtube" if is_youtube(first.url) else "feed"
    source = Source(id=name, url=first.url, kind=kind, title=first.title, language=language)
    add_sources(config.sources_file, [source])
    if ctx.obj.json:
        say_json(_as_json(source, SourceState(source=source.id)))
    elif not ctx.obj.quiet:
        say(printable(f"added `{source.id}`: {source.title or source.url} ({source.url})"))
        for other in found[1:]:
            say(printable(f"  also there: {other.url}  {other.title}"))


@app.command()
def remove(ctx: typer.Context, source_id: str = ID) -> None:
    """Stop watching a source; its items stay."""
    remove_source(load(ctx.obj).sources_file, source_id)
    if ctx.obj.json:
        say_json({"removed": source_id})
    elif not ctx.obj.quiet:
        say(f"removed `{source_id}`; what it brought stays in the store")


@app.command()
def pause(
    ctx: typer.Context,
    source_id: str = ID,
    resume: bool = typer.Option(False, "--resume", help="Watch it again."),
) -> None:
    """Stop visiting a source for now (--resume: go on)."""
    pause_source(load(ctx.obj).sources_file, source_id, paused=not resume)
    if resume:
        resume_stopped(ctx.obj, {source_id})
    if ctx.obj.json:
        say_json({"id": source_id, "paused": not resume})
    elif not ctx.obj.quiet:
        say(f"{'resumed' if resume else 'paused'} `{source_id}`")


@app.command("import")
def import_sources(
    ctx: typer.Context, file: Path = typer.Argument(metavar="FILE", help="An OPML file.")
) -> None:
    """Watch the feeds of an OPML file; those watched already are passed over."""
    config = load(ctx.obj, sources_may_miss=True)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read ({error.strerror})") from error
    urls = {canonical_url(source.url) for source in config.sources}
    taken = {source.id for source in config.sources}
    fresh = []
    offered = read_opml(content)
    for source in offered:
        address = canonical_url(source.url)
        if address not in urls:
            urls.add(address)
            fresh.append(replace(source, id=unique(source.id, taken)))
            taken.add(fresh[-1].id)
    add_sources(config.sources_file, fresh)
    if ctx.obj.json:
        say_json([source.id for source in fresh])
    elif not ctx.obj.quiet:
        say(f"added {len(fresh)} of {len(offered)} feeds to {config.sources_file.name}")


@app.command("export")
def export_sources(
    ctx: typer.Context, file: str = typer.Argument("-", metavar="FILE", help="Or - to print.")
) -> None:
    """Write all sources as OPML."""
    content = write_opml(load(ctx.obj).sources)
    if file == "-":
        say(content.decode(), end="")
        return
    try:
        Path(file).write_bytes(content)
    except OSError as error:
        raise ConfigError(f"{file}: cannot be written ({error.strerror})") from error


def unique(name: str, taken: set[str]) -> str:
    """The id itself, or with the first free number behind it."""
    if name not in taken:
        return name
    number = 2
    while f"{name}-{number}" in taken:
        number += 1
    return f"{name}-{number}"


def _as_json(source: Source, state: SourceState) -> dict[str, object]:
    return {
        "id": source.id,
        "url": source.url,
        "kind": source.kind,
        "title": source.title,
        "language": source.language,
        "paused": source.paused,
        "state": standing(source, state),
        "detail": state.detail,
        "failures": state.failures,
        "visited": state.visited,
        "next_due": state.next_due,
        "newest_entry": state.newest_entry,
        "gap_since": state.gap_since,
        "gap_until": state.gap_until,
        "entries_cut": state.entries_cut,
        "address": state.address or source.url,
        "moved_to": state.moved_to or None,
        "moved_since": state.moved_since,
        "stopped": state.stopped,
    }
