"""Renders a roadmap as plain text for a terminal: one line a topic, what comes before it below."""

from collections.abc import Iterator

from catchup.types import Language, Roadmap, Stop, Topic
from publish.plain import plain
from publish.render.roadmap import (
    CONTINUED,
    FIRST,
    NAME_LIMIT,
    PAGE,
    RULES,
    TITLE_LIMIT,
    TITLES,
    mark,
    state,
)
from publish.words import LEVELS, UNTITLED


def render(roadmap: Roadmap, language: Language, *, week: str) -> str:
    """A roadmap in Korean ("ko") or English, as it stands in an ISO week ("2026-W09")."""
    return "\n".join(_lines(roadmap, "ko" if language == "ko" else "en", week)) + "\n"


def _lines(roadmap: Roadmap, language: Language, week: str) -> Iterator[str]:
    yield TITLES[roadmap.track].say(language)
    yield RULES[roadmap.track].say(language)
    yield state(roadmap, language, week)
    for number, leg in enumerate(roadmap.legs, 1):
        yield ""
        yield f"{number}. {_title(leg.part, language, continued=leg.continued)}"
        for stretch in leg.stretches:
            yield f"  {_title(stretch.area, language, continued=stretch.continued)}"
            for stop in stretch.stops:
                yield from _stop(stop, language)


def _title(topic: Topic, language: Language, *, continued: bool = False) -> str:
    title = plain(topic.titles[language], TITLE_LIMIT)
    return CONTINUED.say(language, title=title) if continued else title


def _stop(stop: Stop, language: Language) -> Iterator[str]:
    page = stop.coverage.page
    facts = (
        f"{_title(stop.topic, language)} ({stop.topic.id})",
        LEVELS[stop.topic.level].say(language),
        mark(stop.coverage, language),
        f"{PAGE.say(language)} {plain(page.path, TITLE_LIMIT)}" if page and page.path else "",
    )
    yield f"    - {' · '.join(filter(None, facts))}"
    if stop.prerequisites:
        names = ", ".join(_title(topic, language) for topic in stop.prerequisites)
        yield f"      {FIRST.say(language)}: {names}"
    for card in stop.coverage.new:
        title = plain(card.title, TITLE_LIMIT) or UNTITLED.say(language)
        yield f"      + {title} ({plain(card.source, NAME_LIMIT)})"
