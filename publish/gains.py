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
    rf"(?:(?P<noun>{_CHANGES})(?=[을를이가하했되됐시.,)]|$)|(?P<verb>{'|'.join(_NAMED)}))",
    re.ASCII,
)
# Ends the clause before the one that the figure stands in.
_BEFORE = re.compile(
    r"^.*(?:통해|위해|대해|의해|인해|하여|되어|따라|때|지만|하니|하자|하고|해서|[되두]니|되자|더니"
    r"|[이인]데|있는|없는|하는)\s(?=\S)"
)
_VERBS = (
    r"(?:reduc(?:e[sd]?|ing)|cuts?|cutting|lower(?:s|ed|ing)|saves?|saved|saving|improv(?:e[sd]?|ing)"
    r"|increases?|increased|increasing|boost(?:s|ed|ing)?|rais(?:e[sd]?|ing)|rises?|rising|rose|falls?"
    r"|fell|grows?|grew|drop(?:s|ped|ping)?|shrank|outperform(?:s|ed|ing)?|accelerat(?:e[sd]?|ing)"
    r"|sped|speeds?(?= up)|went|goes)(?: up| down)?"
)
_NAME = r"[\w'/-]+(?:\.\w+)*"  # of a version, too
_ENGLISH = re.compile(
    rf"(?<!\S)(?P<what>(?:{_NAME} ){{0,3}}?)"
    rf"(?:{_VERBS}(?: {_NAME}){{0,6}}?"
    rf"(?: (?:by|to|of|from|up to|over|about|around|nearly|roughly))* {MEASURED}(?: to {MEASURED})?"
    rf"|{MEASURED} (?:[\w-]+ ){{0,2}}?(?:faster|slower|cheaper|higher|lower|fewer|less|improvement"
    r"|reduction|increase|speed-?up|gain|drop|accuracy|success|recall|precision)\b)",
    re.IGNORECASE | re.ASCII,
)
# A sentence that denies, supposes or only aims at something is left to speak for itself.
_NOT_SO = re.compile(
    r"\b(?:not|no|none|never|neither|nor|hardly|barely|without|cannot|fail(?:s|ed)?|if|unless|would"
    r"|can|could|may|might|should|want(?:s|ed)?|tr(?:y|ies|ied)|needs?|claim(?:s|ed)?|myth"
    r"|aims?|goals?|targets?|plans?|planned|hope[sd]?|expect(?:s|ed)?)\b|n't\b|\?"
    r"|않|못|없|아니|실패|목표|계획|예상|기대|필요|가능|수 있(?!었)|위해|려고|노[리렸]"
    r"|것으로|다고\s|(?:으|다|라|려|하|되|들|이)면\s|까[.]?$",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:(?:and|while|by|we|our|the|it|that|which|also|to|with|can)\s)+", re.IGNORECASE
)


def gains_in(quotes: Sequence[str]) -> tuple[str, ...]:
    """What changed by how much, in the words of the quotes, each at most 60 columns wide.

    A figure of which no verb of change says what it measures is none. A quote that denies, supposes
    or aims at anything gives none.
    """
    plain = (quote.replace("\\%", "%").replace("’", "'") for quote in quotes)
    found = (gain for quote in plain if not _NOT_SO.search(quote) for gain in _gains(quote))
    return tuple(dict.fromkeys(gain for gain in found if columns_of(gain) <= MOST_COLUMNS))


def _gains(quote: str) -> Iterator[str]:
    for match in _KOREAN.finditer(quote):
        named = match["noun"] or _NAMED[match["verb"]]
        what = _BEFORE.sub("", match["what"])
        yield " ".join(f"{what}{match['figure']}{match['rest']}{named}".split())
    for match in _ENGLISH.finditer(quote):
        yield _LEADING.sub("", " ".join(match[0].split()))
