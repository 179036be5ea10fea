"""Finds the names and hint words of topics in a text: exact phrases, spelling tolerated."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import chain

from catchup.types import Taxonomy, TopicId, TopicKind
from taxonomy.ambiguous import AMBIGUOUS
from taxonomy.names import Names
from taxonomy.slips import Slips
from taxonomy.tokens import Token, tokens


class Strength(Enum):
    """What a phrase says of a text that holds it: weights of names, listed things and hints."""

    NAME = 1.0
    LISTED = 0.9
    HINT = 0.4


@dataclass(frozen=True, slots=True)
class Entry:
    """One phrase of the vocabulary. `exact` is how it must be written to count in full."""

    topics: tuple[tuple[TopicId, Strength], ...]
    ambiguous: bool
    exact: str | None


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found at `start`..`end` of the text; `sure` means it needs no second hint."""

    start: int
    end: int
    surface: str
    key: str
    entry: Entry
    sure: bool
    miscased: bool


OUTSIDE = ""  # the topic of words that belong to a neighbouring field
_LONGEST = 6
_SHORT_NAME = 5
_VERSIONED = re.compile(r"([a-z]{3,})\d+[a-z]?")
_COMPOUND, _PART = 5, 3


class Vocabulary:
    """All aliases, keywords and names, keyed without spaces, hyphens, case and plural."""

    def __init__(self, taxonomy: Taxonomy, names: Names) -> None:
        self._entries = _entries(taxonomy, names)
        self._longest_key = max(map(len, self._entries), default=0)
        self._slips = Slips(self._entries)

    def find(self, text: str, found: Sequence[Token]) -> Iterator[Hit]:
        """Phrases from left to right, the longest at each place; they never overlap.

        One pass: at most six words are joined at each place, each join is one look-up.
        """
        place = 0
        while place < len(found):
            key, length = self._longest(found, place)
            if key:
                yield self._hit(text, key, found[place], found[place + length - 1])
            else:
                yield from self._loosely(text, found[place])
            place += length

    def _longest(self, found: Sequence[Token], place: int) -> tuple[str, int]:
        joined, best, length = "", "", 1
        for count, token in enumerate(found[place : place + _LONGEST], start=1):
            for key in (joined + token.word, joined + token.stem):
                if key in self._entries:
                    best, length = key, count
            joined += token.word
            if len(joined) > self._longest_key:
                break
        return best, length

    def _hit(self, text: str, key: str, first: Token, last: Token) -> Hit:
        entry = self._entries[key]
        # Without the particle ("스키마를" shows as 스키마), unless the phrase itself ends so.
        end = last.end if key.endswith(last.word) else last.start + len(last.stem)
        surface = text[first.start : end]
        miscased = entry.exact is not None and surface not in {entry.exact, f"{entry.exact}s"}
        sure = not (entry.ambiguous or miscased)
        return Hit(first.start, end, surface, key, entry, sure, miscased)

    def _loosely(self, text: str, token: Token) -> Iterator[Hit]:
        """A later version of a named thing, one slip in a long word, or parts of a compound."""
        if token.surface[0] >= "가":
            yield from self._parts(text, token)
            return
        versioned = _VERSIONED.fullmatch(token.word)
        key = versioned[1] if versioned else self._slips.mended(token.word)
        if key in self._entries and self._entries[key].exact is None:
            entry = self._entries[key]
            yield Hit(
                token.start, token.end, text[token.start : token.end], key, entry,
                sure=bool(versioned) and not entry.ambiguous, miscased=False,
            )  # fmt: skip

    def _parts(self, text: str, token: Token) -> Iterator[Hit]:
        """The known words that a Korean compound begins and ends with."""
        word = token.stem
        if len(word) < _COMPOUND:
            return
        starts = [n for n in range(len(word) - 2, _PART - 1, -1) if word[:n] in self._entries]
        taken = starts[0] if starts else 0
        ends = [n for n in range(max(taken, 2), len(word) - 2) if word[n:] in self._entries]
        if starts:
            yield self._part(text, token.start, token.start + taken)
        if ends:
            yield self._part(text, token.start + ends[0], token.start + len(word))

    def _part(self, text: str, start: int, end: int) -> Hit:
        key = text[start:end]
        entry = self._entries[key]
        return Hit(start, end, key, key, entry, sure=not entry.ambiguous, miscased=False)


def _entries(taxonomy: Taxonomy, names: Names) -> dict[str, Entry]:
    owners: dict[str, dict[TopicId, Strength]] = defaultdict(dict)
    spellings: dict[str, str] = {}
    ordinary: set[str] = set()
    for topic, phrase, strength, is_ordinary in _phrases(taxonomy, names):
        key = "".join(token.word for token in tokens(phrase))
        if not key or (topic == OUTSIDE and key in owners):
            continue
        owners[key].setdefault(topic, strength)
        if key not in spellings and is_ordinary:
            ordinary.add(key)
        spellings.setdefault(key, phrase)
    return {key: _entry(spellings[key], topics, key in ordinary) for key, topics in owners.items()}


def _phrases(taxonomy: Taxonomy, names: Names) -> Iterator[tuple[TopicId, str, Strength, bool]]:
    """Phrases with their topic, strength and whether they are ordinary words; the strongest first.

    Words of elsewhere come last: what a topic claims is not elsewhere.
    """
    topics = [topic for topic in taxonomy.topics.values() if topic.kind is TopicKind.TOPIC]
    for strength, lists in (
        (Strength.NAME, [topic.aliases for topic in topics]),
        (Strength.HINT, [topic.keywords for topic in topics]),
    ):
        for topic, by_language in zip(topics, lists, strict=True):
            for phrase in chain.from_iterable(by_language.values()):
                yield topic.id, phrase, strength, False
    for strength, listed in ((Strength.LISTED, names.topics), (Strength.HINT, names.hints)):
        for topic in topics:
            for name in listed.get(topic.id, ()):
                yield topic.id, name.text, strength, name.ordinary
    for name in names.elsewhere:
        yield OUTSIDE, name.text, Strength.LISTED, name.ordinary


def _entry(phrase: str, topics: dict[TopicId, Strength], ordinary: bool) -> Entry:  # noqa: FBT001
    plain = " ".join(phrase.replace("-", " ").casefold().split())
    capitals = sum(map(str.isupper, phrase))
    acronym = phrase.isascii() and " " not in phrase and len(phrase) <= _SHORT_NAME
    exact = phrase if ordinary or (acronym and capitals > 1) else None
    # Spelt as the acronym it is, a word needs no second hint ("RAG" against "rag").
    return Entry(tuple(topics.items()), ordinary or (plain in AMBIGUOUS and exact is None), exact)
