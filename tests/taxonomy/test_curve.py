import random

import pytest

from taxonomy.curve import Curve, fitted


def test_a_curve_is_found_again_from_what_it_said() -> None:
    told, dice = Curve(slope=0.5, middle=4.0), random.Random(7)
    cases = [
        (e, dice.random() < told.chance(e)) for e in (dice.uniform(-6, 14) for _ in range(8000))
    ]
    found = fitted(cases)
    assert found.slope == pytest.approx(told.slope, abs=0.05)
    assert found.middle == pytest.approx(told.middle, abs=0.3)


def test_evidence_is_the_inverse_of_chance() -> None:
    curve = Curve(slope=0.4, middle=4.3)
    for evidence in (-3.0, 0.0, 4.3, 9.0):
        assert curve.evidence(curve.chance(evidence)) == pytest.approx(evidence)
    assert curve.chance(curve.middle) == 0.5


def test_a_curve_through_cases_that_all_ended_alike_is_refused() -> None:
    with pytest.raises(ValueError, match="wrong ones"):
        fitted([(1.0, True), (2.0, True)])
