"""Finds where a document gives two different numbers for the same thing.

Two sentences of different places (sections; paragraphs where there are none) conflict when what
the clause of a number says is nearly all said by the other sentence too, under the same conditions,
of another number of the same unit; and neither place states the number of the other.
"""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, groupby, islice

from catchup.types import Brief, Conflict, Point
from summarize.claims import Claim, claims_of
from summarize.contrasts import are_opposed, are_parallel
from summarize.measures import Quantity
from summarize.spans import Span, is_furniture, spans

MOST = 2
SHARED = 0.75
FEWEST_WORDS = 3
# Each number is compared with each other one: this many take two seconds at worst.
MOST_CLAIMS = 1_000
# So many numbers of one unit in a sentence are a list of different things.
_LIST = 4
_PARAGRAPH = re.compile(r"\S.*?(?=\n\s*\n|\Z)", re.DOTALL)


def conflicts(brief: Brief) -> tuple[Conflict, ...]:
    """The plainest contradictions of a document, at most two."""
    places = [span for span in _places(brief) if span.start < span.end and not is_furniture(span)]
    if len(places) < 2:  # noqa: PLR2004 - it takes two to disagree
        return ()
    every = (claim for n, place in enumerate(places) for claim in claims_of(brief.text, place, n))
    claims = list(islice(every, MOST_CLAIMS))
    stated = {(claim.place, *_key(claim.quantity)) for claim in claims}
    found = [
        (-_agreement(one, other), _distance(one, other), number, one, other)
        for number, (one, other) in enumerate(_pairs(claims))
        if _disagree(one, other)
        and (other.place, *_key(one.quantity)) not in stated
        and (one.place, *_key(other.quantity)) not in stated
    ]
    taken: list[Conflict] = []
    seen: set[int] = set()
    for *_, one, other in sorted(found, key=lambda row: row[:3]):
        if seen.isdisjoint({one.sentence.start, other.sentence.start}) and len(taken) < MOST:
            seen |= {one.sentence.start, other.sentence.start}
            taken.append(_conflict(one, other))
    return tuple(taken)


def _places(brief: Brief) -> Sequence[Span]:
    if brief.outline:
        return spans(brief.text, brief.outline)
    return [Span(start=m.start(), end=m.end()) for m in _PARAGRAPH.finditer(brief.text)]


def _pairs(claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """Claims of one unit in different places, in the order of the text."""
    unit: Callable[[Claim], str] = lambda claim: claim.quantity.unit  # noqa: E731 - a sort key
    for _, same in groupby(sorted(claims, key=unit), key=unit):
        yield from ((a, b) for a, b in combinations(same, 2) if a.place != b.place)


def _disagree(one: Claim, other: Claim) -> bool:
    return (
        one.mood == other.mood
        and _agreement(one, other) >= SHARED
        and not _is_rounded(one.quantity.value, other.quantity.value)
        and _same_conditions(one, other)
        and _same_series(one, other)
    )


def _agreement(one: Claim, other: Claim) -> float:
    """How much of what one clause says the other sentence says too, 0..1.

    What stands next to either number must have something in common.
    """
    if not one.near & other.near:
        return 0.0
    return max(_share(one.clause, other.words), _share(other.clause, one.words))


def _share(clause: frozenset[str], words: frozenset[str]) -> float:
    shared = clause & words
    return len(shared) / len(clause) if len(shared) >= FEWEST_WORDS else 0.0


def _distance(one: Claim, other: Claim) -> float:
    """How far apart two numbers are; of several in a sentence the nearest one is meant."""
    a, b = float(one.quantity.value), float(other.quantity.value)
    return abs(math.log(a / b)) if a and b else math.inf


def _same_conditions(one: Claim, other: Claim) -> bool:
    less, more = sorted((one, other), key=lambda claim: len(claim.clause))
    if not less.conditions <= more.conditions | more.others:
        return False
    if not less.names <= more.names | more.words:
        return False
    if one.subject not in other.words and other.subject not in one.words:
        return False
    if are_parallel(one.order, other.order):
        return False
    return not (are_opposed(one.near, other.words) or are_opposed(other.near, one.words))


def _same_series(one: Claim, other: Claim) -> bool:
    """Whether no sentence is a list, and of two with several numbers of the unit one is in both."""
    if max(len(one.others), len(other.others)) >= _LIST - 1:
        return False
    return not (one.others and other.others) or bool(one.others & other.others)


def _is_rounded(one: str, other: str) -> bool:
    """Whether two values differ by rounding only."""
    try:
        a, b = float(one), float(other)
    except ValueError:  # a version, such as 1.2.3
        return True
    places = min(len(value.partition(".")[2]) for value in (one, other))
    return a == b or round(a, places) == round(b, places) or abs(a - b) < 10**-places


def _key(quantity: Quantity) -> tuple[str, str]:
    return quantity.value, quantity.unit


def _conflict(one: Claim, other: Claim) -> Conflict:
    first, second = sorted((one, other), key=lambda claim: claim.sentence.start)
    return Conflict(
        said=(_point(first), _point(second)),
        numbers=(first.quantity.written, second.quantity.written),
    )


def _point(claim: Claim) -> Point:
    return Point(quote=claim.sentence.text, start=claim.sentence.start)
