"""Reads sources.toml: what is watched, as people declare it."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from catchup.tomlfile import TomlFile, read_toml, seconds
from catchup.types import SOURCE_KINDS, Source

SOURCE_KEYS = ("id", "url", "kind", "title", "language", "every", "topics", "paused", "options")
SHORTEST, LONGEST = timedelta(seconds=1), timedelta(days=366)
LANGUAGE = re.compile(r"[a-z]{2,3}")
SPEAKS_NO_URL = frozenset({"arxiv"})  # its "url" is a query, a category or ids
TYPES = {
    "kind": str,
    "title": str,
    "language": str,
    "paused": bool,
    "topics": list,
    "options": dict,
}
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


def complaints(row: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the words of a source, however it is declared."""
    kind = row.get("kind", "feed")
    if kind not in SOURCE_KINDS:
        yield f"`kind`: {kind!r} is not one of {', '.join(sorted(SOURCE_KINDS))}"
    url = str(row["url"])
    try:
        host = urlsplit(url).hostname
    except ValueError:
        host = None
    if kind not in SPEAKS_NO_URL and not (host and url.lower().startswith(("http://", "https://"))):
        yield f"`url` is no web address: {url!r}"
    if not LANGUAGE.fullmatch(row.get("language", "und")):
        yield f"`language` must be a code such as ko or en, not {row['language']!r}"
    if not all(isinstance(topic, str) for topic in row.get("topics", ())):
        yield "`topics` must be ids of topics.yaml"
    if not all(isinstance(value, str) for value in row.get("options", {}).values()):
        yield "`options` must be texts"


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
    for key, kind in TYPES.items():
        if not isinstance(row.get(key, kind()), kind):
            raise file.wrong(name, f"`{key}` of `{name}` has the wrong type: {row[key]!r}")
    for complaint in complaints(row):
        raise file.wrong(name, f"{complaint} (source `{name}`)")
    plain = {key: row[key] for key in SOURCE_KEYS if key in row and key not in {"every", "topics"}}
    every = _every(row["every"], name, file) if "every" in row else None
    return Source(**plain, every=every, topics=tuple(row.get("topics", ())))


def _every(value: object, name: str, file: TomlFile) -> timedelta:
    try:
        every = timedelta(seconds=seconds(value))
    except (ValueError, OverflowError) as error:
        raise file.wrong(name, f"`every` of `{name}`: {error}") from error
    if not SHORTEST <= every <= LONGEST:
        raise file.wrong(name, f"`every` of `{name}` must be between a second and a year")
    return every
