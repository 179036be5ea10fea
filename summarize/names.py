"""Names in a text: a sentence may not name what its source does not."""

import re
from collections.abc import Iterator

# Short forms that stand for words every reader in the field uses; not a name of anybody's.
_SHORT = """
    ai api apis ci cli cpu cpus gpu gpus html http json llm llms ml nlp ocr pdf qa rag rl sdk sft
    sql tl dr ui url urls ko en
"""
_COMMON = frozenset(_SHORT.split())
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f][A-Za-z0-9\u00c0-\u024f]*(?:[.+][A-Za-z0-9]+)*")
# A bracket behind Hangul begins no sentence but names the thing before it.
_STARTS = re.compile(r"(?:^|[.!?:;…][\"'”’)\]]*\s|[\"'“‘\n•–—]\s?|(?<![가-힣])[(\[]\s?)$")
_BEFORE = 4


def words(text: str) -> frozenset[str]:
    """Every Latin word, folded."""
    return frozenset(match.group().casefold() for match in _WORD.finditer(text))


def names(text: str) -> frozenset[str]:
    """Words that are surely names, folded: written with a capital within a sentence, never without.

    A title in capitals makes names of common words; those that also stand in lower case are none.
    """
    lower = {m.group() for m in _WORD.finditer(text) if m.group().islower()}
    found = {m.group().casefold() for m in _capitals(text) if not _is_first(text, m.start())}
    return frozenset(found - lower)


def strangers(text: str, known: frozenset[str]) -> Iterator[tuple[str, bool]]:
    """Capitalised words of a text that are not `known`, folded; and whether each is surely a name.

    At the beginning of a sentence, any word has a capital.
    """
    for match in _capitals(text):
        word = match.group()
        folded = word.casefold()
        if not _forms(folded) & known and folded not in _COMMON:
            yield folded, not (word.istitle() and _is_first(text, match.start()))


def is_marked(word: str, text: str) -> bool:
    """Whether a folded word is written in `text` with more than a first capital, or a digit."""
    return any(
        not match.group().istitle() or any(map(str.isdigit, match.group()))
        for match in _WORD.finditer(text)
        if match.group().casefold() == word
    )


def _capitals(text: str) -> Iterator[re.Match[str]]:
    return (m for m in _WORD.finditer(text) if len(m.group()) > 1 and not m.group().islower())


def _is_first(text: str, at: int) -> bool:
    return bool(_STARTS.search(text[max(0, at - _BEFORE) : at]))


def _forms(word: str) -> set[str]:
    """A word and its singular or plural."""
    return {word, word.removesuffix("s"), f"{word}s"}
