"""`catchup sources test`: what a visit would bring, with nothing stored."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import typer

from catchup.cli.console import day, print_table
from catchup.cli.saying import printable, say, say_json
from catchup.cli.session import load, resume_stopped
from catchup.config import Config
from catchup.errors import ConfigError, NoFeedFound, SourceError
from catchup.sourcereport import WHOLE
from catchup.types import Entry, Source, SourceState, Web
from ingest import PoliteWeb, crawl, discover
from ingest.kinds.youtube import is_youtube
from ingest.remembering import RememberingWeb
from ingest.spam import is_spam

TITLES_SHOWN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What one visit would bring. `result` is "ok" or the code of what is wrong, `wrong` says it.

    Both may be there: entries of an answer that was damaged behind them.
    """

    source: Source
    entries: tuple[Entry, ...] = ()
    result: str = "ok"
    wrong: str = ""
    hint: str = ""


def try_out(
    ctx: typer.Context,
    reference: str = typer.Argument("", metavar="[ID|URL]", help="One source; all if left out."),
) -> None:
    """Visit without storing: what would come, or what is wrong. A stopped one may go on."""
    config = load(ctx.obj)
    web = RememberingWeb(PoliteWeb(config.web))
    trials = _trials(config, reference, web, ctx.obj.clock())
    resume_stopped(ctx.obj, {trial.source.id for trial in trials if trial.result == "ok"})
    rows = [_facts(trial) for trial in trials]
    if ctx.obj.json:
        say_json(rows)
    elif reference:
        for row, trial in zip(rows, trials, strict=True):
            _say_trial(row, trial)
    else:
        columns = ("source", "result", "entries", "newest", "whole", "spam", "title")
        print_table(columns, [[str(row[column]) for column in columns] for row in rows])
    if any(trial.wrong for trial in trials):
        raise typer.Exit(1)


def _trials(config: Config, reference: str, web: Web, now: datetime) -> list[Trial]:
    if not reference:
        return [_trial(source, web, now) for source in config.sources]
    found = [s for s in config.sources if reference in {s.id, s.url}]
    if not found and "." not in reference and "://" not in reference:
        raise ConfigError(f"no source is called `{reference}`", hint="see `catchup sources list`")
    return [_trial(source, web, now) for source in found] or [_trial_of(reference, web, now)]


def _trial(source: Source, web: Web, now: datetime) -> Trial:
    try:
        visit = crawl(source, SourceState(source=source.id), web, now)
    except SourceError as error:
        return _failed(source, error)
    result = visit.state.error or "ok"
    return Trial(source=source, entries=visit.entries, result=result, wrong=visit.trouble)


def _failed(source: Source, error: SourceError) -> Trial:
    return Trial(source=source, result=error.code, wrong=str(error), hint=error.hint or "")


def _trial_of(url: str, web: Web, now: datetime) -> Trial:
    """The trial of what an address would become: its feed, else the page as a list of posts."""
    new = Source(id="new", url=url)
    try:
        first = discover(url, web)[0]
    except NoFeedFound as error:
        listed = _trial(replace(new, kind="page"), web, now)
        return _failed(new, error) if listed.wrong else listed
    except SourceError as error:
        return _failed(new, error)
    kind = "youtube" if is_youtube(first.url) else "feed"
    return _trial(replace(new, url=first.url, kind=kind, title=first.title), web, now)


def _facts(trial: Trial) -> dict[str, object]:
    entries = trial.entries
    dates = sorted(entry.published for entry in entries if entry.published)
    doubts = Counter(str(entry.date_doubt) for entry in entries if entry.date_doubt)
    title = trial.wrong or next((entry.title for entry in entries), "")
    return {
        "source": trial.source.id,
        "url": trial.source.url,
        "kind": trial.source.kind,
        "result": trial.result,
        "entries": len(entries),
        "oldest": day(dates[0] if dates else None),
        "newest": day(dates[-1] if dates else None),
        "doubts": dict(doubts),
        "whole": sum(entry.reading in WHOLE for entry in entries),
        "languages": dict(Counter(entry.language for entry in entries).most_common()),
        "spam": sum(is_spam(entry.title, entry.text) for entry in entries),
        "title": title,
    }


def _say_trial(row: dict[str, object], trial: Trial) -> None:
    say(printable(f"{trial.source.url} ({trial.source.kind}): {row['result']}"))
    for line in (trial.wrong, trial.hint):
        if line:
            say(f"  {printable(line)}")
    if not trial.entries and trial.wrong:
        return
    count = len(trial.entries)
    say(f"  {count} entries, {row['oldest']} to {row['newest']}")
    say(f"  languages: {_shares(trial.entries)}")
    say(f"  whole texts: {row['whole']} of {count}")
    doubts = Counter(str(entry.date_doubt) for entry in trial.entries if entry.date_doubt)
    for doubt, number in doubts.most_common():
        say(f"  ! dates not believed: {number} of {count} ({doubt})")
    if row["spam"]:
        say(f"  ! spam: {row['spam']} of {count}")
    for entry in trial.entries[:TITLES_SHOWN]:
        say(f"  - {day(entry.published)}  {printable(entry.title or '(no title)')}")


def _shares(entries: Sequence[Entry]) -> str:
    counts = Counter(entry.language for entry in entries)
    return ", ".join(f"{language} {number}" for language, number in counts.most_common()) or "-"
