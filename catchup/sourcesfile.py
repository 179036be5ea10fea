"""Reads sources.toml: what is watched, as people declare it."""

import re
from datetime import timedelta
from pathlib import Path

from catchup.tomlfile import TomlFile, read_toml, seconds
from catchup.types import Source

SOURCE_KEYS = ("id", "url", "kind", "title", "language", "every", "topics", "paused")
SOURCE_ID = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*")


def read_sources(path: Path) -> tuple[Source, ...]:
    """The declared sources in file order. Raises ConfigError with file and line."""
    file = read_toml(path)
    file.refuse_unknown(file.tables, ("source",), "key")
    rows = file.tables.get("source", [])
    if not isinstance(rows, list):
        raise file.wrong("source", "`source` must be written as [[source]]")
    sources: dict[str, Source] = {}
    for row in rows:
        source = _source(row, file)
        if source.id in sources:
            raise file.wrong(source.id, f"two sources are called `{source.id}`", last=True)
        sources[source.id] = source
    return tuple(sources.values())


def _source(row: object, file: TomlFile) -> Source:
    if not isinstance(row, dict):
        raise file.wrong("source", "`source` must be written as [[source]]")
    name = str(row.get("id") or row.get("url") or "source")
    file.refuse_unknown(row, SOURCE_KEYS, f"key of source `{name}`")
    for key in ("id", "url"):
        if not isinstance(row.get(key), str) or not row[key].strip():
            raise file.wrong(name, f"a source needs `{key}`")
    if not SOURCE_ID.fullmatch(row["id"]):
        raise file.wrong(name, f"source id `{name}` must be lower-case letters, digits, '-', '.'")
    wanted = {"kind": str, "title": str, "language": str, "paused": bool, "topics": list}
    for key, kind in wanted.items():
        if not isinstance(row.get(key, kind()), kind):
            raise file.wrong(name, f"`{key}` of `{name}` has the wrong type: {row[key]!r}")
    try:
        every = timedelta(seconds=seconds(row.get("every", "6h")))
    except ValueError as error:
        raise file.wrong(name, f"`every` of `{name}`: {error}") from error
    plain = {k: row[k] for k in ("id", "url", "kind", "title", "language", "paused") if k in row}
    return Source(**plain, every=every, topics=tuple(row.get("topics", ())))
