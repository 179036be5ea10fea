"""Reads topics.yaml into the closed topic tree, and says by file and line what is wrong in it."""

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import yaml

from catchup.errors import ConfigError
from catchup.types import Taxonomy, Topic, TopicId, TopicKind
from taxonomy import checks
from taxonomy.declared import Declared, declare
from taxonomy.nodes import Problems, compose, fields, items, line_of
from taxonomy.order import developer_order, stages

SHOWN_PROBLEMS = 10
_FILE_KEYS = frozenset(
    ("version", "language", "notes", "provenance", "retired", "tracks", "topics")
)


def read_topics(path: Path) -> Taxonomy:
    """The topic tree of a file. Raises ConfigError naming file and line of the first ten faults.

    Checked: keys, ids (unique slugs), kinds and parents, titles in every language, levels,
    priorities with reasons, and that prerequisites exist, form no circle and agree with `order`;
    retired ids stay retired and lead to topics; the book order names areas, each once. What the
    file leaves out is derived: `order` (see `taxonomy.order`), `stage`, the book order.
    """
    try:
        data = path.read_bytes()
        root = compose(data)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    except yaml.YAMLError as error:
        raise ConfigError(f"{_yaml_place(path, error)}: not YAML: {_yaml_fault(error)}") from error
    problems = Problems()
    taxonomy = _read(root, problems) if root else None
    if problems.found:
        raise ConfigError(_report(path, problems), hint="Mend these lines in the topics file.")
    if taxonomy is None or not taxonomy.topics:
        raise ConfigError(f"{path}: no topics", hint="`catchup init` writes a topics.yaml.")
    return replace(taxonomy, digest=hashlib.sha256(data).hexdigest())


def _yaml_place(path: Path, error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    return f"{path}:{mark.line + 1}" if mark else str(path)


def _yaml_fault(error: yaml.YAMLError) -> str:
    return str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)


def _report(path: Path, problems: Problems) -> str:
    ordered = sorted(problems.found)
    lines = [f"{path}:{line}: {message}" for line, message in ordered[:SHOWN_PROBLEMS]]
    if len(ordered) > SHOWN_PROBLEMS:
        lines.append(f"… and {len(ordered) - SHOWN_PROBLEMS} more")
    return "\n".join(lines)


def _read(root: yaml.Node, problems: Problems) -> Taxonomy:
    document = fields(root, _FILE_KEYS, problems)
    declared = _declared(document.get("topics"), problems)
    named = checks.read_retired(document.get("retired"), problems)
    retired = {name: checks.living(name, named, declared) for name in named}
    for found in declared.values():
        checks.check_parent(found, declared, problems)
        checks.check_prerequisites(found, declared, retired, problems)
    checks.check_circles(declared, problems)
    checks.check_retired(named, declared, problems)
    topics = _ordered(declared, problems) if not problems.found else {}
    everything = (found.topic for found in declared.values())
    book_order = checks.read_book_order(document.get("tracks"), everything, problems)
    return Taxonomy(topics=topics, digest="", book_order=book_order, retired=retired)


def _declared(node: yaml.Node | None, problems: Problems) -> dict[TopicId, Declared]:
    declared: dict[TopicId, Declared] = {}
    for entry in items(node, problems):
        found = declare(entry, problems)
        if found is None:
            continue
        if first := declared.get(found.topic.id):
            said = f"id {found.topic.id!r} is taken since line {line_of(first.node)}"
            problems.add(found.at("id"), said)
            continue
        declared[found.topic.id] = found
    return declared


def _ordered(declared: Mapping[TopicId, Declared], problems: Problems) -> dict[TopicId, Topic]:
    """The topics with their orders and stages; of a tree in which nothing is wrong so far."""
    needs = {
        name: found.topic.prerequisites
        for name, found in declared.items()
        if found.topic.kind is TopicKind.TOPIC
    }
    numbers = {name: n for name in needs if (n := declared[name].order) is not None}
    order = developer_order(needs, numbers)
    checks.check_order(order, {name: declared[name] for name in needs}, problems)
    places = {**_frame(declared), **{topic: place for place, topic in enumerate(order, 1)}}
    home = {name: places[_part_of(name, declared)] for name in needs}
    met = stages(order, needs, home)
    return {
        name: replace(
            found.topic,
            order=places[name],
            stage=met.get(name, 0) if found.stage is None else found.stage,
        )
        for name, found in declared.items()
    }


def _frame(declared: Mapping[TopicId, Declared]) -> dict[TopicId, int]:
    """The orders of parts and areas; one without a number follows its neighbour in the file."""
    places: dict[TopicId, int] = {}
    last = dict.fromkeys(TopicKind, 0)
    for name, found in declared.items():
        kind = found.topic.kind
        last[kind] = last[kind] + 1 if found.order is None else found.order
        places[name] = last[kind]
    return places


def _part_of(topic: TopicId, declared: Mapping[TopicId, Declared]) -> TopicId:
    area = declared[topic].topic.parent or ""
    return declared[area].topic.parent or ""
