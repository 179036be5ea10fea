"""Prints for people: tables with Korean widths, progress, one line per stage; JSON for programs."""

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from catchup.cli.options import Options
from catchup.types import Progress as Report
from catchup.types import Run

STAGES = {
    "crawl": "visiting sources",
    "read": "reading pages",
    "match": "placing in topics",
    "summarize": "summarising",
}


def print_json(value: object) -> None:
    """One JSON document on standard output, Korean as it is."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2, default=str))


def print_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table without frames; full-width characters count two. Wide output is not cut in a pipe."""
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold" if not sys.stdout.isatty() else "ellipsis")
    for row in rows:
        table.add_row(*(escape(cell) for cell in row))
    console = Console(soft_wrap=False, highlight=False)
    if not sys.stdout.isatty():
        console.width = 1000
    console.print(table)


def print_run(run: Run, options: Options) -> None:
    """One line that says what a stage did, and a line for everything that failed in it."""
    if options.json:
        return
    if not options.quiet:
        typer.echo(f"{run.job:<10} {_counts(run)}")
    for note in run.notes:
        typer.echo(f"  ! {note}", err=True)


def _counts(run: Run) -> str:
    nouns = {
        "crawl": "new items",
        "read": "pages read",
        "match": "items placed",
        "summarize": "summaries written",
        "publish": "files written",
    }
    parts = [f"{run.done} {nouns[run.job]}"]
    if run.failed:
        parts.append(f"{run.failed} failed")
    if run.skipped:
        parts.append(f"{run.skipped} {'unchanged' if run.job == 'publish' else 'not due'}")
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
