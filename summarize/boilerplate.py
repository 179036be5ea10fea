"""Finds the sentences that a source repeats under everything it publishes."""

import re
from collections import Counter
from collections.abc import Iterable

from summarize.sentences import split

FEWEST = 3
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def recurring(texts: Iterable[str]) -> frozenset[str]:
    """Sentences that stand in at least three texts of one source, as `plain` writes them.

    Two texts may tell one story; what three have in common is about none of them.
    """
    spread = Counter(sentence for text in texts for sentence in _sentences(text))
    return frozenset(sentence for sentence, times in spread.items() if times >= FEWEST)


def plain(sentence: str) -> str:
    """A sentence without case, the number of an issue or of readers, and the width of spaces."""
    return " ".join(_NUMBER.sub("0", sentence).casefold().split())


def _sentences(text: str) -> set[str]:
    return {plain(sentence.text) for sentence in split(text)}
