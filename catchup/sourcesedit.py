"""Edits sources.toml in place, keeping the comments and the order that people gave it."""

import re
from collections.abc import Iterable
from pathlib import Path

import tomlkit
from tomlkit.items import AoT, Table

from catchup.errors import ConfigError
from catchup.sourcesfile import read_sources
from catchup.types import Source

HEADER = re.compile(r"\s*\[\[\s*source\s*\]\]")


def add_sources(path: Path, sources: Iterable[Source]) -> None:
    """Append sources to the file (made when it is missing)."""
    document = _document(path)
    tables = document.setdefault("source", tomlkit.aot())
    for source in sources:
        tables.append(_table(source))
    _write(path, tomlkit.dumps(document))


def remove_source(path: Path, source_id: str) -> None:
    """Take a source out of the file. Raises ConfigError when it is not there.

    Done on the lines: tomlkit counts the comment above the next source to the one removed.
    """
    _, position = _find(_document(path), source_id, path)
    lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    headers = [n for n, line in enumerate(lines) if HEADER.match(line)]
    start, end = headers[position], [*headers, len(lines)][position + 1]
    while lines[end - 1].strip() == "" or lines[end - 1].lstrip().startswith("#"):
        end -= 1
    _write(path, "".join(lines[:start] + lines[end:]))


def pause_source(path: Path, source_id: str, *, paused: bool) -> None:
    """Set or lift `paused` of a source. Raises ConfigError when it is not there."""
    document = _document(path)
    tables, position = _find(document, source_id, path)
    if paused:
        tables[position]["paused"] = True
    else:
        tables[position].pop("paused", None)
    _write(path, tomlkit.dumps(document))


def _document(path: Path) -> tomlkit.TOMLDocument:
    if not path.exists():
        return tomlkit.document()
    read_sources(path)  # an edit must never hide a mistake that was there before
    return tomlkit.parse(path.read_text(encoding="utf-8-sig"))


def _find(document: tomlkit.TOMLDocument, source_id: str, path: Path) -> tuple[AoT, int]:
    tables = document.get("source", tomlkit.aot())
    for position, table in enumerate(tables):
        if table["id"] == source_id:
            return tables, position
    raise ConfigError(f"{path}: no source is called `{source_id}`", hint="see `sources list`")


def _table(source: Source) -> Table:
    table = tomlkit.table()
    table.add("id", source.id)
    table.add("url", source.url)
    if source.kind != "feed":
        table.add("kind", source.kind)
    if source.title:
        table.add("title", source.title)
    if source.language != "und":
        table.add("language", source.language)
    if source.topics:
        table.add("topics", list(source.topics))
    if source.paused:
        table.add("paused", value=True)
    return table


def _write(path: Path, text: str) -> None:
    """Replace the file in one step, so that a crash leaves the old or the new one."""
    fresh = path.with_name(path.name + ".new")
    try:
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(path)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written ({error.strerror})") from error
