"""Learns from what people kept and dropped how much each part of a rank is worth.

A logistic model over the points of the parts, with an L2 pull towards the weights set by hand (a
factor of 1 on each), fitted anew each time by steps that never make it worse (the bound of Böhning
and Lindsay, 1988). It is believed only while it puts decisions that it has not seen into a better
order (nDCG@20) than the weights set by hand do.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from operator import mul

from catchup.types import Learned, Part

FEWEST = 50  # decisions
TOP = 20
PULL = 1.0
PULL_OF_BIAS = 0.01
STEPS = 60
# What an item owes to the report it stands in, and its topic: to decide is to give or to take that,
# so that it would tell the answer.
NOT_LEARNED = frozenset({Part.COVERAGE, Part.RECENCY, Part.TOPIC})
BY_HAND: Mapping[Part, float] = {}

Row = list[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """An item that people decided about: `key` is its address, `parts` the points of its rank."""

    key: str
    parts: Mapping[Part, float]
    kept: bool


def learn(examples: Collection[Example]) -> Learned | None:
    """The factors that all decisions teach; None where they are too few, or teach nothing.

    Each half of the decisions, by the hash of their keys, is put in order by what the other half
    teaches. The same decisions in any order give the same factors.
    """
    ordered = sorted(map(_learnable, examples), key=_place)
    halves = ordered[::2], ordered[1::2]
    if len(ordered) < FEWEST or not all(_tells(half) for half in halves):
        return None
    one, other = halves
    held_back = (ndcg(one, fit(other)) + ndcg(other, fit(one))) / 2
    by_hand = (ndcg(one, BY_HAND) + ndcg(other, BY_HAND)) / 2
    if held_back <= by_hand:
        return None
    return Learned(
        factors=fit(ordered), decisions=len(ordered), held_back=held_back, by_hand=by_hand
    )


def reweighed(parts: Mapping[Part, float], learned: Learned | None) -> Mapping[Part, float]:
    """The points of a rank with the learned factors on them; those of 0 are left out."""
    if learned is None:
        return parts
    points = {part: round(value * learned.factors.get(part, 1), 2) for part, value in parts.items()}
    return {part: value for part, value in points.items() if value}


def ndcg(examples: Sequence[Example], factors: Mapping[Part, float]) -> float:
    """How well factors put what was kept on top, 0..1: nDCG of the first 20 (Järvelin, Kekäläinen).

    Ties stand in the order of their hashes, which favours nobody.
    """

    def points(example: Example) -> float:
        return sum(value * factors.get(part, 1) for part, value in example.parts.items())

    best_first = sorted(examples, key=lambda example: (-round(points(example), 6), _place(example)))
    ideal = sorted((example.kept for example in examples), reverse=True)
    most = _gain(ideal)
    return _gain([example.kept for example in best_first]) / most if most else 0.0


def fit(examples: Sequence[Example]) -> Mapping[Part, float]:
    """The factor on each part, to the hundredth, under which what was kept ranks high."""
    parts = sorted({part for example in examples for part in example.parts})
    rows = [[1.0, *(example.parts.get(part, 0.0) for part in parts)] for example in examples]
    start = [0.0, *(1.0 for _ in parts)]
    pulls = [PULL_OF_BIAS, *(PULL for _ in parts)]
    inverse = _inverse(_bound(rows, pulls))
    weights = start
    for _ in range(STEPS):
        misses = [
            example.kept - _probability(_dot(weights, row))
            for example, row in zip(examples, rows, strict=True)
        ]
        slope = [
            _dot(misses, column) - pull * (weight - first)
            for column, pull, weight, first in zip(
                zip(*rows, strict=True), pulls, weights, start, strict=True
            )
        ]
        weights = [weight + _dot(row, slope) for weight, row in zip(weights, inverse, strict=True)]
    return {part: round(weight, 2) for part, weight in zip(parts, weights[1:], strict=True)}


def _learnable(example: Example) -> Example:
    own = {part: value for part, value in example.parts.items() if part not in NOT_LEARNED}
    return replace(example, parts=own)


def _place(example: Example) -> bytes:
    return sha256(example.key.encode(errors="replace")).digest()


def _tells(examples: Sequence[Example]) -> bool:
    """Whether there is something to tell apart."""
    return len({example.kept for example in examples}) > 1


def _gain(kept: Sequence[bool]) -> float:
    return sum(keep / math.log2(place + 2) for place, keep in enumerate(kept[:TOP]))


def _probability(points: float) -> float:
    return (1 + math.tanh(points / 2)) / 2


def _dot(one: Sequence[float], other: Sequence[float]) -> float:
    return math.fsum(map(mul, one, other))


def _bound(rows: Sequence[Row], pulls: Sequence[float]) -> list[Row]:
    """The curvature that the error has nowhere more of: a quarter of XᵀX, and the pulls."""
    columns = list(zip(*rows, strict=True))
    bound = [[_dot(one, other) / 4 for other in columns] for one in columns]
    for place, pull in enumerate(pulls):
        bound[place][place] += pull
    return bound


def _inverse(matrix: Sequence[Row]) -> list[Row]:
    """The inverse of a positive definite matrix, by elimination (which then needs no pivots)."""
    size = len(matrix)
    wide = [[*row, *(float(place == n) for n in range(size))] for place, row in enumerate(matrix)]
    for place in range(size):
        pivot = wide[place][place]
        wide[place] = [value / pivot for value in wide[place]]
        for other in range(size):
            factor = wide[other][place]
            if other != place and factor:
                pairs = zip(wide[other], wide[place], strict=True)
                wide[other] = [value - factor * first for value, first in pairs]
    return [row[size:] for row in wide]
