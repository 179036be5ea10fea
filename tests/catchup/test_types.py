"""Tests of the little that the nouns can do."""

import pytest

from catchup.types import Taxonomy, Topic, TopicKind


def test_a_topic_has_an_area_and_a_part_has_none() -> None:
    topics = {
        "build": Topic(id="build", kind=TopicKind.PART, parent=None, titles={}),
        "rag": Topic(id="rag", kind=TopicKind.AREA, parent="build", titles={}),
        "graph-rag": Topic(id="graph-rag", kind=TopicKind.TOPIC, parent="rag", titles={}),
    }
    taxonomy = Taxonomy(topics=topics, digest="")
    assert taxonomy.area_of("graph-rag").id == "rag"
    with pytest.raises(KeyError):
        taxonomy.area_of("build")
    with pytest.raises(KeyError):
        taxonomy.area_of("nowhere")
