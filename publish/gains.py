"""Finds what the figures of a quote measure: "accuracy rose from 79% to 90%", not "79%, 90%"."""

import re
from collections.abc import Iterator, Sequence

from publish.figures import MEASURED
from publish.plain import columns_of

MOST_COLUMNS = 60
# What Korean verbs of change become where a line names a fact.
_NAMED = {
    "줄어": "줄어듦",
    "줄었": "줄어듦",
    "줄이": "줄임",
    "줄일": "줄임",
    "줄인": "줄임",
    "줄였": "줄임",
    "줄입": "줄임",
    "늘어": "늘어남",
    "늘었": "늘어남",
    "늘리": "늘림",
    "늘릴": "늘림",
    "늘렸": "늘림",
    "낮아": "낮아짐",
    "낮추": "낮춤",
    "낮출": "낮춤",
    "낮춘": "낮춤",
    "낮췄": "낮춤",
    "높아": "높아짐",
    "높이": "높임",
    "높일": "높임",
    "높인": "높임",
    "높였": "높임",
    "빨라": "빨라짐",
    "느려": "느려짐",
    "올라": "오름",
    "올랐": "오름",
    "떨어": "떨어짐",
}
_CHANGES = "향상|개선|감소|절감|단축|증가|상승|하락|축소|절약"
_LETTER = r"(?:[^\s,.;“”‘’()]|(?<=\d)[.,](?=\d))"
_WORD = rf"{_LETTER}+(?:\([^()]*\){_LETTER}*)?"
_KOREAN = re.compile(
    rf"(?<!\S)(?P<what>(?:{_WORD}\s){{0,4}})(?P<figure>(?:{MEASURED}(?:에서|부터)\s)?{MEASURED})"
    r"(?P<rest>[가-힣]{0,4}\s?(?:[가-힣]+[을를이가]?\s){0,2}?)"
    rf"(?:(?P<noun>{_CHANGES})|(?P<verb>{'|'.join(_NAMED)}))(?!\S*지\s?(?:못|않|는))",
    re.ASCII,
)
# Ends the clause before the one that the figure stands in.
_BEFORE = re.compile(
    r"^.*(?:통해|위해|대해|의해|인해|하여|되어|따라|때|면|지만|하니|하자|하고|해서|[되두]니|되자|더니|[이인]데)\s(?=\S)"
)
_ENGLISH = re.compile(
    r"(?P<what>\b(?:[\w'/-]+ ){0,3}?)"
    r"(?:\b(?:reduc|cut|lower|save|saving|improv|increase|increasing|boost|rais|r[io]se|f[ae]ll|gr[eo]w|drop|shrank"
    r"|outperform|surpass|accelerat|sped|speeds?\b(?! ?-?ups?\b)|went|goes)\w*(?: up| down)?"
    r"(?: [\w'/-]+){0,6}?"
    rf"(?: (?:by|to|of|from|up to|over|about|around|nearly|roughly))* {MEASURED}(?: to {MEASURED})?"
    rf"|{MEASURED} (?:[\w-]+ ){{0,2}}?(?:faster|slower|cheaper|higher|lower|fewer|less|improvement"
    r"|reduction|increase|speed-?up|gain|drop|accuracy|success|recall|precision)\b)",
    re.IGNORECASE | re.ASCII,
)
_DENIED = re.compile(r"\b(?:not|no|never|without|cannot|fail\w*|if|would)\b|n't\b", re.IGNORECASE)
_LEADING = re.compile(
    r"^(?:(?:and|while|by|we|our|the|it|that|which|also|to|with|can)\s)+", re.IGNORECASE
)


def gains_in(quotes: Sequence[str]) -> tuple[str, ...]:
    """What changed by how much, in the words of the quotes, each at most 60 columns wide.

    A figure of which no verb of change says what it measures is none, nor is what is denied.
    """
    found = (gain for quote in quotes for gain in _gains(quote.replace("\\%", "%")))
    return tuple(dict.fromkeys(gain for gain in found if columns_of(gain) <= MOST_COLUMNS))


def _gains(quote: str) -> Iterator[str]:
    for match in _KOREAN.finditer(quote):
        named = match["noun"] or _NAMED[match["verb"]]
        what = _BEFORE.sub("", match["what"])
        yield " ".join(f"{what}{match['figure']}{match['rest']}{named}".split())
    for match in _ENGLISH.finditer(quote):
        if not _DENIED.search(quote[: match.end()][-len(match[0]) - 30 :]):
            yield _LEADING.sub("", " ".join(match[0].split()))
