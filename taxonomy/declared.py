"""Reads one entry of `topics:` as it was declared, before it is compared with the others."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from unicodedata import normalize

import yaml

from catchup.types import Language, Level, Priority, Topic, TopicKind
from taxonomy.nodes import Problems, choice, fields, number, text, texts

LANGUAGES: tuple[Language, ...] = ("ko", "en")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PLAIN_KEYS = ("id", "kind", "parent", "level", "prereqs", "order", "sources", "stage")
_PEOPLES_KEYS = ("priority", "reason", "owners", "page")
_KEYS = frozenset(
    (
        *_PLAIN_KEYS,
        *_PEOPLES_KEYS,
        *(f"{k}_{n}" for k in ("title", "desc", "aliases", "keywords") for n in LANGUAGES),
    )
)
Entries = Mapping[str, yaml.Node]


@dataclass(frozen=True, slots=True)
class Declared:
    """A topic, the numbers that the file gives it (None: derived), and where it stands."""

    topic: Topic
    order: int | None
    stage: int | None
    node: yaml.Node
    entries: Entries

    def at(self, key: str) -> yaml.Node:
        """The node of a key, or of the whole topic where the key is missing."""
        return self.entries.get(key, self.node)


def declare(node: yaml.Node, problems: Problems) -> Declared | None:
    """One topic, area or part; None for what is no mapping."""
    entries = fields(node, _KEYS, problems)
    if not entries:
        return None
    kind = choice(TopicKind, entries.get("kind"), problems, "kind", node)
    topic = Topic(
        id=_id(entries, node, problems),
        kind=kind or TopicKind.TOPIC,
        parent=text(entries.get("parent"), problems) or None,
        titles=_by_language(entries, "title", problems),
        descriptions=_by_language(entries, "desc", problems),
        level=_level(entries, kind, node, problems),
        prerequisites=texts(entries.get("prereqs"), problems),
        aliases=_lists_by_language(entries, "aliases", problems),
        keywords=_lists_by_language(entries, "keywords", problems),
        priority=_priority(entries, node, problems),
        reason=text(entries.get("reason"), problems),
        owners=texts(entries.get("owners"), problems),
        page=_page(entries, problems),
    )
    texts(entries.get("sources"), problems)
    for language in LANGUAGES:
        if not topic.titles.get(language):
            problems.add(node, f"{topic.id}: no title_{language}")
    order, stage = (number(entries.get(key), problems) for key in ("order", "stage"))
    return Declared(topic, order, stage, node, entries)


def _id(entries: Entries, node: yaml.Node, problems: Problems) -> str:
    name = text(entries.get("id"), problems)
    if not SLUG.fullmatch(name):
        problems.add(entries.get("id", node), f"id {name!r} is not a slug like 'vector-index'")
    return name


def _level(entries: Entries, kind: TopicKind | None, node: yaml.Node, problems: Problems) -> Level:
    if "level" not in entries and kind is not TopicKind.TOPIC:
        return Level.INTRO
    return choice(Level, entries.get("level"), problems, "level", node) or Level.INTRO


def _priority(entries: Entries, node: yaml.Node, problems: Problems) -> Priority | None:
    """A priority and its reason stand together: whoever reads it later wants to know why."""
    if "priority" not in entries:
        if "reason" in entries:
            problems.add(entries["reason"], "a reason without a priority")
        return None
    if not text(entries.get("reason"), problems):
        problems.add(entries["priority"], "a priority needs a person's reason, `reason: …`")
    return choice(Priority, entries["priority"], problems, "priority", node)


def _page(entries: Entries, problems: Problems) -> str:
    """A path inside the handbook's folder, in NFC."""
    page = normalize("NFC", text(entries.get("page"), problems))
    path = PurePosixPath(page)
    if page and (path.is_absolute() or ".." in path.parts or "\\" in page):
        problems.add(entries["page"], f"page {page!r} is no path inside the handbook")
    return str(path) if page else ""


def _by_language(entries: Entries, name: str, problems: Problems) -> dict[Language, str]:
    values = {code: text(entries.get(f"{name}_{code}"), problems) for code in LANGUAGES}
    return {code: value for code, value in values.items() if value}


def _lists_by_language(
    entries: Entries, name: str, problems: Problems
) -> dict[Language, tuple[str, ...]]:
    values = {code: texts(entries.get(f"{name}_{code}"), problems) for code in LANGUAGES}
    return {code: value for code, value in values.items() if value}
