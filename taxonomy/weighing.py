"""Weighs what speaks for each topic, and what speaks for none: phrases, likeness, neighbours."""

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from catchup.types import Taxonomy, TopicId, TopicKind
from taxonomy.phrases import OUTSIDE, Strength
from taxonomy.profiles import Profiles, against, word_weights
from taxonomy.reading import ItemReading, Place

# Round numbers, set by hand: weights fitted to labelled lists did no better on lists left out.
_PHRASE = {
    (Strength.NAME, False): 3.0,
    (Strength.LISTED, False): 3.0,
    (Strength.HINT, False): 2.5,
    (Strength.NAME, True): 3.0,
    (Strength.LISTED, True): 2.0,
    (Strength.HINT, True): 2.5,
}
_SAID_BELOW = 2.5
_LIKE, _LIKE_IN_AREA, _SAID_IN_AREA, _LONG_NAME, _JOINED = 5.0, 2.0, 3.0, 1.0, 3.0
_LIKE_ELSEWHERE, _SAID_ELSEWHERE, _IN_FIELD = 10.0, 1.0, 1.0
_BODY = 0.4
_WORD_PLACE = {Place.TITLE: 1.3, Place.LEAD: 0.6, Place.BODY: 0.25}
_COMPARED = 1_500
_OWN = {Strength.NAME: 1.0, Strength.LISTED: 0.7, Strength.HINT: 0.3}
_OWN_BELOW = 0.4
_WORDS_OF_A_LONG_NAME = 3


@dataclass(frozen=True, slots=True)
class Tree:
    """What the place of a topic says of it: its area, what it builds on there, what it joins.

    An advanced topic that the walk meets in another part than its own joins its area with those
    it builds on: evaluating RAG is RAG and evaluation.
    """

    area_of: Mapping[TopicId, TopicId]
    umbrellas: Mapping[TopicId, frozenset[TopicId]]
    joins: Mapping[TopicId, frozenset[TopicId]]

    @classmethod
    def of(cls, taxonomy: Taxonomy) -> "Tree":
        """The places of a taxonomy's topics."""
        topics = [topic for topic in taxonomy.topics.values() if topic.kind is TopicKind.TOPIC]
        area_of = {topic.id: topic.parent or "" for topic in topics}
        umbrellas: dict[TopicId, frozenset[TopicId]] = {}
        joins = {}
        for topic in sorted(topics, key=lambda topic: topic.order):
            wanted = [t for t in topic.prerequisites if t in area_of]
            near = [t for t in wanted if area_of[t] == topic.parent]
            above = (umbrellas.get(t, frozenset()) for t in near)
            umbrellas[topic.id] = frozenset(near).union(*above)
            home = taxonomy.topics[taxonomy.area_of(topic.id).parent or ""]
            if topic.stage not in {0, home.order}:
                joins[topic.id] = frozenset(area_of[t] for t in wanted) - {topic.parent or ""}
        return cls(area_of, umbrellas, joins)


@dataclass(frozen=True, slots=True)
class Weighed:
    """How much speaks for each topic, and for the field as a whole (either sign)."""

    topics: Mapping[TopicId, float]
    field: float


def weigh(reading: ItemReading, profiles: Profiles, tree: Tree, *, compared: bool) -> Weighed:
    """Sum up the evidence; `compared` is False where the language has no words in the profiles."""
    area_of = tree.area_of
    said, longest, elsewhere = _said(reading)
    like = _likeness(reading, profiles) if compared else {}
    refused = {topic: like.pop(against(topic), 0.0) for topic in area_of}
    field = _IN_FIELD * reading.in_field - _SAID_ELSEWHERE * elsewhere
    field -= _LIKE_ELSEWHERE * like.pop(OUTSIDE, 0.0)
    own = {topic: _own(strengths) for topic, strengths in said.items()}
    area_said: dict[TopicId, float] = defaultdict(float)
    area_like: dict[TopicId, float] = defaultdict(float)
    for topic, value in own.items():
        area_said[area_of[topic]] += value
    joined = {
        topic: min(_full(area_said[area_of[topic]]), max(_full(area_said[a]) for a in areas))
        for topic, areas in tree.joins.items()
        if areas and area_of[topic] in area_said and not areas.isdisjoint(area_said)
    }
    for topic, value in like.items():
        area_like[area_of[topic]] = max(area_like[area_of[topic]], value)
    topics = {
        topic: sum(
            _PHRASE[kind] * _reach(value, below=kind[1])
            for kind, value in said.get(topic, {}).items()
        )
        + _LONG_NAME * longest.get(topic, 0.0)
        + _LIKE * (like.get(topic, 0.0) - refused[topic])
        + _JOINED * joined.get(topic, 0.0)
        + _LIKE_IN_AREA * area_like[area_of[topic]]
        + _SAID_IN_AREA * _full(area_said[area_of[topic]] - own.get(topic, 0.0))
        for topic in said.keys() | like.keys() | joined.keys()
    }
    return Weighed(topics, field)


_Said = Mapping[TopicId, Mapping[tuple[Strength, bool], float]]


def _said(reading: ItemReading) -> tuple[_Said, Mapping[TopicId, float], float]:
    """Trust by topic, strength and whether below the title; the longest name; what is elsewhere."""
    said: dict[TopicId, dict[tuple[Strength, bool], float]] = defaultdict(
        lambda: defaultdict(float)
    )
    longest: dict[TopicId, float] = defaultdict(float)
    elsewhere = 0.0
    for mention in reading.mentions():
        hit, below = mention.hit, mention.place is not Place.TITLE
        shared = mention.trust / math.sqrt(len(hit.entry.topics))
        if mention.place is Place.BODY:
            shared *= _BODY
        for topic, strength in hit.entry.topics:
            if topic == OUTSIDE:
                elsewhere += (
                    0.0 if mention.place is Place.BODY else shared * (_BODY if below else 1)
                )
                continue
            said[topic][strength, below] += shared
            if not below and strength is not Strength.HINT:
                words = hit.surface.replace("-", " ").count(" ") + 1
                length = min(1.0, words / _WORDS_OF_A_LONG_NAME)
                longest[topic] = max(longest[topic], mention.trust * length)
    return said, longest, _full(elsewhere)


def _likeness(reading: ItemReading, profiles: Profiles) -> dict[TopicId, float]:
    return profiles.compare(
        word_weights(
            (token.stem, _WORD_PLACE[reading.place(token.start)])
            for token in reading.tokens
            if token.start < reading.title_end + _COMPARED
        )
    )


def _own(strengths: Mapping[tuple[Strength, bool], float]) -> float:
    return sum(
        (_OWN_BELOW if below else 1.0) * _OWN[strength] * _full(value)
        for (strength, below), value in strengths.items()
    )


def _reach(value: float, *, below: bool) -> float:
    """Below the title a thing must be said more often to count in full."""
    return _full(value / _SAID_BELOW) if below else _full(value)


def _full(value: float) -> float:
    """Towards 1, however often a thing is said."""
    return 1 - math.exp(-value)
