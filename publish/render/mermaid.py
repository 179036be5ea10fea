"""Draws one part of a roadmap as Mermaid flowcharts that stay within what hosts accept."""

import re
from collections.abc import Iterator, Mapping, Sequence

from catchup.types import Language, Leg, Stop, Topic
from publish.plain import plain

# Older hosts stop at 280 edges, all of them at 50,000 characters; no page can raise either.
MOST_EDGES = 280
MOST_CHARACTERS = 50_000
TITLE_LIMIT = 80
# Any of these can end a label or begin an entity, a directive or Markdown inside one.
SPECIAL = re.compile(r"[\"#&<>`%{}\\;|]")


def flowcharts(leg: Leg, marks: Mapping[str, str], language: Language) -> tuple[str, ...]:
    """The part as one diagram; one per area where that is too large, none where those are too.

    `marks` says by topic id, in words, what there is (empty: nothing yet). Edges are prerequisites
    within a diagram.
    """
    areas: dict[str, list[Stop]] = {}
    titles = {stretch.area.id: stretch.area for stretch in leg.stretches}
    for stretch in leg.stretches:
        areas.setdefault(stretch.area.id, []).extend(stretch.stops)
    whole = [(titles[area], stops) for area, stops in areas.items()]
    for drawn in ([whole], [[group] for group in whole]):
        charts = [list(_lines(groups, marks, language)) for groups in drawn]
        if all(map(_fits, charts)):
            return tuple("\n".join(chart) for chart in charts)
    return ()


def label(text: str) -> str:
    """A quoted label that shows one line of text as it is."""
    return f'"{SPECIAL.sub(lambda mark: _entity(mark[0]), text)}"'


def _entity(character: str) -> str:
    return "#quot;" if character == '"' else f"#{ord(character)};"


def _lines(
    groups: Sequence[tuple[Topic, Sequence[Stop]]], marks: Mapping[str, str], language: Language
) -> Iterator[str]:
    yield "flowchart TD"
    drawn = {stop.topic.id for _, stops in groups for stop in stops}
    for area, stops in groups:
        yield f"  subgraph {_node('a', area)}[{label(_title(area, language))}]"
        for stop in stops:
            words = (_title(stop.topic, language), marks[stop.topic.id])
            yield f"    {_node('t', stop.topic)}[{label(' · '.join(filter(None, words)))}]"
        yield "  end"
    for _, stops in groups:
        for stop in stops:
            for wanted in stop.prerequisites:
                if wanted.id in drawn:
                    yield f"  {_node('t', wanted)} --> {_node('t', stop.topic)}"


def _title(topic: Topic, language: Language) -> str:
    return plain(topic.titles[language], TITLE_LIMIT)


def _node(prefix: str, topic: Topic) -> str:
    """A name that is no keyword of Mermaid's and holds none of its arrows."""
    return f"{prefix}_{topic.id.replace('-', '_')}"


def _fits(lines: Sequence[str]) -> bool:
    edges = sum(" --> " in line for line in lines)
    return edges < MOST_EDGES and sum(len(line) + 1 for line in lines) < MOST_CHARACTERS
