"""The numbers that a text states, each with the words that say of what, and how it is meant."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarize.contrasts import words
from summarize.instructions import is_boilerplate, is_fragment, is_instruction
from summarize.measures import MEASURED, Quantity, quantities
from summarize.sentences import Sentence, split
from summarize.spans import Span

LONGEST = 400
_NEAR = 40  # characters on either side of a number that speak of it rather than of another one
_DIGIT = re.compile(r"\d")
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
class Claim:
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


def claims_of(text: str, place: Span, number: int) -> Iterator[Claim]:
    """The numbers that the sentences of a place state exactly; `number` says which place it is."""
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
            yield Claim(
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
