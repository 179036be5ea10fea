"""Compares the declared topics with each other: parents, prerequisites, orders, retired ids."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import yaml

from catchup.types import Topic, TopicId, TopicKind
from taxonomy.declared import LANGUAGES, Declared
from taxonomy.nodes import Problems, fields, items, nearest, text, texts
from taxonomy.order import circles, misplaced

Declarations = Mapping[TopicId, Declared]
_RETIRED_KEYS = frozenset(("id", "successors", "retired_at", "note"))
_TRACKS = frozenset(("developer", "handbook"))
_TRACK_KEYS = frozenset((*(f"title_{n}" for n in LANGUAGES), "rule", "areas"))
_PARENT_KIND = {
    TopicKind.PART: None,
    TopicKind.AREA: TopicKind.PART,
    TopicKind.TOPIC: TopicKind.AREA,
}


class Retirement(NamedTuple):
    """A retired id's place in the file and what it names as successors."""

    node: yaml.Node
    successors: tuple[TopicId, ...]


def check_parent(found: Declared, declared: Declarations, problems: Problems) -> None:
    """A topic stands in an area, an area in a part, a part alone."""
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


def check_prerequisites(
    found: Declared,
    declared: Declarations,
    retired: Mapping[TopicId, tuple[TopicId, ...]],
    problems: Problems,
) -> None:
    """What a topic needs are topics, and none of them is declared to come later."""
    for wanted in found.topic.prerequisites:
        other = declared.get(wanted)
        if other is None or other.topic.kind is not TopicKind.TOPIC:
            hint = (
                f", it is retired: use {' or '.join(retired[wanted])}"
                if retired.get(wanted)
                else nearest(wanted, declared)
            )
            said = f"{found.topic.id}: prerequisite {wanted!r} is no topic{hint}"
            problems.add(found.at("prereqs"), said)
        elif _later(other, found):
            said = f"{found.topic.id}: prerequisite {wanted!r} comes later in the order"
            problems.add(found.at("prereqs"), said)


def _later(other: Declared, found: Declared) -> bool:
    return other.order is not None and found.order is not None and other.order >= found.order


def check_circles(declared: Declarations, problems: Problems) -> None:
    """Nothing needs itself, however indirectly."""
    needs = {
        name: [wanted for wanted in found.topic.prerequisites if wanted in declared]
        for name, found in declared.items()
    }
    for circle in circles(needs):
        place = declared[circle[-1]].at("prereqs")
        problems.add(place, f"prerequisites go in a circle: {' <- '.join(circle)}")


def check_order(order: Iterable[TopicId], declared: Declarations, problems: Problems) -> None:
    """The declared numbers can be kept, also where topics without a number stand between."""
    numbers = {name: found.order for name, found in declared.items() if found.order is not None}
    for topic, earlier in misplaced(order, numbers):
        said = f"{topic}: order {numbers[topic]} cannot be kept, {earlier!r} must come before it"
        problems.add(declared[topic].at("order"), f"{said} (order {numbers[earlier]})")


def read_book_order(
    node: yaml.Node | None, topics: Iterable[Topic], problems: Problems
) -> tuple[TopicId, ...]:
    """The areas as the book's track lists them; as the file does where it lists none."""
    tracks = fields(node, _TRACKS, problems) if node else {}
    tables = {name: fields(track, _TRACK_KEYS, problems) for name, track in tracks.items()}
    known = [topic.id for topic in topics if topic.kind is TopicKind.AREA]
    place = tables.get("handbook", {}).get("areas")
    if place is None:
        return tuple(known)
    areas = texts(place, problems)
    for position, area in enumerate(areas):
        if area not in known:
            problems.add(place, f"the book order names no area {area!r}{nearest(area, known)}")
        elif area in areas[:position]:
            problems.add(place, f"area {area!r} stands twice in the book order")
    return areas


def read_retired(node: yaml.Node | None, problems: Problems) -> dict[TopicId, Retirement]:
    """Retired ids with their successors as declared; an id retires once."""
    found: dict[TopicId, Retirement] = {}
    for entry in items(node, problems):
        keys = fields(entry, _RETIRED_KEYS, problems)
        name = text(keys.get("id"), problems)
        if name in found:
            problems.add(entry, f"id {name!r} is retired twice")
        found[name] = Retirement(entry, texts(keys.get("successors"), problems))
        if not found[name].successors:
            problems.add(entry, f"retired id {name!r} names no successors")
    return found


def check_retired(
    retired: Mapping[TopicId, Retirement], declared: Declarations, problems: Problems
) -> None:
    """A retired id is never used again, and its successors lead to topics that are."""
    for name, (entry, successors) in retired.items():
        if name in declared:
            problems.add(entry, f"id {name!r} is retired and may not be used again")
        unknown = [one for one in successors if one not in declared and one not in retired]
        for one in unknown:
            problems.add(entry, f"{name}: successor {one!r} is unknown{nearest(one, declared)}")
        if successors and not unknown and not living(name, retired, declared):
            problems.add(entry, f"{name}: its successors lead to no topic")


def living(
    name: TopicId, retired: Mapping[TopicId, Retirement], declared: Declarations
) -> tuple[TopicId, ...]:
    """The topics that stand for a retired id by now: successors may have retired in their turn."""
    seen = [name]
    for one in seen:  # grows on the way
        following = retired[one].successors if one in retired else ()
        seen += [each for each in following if each not in seen]
    return tuple(
        one for one in seen if one in declared and declared[one].topic.kind is TopicKind.TOPIC
    )
