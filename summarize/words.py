"""Words of Korean and English text as weighted vectors within one document."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

Vector = Mapping[str, float]

_WORD = re.compile(r"[a-z0-9\u00e0-\u024f]+|[가-힣]+")
_MIN_PLURAL = 4
_STOP_WORDS = """
    a an the of to in on for and or is are was were be been being by with as at from that this
    these those it its we our ours us they their them he she his her i you your can could may
    might will would shall should must do does did has have had which who whom whose what when
    where why how not no nor but also than then so such more most some any all each other into
    over under between through about if while there here up out via et al s t re ve ll
"""
_STOP = frozenset(_STOP_WORDS.split())


def words(text: str) -> list[str]:
    """Folded Latin words without stop words, and the syllable pairs of Hangul words.

    Pairs make Korean endings and particles matter little; no morphological analyser is needed.
    """
    found: list[str] = []
    for word in _WORD.findall(text.lower()):
        if word >= "가":
            found.extend(word[i : i + 2] for i in range(max(1, len(word) - 1)))
        elif word not in _STOP:
            found.append(_singular(word))
    return found


def _singular(word: str) -> str:
    plural = len(word) >= _MIN_PLURAL and word[-1] == "s" and word[-2] not in "sui"
    return word[:-1] if plural else word


def rarity(spread: Mapping[str, int], sentences: int) -> dict[str, float]:
    """Inverse frequency of each word, from the number of sentences that hold it."""
    return {word: math.log(1 + sentences / count) for word, count in spread.items()}


def weighted(bag: Counter[str], idf: Mapping[str, float]) -> Vector:
    """Tf-idf vector of unit length; empty for a sentence without words."""
    vector = {word: count * idf[word] for word, count in bag.items()}
    length = math.sqrt(sum(weight * weight for weight in vector.values()))
    return {word: weight / length for word, weight in vector.items()} if length else {}


def centroid(vectors: Iterable[Vector]) -> Vector:
    """The unit vector that points to the middle of all of them."""
    total: dict[str, float] = defaultdict(float)
    for vector in vectors:
        for word, weight in vector.items():
            total[word] += weight
    length = math.sqrt(sum(weight * weight for weight in total.values()))
    return {word: weight / length for word, weight in total.items()} if length else {}


def cosine(one: Vector, other: Vector) -> float:
    """Similarity of two unit vectors, 0..1; walks over `one`."""
    return sum(weight * other.get(word, 0.0) for word, weight in one.items())
