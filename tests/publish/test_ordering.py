"""No topic stands before what it needs, even when that belongs to a later area."""

from dataclasses import replace
from importlib.resources import as_file, files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catchup.types import Taxonomy, TopicId, TopicKind
from publish.ordering import places_of
from taxonomy import read_topics
from tests.publish.samples import TAXONOMY


@pytest.fixture(scope="module")
def packaged() -> Taxonomy:
    with as_file(files("catchup") / "templates" / "topics.yaml") as file:
        return read_topics(file)


def before(topic: TopicId, taxonomy: Taxonomy) -> set[TopicId]:
    found: set[TopicId] = set()
    for first in taxonomy.topics[topic].prerequisites:
        found |= {first} | before(first, taxonomy)
    return found


def test_a_topic_waits_for_one_of_a_later_area() -> None:
    needing = replace(TAXONOMY.topics["rag"], prerequisites=("evaluation",))
    taxonomy = replace(TAXONOMY, topics={**TAXONOMY.topics, "rag": needing})
    places = places_of(taxonomy, ["serving", "rag", "evaluation", "vectors"])
    assert sorted(places, key=places.__getitem__) == ["vectors", "evaluation", "rag", "serving"]


def test_what_is_needed_through_a_topic_that_is_not_shown_counts_too() -> None:
    places = places_of(TAXONOMY, ["rag", "vectors"])
    assert places == {"vectors": 0, "rag": 1}


@settings(max_examples=50, deadline=None)
@given(data=st.data())
def test_in_the_handbook_no_topic_stands_before_what_it_needs(
    packaged: Taxonomy, data: st.DataObject
) -> None:
    topics = sorted(t.id for t in packaged.topics.values() if t.kind is TopicKind.TOPIC)
    some = data.draw(st.sets(st.sampled_from(topics), min_size=2, max_size=60))
    places = places_of(packaged, some)
    assert set(places) == some
    for topic in some:
        assert all(places[first] < places[topic] for first in before(topic, packaged) & some)


def test_topics_of_an_area_stay_together_where_they_can() -> None:
    places = places_of(TAXONOMY, ["serving", "hybrid", "coding-agents", "vectors"])
    order = sorted(places, key=places.__getitem__)
    assert order == ["vectors", "hybrid", "coding-agents", "serving"]
