"""The order of the handbook: what a topic needs comes first, areas stay together where they can."""

from collections.abc import Iterable, Mapping

from catchup.types import Card, Taxonomy, Topic, TopicId

Key = tuple[int, int, str, int, str]


def places_of(taxonomy: Taxonomy, topics: Iterable[TopicId]) -> Mapping[TopicId, int]:
    """Where each of some topics stands: no one before what it needs, be it through others.

    Otherwise parts come in their order, areas by their first topic, topics in developer order. An
    area whose topic needs one of a later area is left and taken up again.
    """
    keys = _keys(taxonomy, set(topics))
    waiting = {topic: _needs(topic, taxonomy) & keys.keys() for topic in keys}
    order: list[TopicId] = []
    while waiting:
        area = keys[order[-1]][2] if order else ""
        ready = (topic for topic, needs in waiting.items() if not needs)
        following = min((keys[topic][2] != area, keys[topic]) for topic in ready)[1][-1]
        order.append(following)
        del waiting[following]
        for needs in waiting.values():
            needs.discard(following)
    return {topic: place for place, topic in enumerate(order)}


def named_topics(
    cards: Iterable[Card], others: Iterable[TopicId], taxonomy: Taxonomy
) -> Mapping[TopicId, Topic]:
    """Every topic that cards name, with its area and prerequisites; some others with their area."""
    named: dict[TopicId, Topic] = {}
    for card in cards:
        topic = taxonomy.topics[card.topic]
        ids = (card.topic, *card.other_topics, *topic.prerequisites, *card.prerequisites)
        named.update((t, taxonomy.topics[t]) for t in ids if t in taxonomy.topics)
        area = taxonomy.area_of(card.topic)
        named[area.id] = area
    for other in others:
        named[other] = taxonomy.topics[other]
        area = taxonomy.area_of(other)
        named[area.id] = area
    return dict(sorted(named.items()))


def _keys(taxonomy: Taxonomy, topics: set[TopicId]) -> dict[TopicId, Key]:
    first: dict[TopicId, int] = {}
    for topic in taxonomy.topics.values():
        if topic.parent is not None:
            first[topic.parent] = min(topic.order, first.get(topic.parent, topic.order))
    keys = {}
    for topic_id in topics:
        area = taxonomy.area_of(topic_id)
        part = taxonomy.topics[area.parent].order if area.parent is not None else 0
        order = taxonomy.topics[topic_id].order
        keys[topic_id] = (part, first[area.id], area.id, order, topic_id)
    return keys


def _needs(topic: TopicId, taxonomy: Taxonomy) -> set[TopicId]:
    """All that comes before a topic; a declared circle cannot be, the file would be refused."""
    found: set[TopicId] = set()
    left = [topic]
    while left:
        for first in taxonomy.topics[left.pop()].prerequisites:
            if first in taxonomy.topics and first not in found:
                found.add(first)
                left.append(first)
    return found
