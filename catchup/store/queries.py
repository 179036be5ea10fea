"""Turns what a person typed into clauses: which tokens to look up, and what must stand in the text.

Pure: knows no database. All clauses must hold, one alternative of each, all parts of that. A part
is a word, or a phrase whose words stand side by side. The index knows no order, so what it finds
for a part of several tokens is read: `occurrences` says where the part really stands.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from catchup.store.tokens import LETTER, composed, is_glued, pairs, runs, singular, word_token

# A quotation, in straight or typographic marks, or a word.
_UNIT = re.compile(r"[\"“”„]([^\"“”„]*)[\"“”„]|([^\s\"“”„]+)")
_BETWEEN = r"[\W_]*"  # what may stand between the words of a phrase
_PARTICLE = re.compile(r"(?<=[A-Za-z])[가-힣]$")
PAIR = 2  # syllables of one token

Names = Collection[str]


@dataclass(frozen=True)
class Part:
    """A word or a phrase. `tokens` must be in the index, `prefixes` begin a token of it.

    `pattern` matches the part in composed text; `sure`: whatever has the tokens has the part.
    """

    tokens: tuple[str, ...]
    prefixes: tuple[str, ...]
    pattern: str
    sure: bool

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, re.IGNORECASE)

    def occurrences(self, text: str) -> list[tuple[int, int]]:
        """Where the part stands in a composed text: start and end of each place."""
        return [found.span() for found in self._compiled.finditer(text)]

    def stands_in(self, text: str) -> bool:
        """Tell whether the part stands in a composed text."""
        return self._compiled.search(text) is not None


Alternative = tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """Ways to say one thing: what was typed first, then its synonyms."""

    alternatives: tuple[Alternative, ...]

    @property
    def parts(self) -> tuple[Part, ...]:
        """All parts of all alternatives."""
        return tuple(part for alternative in self.alternatives for part in alternative)

    def holds(self, text: str) -> bool:
        """Tell whether a composed text that the index found has one of the alternatives."""
        if len(self.alternatives) == 1:
            return all(part.sure or part.stands_in(text) for part in self.parts)
        # The index does not say by which alternative it was found: even sure parts are looked for.
        return any(
            all(part.stands_in(text) for part in alternative) for alternative in self.alternatives
        )


def parse(text: str, synonyms: Iterable[Names] = ()) -> tuple[Clause, ...]:
    """The clauses of a query; `synonyms` are groups of names that mean the same.

    A quotation stands word for word. Other words hold wherever they stand; where some in a row are
    a name of a group, the group's other names hold as well. Empty when there is no word in it.
    """
    groups = _by_name(synonyms)
    clauses: list[Clause] = []
    for quoted, words in _stretches(text):
        if quoted:
            clauses.extend(Clause(((part,),)) for part in _literal(quoted))
        else:
            clauses.extend(_expanded(words, groups))
    return tuple(clauses)


def holds(clauses: Sequence[Clause], text: str) -> bool:
    """Tell whether a composed text really has what the index says it has."""
    return all(clause.holds(text) for clause in clauses)


def is_sure(clauses: Sequence[Clause]) -> bool:
    """Tell whether nothing that the index finds needs reading."""
    return all(part.sure for clause in clauses for part in clause.parts)


def _stretches(text: str) -> Iterator[tuple[str, list[str]]]:
    """Quotations one by one, words between them together: (quotation, []) or ("", words)."""
    words: list[str] = []
    for unit in _UNIT.finditer(composed(text)):
        quoted, word = unit.groups()
        if word is not None:
            words.append(_PARTICLE.sub("", word))
            continue
        if words:
            yield "", words
            words = []
        if quoted.strip():
            yield quoted.strip(), []
    if words:
        yield "", words


def _by_name(synonyms: Iterable[Names]) -> dict[tuple[str, ...], list[str]]:
    groups: dict[tuple[str, ...], list[str]] = {}
    for names in synonyms:
        for name in sorted(names):
            groups.setdefault(_key(name), []).extend(sorted(names))
    groups.pop((), None)
    return groups


def _key(text: str) -> tuple[str, ...]:
    """A name as compared: spaces, hyphens and plurals make no difference."""
    return tuple(run if is_glued(run) else word_token(run) for run in runs(text))


def _expanded(words: Sequence[str], groups: dict[tuple[str, ...], list[str]]) -> Iterator[Clause]:
    """Clauses for words, the longest names first."""
    longest = max(map(len, groups), default=1)
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + longest), start, -1):
            names = groups.get(_key(" ".join(words[start:end])), [])
            if names or end == start + 1:
                yield from _clause(words[start:end], names)
                start = end
                break


def _clause(words: Sequence[str], names: Sequence[str]) -> Iterator[Clause]:
    own = tuple(part for word in words for part in _phrase(word))
    others = [(part,) for name in names for part in _phrase(name)]
    alternatives = tuple(dict.fromkeys((own, *others) if own else others))
    if alternatives:
        yield Clause(alternatives)


def _phrase(text: str) -> Iterator[Part]:
    """Words side by side, whatever stands between them; nothing when there is no word."""
    found = runs(text)
    if not found:
        return
    pattern = _BETWEEN.join(_pattern(run) for run in found)
    one_token = len(found) == 1 and (not is_glued(found[0]) or len(found[0]) <= PAIR)
    yield _part(found, pattern, sure=one_token)


def _literal(text: str) -> Iterator[Part]:
    found = runs(text)
    if found:
        pattern = r"\s+".join(re.escape(word) for word in text.split())
        yield _part(found, pattern, sure=False)


def _part(found: Sequence[str], pattern: str, *, sure: bool) -> Part:
    tokens: list[str] = []
    prefixes: list[str] = []
    for run in found:
        if not is_glued(run):
            tokens.append(word_token(run))
        elif len(run) > 1:
            tokens.extend(pairs(run))
        else:
            prefixes.append(run)
    return Part(tuple(dict.fromkeys(tokens)), tuple(dict.fromkeys(prefixes)), pattern, sure)


def _pattern(run: str) -> str:
    """A run as it stands in text: syllables anywhere, a word whole, with or without its plural."""
    if is_glued(run):
        return re.escape(run)
    word = singular(run)
    plural = "s?" if singular(f"{word}s") == word else ""
    return f"(?<!{LETTER}){re.escape(word)}{plural}(?!{LETTER})"
