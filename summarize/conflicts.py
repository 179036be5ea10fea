"""Finds where a document gives two different numbers for the same thing.

Two sentences of different places (sections; paragraphs where there are none) conflict when what
the clause of a number says is nearly all said by the other sentence too, under the same conditions,
of another number of the same unit; and neither place states the number of the other.
"""

import math
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby, islice

from catchup.types import Brief, Conflict, Point
from summarize.contrasts import are_opposed, are_parallel, words
from summarize.instructions import is_boilerplate, is_fragment, is_instruction
from summarize.measures import MEASURED, Quantity, quantities
from summarize.sentences import Sentence, split
from summarize.spans import Span, is_furniture, spans

MOST = 2
SHARED = 0.75
FEWEST_WORDS = 3
LONGEST = 400
# Each number is compared with each other one: this many take two seconds at worst.
MOST_CLAIMS = 1_000
# So many numbers of one unit in a sentence are a list of different things.
_LIST = 4
_NEAR = 40  # characters on either side of a number that speak of it rather than of another one
_DIGIT = re.compile(r"\d")
_PARAGRAPH = re.compile(r"\S.*?(?=\n\s*\n|\Z)", re.DOTALL)
# Where a clause of its own begins: what stands behind it is said of something else.
_CLAUSE = re.compile(
    r"[;:—]\s|,\s(?:and|but|while|whereas|although|though|or)\s|(?<=[가-힣])(?:고|며|지만|는데|만),?\s"
    r"|\s(?:반면|그리고)\s"
)
# Not stated exactly: another number may be true beside it.
_BOUND = re.compile(
    r"(?:more than|less than|fewer than|at least|at most|up to|over|under|above|below|nearly"
    r"|almost|about|around|roughly|approximately|some|within|~|≈|약|최대|최소|거의|대략|무려)\s?$",
    re.IGNORECASE,
)
_KOREAN_BOUND = re.compile(r"\S{0,4}\s?(?:이상|이하|미만|초과|넘|안팎|가량|정도|가까이|남짓|여\s)")
_NAMED = re.compile(
    r"(?:\b(?!(?:The|Our|All|In|On|With|After|Before|For|Of|To|From|At|By|Only|These|Those|We|About)\b)"
    r"[A-Z][\w-]*|\S[-/_=:.#@]|\b(?:section|table|figure|version|v|top|표|그림|버전|상위))\s?$"
)
_DENIED = re.compile(
    r"\b(?:not|never|cannot|fails? to|failed to)\b|n[’']t\b"
    r"|않|없|못(?=하|했|한|할|합)|(?<![가-힣])[안못]\s",
    re.IGNORECASE,
)
_AIMED = re.compile(
    r"\b(?:aims?|aimed|goals?|targets?|plans?|planned|hopes?|hoped|expect(?:s|ed)?)\b|목표|계획|예상",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
# Said of a time, or of one of several things, that another sentence does not mean.
_WHEN = re.compile(
    r"\b(?:last|this|next|previous|past) (?:year|month|week|quarter)\b"
    r"|(?:첫|두|세|네|다섯)\s?번째|작년|지난해|올해|내년|지난달|상반기|하반기|(?:지난|이번|다음)\s?(?:주|달|분기)",
    re.IGNORECASE,
)
# ASCII: a name ends before a Korean particle ("GPT-4는").
_UPPER = re.compile(
    r"\b(?:[A-Z][A-Za-z]*\d[\w-]*|[a-z]*[A-Z]{2,}[\w-]*|[A-Z][a-z]+|[A-HJ-Z])\b", re.ASCII
)


@dataclass(frozen=True, slots=True)
class _Claim:
    """A number with its unit in a sentence of a place, and the words that say of what it is.

    `near` are the words beside it, `clause` those of its clause, `words` all of the sentence;
    `subject` is the first word of the clause, `order` all in order; `mood` tells whether that says
    what is not the case, and what is only aimed at.
    """

    sentence: Sentence
    place: int
    quantity: Quantity
    words: frozenset[str]
    clause: frozenset[str]
    near: frozenset[str]
    subject: str
    order: Sequence[str]
    mood: tuple[bool, bool]
    conditions: frozenset[str]
    names: frozenset[str]
    others: frozenset[str]


def conflicts(brief: Brief) -> tuple[Conflict, ...]:
    """The plainest contradictions of a document, at most two."""
    places = [span for span in _places(brief) if span.start < span.end and not is_furniture(span)]
    if len(places) < 2:  # noqa: PLR2004 - it takes two to disagree
        return ()
    every = (claim for n, place in enumerate(places) for claim in _claims(brief.text, place, n))
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


def _pairs(claims: Sequence[_Claim]) -> Iterator[tuple[_Claim, _Claim]]:
    """Claims of one unit in different places, in the order of the text."""
    unit: Callable[[_Claim], str] = lambda claim: claim.quantity.unit  # noqa: E731 - a sort key
    for _, same in groupby(sorted(claims, key=unit), key=unit):
        yield from ((a, b) for a, b in combinations(same, 2) if a.place != b.place)


def _claims(text: str, place: Span, number: int) -> Iterator[_Claim]:
    for sentence in split(text[place.start : place.end]):
        said = unicodedata.normalize("NFKC", sentence.text)
        if len(said) > LONGEST or not _DIGIT.search(said) or not _is_told(said):
            continue
        at = Sentence(sentence.text, place.start + sentence.start)
        all_words = frozenset(words(said))
        found = list(quantities(said))
        for quantity in found:
            if not _is_exact(quantity, said):
                continue
            clause_text = _clause(said, quantity)
            clause = words(clause_text)
            yield _Claim(
                sentence=at,
                place=number,
                quantity=quantity,
                words=all_words,
                clause=frozenset(clause),
                near=frozenset(words(_beside(said, quantity))),
                subject=next(iter(clause), ""),
                order=clause,
                mood=(bool(_DENIED.search(clause_text)), bool(_AIMED.search(clause_text))),
                conditions=frozenset(q.value for q in found if q.unit != quantity.unit),
                names=frozenset(_names(said)),
                others=frozenset(
                    q.value for q in found if q.unit == quantity.unit and q != quantity
                ),
            )


def _names(said: str) -> Iterator[str]:
    """The names in a sentence, and the times that it speaks of."""
    yield from (match.group().casefold() for match in _UPPER.finditer(said, 1))
    yield from (match.group().casefold() for match in _WHEN.finditer(said))


def _is_told(said: str) -> bool:
    """Whether a sentence states something: rows of tables, headings and orders do not."""
    return not (is_fragment(said) or is_boilerplate(said) or is_instruction(said))


def _clause(said: str, quantity: Quantity) -> str:
    """The clause that a number stands in."""
    breaks = [*(m.span() for m in _CLAUSE.finditer(said)), (len(said), len(said))]
    begin = max((end for _, end in breaks if end <= quantity.start), default=0)
    return said[begin : next(start for start, _ in breaks if start >= quantity.end)]


def _beside(said: str, quantity: Quantity) -> str:
    """The whole words beside a number."""
    before = said[max(0, quantity.start - _NEAR) : quantity.start]
    after = said[quantity.end : quantity.end + _NEAR]
    if quantity.start > _NEAR:
        before = before.partition(" ")[2]
    if quantity.end + _NEAR < len(said):
        after = after.rpartition(" ")[0]
    return f"{before} {after}"


def _is_exact(quantity: Quantity, said: str) -> bool:
    """Whether a number is measured and stated as it is: no bound, version, year or table's."""
    before, after = said[: quantity.start], said[quantity.end :]
    if _BOUND.search(before) or _KOREAN_BOUND.match(after) or _NAMED.search(before):
        return False
    if quantity.unit not in MEASURED and _YEAR.match(quantity.written):
        return False
    # Without a unit, only a score is surely measured.
    return bool(quantity.unit) or quantity.value.startswith("0.")


def _disagree(one: _Claim, other: _Claim) -> bool:
    return (
        one.mood == other.mood
        and _agreement(one, other) >= SHARED
        and not _is_rounded(one.quantity.value, other.quantity.value)
        and _same_conditions(one, other)
        and _same_series(one, other)
    )


def _agreement(one: _Claim, other: _Claim) -> float:
    """How much of what one clause says the other sentence says too, 0..1.

    What stands next to either number must have something in common.
    """
    if not one.near & other.near:
        return 0.0
    return max(_share(one.clause, other.words), _share(other.clause, one.words))


def _share(clause: frozenset[str], words: frozenset[str]) -> float:
    shared = clause & words
    return len(shared) / len(clause) if len(shared) >= FEWEST_WORDS else 0.0


def _distance(one: _Claim, other: _Claim) -> float:
    """How far apart two numbers are; of several in a sentence the nearest one is meant."""
    a, b = float(one.quantity.value), float(other.quantity.value)
    return abs(math.log(a / b)) if a and b else math.inf


def _same_conditions(one: _Claim, other: _Claim) -> bool:
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


def _same_series(one: _Claim, other: _Claim) -> bool:
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


def _conflict(one: _Claim, other: _Claim) -> Conflict:
    first, second = sorted((one, other), key=lambda claim: claim.sentence.start)
    return Conflict(
        said=(_point(first), _point(second)),
        numbers=(first.quantity.written, second.quantity.written),
    )


def _point(claim: _Claim) -> Point:
    return Point(quote=claim.sentence.text, start=claim.sentence.start)
