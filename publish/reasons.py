"""Says why an item was chosen: facts with a fixed phrase, the one that sets it apart first."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from catchup.types import Candidate, Choice, ItemKind, Level, Reading, Reason
from publish.figures import figures_in
from publish.homes import leading_match
from publish.newness import is_late, is_update
from publish.rules import Rules
from publish.signals import Signals, read_signals

CLEARLY = 0.5
STRONGLY = 0.8
# How much of what has to show in title and quotes; all other reasons are facts about the item.
GROUNDS = {
    Reason.DROPPED: ("dropped", 0.2),
    Reason.PRACTICE: ("practice", 0.3),
    Reason.TRADE_OFFS: ("tradeoffs", 0.2),
    Reason.SAVINGS: ("savings", 0.2),
    Reason.MEASURED: ("measured", 0.2),
}
SEVERAL = 2
# What ranks an item is wider than what a reader would agree to: these need plain words.
PLAINLY = {
    Reason.CODE: re.compile(
        r"github|pip install|npm |docker|\b(?:code|weights|dataset)\b.{0,20}\bavailable"
        r"|\bwe (?:open-?source|release)\b|\bopen[- ](?:sourced|sources|sourcing)\b"
        r"|오픈소스(?:로|인|이며"
        r"|입니다)"
        r"|코드를? ?(?:공개|배포)|예제 코드|소스 코드",
        re.IGNORECASE,
    ),
    Reason.HANDS_ON: re.compile(
        r"\bhow (?:to|we|i)\b|\b(?:guide|tutorials?|cookbook|walkthroughs?|quickstart|recipes?)\b"
        r"|step[- ]by[- ]step|방법|가이드|튜토리얼|따라 ?하|실습|만들기|구현(?:하|했|기)|사용법",
        re.IGNORECASE,
    ),
    Reason.ENGINEERING: re.compile(
        r"\b(?:costs?|latency|memory|gpus?|cache|caching|throughput|deploy\w*|production)\b"
        r"|비용|지연|메모리|캐시|서빙|배포|운영|처리량",
        re.IGNORECASE,
    ),
}


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
    words = _words(candidate)
    holds = {
        Reason.DROPPED: post and signals.dropped >= CLEARLY,
        Reason.PRACTICE: post and signals.practice >= CLEARLY,
        Reason.SERIES: parts > 1,
        Reason.TRADE_OFFS: signals.tradeoffs >= CLEARLY and signals.measured >= CLEARLY,
        Reason.SAVINGS: signals.savings >= CLEARLY,
        Reason.FIGURES: signals.figures >= STRONGLY or len(figures_in([words])) >= SEVERAL,
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
    found = (reason for reason, applies in holds.items() if applies)
    shown = _shown(candidate, rules)
    # Nothing is chosen that does not at least speak of the field: no card is without a reason.
    return tuple(r for r in found if shown is None or _is_shown(r, shown, words)) or (Reason.FIELD,)


def _shown(candidate: Candidate, rules: Rules) -> Signals | None:
    """What the title and the quotes of a card show by themselves; None before it has any."""
    if candidate.summary is None or not candidate.summary.points:
        return None
    return read_signals(replace(candidate.item, text=_words(candidate)), rules.scope)


def _words(candidate: Candidate) -> str:
    points = candidate.summary.points if candidate.summary else ()
    return " ".join((candidate.item.title, *(point.quote for point in points)))


def _is_shown(reason: Reason, shown: Signals, words: str) -> bool:
    """Whether readers can see why: what only the rest of a text says, they cannot check."""
    if reason is Reason.FIGURES:
        return bool(figures_in([words]))
    if reason in PLAINLY:
        return bool(PLAINLY[reason].search(words))
    if reason not in GROUNDS:
        return True
    signal, least = GROUNDS[reason]
    return float(getattr(shown, signal)) >= least


def rarest_first(choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """The same choices, the reasons of each in the order of how few others share them."""
    shared = Counter(reason for choice in choices for reason in choice.reasons)
    return tuple(
        replace(choice, reasons=tuple(sorted(choice.reasons, key=lambda r: shared[r])))
        for choice in choices
    )
