"""Shows a topic and what there is for it: lines for people, values for JSON."""

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

from catchup.cli.console import day
from catchup.types import (
    Candidate,
    Coverage,
    HandbookPage,
    PageState,
    Taxonomy,
    Topic,
    TopicId,
)


def described(topic: Topic, taxonomy: Taxonomy, there: Coverage) -> Iterator[str]:
    """A topic in lines: names, what it is about, and its facts."""
    area = taxonomy.area_of(topic.id)
    yield f"{_titles(topic)} ({topic.id})"
    yield from topic.descriptions.values()
    facts = {
        "area": _titles(area),
        "level": topic.level,
        "priority": f"{topic.priority}: {topic.reason}" if topic.priority else "",
        "owners": ", ".join(topic.owners),
        "read first": ", ".join(topic.prerequisites),
        "unlocks": ", ".join(_unlocked(topic, taxonomy)),
        "aliases": ", ".join(dict.fromkeys(chain.from_iterable(topic.aliases.values()))),
        "page": page_line(there.page),
        "items": f"{there.placed}, {there.accepted} accepted",
    }
    yield from (f"{name}: {value}" for name, value in facts.items() if value)


def _titles(topic: Topic) -> str:
    """What a topic is called, once where both languages call it the same."""
    return " · ".join(dict.fromkeys(topic.titles.values()))


def page_line(page: HandbookPage | None) -> str:
    """A page on one line; nothing where there is none."""
    if page is None:
        return ""
    state = "" if page.state is PageState.WRITTEN else f" ({page.state})"
    changed = f", changed {day(page.changed)}" if page.changed else ""
    links = f", links: {page.resources}" if page.resources else ""
    return f"{page.path or page.title}{state}{links}{changed}"


def _unlocked(topic: Topic, taxonomy: Taxonomy) -> list[TopicId]:
    following = (t for t in taxonomy.topics.values() if topic.id in t.prerequisites)
    return [t.id for t in sorted(following, key=lambda one: one.order)]


def as_json(topic: Topic, taxonomy: Taxonomy) -> dict[str, Any]:
    """What the topics file says of a topic, without its words."""
    return {
        "id": topic.id,
        "titles": dict(topic.titles),
        "area": taxonomy.area_of(topic.id).id,
        "level": topic.level,
        "prerequisites": list(topic.prerequisites),
        "order": topic.order,
        "priority": topic.priority,
        "reason": topic.reason,
        "owners": list(topic.owners),
    }


def in_full(
    topic: Topic, taxonomy: Taxonomy, there: Coverage, newest: Iterable[Candidate]
) -> dict[str, Any]:
    """All that is known of a topic, with the newest items there."""
    return {
        **as_json(topic, taxonomy),
        "descriptions": dict(topic.descriptions),
        "unlocks": _unlocked(topic, taxonomy),
        "aliases": {language: list(group) for language, group in topic.aliases.items()},
        "keywords": {language: list(group) for language, group in topic.keywords.items()},
        **counts(there),
        "newest": [
            {
                "item": c.item.id,
                "title": c.item.title,
                "url": c.item.link or c.item.url,
                "published": c.item.published,
            }
            for c in newest
        ],
    }


def counts(there: Coverage) -> dict[str, Any]:
    """What there is for a topic, in figures, and its page."""
    page = there.page
    return {
        "items": there.placed,
        "accepted": there.accepted,
        "newer_than_page": there.newer,
        "page": page
        and {
            "path": page.path,
            "title": page.title,
            "state": page.state,
            "links": page.resources,
            "changed": page.changed,
        },
    }
