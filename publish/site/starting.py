"""The page for newcomers: the first topics of the way, each with what is good to begin with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from catchup.types import ItemId, Language, Level, Listing, Priority, Reading, Stop, Topic, Track
from publish.naming import topic_title
from publish.places import topic_page
from publish.render.roadmap import stops
from publish.site import words
from publish.site.content import Content, Page
from publish.site.listing import Row, row_of

TOPICS = 12
ITEMS = 2
RICHNESS = {reading: rank for rank, reading in enumerate(Reading)}


@dataclass(frozen=True, slots=True)
class First:
    """One of the first topics, and at most two items to begin with."""

    page: str
    title: str
    about: str
    rows: tuple[Row, ...]


def pages(content: Content, language: Language) -> Iterator[Page]:
    """Where to begin, in developer order."""
    yield Page(
        path="start/",
        title=words.START.say(language),
        about=words.START_ABOUT.say(language),
        template="site/start.html",
        values={
            "firsts": tuple(_firsts(content, language)),
        },
        tab="start/",
    )


def _topics(content: Content) -> Sequence[Topic]:
    """The first topics of the way that are for beginners and that nobody has called dispensable."""
    ways = [roadmap for roadmap in content.roadmaps if roadmap.track is Track.DEVELOPER]
    walk: list[Stop] = [stop for roadmap in ways for leg in roadmap.legs for stop in stops(leg)]
    return [
        stop.topic
        for stop in walk
        if stop.topic.priority is Priority.MUST
        or (stop.topic.level is Level.INTRO and stop.topic.priority is not Priority.SKIP)
    ][:TOPICS]


def _firsts(content: Content, language: Language) -> Iterator[First]:
    """The first topics with the best of each; an item stands at the first of its topics alone."""
    shown: set[ItemId] = set()
    recommended = _recommended(content)
    for topic in _topics(content):
        shelf = sorted(content.shelves.get(topic.id, ()), key=lambda item: _rank(item, language))
        worth = [i for i in shelf if i.accepted or i.item in recommended]
        good = [item for item in worth if item.item not in shown][:ITEMS]
        shown.update(item.item for item in good)
        yield First(
            page=topic_page(topic.id),
            title=topic_title(topic, language),
            about=topic.descriptions.get(language, ""),
            rows=tuple(row_of(item, content, language) for item in good),
        )


def _recommended(content: Content) -> frozenset[ItemId]:
    """What an issue or a report gave a card of its own: news of the day has none, and ages."""
    digests = [*(digest for _, digest in content.issues), *content.since.values()]
    return frozenset(
        card.item for digest in digests for section in digest.sections for card in section.cards
    )


def _rank(item: Listing, language: Language) -> tuple[bool, int, bool, int]:
    """What people accepted first, then the easiest, in the reader's language, most of it read.

    Shelves stand newest first, and sorting keeps that order among equals.
    """
    level = list(Level).index(item.summary.level) if item.summary else len(Level)
    return not item.accepted, level, item.language != language, -RICHNESS[item.reading]
