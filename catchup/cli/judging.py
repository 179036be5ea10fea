"""`catchup sources check | report`: what sources have brought, and what to do about them."""

from collections.abc import Sequence

import typer

from catchup.cli.console import day, print_table
from catchup.cli.saying import printable, say, say_json
from catchup.cli.session import Session, opened
from catchup.config import Config
from catchup.errors import ConfigError
from catchup.sourcereport import MOST_ITEMS, SourceReport, remarks, report
from catchup.types import Source, SourceState, Taxonomy

CHECKED_ITEMS = 20
PERCENT = 100


def check(ctx: typer.Context) -> None:
    """Say of every source in one line how it fares, and what to do about it."""
    with opened(ctx.obj) as session:
        reports = _reports(session, session.config.sources, CHECKED_ITEMS)
    found = [(one.source, remarks(one)[0]) for one in reports]
    if ctx.obj.json:
        say_json(
            [
                {"id": s.id, "state": r.state, "detail": r.detail, "advice": r.advice}
                for s, r in found
            ]
        )
        return
    print_table(
        ("source", "state", "detail", "what to do"),
        [(s.id, r.state, r.detail, r.advice or "-") for s, r in found],
    )


def report_sources(
    ctx: typer.Context,
    source_id: str = typer.Argument("", metavar="[ID]", help="One source; all if left out."),
) -> None:
    """What sources have brought: rate, languages, whole texts, topics, spam, gaps, errors."""
    with opened(ctx.obj) as session:
        wanted = _named(session.config, source_id) if source_id else session.config.sources
        reports = _reports(session, wanted, MOST_ITEMS)
        taxonomy = session.taxonomy()
    if ctx.obj.json:
        say_json([_as_json(one) for one in reports])
    elif source_id:
        for one in reports:
            _say_report(one, taxonomy)
    else:
        print_table(
            ("source", "state", "a week", "items", "ko", "whole", "on topic", "spam", "newest"),
            [_row(one) for one in reports],
        )


def _reports(session: Session, sources: Sequence[Source], most: int) -> list[SourceReport]:
    states, now = session.store.sources.states(), session.options.clock()
    return [
        report(
            source,
            states.get(source.id, SourceState(source=source.id)),
            session.store.items.shown_by(source.id, most),
            now,
        )
        for source in sources
    ]


def _named(config: Config, source_id: str) -> tuple[Source, ...]:
    found = tuple(s for s in config.sources if source_id in {s.id, s.url})
    if not found:
        raise ConfigError(f"no source is called `{source_id}`", hint="see `catchup sources list`")
    return found


def _row(found: SourceReport) -> tuple[str, ...]:
    return (
        found.source.id,
        remarks(found)[0].state,
        f"{found.per_week:.1f}",
        str(found.items),
        _percent(found.languages.get("ko", 0), found.items),
        _percent(found.whole, found.items),
        _percent(found.kept, found.items),
        _percent(found.spam, found.items),
        day(found.newest),
    )


def _say_report(found: SourceReport, taxonomy: Taxonomy) -> None:
    source, count = found.source, found.items
    say(printable(f"{source.id}: {source.title or source.url}"))
    say(f"  address      {printable(source.url)} ({source.kind})")
    say(f"  rate         {found.per_week:.1f} a week; newest {day(found.newest)}")
    languages = (f"{name} {_percent(n, count)}" for name, n in found.languages.items())
    say(f"  languages    {', '.join(languages) or '-'}")
    say(f"  whole texts  {_percent(found.whole, count)} of {count} items")
    say(
        f"  quality      on topic {_percent(found.kept, count)}, off topic"
        f" {_percent(found.off_topic, count)}, spam {_percent(found.spam, count)}"
    )
    if found.topics:
        names = (
            f"{taxonomy.topics[t].titles['en']} {n}"
            for t, n in found.topics
            if t in taxonomy.topics
        )
        say(f"  topics       {printable(', '.join(names))}")
    for remark in remarks(found):
        advice = f" → {remark.advice}" if remark.advice else ""
        say(f"  {remark.state + ':':<12} {printable(remark.detail + advice)}")


def _percent(part: int, whole: int) -> str:
    return f"{PERCENT * part / whole:.0f} %" if whole else "-"


def _as_json(found: SourceReport) -> dict[str, object]:
    state = found.state
    return {
        "id": found.source.id,
        "url": found.source.url,
        "items": found.items,
        "per_week": round(found.per_week, 2),
        "languages": dict(found.languages),
        "whole": found.whole,
        "on_topic": found.kept,
        "off_topic": found.off_topic,
        "spam": found.spam,
        "doubtful": found.doubtful,
        "topics": dict(found.topics),
        "newest": found.newest,
        "quiet": found.quiet,
        "gap_since": state.gap_since,
        "gap_until": state.gap_until,
        "error": state.error,
        "detail": state.detail,
        "remarks": [
            {"state": r.state, "detail": r.detail, "advice": r.advice} for r in remarks(found)
        ],
    }
