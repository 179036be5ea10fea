"""Finds the news that a week is remembered for: what was released, and what many houses carried."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from catchup.types import Candidate, ItemId, Lane
from publish.homes import home_source
from publish.ranking import IN_ONE_LINE
from publish.rules import Rules
from publish.signals import Signals

MOST = 3
OF_THE_FIELD = 0.5
RELEASED = 0.5
SEVERAL = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An item that is fit to be told: how many houses carry it, and what it is worth."""

    candidate: Candidate
    signals: Signals
    voices: int
    rank: float


def big_news(reports: Sequence[Report], taken: Mapping[ItemId, Lane], rules: Rules) -> list[ItemId]:
    """At most three, one of each house: what most houses carry first, then releases, then by rank.

    `taken` are chosen items by their lane: what has a card or a line of its own stays there.
    """
    fit = [
        r for r in reports if taken.get(r.candidate.item.id) is not Lane.EVERGREEN and _is_big(r)
    ]
    fit.sort(key=lambda r: (-r.voices, -r.signals.release, -r.rank, r.candidate.item.url))
    told: dict[str, ItemId] = {}
    for report in fit:
        source = home_source(report.candidate.item)
        told.setdefault(rules.publishers.get(source, source), report.candidate.item.id)
    return list(told.values())[:MOST]


def _is_big(report: Report) -> bool:
    """Speaks of the field, and is a release of a model, or news that several houses carry."""
    signals = report.signals
    if signals.field < OF_THE_FIELD or signals.quiet:
        return False
    several = report.voices >= SEVERAL
    # One roundup's word for it is nobody's: its own house, or a second one, has to say so.
    first_hand = signals.roundup < IN_ONE_LINE or several
    released = signals.release >= RELEASED and signals.models > 0 and first_hand
    return released or (signals.news >= IN_ONE_LINE and several)
