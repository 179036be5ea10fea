"""A roadmap holds every topic once, in the order that its track promises."""

from dataclasses import replace

import pytest

from catchup.types import Coverage, Roadmap, Taxonomy, TopicKind, Track
from taxonomy.roadmap import roadmap


def order_of(found: Roadmap) -> list[str]:
    return [s.topic.id for leg in found.legs for stretch in leg.stretches for s in stretch.stops]


@pytest.mark.parametrize("track", Track)
def test_every_topic_stands_on_the_roadmap_once(handbook: Taxonomy, track: Track) -> None:
    topics = [t.id for t in handbook.topics.values() if t.kind is TopicKind.TOPIC]
    assert sorted(order_of(roadmap(handbook, {}, track))) == sorted(topics)


def test_on_the_developer_track_prerequisites_come_first(handbook: Taxonomy) -> None:
    found = roadmap(handbook, {}, Track.DEVELOPER)
    place = {topic: number for number, topic in enumerate(order_of(found))}
    stops = [s for leg in found.legs for stretch in leg.stretches for s in stretch.stops]
    assert all(place[p.id] < place[s.topic.id] for s in stops for p in s.prerequisites)
    assert [leg.part.order for leg in found.legs] == [1, 2, 3, 4, 5, 6, 7]


def test_an_advanced_topic_stands_in_the_part_of_its_stage(handbook: Taxonomy) -> None:
    found = roadmap(handbook, {}, Track.DEVELOPER)
    parts = {
        stop.topic.id: leg.part.id
        for leg in found.legs
        for stretch in leg.stretches
        for stop in stretch.stops
    }
    assert handbook.area_of("embedding-finetuning").parent == "build"
    assert parts["embedding-finetuning"] == "own"


def test_a_topic_without_a_stage_stands_in_its_own_part(handbook: Taxonomy) -> None:
    topics = {name: replace(topic, stage=0) for name, topic in handbook.topics.items()}
    found = roadmap(replace(handbook, topics=topics), {}, Track.DEVELOPER)
    for leg in found.legs:
        assert all(stretch.area.parent == leg.part.id for stretch in leg.stretches)


def test_the_handbook_track_follows_the_book(handbook: Taxonomy) -> None:
    found = roadmap(handbook, {}, Track.HANDBOOK)
    areas = [stretch.area.id for leg in found.legs for stretch in leg.stretches]
    assert areas == list(handbook.book_order)
    assert not any(stretch.continued for leg in found.legs for stretch in leg.stretches)
    build = [leg for leg in found.legs if leg.part.id == "build"]
    assert [leg.continued for leg in build] == [False, True]


def test_areas_that_the_book_does_not_name_come_last(handbook: Taxonomy) -> None:
    found = roadmap(replace(handbook, book_order=("serving", "rag")), {}, Track.HANDBOOK)
    areas = [stretch.area.id for leg in found.legs for stretch in leg.stretches]
    assert areas[:3] == ["serving", "rag", "orientation"]
    assert len(set(areas)) == len(areas)


def test_coverage_stands_at_its_topic(handbook: Taxonomy) -> None:
    found = roadmap(handbook, {"rag-basics": Coverage(accepted=3)}, Track.DEVELOPER)
    stops = [s for leg in found.legs for stretch in leg.stretches for s in stretch.stops]
    assert {s.topic.id: s.coverage.accepted for s in stops if s.coverage.accepted} == {
        "rag-basics": 3
    }
