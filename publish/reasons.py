"""Says why an item was chosen: facts with a fixed phrase, the one that sets it apart first."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from catchup.types import Candidate, Choice, ItemKind, Level, Reading, Reason
from publish.homes import leading_match
from publish.newness import is_late, is_update
from publish.rules import Rules
from publish.signals import Signals

CLEARLY = 0.5
STRONGLY = 0.8


def reasons_of(
    candidate: Candidate, signals: Signals, rules: Rules, *, voices: int, parts: int
) -> tuple[Reason, ...]:
    """Every reason that holds, most telling first. `parts` are those of its series."""
    item = candidate.item
    title = item.title.casefold()
    reading = candidate.summary.reading if candidate.summary else item.reading
    summary = candidate.summary
    post = item.kind is not ItemKind.PAPER
    matches = candidate.matches
    holds = {
        Reason.DROPPED: post and signals.dropped >= CLEARLY,
        Reason.PRACTICE: post and signals.practice >= CLEARLY,
        Reason.SERIES: parts > 1,
        Reason.TRADE_OFFS: signals.tradeoffs >= CLEARLY and signals.measured >= CLEARLY,
        Reason.SAVINGS: signals.savings >= CLEARLY,
        Reason.FIGURES: signals.figures >= STRONGLY,
        Reason.CODE: signals.code >= CLEARLY,
        Reason.HANDS_ON: signals.hands_on >= STRONGLY,
        Reason.SEVERAL_SOURCES: voices > 1,
        Reason.INTRODUCTORY: summary is not None
        and summary.level is Level.INTRO
        and not summary.level_estimated,
        Reason.MEASURED: signals.measured >= STRONGLY,
        Reason.ENGINEERING: signals.engineering >= STRONGLY,
        Reason.TOPIC_IN_TITLE: bool(matches)
        and any(word.casefold() in title for word in leading_match(matches).evidence),
        Reason.KOREAN: item.language == "ko",
        Reason.WHOLE_TEXT: reading is Reading.FULL,
        Reason.PAPER: item.kind is ItemKind.PAPER,
        Reason.LATE: is_late(item, rules),
        Reason.REVISED: is_update(item, rules),
    }
    # Nothing is chosen that does not at least speak of the field: no card is without a reason.
    return tuple(reason for reason, applies in holds.items() if applies) or (Reason.FIELD,)


def rarest_first(choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """The same choices, the reasons of each in the order of how few others share them."""
    shared = Counter(reason for choice in choices for reason in choice.reasons)
    return tuple(
        replace(choice, reasons=tuple(sorted(choice.reasons, key=lambda r: shared[r])))
        for choice in choices
    )
