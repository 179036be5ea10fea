"""What a text says that sentences about it may repeat: numbers, units, directions, names."""

import re
from dataclasses import dataclass

from summarize.measures import Measure, are_directed, are_measured, changes, measures
from summarize.names import is_marked, names, strangers, words
from summarize.numbers import are_stated, stated
from summarize.quotes import fold

_HANGUL = re.compile("[가-힣]")
_MOSTLY = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """`folded` is the text as `fold` writes it, `names` those of its `words` that surely are."""

    folded: str
    numbers: frozenset[str]
    measures: frozenset[Measure]
    changes: frozenset[tuple[str, str]]
    words: frozenset[str]
    names: frozenset[str]
    is_korean: bool


def evidence(text: str) -> Evidence:
    """Read a text once, for all sentences about it."""
    return Evidence(
        folded=fold(text).text,
        numbers=stated(text),
        measures=measures(text),
        changes=changes(text),
        words=words(text),
        names=names(text),
        is_korean=len(_HANGUL.findall(text)) > _MOSTLY * len(text),
    )


def supports(known: Evidence, text: str, document: Evidence) -> bool:
    """Whether `text` adds no number, unit, direction or name to what is `known` of a document."""
    return (
        are_stated(text, known.numbers)
        and are_measured(text, known.measures)
        and are_directed(text, known.changes)
        and not _names_others(known, text, document)
    )


def _names_others(known: Evidence, text: str, document: Evidence) -> bool:
    """Whether a text names somebody else.

    Korean documents write names in Hangul that an English text writes in Latin letters; such a name
    cannot be looked up, so that there only names of the document in the wrong place, and names with
    digits or inner capitals, count.
    """
    may_be_hangul = document.is_korean and not _HANGUL.search(text)
    for word, is_name in strangers(text, known.words):
        if word in document.names:
            return True
        if is_name and (not may_be_hangul or is_marked(word, text)):
            return True
    return False
