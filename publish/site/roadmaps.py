"""The roadmap in both orders: every topic once, with what comes before it and what is new."""

from collections.abc import Iterator
from dataclasses import dataclass

from catchup.types import Language, Leg, Roadmap, Stop, Stretch, Topic, Track
from publish.naming import topic_title
from publish.places import topic_page
from publish.render.roadmap import CONTINUED, LEGEND, RULES, TITLES, mark, state
from publish.site import words
from publish.site.content import Content, Page
from publish.words import LEVELS

PATHS = {Track.DEVELOPER: "roadmap/", Track.HANDBOOK: "roadmap/book/"}


@dataclass(frozen=True, slots=True)
class StopView:
    """A topic on the way: its page, facts about it, and the topics to read before it."""

    page: str
    title: str
    facts: str
    before: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class StretchView:
    """Topics of one area in a row."""

    title: str
    stops: tuple[StopView, ...]


@dataclass(frozen=True, slots=True)
class LegView:
    """Stretches of one part in a row; `anchor` names it on the page."""

    anchor: str
    title: str
    stretches: tuple[StretchView, ...]


def pages(content: Content, language: Language) -> Iterator[Page]:
    """One page a track."""
    orders = [
        (PATHS[roadmap.track], words.ROADMAP_TABS[roadmap.track].say(language))
        for roadmap in content.roadmaps
    ]
    week = content.issues[-1][0].week if content.issues else ""
    for roadmap in content.roadmaps:
        yield Page(
            path=PATHS[roadmap.track],
            title=TITLES[roadmap.track].say(language),
            about=RULES[roadmap.track].say(language),
            template="site/roadmap.html",
            values={
                "orders": orders,
                "state": state(roadmap, language, week),
                "legend": LEGEND.say(language),
                "legs": _legs(roadmap, language),
            },
            tab="roadmap/",
        )


def _legs(roadmap: Roadmap, language: Language) -> tuple[LegView, ...]:
    return tuple(_leg(number, leg, language) for number, leg in enumerate(roadmap.legs, 1))


def _leg(number: int, leg: Leg, language: Language) -> LegView:
    return LegView(
        anchor=f"part-{number}",
        title=_title(leg.part, language, continued=leg.continued),
        stretches=tuple(_stretch(stretch, language) for stretch in leg.stretches),
    )


def _stretch(stretch: Stretch, language: Language) -> StretchView:
    return StretchView(
        title=_title(stretch.area, language, continued=stretch.continued),
        stops=tuple(stop_of(stop, language) for stop in stretch.stops),
    )


def stop_of(stop: Stop, language: Language) -> StopView:
    """A topic on the way, as the page shows it."""
    facts = (LEVELS[stop.topic.level].say(language), mark(stop.coverage, language))
    return StopView(
        page=topic_page(stop.topic.id),
        title=topic_title(stop.topic, language),
        facts=" · ".join(filter(None, facts)),
        before=tuple((topic_page(t.id), topic_title(t, language)) for t in stop.prerequisites),
    )


def _title(topic: Topic, language: Language, *, continued: bool) -> str:
    title = topic_title(topic, language)
    return CONTINUED.say(language, title=title) if continued else title
