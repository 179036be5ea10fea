"""Reads topics.yaml into the closed topic tree, and says by file and line what is wrong in it."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import yaml

from catchup.errors import ConfigError
from catchup.types import Language, Level, Taxonomy, Topic, TopicId, TopicKind
from taxonomy.nodes import Problems, compose, fields, items, line_of, nearest, number, text, texts

LANGUAGES: tuple[Language, ...] = ("ko", "en")
SHOWN_PROBLEMS = 10
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FILE_KEYS = frozenset(
    ("version", "language", "notes", "provenance", "retired", "tracks", "topics")
)
_PLAIN_KEYS = ("id", "kind", "parent", "level", "prereqs", "order", "sources", "stage")
_TOPIC_KEYS = frozenset(
    (
        *_PLAIN_KEYS,
        *(f"{k}_{n}" for k in ("title", "desc", "aliases", "keywords") for n in LANGUAGES),
    )
)
_RETIRED_KEYS = frozenset(("id", "successors", "retired_at", "note"))
_TRACKS = frozenset(("developer", "handbook"))
_TRACK_KEYS = frozenset((*(f"title_{n}" for n in LANGUAGES), "rule", "areas"))
_PARENT_KIND = {
    TopicKind.PART: None,
    TopicKind.AREA: TopicKind.PART,
    TopicKind.TOPIC: TopicKind.AREA,
}


@dataclass(frozen=True, slots=True)
class _Declared:
    """A topic and the nodes it was read from, for the lines of later complaints."""

    topic: Topic
    node: yaml.Node
    entries: dict[str, yaml.Node]

    def at(self, key: str) -> yaml.Node:
        """The node of a key, or of the whole topic where the key is missing."""
        return self.entries.get(key, self.node)


def read_topics(path: Path) -> Taxonomy:
    """The topic tree of a file. Raises ConfigError naming file and line of the first ten faults.

    Checked: keys, ids (unique slugs), kinds and parents, titles in every language, levels, and
    that prerequisites exist, form no cycle and come earlier in `order`; retired ids stay retired
    and name successors; the book order names areas, each once.
    """
    try:
        data = path.read_bytes()
        root = compose(data)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    except yaml.YAMLError as error:
        raise ConfigError(f"{_yaml_place(path, error)}: not YAML: {_yaml_fault(error)}") from error
    problems = Problems()
    topics, book_order = _read(root, problems) if root else ({}, ())
    if problems.found:
        raise ConfigError(_report(path, problems), hint="Mend these lines in the topics file.")
    if not topics:
        raise ConfigError(f"{path}: no topics", hint="`catchup init` writes a topics.yaml.")
    return Taxonomy(topics=topics, digest=hashlib.sha256(data).hexdigest(), book_order=book_order)


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


def _read(root: yaml.Node, problems: Problems) -> tuple[dict[TopicId, Topic], tuple[TopicId, ...]]:
    document = fields(root, _FILE_KEYS, problems)
    declared: dict[TopicId, _Declared] = {}
    for node in items(document.get("topics"), problems):
        found = _topic(node, problems)
        if found is None:
            continue
        if first := declared.get(found.topic.id):
            problems.add(
                found.at("id"), f"id {found.topic.id!r} is taken since line {line_of(first.node)}"
            )
            continue
        declared[found.topic.id] = found
    for found in declared.values():
        _check_parent(found, declared, problems)
        _check_prerequisites(found, declared, problems)
    _check_cycles(declared, problems)
    _check_retired(document.get("retired"), declared, problems)
    topics = {topic_id: found.topic for topic_id, found in declared.items()}
    return topics, _book_order(document.get("tracks"), topics, problems)


def _topic(node: yaml.Node, problems: Problems) -> _Declared | None:
    entries = fields(node, _TOPIC_KEYS, problems)
    if not entries:
        return None
    topic_id = text(entries.get("id"), problems)
    if not _SLUG.fullmatch(topic_id):
        problems.add(entries.get("id", node), f"id {topic_id!r} is not a slug like 'vector-index'")
    kind = _kind(entries, node, problems)
    order = number(entries.get("order"), problems)
    if order is None:
        problems.add(entries.get("order", node), f"{topic_id}: no order")
    topic = Topic(
        id=topic_id,
        kind=kind,
        parent=text(entries.get("parent"), problems) or None,
        titles=_by_language(entries, "title", problems),
        descriptions=_by_language(entries, "desc", problems),
        level=_level(entries, kind, node, problems),
        prerequisites=texts(entries.get("prereqs"), problems),
        order=order or 0,
        stage=number(entries.get("stage"), problems) or 0,
        aliases=_lists_by_language(entries, "aliases", problems),
        keywords=_lists_by_language(entries, "keywords", problems),
    )
    for language in LANGUAGES:
        if not topic.titles.get(language):
            problems.add(node, f"{topic_id}: no title_{language}")
    return _Declared(topic, node, entries)


def _kind(entries: dict[str, yaml.Node], node: yaml.Node, problems: Problems) -> TopicKind:
    word = text(entries.get("kind"), problems)
    known = [kind.value for kind in TopicKind]
    if word in known:
        return TopicKind(word)
    problems.add(entries.get("kind", node), f"kind {word!r} is none of {', '.join(known)}")
    return TopicKind.TOPIC


def _level(
    entries: dict[str, yaml.Node], kind: TopicKind, node: yaml.Node, problems: Problems
) -> Level:
    word = text(entries.get("level"), problems)
    known = [level.value for level in Level]
    if word in known:
        return Level(word)
    if word or kind is TopicKind.TOPIC:
        hint = nearest(word, known)
        problems.add(
            entries.get("level", node), f"level {word!r} is none of {', '.join(known)}{hint}"
        )
    return Level.INTRO


def _by_language(
    entries: dict[str, yaml.Node], name: str, problems: Problems
) -> dict[Language, str]:
    values = {code: text(entries.get(f"{name}_{code}"), problems) for code in LANGUAGES}
    return {code: value for code, value in values.items() if value}


def _lists_by_language(
    entries: dict[str, yaml.Node], name: str, problems: Problems
) -> dict[Language, tuple[str, ...]]:
    values = {code: texts(entries.get(f"{name}_{code}"), problems) for code in LANGUAGES}
    return {code: value for code, value in values.items() if value}


def _check_parent(found: _Declared, declared: dict[TopicId, _Declared], problems: Problems) -> None:
    topic, wanted = found.topic, _PARENT_KIND[found.topic.kind]
    if wanted is None:
        if topic.parent:
            problems.add(found.at("parent"), f"{topic.id}: a {topic.kind} has no parent")
        return
    parent = declared.get(topic.parent or "")
    if parent is None:
        hint = nearest(topic.parent or "", declared)
        problems.add(found.at("parent"), f"{topic.id}: parent {topic.parent!r} is unknown{hint}")
    elif parent.topic.kind is not wanted:
        problems.add(
            found.at("parent"), f"{topic.id}: the parent of a {topic.kind} must be a {wanted}"
        )


def _check_prerequisites(
    found: _Declared, declared: dict[TopicId, _Declared], problems: Problems
) -> None:
    topic, place = found.topic, found.at("prereqs")
    for wanted in topic.prerequisites:
        other = declared.get(wanted)
        if other is None or other.topic.kind is not TopicKind.TOPIC:
            hint = nearest(wanted, declared)
            problems.add(place, f"{topic.id}: prerequisite {wanted!r} is no topic{hint}")
        elif other.topic.order >= topic.order:
            problems.add(place, f"{topic.id}: prerequisite {wanted!r} comes later in the order")


def _check_cycles(declared: dict[TopicId, _Declared], problems: Problems) -> None:
    graph = {
        topic_id: [wanted for wanted in found.topic.prerequisites if wanted in declared]
        for topic_id, found in declared.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        cycle: list[TopicId] = error.args[1]
        place = declared[cycle[-1]].at("prereqs")
        problems.add(place, f"prerequisites go in a circle: {' <- '.join(cycle)}")


def _book_order(
    node: yaml.Node | None, topics: dict[TopicId, Topic], problems: Problems
) -> tuple[TopicId, ...]:
    """The areas as the book's track lists them; a file without one has no book order."""
    tracks = fields(node, _TRACKS, problems) if node else {}
    tables = {name: fields(track, _TRACK_KEYS, problems) for name, track in tracks.items()}
    place = tables.get("handbook", {}).get("areas")
    areas = texts(place, problems)
    known = [topic.id for topic in topics.values() if topic.kind is TopicKind.AREA]
    for position, area in enumerate(areas):
        if place and area not in known:
            problems.add(place, f"the book order names no area {area!r}{nearest(area, known)}")
        elif place and area in areas[:position]:
            problems.add(place, f"area {area!r} stands twice in the book order")
    return areas


def _check_retired(
    node: yaml.Node | None, declared: dict[TopicId, _Declared], problems: Problems
) -> None:
    for entry, topic_id, successors in _retired(node, problems):
        if topic_id in declared:
            problems.add(entry, f"id {topic_id!r} is retired and may not be used again")
        if not successors:
            problems.add(entry, f"retired id {topic_id!r} names no successors")
        for successor in successors:
            if successor not in declared:
                hint = nearest(successor, declared)
                problems.add(entry, f"{topic_id}: successor {successor!r} is unknown{hint}")


def _retired(
    node: yaml.Node | None, problems: Problems
) -> Iterator[tuple[yaml.Node, TopicId, tuple[str, ...]]]:
    for entry in items(node, problems):
        keys = fields(entry, _RETIRED_KEYS, problems)
        yield entry, text(keys.get("id"), problems), texts(keys.get("successors"), problems)
