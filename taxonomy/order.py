"""The developer order: what a topic needs comes first, otherwise as the file has it; pure."""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from catchup.types import TopicId

Needs = Mapping[TopicId, Sequence[TopicId]]


def circles(needs: Needs) -> Iterator[list[TopicId]]:
    """Circles of prerequisites, [a, b, a] where b needs a and a needs b; none shares a topic."""
    left = dict(needs)
    while True:
        graph = {topic: [n for n in wanted if n in left] for topic, wanted in left.items()}
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            circle: list[TopicId] = error.args[1]
            yield circle
            left = {topic: wanted for topic, wanted in left.items() if topic not in circle}
        else:
            return


def developer_order(needs: Needs, declared: Mapping[TopicId, int]) -> list[TopicId]:
    """All topics, each after what it needs; of those that could come next, the first in the file.

    `needs` stands in the order of the file and holds no circle. Where `declared` says another order
    than this, it decides in place of the file, and a topic without one follows its neighbour there.
    """
    by_file = {topic: (place, 0) for place, topic in enumerate(needs)}
    order = _walk(needs, by_file)
    if not any(misplaced(order, declared)):
        return order
    wanted: dict[TopicId, tuple[int, int]] = {}
    last = 0
    for place, topic in enumerate(needs):
        last = declared.get(topic, last)
        wanted[topic] = (last, place)
    return _walk(needs, wanted)


def misplaced(
    order: Iterable[TopicId], declared: Mapping[TopicId, int]
) -> Iterator[tuple[TopicId, TopicId]]:
    """Pairs (topic, earlier one) whose declared numbers contradict the order."""
    highest: TopicId | None = None
    for topic in (t for t in order if t in declared):
        if highest is not None and declared[topic] < declared[highest]:
            yield topic, highest
        else:
            highest = topic


def stages(
    order: Iterable[TopicId], needs: Needs, home: Mapping[TopicId, int]
) -> dict[TopicId, int]:
    """In which part (by its number) the walk meets each topic: its own, or that of what it needs.

    This is where the same subject splits into introductory and advanced: finetuning of embeddings
    belongs to search, but comes after finetuning.
    """
    found: dict[TopicId, int] = {}
    for topic in order:
        found[topic] = max(home[topic], *(found[n] for n in needs[topic]), 0)
    return found


def _walk(needs: Needs, wanted: Mapping[TopicId, tuple[int, int]]) -> list[TopicId]:
    """Lexicographic topological sort."""
    followers: defaultdict[TopicId, list[TopicId]] = defaultdict(list)
    missing = {topic: len(set(before)) for topic, before in needs.items()}
    for topic, before in needs.items():
        for one in set(before):
            followers[one].append(topic)
    ready = [(wanted[topic], topic) for topic, count in missing.items() if not count]
    heapq.heapify(ready)
    order = []
    while ready:
        _, topic = heapq.heappop(ready)
        order.append(topic)
        for follower in followers[topic]:
            missing[follower] -= 1
            if not missing[follower]:
                heapq.heappush(ready, (wanted[follower], follower))
    return order
