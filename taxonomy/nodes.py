"""Reads YAML nodes as plain values and remembers the line of everything that is wrong."""

from collections.abc import Collection
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

import yaml

Choice = TypeVar("Choice", bound=StrEnum)

DEEPEST = 100
_LOADER: type[yaml.SafeLoader] | type[yaml.CSafeLoader] = getattr(
    yaml, "CSafeLoader", yaml.SafeLoader
)


@dataclass(frozen=True, slots=True)
class Problems:
    """What is wrong in one file, as (line, message); lines count from 1."""

    found: list[tuple[int, str]] = field(default_factory=list)

    def add(self, node: yaml.Node, message: str) -> None:
        """Note a problem at the node's line."""
        self.found.append((line_of(node), message))


def compose(data: bytes) -> yaml.Node | None:
    """The root node of a document. Raises yaml.YAMLError for what is not YAML."""
    node: yaml.Node | None = yaml.compose(data, Loader=_LOADER)
    return node


def compose_foreign(data: bytes) -> yaml.Node | None:
    """The root node of somebody else's document. Raises yaml.YAMLError, also where it is too deep.

    The parser in C goes down with its process on tens of thousands of nested lists.
    """
    depth = 0
    for event in yaml.parse(data, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST:
            fault = yaml.MarkedYAMLError(problem=f"more than {DEEPEST} levels deep")
            fault.problem_mark = event.start_mark  # type: ignore[assignment] # the C parser's own
            raise fault
    return compose(data)


def line_of(node: yaml.Node) -> int:
    """The line a node begins on, counted from 1."""
    mark = node.start_mark
    return int(mark.line) + 1 if mark else 1


def nearest(word: str, known: Collection[str]) -> str:
    """A hint that names the nearest known word, or nothing."""
    close = get_close_matches(word, sorted(known), n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""


def fields(node: yaml.Node, known: Collection[str], problems: Problems) -> dict[str, yaml.Node]:
    """The entries of a mapping by key; unknown and repeated keys are problems."""
    if not isinstance(node, yaml.MappingNode):
        problems.add(node, "expected a mapping of keys to values")
        return {}
    entries: dict[str, yaml.Node] = {}
    for key_node, value in node.value:
        key = str(key_node.value)
        if key not in known:
            problems.add(key_node, f"unknown key {key!r}{nearest(key, known)}")
        elif key in entries:
            problems.add(key_node, f"key {key!r} stands twice")
        else:
            entries[key] = value
    return entries


def text(node: yaml.Node | None, problems: Problems) -> str:
    """A scalar as text; a missing one and null are empty."""
    if node is None or node.tag == "tag:yaml.org,2002:null":
        return ""
    if not isinstance(node, yaml.ScalarNode):
        problems.add(node, "expected one value, not a list or mapping")
        return ""
    return str(node.value).strip()


def texts(node: yaml.Node | None, problems: Problems) -> tuple[str, ...]:
    """A list of scalars as texts, none of them empty; a missing list is empty."""
    found = []
    for item in items(node, problems):
        value = text(item, problems)
        if value:
            found.append(value)
        elif isinstance(item, yaml.ScalarNode):
            problems.add(item, "an empty entry in a list")
    return tuple(found)


def items(node: yaml.Node | None, problems: Problems) -> list[yaml.Node]:
    """The nodes of a list; a missing list is empty."""
    if node is None:
        return []
    if not isinstance(node, yaml.SequenceNode):
        problems.add(node, "expected a list")
        return []
    return list(node.value)


def choice(
    known: type[Choice], node: yaml.Node | None, problems: Problems, key: str, place: yaml.Node
) -> Choice | None:
    """One of a few words, or None with a problem noted, at `place` where there is no value."""
    word = text(node, problems)
    words = [member.value for member in known]
    if word in words:
        return known(word)
    said = f"{key} {word!r} is none of {', '.join(words)}{nearest(word, words)}"
    problems.add(place if node is None else node, said)
    return None


def number(node: yaml.Node | None, problems: Problems) -> int | None:
    """A whole number, or None with a problem noted where there is another value."""
    value = text(node, problems)
    if node is None or not value:
        return None
    if not value.lstrip("-").isdecimal():
        problems.add(node, f"expected a whole number, found {value!r}")
        return None
    return int(value)
