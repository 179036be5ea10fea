"""Edits sources.toml in place, keeping the comments and the order that people gave it."""

import os
import re
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import tomlkit
from tomlkit.items import AoT, Table

from catchup.errors import ConfigError
from catchup.sourcesfile import SOURCE_ID, complaints, read_sources
from catchup.types import Source

HEADER = re.compile(r"\s*\[\[\s*source\s*\]\]")


def add_sources(path: Path, sources: Iterable[Source]) -> None:
    """Append sources to the file (made when it is missing)."""
    document = _document(path)
    tables = document.setdefault("source", tomlkit.aot())
    taken = {str(table["id"]) for table in tables}
    for source in sources:
        if not SOURCE_ID.fullmatch(source.id) or source.id in taken:
            why = (
                "is taken" if source.id in taken else "must be lower-case letters, digits, '-', '.'"
            )
            raise ConfigError(f"source id `{source.id}` {why}", hint="name another one by --id")
        for complaint in complaints(asdict(source)):
            raise ConfigError(f"{source.url}: {complaint}")
        taken.add(source.id)
        tables.append(_table(source))
    _write(path, tomlkit.dumps(document))


def remove_source(path: Path, source_id: str) -> None:
    """Take a source out of the file. Raises ConfigError when it is not there.

    Done on the lines: tomlkit counts the comment above the next source to the one removed.
    """
    _, position = _find(_document(path), source_id, path)
    lines = path.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    headers = [n for n, line in enumerate(lines) if HEADER.match(line)]
    if position >= len(headers):
        raise ConfigError(f"{path}: `{source_id}` is not written as [[source]]; remove it by hand")
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
    if source.options:
        table.add("options", dict(source.options))
    if source.topics:
        table.add("topics", list(source.topics))
    if source.paused:
        table.add("paused", value=True)
    return table


def _write(path: Path, text: str) -> None:
    """Replace the file in one step, so that a crash leaves the old or the new one."""
    try:
        handle, fresh = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
        Path(fresh).chmod(path.stat().st_mode if path.exists() else 0o644)
        Path(fresh).replace(path)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be written ({error.strerror})") from error
