"""Figures of a matcher on labelled items: hits, telling ours from others, calibration."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catchup.types import Language, TopicId
from taxonomy.curve import Curve, fitted

NONE = ("none",)
_DEEP = 10
_BINS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A labelled item with what the matcher said of it, best topic first.

    `labels` are the acceptable topics, best first, or ("none",). `confidence` is 0 where nothing
    was said.
    """

    source: str
    language: Language
    labels: tuple[TopicId, ...]
    ranked: tuple[TopicId, ...]
    confidence: float

    @property
    def ours(self) -> bool:
        """Whether any topic of the handbook is right."""
        return self.labels != NONE

    def hit(self, depth: int) -> bool:
        """Whether an acceptable topic is among the first `depth`."""
        return not set(self.ranked[:depth]).isdisjoint(self.labels)


Figures = Mapping[str, float]


def figures(items: Sequence[Scored], area_of: Mapping[TopicId, TopicId]) -> Figures:
    """Hits count items with a topic; what cannot be computed for want of items is left out."""
    ours = [item for item in items if item.ours]
    others = [item for item in items if not item.ours]
    found: dict[str, float] = {"items": len(items)}
    if ours:
        found["top-1"] = sum(item.hit(1) for item in ours) / len(ours)
        found["top-3"] = sum(item.hit(3) for item in ours) / len(ours)
        found["area top-1"] = sum(_same_area(item, area_of) for item in ours) / len(ours)
        found["MRR@10"] = sum(map(_reciprocal, ours)) / len(ours)
        found["macro-F1"] = _macro_f1(ours)
    if ours and others:
        found["none AUROC"] = auroc([i.confidence for i in ours], [i.confidence for i in others])
    return found


def auroc(higher: Sequence[float], lower: Sequence[float]) -> float:
    """The chance that one of the first is above one of the second; ties count half."""
    ranks: dict[float, float] = {}
    below = 0
    for value, times in sorted(Counter([*higher, *lower]).items()):
        ranks[value] = below + (times + 1) / 2
        below += times
    least = len(higher) * (len(higher) + 1) / 2
    return (sum(ranks[value] for value in higher) - least) / (len(higher) * len(lower))


def calibration_error(items: Sequence[Scored], curve: Curve) -> float:
    """How far confidence is from the share that is right, in tenths of confidence, on average.

    The curve is fitted anew without each source, and judged on that source alone.
    """
    bins: dict[int, list[float]] = defaultdict(list)
    for source in {item.source for item in items}:
        others = [_case(item, curve) for item in items if item.source != source]
        refitted = fitted(others)
        for evidence, right in (_case(item, curve) for item in items if item.source == source):
            chance = refitted.chance(evidence)
            bins[min(_BINS - 1, int(chance * _BINS))].append(chance - right)
    return sum(abs(sum(gaps)) for gaps in bins.values()) / len(items)


def _case(item: Scored, curve: Curve) -> tuple[float, bool]:
    return curve.evidence(item.confidence), item.hit(1)


def _same_area(item: Scored, area_of: Mapping[TopicId, TopicId]) -> bool:
    areas = {area_of.get(label) for label in item.labels}
    return bool(item.ranked) and area_of.get(item.ranked[0]) in areas


def _reciprocal(item: Scored) -> float:
    places = (n for n, topic in enumerate(item.ranked[:_DEEP], 1) if topic in item.labels)
    return 1 / next(places, math.inf)


def _macro_f1(items: Sequence[Scored]) -> float:
    right: Counter[TopicId] = Counter()
    taken: Counter[TopicId] = Counter()
    missed: Counter[TopicId] = Counter()
    for item in items:
        first = item.ranked[0] if item.ranked else None
        if first in item.labels:
            right[first] += 1
        else:
            missed[item.labels[0]] += 1
            taken.update([first] if first else [])
    topics = right.keys() | missed.keys()
    f1 = (2 * right[t] / (2 * right[t] + taken[t] + missed[t]) for t in topics)
    return sum(f1) / len(topics)
