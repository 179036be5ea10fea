"""Reads scope.toml: the words by which a report is chosen, which people may edit."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from importlib.resources import files
from pathlib import Path

from catchup.tomlfile import TomlFile, read_toml

PACKAGED = "scope.toml"
NOT_A_WORD = re.compile(r"[\W_]+")
JOINED = re.compile(r"(?<=[a-z0-9])(?=[가-힣])")
HANGUL_ENDS = re.compile(r"[가-힣] $")
WITHOUT = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Lists of words, each as `folded` leaves it between spaces; `secondhand` are hosts."""

    field: frozenset[str]
    outside: frozenset[str]
    news: frozenset[str]
    release: frozenset[str]
    models: frozenset[str]
    quiet: frozenset[str]
    roundup: frozenset[str]
    hands_on: frozenset[str]
    practice: frozenset[str]
    measured: frozenset[str]
    dropped: frozenset[str]
    tradeoffs: frozenset[str]
    savings: frozenset[str]
    code: frozenset[str]
    engineering: frozenset[str]
    unwanted: frozenset[str]
    secondhand: frozenset[str]


LISTS = tuple(each.name for each in fields(Scope))


def read_scope(own: Path | None = None) -> Scope:
    """The lists that come with the program, with what a file of one's own adds and takes out.

    Raises ConfigError naming file and line for a list that is not known, or is no text.
    """
    if own is None or not own.is_file():
        return _packaged()
    added = _lists(read_toml(own))
    both = {name: _joined(name, _packaged_lists()[name], added.get(name, ())) for name in LISTS}
    return Scope(**{name: frozenset(words) for name, words in both.items()})


@cache
def _packaged() -> Scope:
    lists = _packaged_lists().items()
    return Scope(**{name: frozenset(_joined(name, words, ())) for name, words in lists})


@cache
def _packaged_lists() -> Mapping[str, tuple[str, ...]]:
    text = (files("publish") / PACKAGED).read_text(encoding="utf-8")
    return _lists(TomlFile(Path(PACKAGED), text, tomllib.loads(text)))


def folded(text: str) -> str:
    """A text in lower case, its words between single spaces, a space at either end.

    What is written to a foreign word in Korean (LLM을) counts as a word of its own.
    """
    apart = JOINED.sub(" ", text.casefold())
    return f" {NOT_A_WORD.sub(' ', apart).strip()} "


def may_stand(text: str, scope: Scope) -> frozenset[str]:
    """The listed words, few of them, of which any that stands in a folded text is one.

    Told by how they begin, up to their first space: a plural begins as its singular, and what is
    written to a Korean word as the word.
    """
    found = set(text.split())
    found.update([word[:-1] for word in found if word[-1] == "s"])
    korean = [word for word in found if not word.isascii()]
    found.update([word[:end] for word in korean for end in range(1, len(word))])
    by_first = _by_first(scope)
    return frozenset(word for first in by_first.keys() & found for word in by_first[first])


@lru_cache(maxsize=2)
def _by_first(scope: Scope) -> Mapping[str, frozenset[str]]:
    """The words of all lists by what stands before their first space."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name in LISTS:
        for word in getattr(scope, name):
            found[word.strip().partition(" ")[0]].add(word)
    return {first: frozenset(words) for first, words in found.items()}


def _lists(file: TomlFile) -> Mapping[str, tuple[str, ...]]:
    file.refuse_unknown(file.tables, LISTS, "list of words")
    for name, value in file.tables.items():
        if not isinstance(value, str):
            raise file.wrong(name, f"`{name}` is no text", hint="words between commas")
    return {name: tuple(_words(value)) for name, value in file.tables.items()}


def _words(listed: str) -> Iterator[str]:
    return filter(None, (" ".join(word.split()) for word in listed.split(",")))


def _joined(name: str, packaged: tuple[str, ...], own: tuple[str, ...]) -> Iterator[str]:
    without = {word.removeprefix(WITHOUT).strip() for word in own if word.startswith(WITHOUT)}
    gone = {_spelled(name, word) for word in without}
    for word in (*packaged, *(w for w in own if not w.startswith(WITHOUT))):
        spelled = _spelled(name, word)
        if spelled not in gone:
            yield spelled


def _spelled(name: str, word: str) -> str:
    if name == "secondhand":
        return word.casefold()
    spelled = folded(word)
    # What follows a Korean word is written to it.
    return spelled.removesuffix(" ") if HANGUL_ENDS.search(spelled) else spelled
