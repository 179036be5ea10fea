"""Prints for people: tables with Korean widths, progress, one line per stage; JSON for programs."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from io import StringIO
from shutil import get_terminal_size
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from catchup.cli.options import Options
from catchup.cli.saying import printable, say
from catchup.types import Progress as Report
from catchup.types import Run

SKIPPED = {
    "publish": "unchanged",
    "site": "unchanged",
    "send": "to be tried again",
    "papers": "without HTML",
}
# What a run counts: one of it, several of it.
NOUNS = {
    "crawl": ("new item", "new items"),
    "read": ("page read", "pages read"),
    "transcripts": ("transcript read", "transcripts read"),
    "papers": ("paper read whole", "papers read whole"),
    "index": ("item indexed", "items indexed"),
    "send": ("letter sent", "letters sent"),
    "match": ("item placed", "items placed"),
    "backlog": ("task opened or closed", "tasks opened or closed"),
    "summarize": ("summary written", "summaries written"),
    "publish": ("file written", "files written"),
    "site": ("page built", "pages built"),
}
WIDE = 1000  # columns of a table that nobody sees on a terminal

STAGES = {
    "crawl": "visiting sources",
    "read": "reading pages",
    "transcripts": "reading transcripts",
    "papers": "reading papers",
    "send": "sending letters",
    "match": "placing in topics",
    "summarize": "summarising",
}


def print_list(columns: Sequence[str], rows: Sequence[Sequence[str]], empty: str) -> None:
    """A table, or one line where there is nothing to list: what that means and what to do."""
    if rows:
        print_table(columns, rows)
    else:
        say(empty)


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table without frames; full-width characters count two. Wide output is not cut in a pipe."""
    table = Table(box=None, pad_edge=False, show_edge=False)
    cells = [[printable(cell) for cell in row] for row in rows]
    # The first column is what other commands take: it is never cut or folded.
    whole = max((cell_len(row[0]) for row in cells), default=0)
    for number, column in enumerate(columns):
        table.add_column(column, overflow="fold", min_width=whole if number == 0 else None)
    for row in cells:
        table.add_row(*map(escape, row))
    width = get_terminal_size().columns if sys.stdout.isatty() else WIDE
    page = StringIO()
    Console(highlight=False, width=width, file=page, no_color=True).print(table)
    say("\n".join(line.rstrip() for line in page.getvalue().splitlines()))


def day(instant: datetime | None) -> str:
    """A day for a table; "-" where there is none."""
    return f"{instant:%Y-%m-%d}" if instant else "-"


def print_run(run: Run, options: Options) -> None:
    """One line that says what a stage did, and a line for everything that failed in it."""
    if options.json:
        return
    if not options.quiet:
        say(f"{run.job:<10} {_counts(run)}")
    for note in run.notes:
        say(f"  ! {printable(note)}", err=True)


def _counts(run: Run) -> str:
    one, several = NOUNS[run.job]
    parts = [f"{run.done} {one if run.done == 1 else several}"]
    if run.failed:
        parts.append(f"{run.failed} failed")
    if run.skipped:
        parts.append(f"{run.skipped} {SKIPPED.get(run.job, 'not due')}")
    return ", ".join(parts)


@contextmanager
def progress(options: Options) -> Iterator[Report]:
    """What tells the pipeline's progress: bars on a terminal, nothing in a pipe or when quiet."""
    console = Console(stderr=True)
    if options.quiet or options.json or not console.is_terminal:
        yield _silent
        return
    columns: tuple[Any, ...] = (
        TextColumn("{task.description:<18}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bars:
        tasks: dict[str, Any] = {}

        def report(stage: str, done: int, total: int, _what: str) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(STAGES.get(stage, stage), total=total or None)
            bars.update(tasks[stage], completed=done, total=total or None)

        yield report


def _silent(_stage: str, _done: int, _total: int, _what: str) -> None:
    """Progress for nobody."""
