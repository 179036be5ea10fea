"""Turns evidence into a chance: a logistic curve through cases whose outcome is known."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

_STEPS = 40
_FLAT = 1e-9
_SURE = 1e-4
_RIDGE = 1e-3


@dataclass(frozen=True, slots=True)
class Curve:
    """`chance(evidence)` rises from 0 to 1 and is a half at `middle`."""

    slope: float
    middle: float

    def chance(self, evidence: float) -> float:
        """The chance (0..1) that so much evidence is right."""
        return 1 / (1 + math.exp(-max(-60.0, min(60.0, self.slope * (evidence - self.middle)))))

    def evidence(self, chance: float) -> float:
        """What gives this chance: the inverse, off its ends."""
        held = min(max(chance, _SURE), 1 - _SURE)
        return self.middle + math.log(held / (1 - held)) / self.slope


def fitted(cases: Sequence[tuple[float, bool]]) -> Curve:
    """The likeliest curve through (evidence, right or not), by Newton's method.

    Raises ValueError when all cases ended alike: no curve tells them apart.
    """
    if len({right for _, right in cases}) < 2:  # noqa: PLR2004 right ones and wrong ones
        raise ValueError("a curve needs right cases and wrong ones")
    slope, shift = 0.1, 0.0
    for _ in range(_STEPS):
        pull = tilt = 0.0
        squares, products, weights = _RIDGE, 0.0, _RIDGE
        for evidence, right in cases:
            chance = 1 / (1 + math.exp(-max(-60.0, min(60.0, slope * evidence + shift))))
            weight = chance * (1 - chance)
            pull += right - chance
            tilt += (right - chance) * evidence
            squares += weight * evidence * evidence
            products += weight * evidence
            weights += weight
        determinant = squares * weights - products * products
        if abs(determinant) < _FLAT:
            break
        slope += (weights * tilt - products * pull) / determinant
        shift += (squares * pull - products * tilt) / determinant
    return Curve(slope, -shift / slope)
