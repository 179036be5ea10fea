"""The topics: all of them by part and area, and a page of each with what is gathered there."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catchup.types import Language, Listing, Taxonomy, Topic, TopicId, TopicKind
from publish.naming import topic_title
from publish.places import topic_page
from publish.site import words
from publish.site.content import Content, Page
from publish.site.listing import row_of
from publish.words import LEVELS

ON_A_PAGE = 40
MOST_ALIASES = 8


@dataclass(frozen=True, slots=True)
class Entry:
    """A topic in a list: its page, its title, its level and how many items it has."""

    page: str
    title: str
    level: str
    items: int


@dataclass(frozen=True, slots=True)
class Area:
    """The topics of an area, in their order."""

    id: TopicId
    title: str
    topics: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The areas of a part, in their order."""

    id: TopicId
    title: str
    areas: tuple[Area, ...]


def pages(content: Content, language: Language) -> Iterator[Page]:
    """The list of all topics, then the pages of each."""
    found = topics_of(content.taxonomy)
    yield Page(
        path="topics/",
        title=words.TOPICS.say(language),
        about=words.TOPICS_ABOUT.say(language, n=len(found)),
        template="site/topics.html",
        values={"parts": parts_of(content, language)},
        tab="topics/",
    )
    for topic in found:
        yield from _pages_of(topic, content, language)


def topics_of(taxonomy: Taxonomy) -> list[Topic]:
    """The topics that items attach to, in developer order."""
    topics = [topic for topic in taxonomy.topics.values() if topic.kind is TopicKind.TOPIC]
    return sorted(topics, key=lambda topic: (topic.order, topic.id))


def parts_of(content: Content, language: Language) -> tuple[Part, ...]:
    """All topics under their areas and parts; those that have none of either are left out."""
    taxonomy = content.taxonomy
    children: dict[TopicId | None, list[Topic]] = {}
    for topic in sorted(taxonomy.topics.values(), key=lambda topic: (topic.order, topic.id)):
        children.setdefault(topic.parent, []).append(topic)
    return tuple(
        Part(
            id=part.id,
            title=topic_title(part, language),
            areas=tuple(
                Area(
                    id=area.id,
                    title=topic_title(area, language),
                    topics=tuple(
                        entry_of(topic, content, language) for topic in children.get(area.id, ())
                    ),
                )
                for area in children.get(part.id, ())
            ),
        )
        for part in children.get(None, ())
    )


def entry_of(topic: Topic, content: Content, language: Language) -> Entry:
    """A topic as lists show it."""
    return Entry(
        page=topic_page(topic.id),
        title=topic_title(topic, language),
        level=LEVELS[topic.level].say(language),
        items=len(content.shelves.get(topic.id, ())),
    )


def _pages_of(topic: Topic, content: Content, language: Language) -> Iterator[Page]:
    shelf = content.shelves.get(topic.id, ())
    sheets = [shelf[start : start + ON_A_PAGE] for start in range(0, len(shelf), ON_A_PAGE)] or [()]
    for number, sheet in enumerate(sheets, 1):
        yield _page(topic, sheet, number, len(sheets), content, language)


def _page(
    topic: Topic,
    sheet: Sequence[Listing],
    number: int,
    of: int,
    content: Content,
    language: Language,
) -> Page:
    title = words.TOPIC_TITLE.say(language, topic=topic_title(topic, language))
    path = topic_page(topic.id)
    feed = words.TOPIC_FEED.say(language, topic=topic_title(topic, language))
    return Page(
        path=path if number == 1 else f"{path}{number}/",
        title=title if number == 1 else words.TOPIC_PAGE.say(language, title=title, n=number),
        about=topic.descriptions.get(language) or topic_title(topic, language),
        template="site/topic.html",
        values={
            "topic": topic,
            "name": topic_title(topic, language),
            "level": LEVELS[topic.level].say(language),
            "priority": words.PRIORITIES[topic.priority].say(language) if topic.priority else "",
            "area": topic_title(content.taxonomy.area_of(topic.id), language),
            "aliases": _aliases(topic, language),
            "ways": _ways(topic, content, language) if number == 1 else (),
            "count": len(content.shelves.get(topic.id, ())),
            "rows": [row_of(item, content, language) for item in sheet],
            "newer": (path if number == 2 else f"{path}{number - 1}/") if number > 1 else "",  # noqa: PLR2004
            "older": f"{path}{number + 1}/" if number < of else "",
            "first": number == 1,
        },
        tab="topics/",
        feeds=((f"topics/{topic.id}", feed),),
    )


def _aliases(topic: Topic, language: Language) -> tuple[str, ...]:
    """Other names of the topic, the reader's language first, without its own title."""
    own = {topic_title(topic, language).casefold()}
    ordered = sorted(topic.aliases, key=lambda other: (other != language, other))
    names = {name.casefold(): name for other in ordered for name in topic.aliases[other]}
    return tuple(name for key, name in names.items() if key not in own)[:MOST_ALIASES]


def _ways(
    topic: Topic, content: Content, language: Language
) -> tuple[tuple[str, tuple[Entry, ...]], ...]:
    """Where to go from a topic: what it needs, what builds on it, what stands beside it."""
    taxonomy = content.taxonomy
    after = [t for t in topics_of(taxonomy) if topic.id in t.prerequisites]
    beside = [t for t in topics_of(taxonomy) if t.parent == topic.parent and t.id != topic.id]
    known = {topic.id, *topic.prerequisites, *(t.id for t in after)}
    groups = (
        (words.FIRST, [taxonomy.topics[t] for t in topic.prerequisites if t in taxonomy.topics]),
        (words.NEXT, after),
        (words.NEIGHBOURS, [t for t in beside if t.id not in known]),
    )
    return tuple(
        (label.say(language), tuple(entry_of(t, content, language) for t in others))
        for label, others in groups
        if others
    )
