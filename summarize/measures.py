"""Numbers with their units and their direction: 41 percent is no 41 ms, 3 to 5 is no 5 to 3."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from summarize.numbers import in_digits, mentions

Measure = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in digits with what it counts, from `start` to `end` of a text, as it is `written`.

    `unit` is a measure, the noun behind the number, or "" where neither is there.
    """

    value: str
    unit: str
    start: int
    end: int
    written: str


_UNITS: dict[str, str] = {
    "percent": r"%(?!p)|percent\b|퍼센트(?!\s?포인트)|프로(?=[가-힣]?(?![가-힣]))",
    "ms": r"ms\b|milliseconds?\b|밀리초",
    "second": r"sec\b|seconds?\b|초(?![가-힣]*\s?과)",
    "minute": r"min\b|minutes?\b|분(?!의|\s?기|\s?류|\s?할)",
    "hour": r"hours?\b|시간",
    "day": r"days?\b|일(?=간|\s?동안|\s?만에|\s?뒤|\s?안에)",
    "week": r"weeks?\b|주(?=간|\s?동안|\s?만에|\s?뒤|\s?안에|일)",
    "month": r"months?\b|개월|달(?![가-힣])",
    "MB": r"MB\b|메가바이트",
    "GB": r"GB\b|기가바이트",
    "TB": r"TB\b|테라바이트",
    "token": r"tokens?\b|토큰",
    "dollar": r"dollars?\b|USD\b|달러",
}
MEASURED = frozenset(_UNITS)
# ASCII: a Latin unit ends before a Korean particle, too ("95ms로").
_UNIT = re.compile(
    r"\s?-?(?:" + "|".join(f"(?P<{name}>{form})" for name, form in _UNITS.items()) + ")", re.ASCII
)
_COUNTED = re.compile(
    r"\s?(개|명|배|번|건|점|회|편|대|곳|장|줄|쪽|단계|가지|차원|문장|문항)"
    r"|[\s-](?!(?:and|but|for|from|the|was|were|are|with|when|while|in|on|of|to|at|by|or|as|is|it"
    r"|we|if|per|than|that|after|before|over|under|points?)\b)([a-z]{2,})"
)
_FROM_TO = re.compile(r"\bfrom\W+(.{1,40}?)\bto\b(.{1,30})", re.IGNORECASE)
_TO_FROM = re.compile(r"\bto\b(.{1,30}?)\bfrom\b(.{1,30})", re.IGNORECASE)
# Bounded: a run of a hundred thousand characters without a space must cost linear time.
_KOREAN_FROM_TO = re.compile(
    r"(\S{0,30}\d\S{0,30}(?:\s\S{1,4})?)에서\s(.{1,20}?)(?:으로|로)(?![가-힣])"
)


def measures(text: str) -> frozenset[Measure]:
    """Each number with its unit in one spelling; "" where none that is known stands behind it."""
    folded = unicodedata.normalize("NFKC", text)
    return frozenset(_measures(folded))


def are_measured(text: str, known: frozenset[Measure]) -> bool:
    """Whether no number that `text` gives a unit is known with other units only."""
    units: dict[str, set[str]] = {}
    for value, unit in known:
        units.setdefault(value, set()).add(unit)
    folded = unicodedata.normalize("NFKC", text)
    return all(
        any({unit, ""} & units.get(value, {""}) for value in readings)
        for readings, unit in _measured(folded)
        if unit
    )


def quantities(text: str) -> Iterator[Quantity]:
    """Each number that NFKC text writes in digits, with its unit or what it counts."""
    for value, start, end in in_digits(text):
        unit, behind = _counted(text, end)
        yield Quantity(value, unit, start, end, text[start:behind].strip())


def _counted(text: str, end: int) -> tuple[str, int]:
    """The unit or counted noun behind a number, and where it ends."""
    if unit := _UNIT.match(text, end):
        return unit.lastgroup or "", unit.end()
    if noun := _COUNTED.match(text, end):
        return (noun[1] or noun[2]).rstrip("s"), noun.end()
    return "", end


def changes(text: str) -> frozenset[tuple[str, str]]:
    """Pairs of numbers that something went from and to."""
    folded = unicodedata.normalize("NFKC", text)
    found = [match.groups() for match in _FROM_TO.finditer(folded)]
    found += [match.groups() for match in _KOREAN_FROM_TO.finditer(folded)]
    found += [match.groups()[::-1] for match in _TO_FROM.finditer(folded)]
    pairs = ((_first(before), _first(after)) for before, after in found)
    return frozenset((b, a) for b, a in pairs if b and a and b != a)


def are_directed(text: str, known: frozenset[tuple[str, str]]) -> bool:
    """Whether `text` turns no known change around."""
    return all(
        (after, before) not in known or (before, after) in known for before, after in changes(text)
    )


def _first(text: str) -> str:
    return next((readings[0] for readings, _ in mentions(text)), "")


def _measures(text: str) -> Iterator[Measure]:
    for readings, unit in _measured(text):
        for value in readings:
            yield value, unit


def _measured(text: str) -> Iterator[tuple[tuple[str, ...], str]]:
    for readings, end in mentions(text):
        unit = _UNIT.match(text, end)
        yield readings, (unit.lastgroup or "") if unit else ""
