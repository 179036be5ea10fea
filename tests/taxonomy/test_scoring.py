import pytest

from taxonomy.curve import Curve
from taxonomy.scoring import Scored, auroc, calibration_error, figures

AREAS = {"rag-basics": "rag", "chunking": "rag", "mcp": "agents"}


def scored(labels: str, ranked: str, confidence: float = 0.5, source: str = "a") -> Scored:
    return Scored(
        source=source,
        language="en",
        labels=tuple(labels.split()),
        ranked=tuple(ranked.split()),
        confidence=confidence,
    )


def test_figures_by_hand() -> None:
    found = figures(
        [
            scored("mcp", "mcp rag-basics", 0.9),
            scored("chunking", "rag-basics chunking", 0.4),
            scored("mcp", "", 0.1),
            scored("none", "mcp", 0.4),
        ],
        AREAS,
    )
    assert found["items"] == 4
    assert found["top-1"] == pytest.approx(1 / 3)
    assert found["top-3"] == pytest.approx(2 / 3)
    assert found["area top-1"] == pytest.approx(2 / 3)
    assert found["MRR@10"] == pytest.approx(1.5 / 3)
    assert found["macro-F1"] == pytest.approx((2 / 3 + 0) / 2)
    assert found["none AUROC"] == pytest.approx((1 + 0.5 + 0) / 3)


def test_what_has_no_items_is_left_out() -> None:
    assert figures([scored("none", "mcp")], AREAS) == {"items": 1}
    assert "none AUROC" not in figures([scored("mcp", "mcp")], AREAS)


def test_auroc_counts_pairs_and_halves_ties() -> None:
    assert auroc([3.0, 2.0], [1.0]) == 1.0
    assert auroc([1.0], [3.0, 1.0]) == 0.25


def test_calibration_is_judged_on_the_source_left_out() -> None:
    curve = Curve(slope=1.0, middle=0.0)
    sure = [scored("mcp", "mcp", 0.9, s) for s in "ab" for _ in range(9)]
    sure += [scored("mcp", "chunking", 0.9, s) for s in "ab"]
    unsure = [scored("mcp", "chunking", 0.1, s) for s in "ab" for _ in range(9)]
    unsure += [scored("mcp", "mcp", 0.1, s) for s in "ab"]
    assert calibration_error(sure + unsure, curve) < 0.01
    elsewhere = [scored("mcp", "chunking", 0.9, "c") for _ in range(40)]
    assert calibration_error(sure + unsure + elsewhere, curve) > 0.4
