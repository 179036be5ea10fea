"""Scores documents by BM25 (Robertson and Zaragoza 2009), titles weighing more: pure."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catchup.store.queries import Clause

SATURATION, LENGTH_SHARE = 1.2, 0.75  # k1 and b, the usual values
TITLE_WEIGHT = 4  # a word in the title counts as so many in the text


@dataclass(frozen=True, slots=True)
class Document:
    """What is scored: composed title and text."""

    title: str
    text: str


def scores(
    documents: Mapping[int, Document], clauses: Sequence[Clause], rarity: Sequence[float]
) -> dict[int, float]:
    """The score of each document; `rarity` is the weight of each clause (see `idf`)."""
    lengths = {key: len(one.title) + len(one.text) for key, one in documents.items()}
    average = sum(lengths.values()) / max(1, len(lengths))
    found = {}
    for key, document in documents.items():
        norm = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * lengths[key] / max(1.0, average))
        counts = [_frequency(document, clause) for clause in clauses]
        found[key] = sum(
            weight * times * (SATURATION + 1) / (times + norm)
            for weight, times in zip(rarity, counts, strict=True)
        )
    return found


def idf(documents: int, holding: int) -> float:
    """The weight of a clause that `holding` of `documents` hold: rare ones tell more."""
    return math.log(1 + (documents - holding + 0.5) / (holding + 0.5))


def _frequency(document: Document, clause: Clause) -> int:
    """How often the best alternative of a clause occurs; its rarest part decides."""
    return max(
        min(
            TITLE_WEIGHT * len(part.occurrences(document.title))
            + len(part.occurrences(document.text))
            for part in alternative
        )
        for alternative in clause.alternatives
    )
