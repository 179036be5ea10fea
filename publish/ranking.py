"""Ranks items by a plain sum: each part has a name and a weight, and is shown with the choice.

The weights are round numbers, set by hand on one half of a labelled week and measured on the other
(`catchup eval selection`). Nothing here knows a single item or source.
"""

from collections.abc import Mapping

from catchup.types import Candidate, Lane, Language, Level, Part, Period
from publish.homes import leading_match
from publish.newness import born
from publish.rules import Rules
from publish.signals import Signals

SURE_OF_FIELD = 0.4  # an item without a topic has to speak of the field so clearly
WEAKEST = 0.5
IN_ONE_LINE = 0.5
UNWANTED = 1.0
MIDDLE = 0.5
WITH_A_SUMMARY = 0.6  # of one's own language, where a model tells of the others in it

WEIGHTS: Mapping[Part, float] = {
    Part.TOPIC: 0.8,
    Part.FIELD: 0.8,
    Part.TEXT: 0.6,
    Part.LENGTH: 0.4,
    Part.LANGUAGE: 0.8,
    Part.LEVEL: 0.2,
    Part.HANDS_ON: 0.9,
    Part.PRACTICE: 0.7,
    Part.EVIDENCE: 0.4,
    Part.CANDOUR: 0.3,
    Part.ENGINEERING: 0.7,
    Part.TRUST: 0.3,
    Part.COVERAGE: 0.3,
    Part.RECENCY: 0.1,
    Part.OUTSIDE: -1.2,
    Part.NEWS: -1.0,
    Part.ROUNDUP: -1.5,
}
UNSURE = 0.3  # of a topic that is only likely
LEVELS = {Level.INTRO: 1.0, Level.INTERMEDIATE: 1.0, Level.ADVANCED: 0.0}


def parts_of(candidate: Candidate, signals: Signals, rules: Rules) -> Mapping[Part, float]:
    """The points an item gets for each part, rounded to hundredths; those of 0 are left out.

    Coverage is known only when the items of one work have been found.
    """
    summary = candidate.summary
    said: Mapping[Part, float] = {
        Part.TOPIC: _topic(candidate),
        Part.FIELD: signals.field,
        Part.TEXT: signals.open_text,
        Part.LENGTH: signals.length - MIDDLE,
        Part.LANGUAGE: _language(candidate.item.language, rules),
        Part.LEVEL: LEVELS[summary.level] if summary and not summary.level_estimated else 0.0,
        Part.HANDS_ON: signals.hands_on,
        Part.PRACTICE: signals.practice,
        Part.EVIDENCE: signals.measured,
        Part.CANDOUR: min(1.0, signals.dropped + signals.tradeoffs),
        Part.ENGINEERING: signals.engineering,
        Part.TRUST: signals.firsthand,
        Part.RECENCY: _recency(candidate, rules.period),
        Part.OUTSIDE: signals.outside,
        Part.NEWS: signals.news,
        Part.ROUNDUP: signals.roundup,
    }
    points = {part: round(WEIGHTS[part] * value, 2) for part, value in said.items()}
    return {part: value for part, value in points.items() if value}


def rank(parts: Mapping[Part, float]) -> float:
    """The sum of the parts, to the hundredth."""
    return round(sum(parts.values()), 2)


def lane_of(signals: Signals) -> Lane:
    """News of the day and roundups may be told in a line, but never lead."""
    told_in_a_line = max(signals.news, signals.roundup) >= IN_ONE_LINE
    return Lane.NEWS if told_in_a_line else Lane.EVERGREEN


def is_of_the_field(candidate: Candidate, signals: Signals) -> bool:
    """Whether an item has a topic, or has a likely one and speaks of the field clearly enough."""
    if candidate.matches:
        return True
    return candidate.likely is not None and signals.field - signals.outside >= SURE_OF_FIELD


def _topic(candidate: Candidate) -> float:
    if candidate.matches:
        return leading_match(candidate.matches).score
    return UNSURE * candidate.likely.score if candidate.likely else 0.0


def _language(language: Language, rules: Rules) -> float:
    """One's own language counts in full where nobody writes about other texts in it."""
    if language != rules.reader:
        return 0.0
    return WITH_A_SUMMARY if rules.translated else 1.0


def _recency(candidate: Candidate, period: Period) -> float:
    """From 0 at the start of the period to 1 at its end."""
    span = (period.end - period.start).total_seconds()
    since = (born(candidate.item) - period.start).total_seconds()
    return min(1.0, max(0.0, since / span)) if span else 0.0
