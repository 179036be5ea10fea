"""What the gate leaves of a draft and, in fixed words without the document's, why too little."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from catchup.types import Brief, Draft, Language, Point
from summarize.checking import check

NOT_FOUND = "its quote is not in the document, character by character"
NOT_SHOWN = "its quote is no sentence that can be shown"
UNVERIFIED = "a number, a name, the language or the style is wrong in"
REPEATED = "it repeats another quote"
FEWEST_POINTS = 2
SHORT = 1_500

Place = tuple[int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Of so many `points` some were `dropped`; `fault` says what is wrong if too few are left."""

    points: int = 0
    dropped: int = 0
    fault: str = ""


def judged(draft: Draft, brief: Brief) -> Verdict:
    """What the gate says of a draft.

    A short text may say one thing only; of any other at least two points have to be left.
    """
    offered, passed = len(draft.points), check(draft, brief).points
    fewest = 1 if offered == 1 and len(brief.text) <= SHORT else FEWEST_POINTS
    fault = ""
    if len(passed) < fewest:
        counted = f"{len(passed)} of {offered} points could be verified, {fewest} are needed"
        reasons = _reasons(draft, brief, {_place(point) for point in passed})
        fault = "; ".join((counted, *reasons))
    return Verdict(points=offered, dropped=offered - len(passed), fault=fault)


def _reasons(draft: Draft, brief: Brief, passed: set[Place]) -> Iterator[str]:
    """Why points were dropped, named by their positions in the answer."""
    quoted = _passing(draft, brief)
    told = {language: _passing(draft, brief, language) for language in ("ko", "en")}
    seen: set[Place] = set()
    for position, point in enumerate(draft.points):
        place = _place(point)
        wrong = [language for language, places in told.items() if place not in places]
        if point.start < 0:
            yield f"points[{position}]: {NOT_FOUND}"
        elif place in seen:
            yield f"points[{position}]: {REPEATED}"
        elif place not in quoted:
            yield f"points[{position}]: {NOT_SHOWN}"
        elif place not in passed:
            yield f"points[{position}]: {UNVERIFIED} {' and '.join(wrong)}"
        seen.add(place)


def _passing(draft: Draft, brief: Brief, language: Language = "") -> set[Place]:
    """The places of the points that pass with their wording in one language alone, or in none."""
    alone = (
        replace(point, texts={k: v for k, v in point.texts.items() if k == language})
        for point in draft.points
    )
    return {_place(point) for point in check(Draft(points=tuple(alone)), brief).points}


def _place(point: Point) -> Place:
    return point.start, point.quote
