"""The last Monday once more, written by a model: what is repeated asks it nothing."""

import shutil
import sqlite3
from dataclasses import replace
from pathlib import Path
from typing import Any

from tests.replay.program import Program, asked

MODEL = "fake-good"
PRICES = {"input_price": 0.25, "output_price": 2.0}  # USD for a million tokens
BY_MODEL = f"writer = 'chat:{MODEL}' and fallback = ''"


def set_aside(program: Program) -> Path:
    """A copy of the program's folder as it stands, in a folder of its own inside it.

    The program copies its database itself. Were the file copied here, closing it would drop the
    locks of this process's own connections, which live on until they are collected: SQLite then
    damages what it holds (sqlite.org/howtocorrupt.html, 2.2).
    """
    ours = program.folder / "modelled"
    not_ours = shutil.ignore_patterns("tls", "catchup.db*", ours.name)
    shutil.copytree(program.folder, ours, ignore=not_ours, symlinks=True)
    program("database", "backup", str(ours / "catchup.db"))
    return ours


def with_model(program: Program, folder: Path, provider: int) -> Program:
    """The program in the copied folder, its writer a model at the fake provider."""
    settings = folder / "catchup.toml"
    text = settings.read_text("utf-8")
    for name, before, after in (
        ("use", '"extract"', '"chat"'),
        ("base_url", '"http://127.0.0.1:11434/v1"', f'"http://127.0.0.1:{provider}/v1"'),
        ("model", '""', f'"{MODEL}"'),
        *((name, "0.0", str(price)) for name, price in PRICES.items()),
    ):
        assert f"\n{name} = {before}\n" in text, name
        text = text.replace(f"\n{name} = {before}\n", f"\n{name} = {after}\n", 1)
    settings.write_text(text, "utf-8")
    return replace(program, folder=folder, provider=provider)


def repeated(calls: tuple[int, int]) -> list[str]:
    """The model was asked in the first run, and by nothing after it."""
    first, last = calls
    found = [] if first else ["the model was never asked"]
    return found + ([f"{first} calls became {last}"] if first != last else [])


def from_cache(program: Program, now: str) -> list[str]:
    """What the model wrote is written again, to the letter, from the answers that were kept.

    That is, what the report holds: nobody needs a summary that only the frozen issue shows.
    """
    before, calls = _summaries(program.folder), program.calls()
    with sqlite3.connect(program.folder / "catchup.db") as database:
        database.execute(f"delete from summary where {BY_MODEL}")
    rest = _summaries(program.folder)
    written = program.stages(now, "summarize")["summarize"]["done"]
    after = _summaries(program.folder)
    found = [] if len(after - rest) == written > 0 else [f"{written} summaries written again"]
    found += [f"was not so before: {row}" for row in sorted(after - before)]
    return found + ([] if program.calls() == calls else [f"{program.calls() - calls} calls"])


def ledger(program: Program) -> tuple[list[str], dict[str, Any]]:
    """The store's account against the provider's own; and what the week cost."""
    stats = asked(program.provider, "/__stats")
    query = "select count(*), sum(tokens_in), sum(tokens_out), sum(cost) from call"
    with sqlite3.connect(program.folder / "catchup.db") as database:
        calls, tokens_in, tokens_out, cost = database.execute(query).fetchone()
        open_ = database.execute("select count(*) from reservation").fetchone()[0]
        written = dict(
            database.execute(
                "select fallback, count(*) from summary"
                " where item_id in (select item from call) group by fallback"
            )
        )
    ours = calls, tokens_in, tokens_out
    theirs = stats["requests"], stats["prompt_tokens"], stats["completion_tokens"]
    found = [] if ours == theirs else [f"the ledger says {ours}, the provider {theirs}"]
    found += [f"{open_} reservations were left open"] if open_ else []
    return found, {
        "calls": calls,
        "tokens": (tokens_in, tokens_out),
        "USD": round(cost, 4),
        "summaries of items asked about, by what made them fall back": written,
    }


def _summaries(folder: Path) -> set[tuple[Any, ...]]:
    columns = (
        "item_id, version, points, headline, tldr, why, level, prerequisites, writer, fallback"
    )
    with sqlite3.connect(folder / "catchup.db") as database:
        return set(database.execute(f"select {columns} from summary"))
