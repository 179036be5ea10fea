"""Reads names.yaml: names of models, benchmarks, tools and methods, by the topic they belong to."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

import yaml

from catchup.errors import ConfigError
from catchup.types import TopicId
from taxonomy.nodes import Problems, compose, fields, nearest, text

ORDINARY = "?"
SECTIONS = ("names", "hints", "elsewhere")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is written. `ordinary`: an ordinary word too, or known far outside the field."""

    text: str
    ordinary: bool


@dataclass(frozen=True, slots=True)
class Names:
    """Names and weaker hints by topic, and words of neighbouring fields that are not ours."""

    topics: Mapping[TopicId, tuple[Name, ...]]
    hints: Mapping[TopicId, tuple[Name, ...]]
    elsewhere: tuple[Name, ...]
    digest: str


def read_names(own: Path | None = None, known: Collection[TopicId] = ()) -> Names:
    """The names that come with the program, and those of a file of one's own, if it exists.

    Raises ConfigError naming file and line when the own file is no such list, or names a topic
    that is not `known`.
    """
    packaged = (files("taxonomy") / "names.yaml").read_bytes()
    names = _read(packaged, "names.yaml", None)
    if own is None or not own.is_file():
        return names
    return _joined(names, _read(own.read_bytes(), str(own), known))


def _read(data: bytes, place: str, known: Collection[TopicId] | None) -> Names:
    problems = Problems()
    try:
        root = compose(data)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise ConfigError(f"{place}{line}: not YAML") from error
    sections = fields(root, frozenset(SECTIONS), problems) if root else {}
    topics = _by_topic(sections.get("names"), known, problems)
    hints = _by_topic(sections.get("hints"), known, problems)
    elsewhere = _names(text(sections.get("elsewhere"), problems))
    if problems.found:
        number, message = min(problems.found)
        raise ConfigError(f"{place}:{number}: {message}", hint="see the names.yaml of the package")
    return Names(topics, hints, elsewhere, hashlib.sha256(data).hexdigest())


def _by_topic(
    node: yaml.Node | None, known: Collection[TopicId] | None, problems: Problems
) -> dict[TopicId, tuple[Name, ...]]:
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        problems.add(node, "expected topics, each with its names")
        return {}
    found = {}
    for key, value in node.value:
        topic = str(key.value)
        if known is not None and topic not in known:
            problems.add(key, f"no topic {topic!r}{nearest(topic, known)}")
        found[topic] = _names(text(value, problems))
    return found


def _names(listed: str) -> tuple[Name, ...]:
    words = filter(None, (" ".join(word.split()) for word in listed.split(",")))
    return tuple(Name(word.removesuffix(ORDINARY), word.endswith(ORDINARY)) for word in words)


def _joined(names: Names, own: Names) -> Names:
    def both(
        one: Mapping[TopicId, tuple[Name, ...]], other: Mapping[TopicId, tuple[Name, ...]]
    ) -> dict[TopicId, tuple[Name, ...]]:
        # One's own come first: of two spellings the first tells how a name is written.
        return {t: (*other.get(t, ()), *one.get(t, ())) for t in one.keys() | other.keys()}

    return Names(
        topics=both(names.topics, own.topics),
        hints=both(names.hints, own.hints),
        elsewhere=(*own.elsewhere, *names.elsewhere),
        digest=hashlib.sha256(f"{names.digest}/{own.digest}".encode()).hexdigest(),
    )
