"""Reads a TOML file so that every complaint about it can name the file and the line."""

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from catchup.errors import ConfigError

DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(s|m|h|d|w)")
UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}


@dataclass(frozen=True, slots=True)
class TomlFile:
    """A TOML document with its text, which tomllib's values have lost their positions in."""

    path: Path
    text: str
    tables: Mapping[str, Any]

    def wrong(
        self, key: str, message: str, *, hint: str = "", section: str = "", last: bool = False
    ) -> ConfigError:
        """The error to raise about `key`: file, line of its first (or last) mention, message."""
        line = self.line_of(key, section=section, last=last)
        return ConfigError(f"{self.path}:{line}: {message}", hint=hint)

    def line_of(self, word: str, *, section: str = "", last: bool = False) -> int:
        """Line of a key or value outside comments, below the head of its section; 1: nowhere."""
        pattern = re.compile(rf"(?<![\w-]){re.escape(word)}(?![\w-])")
        head = section and re.search(rf"(?m)^\s*\[\s*{re.escape(section)}\s*\]", self.text)
        start = self.text.count("\n", 0, head.end()) if head else 0
        lines = enumerate(self.text.splitlines()[start:], start + 1)
        found = [number for number, line in lines if pattern.search(line.partition("#")[0])]
        return (found[-1] if last else found[0]) if found else 1

    def refuse_unknown(
        self, table: Mapping[str, object], known: Collection[str], what: str
    ) -> None:
        """Raise ConfigError for the first key that is not known, naming the nearest one that is."""
        for key in table:
            if key not in known:
                near = get_close_matches(key, list(known), n=1, cutoff=0.5)
                every = ", ".join(sorted(known))
                hint = f"did you mean `{near[0]}`?" if near else f"known: {every}"
                raise self.wrong(key, f"unknown {what} `{key}`", hint=hint)


def read_toml(path: Path) -> TomlFile:
    """Read and parse. Raises ConfigError: not there, not UTF-8, not TOML (with line and column)."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        return TomlFile(path, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: {error}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"{path}: not UTF-8 text ({error.reason} at byte {error.start})"
        ) from error
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read ({error.strerror})") from error


def seconds(value: object) -> float:
    """Seconds of a duration: a number, or text such as "45s", "6h", "1d". Raises ValueError."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, str) and (match := DURATION.fullmatch(value.strip())):
        return float(match[1]) * UNITS[match[2]]
    raise ValueError(f"{value!r} is no duration; write it like 45s, 30m, 6h, 1d or 2w")
