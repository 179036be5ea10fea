"""Cuts text into the tokens of the full-text index, the same on every database.

Words are folded; scripts that glue words together (Hangul, kana, Han) are cut into pairs of
neighbouring syllables, so that 모델 is found inside 언어모델을. The last syllable of a run stands
alone as well: every syllable then begins a token, and a single one is found by that prefix. A token
of which the document is full (it stands in the title, or again and again in the text) is told a
second time, marked as strong: the higher tier of a tiered index (Manning, Raghavan, Schütze:
Introduction to Information Retrieval, 7.2.1).

Whoever changes the tokens empties the index and fills `search_pending` in a migration: what the
index holds for a document is taken out by cutting the same text again.
"""

import re
import unicodedata
from collections import Counter

_GLUED = "\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
GLUED = f"[{_GLUED}]"
LETTER = rf"[^\W_{_GLUED}]"
_GLUED_RUN = re.compile(f"{GLUED}+")
_PAIR = re.compile(f"(?=({GLUED}{{2}}))")  # each pair of neighbours, so they overlap
_LAST = re.compile(f"{GLUED}(?!{GLUED})")
_WORD = re.compile(f"{LETTER}+")
_RUN = re.compile(f"{GLUED}+|{LETTER}+")
STRONG = "§"  # no letter, so no token of a text begins with it
LONGEST = 64  # characters of a word; what is longer is no word
# Characters of a text and a title that are read: PostgreSQL holds a megabyte of tokens a row.
DEPTH, TITLE_DEPTH = 100_000, 2_000
MIN_PLURAL = 4
OFTEN = 3  # so often, and once in OFTEN_EACH tokens, makes a token strong
OFTEN_EACH = 300


def composed(text: str) -> str:
    """Text in compatibility form (NFKC): Hangul composed, full-width letters narrow."""
    return unicodedata.normalize("NFKC", text)


def runs(text: str) -> list[str]:
    """The folded words and the runs of glued syllables of a text, in order."""
    return _RUN.findall(composed(text).casefold())


def is_glued(run: str) -> bool:
    """Tell a run of syllables from a word."""
    return _GLUED_RUN.match(run) is not None


def singular(word: str) -> str:
    """A folded word without its plural s; short ones and those in -ss, -us, -is stay."""
    plural = len(word) >= MIN_PLURAL and word[-1] == "s" and word[-2] not in "sui"
    return word[:-1] if plural else word


def pairs(run: str) -> list[str]:
    """Neighbouring syllables of a run; a single one has none."""
    return [run[start : start + 2] for start in range(len(run) - 1)]


def word_token(run: str) -> str:
    """The one token of a word."""
    return singular(run[:LONGEST])


def index_tokens(title: str, text: str) -> list[str]:
    """The distinct tokens by which a document is found, in no order that matters."""
    said, ends = _counted(text, DEPTH)
    titled, ends_of_title = _counted(title, TITLE_DEPTH)
    often = max(OFTEN, sum(said.values()) // OFTEN_EACH)
    strong = titled.keys() | {token for token, times in said.items() if times >= often}
    return [*(said.keys() | titled.keys() | ends | ends_of_title), *(STRONG + t for t in strong)]


def _counted(text: str, depth: int) -> tuple[Counter[str], set[str]]:
    """How often each token stands in a text, and the last syllables of its runs."""
    # Cut twice: one character can stand for eighteen.
    folded = composed(text[:depth]).casefold()[:depth]
    counted = Counter(_PAIR.findall(folded))
    for word, times in Counter(_WORD.findall(folded)).items():
        counted[word_token(word)] += times
    return counted, set(_LAST.findall(folded))
