"""Finds the names and hint words of topics in a text: exact phrases, spelling tolerated."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from catchup.types import Taxonomy, TopicId, TopicKind
from taxonomy.ambiguous import AMBIGUOUS
from taxonomy.tokens import Token, tokens


class Strength(Enum):
    """What a phrase says of a text that holds it."""

    NAME = 1.0
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


_LONGEST = 6
_SHORT_NAME = 5


class Vocabulary:
    """All aliases and keywords of a taxonomy, keyed without spaces, hyphens, case and plural."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self._entries = _entries(taxonomy)
        self._longest_key = max(map(len, self._entries), default=0)

    def find(self, text: str, found: Sequence[Token]) -> Iterator[Hit]:
        """Phrases from left to right, the longest at each place; they never overlap.

        One pass: at most six words are joined at each place, each join is one look-up.
        """
        place = 0
        while place < len(found):
            hit, length = self._at(text, found, place)
            if hit is not None:
                yield hit
            place += length

    def _at(self, text: str, found: Sequence[Token], place: int) -> tuple[Hit | None, int]:
        joined, best, length = "", "", 1
        for count, token in enumerate(found[place : place + _LONGEST], start=1):
            for key in (joined + token.word, joined + token.stem):
                if key in self._entries:
                    best, length = key, count
            joined += token.word
            if len(joined) > self._longest_key:
                break
        if not best:
            return None, 1
        start, last = found[place].start, found[place + length - 1]
        # Without the particle ("스키마를" shows as 스키마), unless the phrase itself ends so.
        end = last.end if best.endswith(last.word) else last.start + len(last.stem)
        return self._hit(best, text[start:end], start, end), length

    def _hit(self, key: str, surface: str, start: int, end: int) -> Hit:
        entry = self._entries[key]
        miscased = entry.exact is not None and surface.rstrip("s") != entry.exact
        return Hit(start, end, surface, key, entry, not (entry.ambiguous or miscased), miscased)


def _entries(taxonomy: Taxonomy) -> dict[str, Entry]:
    owners: dict[str, dict[TopicId, Strength]] = defaultdict(dict)
    spellings: dict[str, str] = {}
    for topic in taxonomy.topics.values():
        if topic.kind is not TopicKind.TOPIC:
            continue
        for strength, lists in ((Strength.NAME, topic.aliases), (Strength.HINT, topic.keywords)):
            for phrase in (phrase for group in lists.values() for phrase in group):
                key = "".join(token.word for token in tokens(phrase))
                if key:
                    owners[key].setdefault(topic.id, strength)
                    spellings.setdefault(key, phrase)
    return {key: _entry(spellings[key], topics) for key, topics in owners.items()}


def _entry(phrase: str, topics: dict[TopicId, Strength]) -> Entry:
    plain = " ".join(phrase.replace("-", " ").casefold().split())
    capitals = sum(map(str.isupper, phrase))
    acronym = phrase.isascii() and " " not in phrase and len(phrase) <= _SHORT_NAME
    exact = phrase if acronym and capitals > 1 else None
    # Spelt as the acronym it is, a word needs no second hint ("RAG" against "rag").
    return Entry(tuple(topics.items()), plain in AMBIGUOUS and exact is None, exact)
