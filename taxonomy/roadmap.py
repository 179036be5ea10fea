"""Lays all topics out as a walk through the handbook, with what there is for each; pure."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from catchup.types import (
    Coverage,
    Leg,
    Roadmap,
    Stop,
    Stretch,
    Taxonomy,
    Topic,
    TopicId,
    TopicKind,
    Track,
)

NOTHING = Coverage()


def roadmap(taxonomy: Taxonomy, coverage: Mapping[TopicId, Coverage], track: Track) -> Roadmap:
    """Every topic once, in the order of the track, cut where area or part changes.

    The developer track follows `order`, so that prerequisites come earlier; the handbook track
    follows `book_order`, and areas that it does not name come last.
    """
    book = track is Track.HANDBOOK
    place = _book_place(taxonomy) if book else _developer_place
    part_of = _home_part(taxonomy) if book else _stage_part(taxonomy)
    topics = [topic for topic in taxonomy.topics.values() if topic.kind is TopicKind.TOPIC]
    stops = [_stop(topic, taxonomy, coverage) for topic in sorted(topics, key=place)]
    return Roadmap(track=track, legs=_legs(_stretches(stops, taxonomy, part_of), taxonomy))


def _developer_place(topic: Topic) -> tuple[int, ...]:
    return (topic.order,)


def _book_place(taxonomy: Taxonomy) -> Callable[[Topic], tuple[int, ...]]:
    places = {area: place for place, area in enumerate(taxonomy.book_order)}

    def place_of(topic: Topic) -> tuple[int, ...]:
        area = taxonomy.area_of(topic.id)
        return places.get(area.id, len(places)), area.order, topic.order

    return place_of


def _home_part(taxonomy: Taxonomy) -> Callable[[Topic], Topic]:
    return lambda topic: taxonomy.area_of(taxonomy.area_of(topic.id).id)


def _stage_part(taxonomy: Taxonomy) -> Callable[[Topic], Topic]:
    """The part that a topic's stage names: an advanced topic may come long after its area."""
    parts = [topic for topic in taxonomy.topics.values() if topic.kind is TopicKind.PART]
    by_stage = {part.order: part for part in parts if part.order}
    home = _home_part(taxonomy)
    return lambda topic: by_stage.get(topic.stage) or home(topic)


def _legs(stretches: Sequence[tuple[TopicId, Stretch]], taxonomy: Taxonomy) -> tuple[Leg, ...]:
    legs: list[Leg] = []
    for part, group in groupby(stretches, key=itemgetter(0)):
        leg = Leg(
            part=taxonomy.topics[part],
            stretches=tuple(stretch for _, stretch in group),
            continued=any(part == earlier.part.id for earlier in legs),
        )
        legs.append(leg)
    return tuple(legs)


def _stretches(
    stops: Sequence[Stop], taxonomy: Taxonomy, part_of: Callable[[Topic], Topic]
) -> list[tuple[TopicId, Stretch]]:
    """Stops cut where part or area changes, each stretch with its part's id."""
    cut: list[tuple[TopicId, Stretch]] = []
    for (part, area), group in groupby(
        stops, key=lambda stop: (part_of(stop.topic).id, taxonomy.area_of(stop.topic.id).id)
    ):
        stretch = Stretch(
            area=taxonomy.topics[area],
            stops=tuple(group),
            continued=any(area == earlier.area.id for _, earlier in cut),
        )
        cut.append((part, stretch))
    return cut


def _stop(topic: Topic, taxonomy: Taxonomy, coverage: Mapping[TopicId, Coverage]) -> Stop:
    return Stop(
        topic=topic,
        prerequisites=tuple(taxonomy.topics[wanted] for wanted in topic.prerequisites),
        coverage=coverage.get(topic.id, NOTHING),
    )


def within(whole: Roadmap, topics: Collection[TopicId]) -> Roadmap:
    """The same walk past some of its topics only."""

    def stretches(leg: Leg) -> Iterator[Stretch]:
        for stretch in leg.stretches:
            kept = tuple(stop for stop in stretch.stops if stop.topic.id in topics)
            if kept:
                yield replace(stretch, stops=kept)

    legs = (replace(leg, stretches=tuple(stretches(leg))) for leg in whole.legs)
    return replace(whole, legs=tuple(leg for leg in legs if leg.stretches))


def way_to(taxonomy: Taxonomy, topic: TopicId) -> frozenset[TopicId]:
    """A topic and everything that comes before it."""
    found: set[TopicId] = set()
    waiting = [topic]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += taxonomy.topics[one].prerequisites
    return frozenset(found)


def passed_in(whole: Roadmap, place: TopicId) -> frozenset[TopicId]:
    """The topics that the walk meets in a part or an area."""
    return frozenset(
        stop.topic.id
        for leg in whole.legs
        for stretch in leg.stretches
        for stop in stretch.stops
        if place in {leg.part.id, stretch.area.id}
    )
