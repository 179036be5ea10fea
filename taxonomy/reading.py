"""Reads an item for matching: its words, the phrases in them and where they stand."""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from catchup.types import TopicId
from taxonomy.ambiguous import in_field as shows_field
from taxonomy.phrases import OUTSIDE, Hit, Strength, Vocabulary
from taxonomy.tokens import Token, tokens

BODY = 12_000
_HEADINGS, _HEADING_LENGTH, _SEARCHED = 1_000, 80, 60_000
_LEAD = 500
_MOST_REPEATS = 4
_UNSURE_ALONE, _UNSURE_IN_FIELD, _MISCASED = 0.25, 0.7, 0.15
_HINTS_FOR_A_NAME = 3
# A sure name said three times, and once in 2,000 characters: a round-up mentions everything.
_SAID_AGAIN, _SAID_EVERY = 3, 2_000
# From this length on a text of the field says so; a name alone may be borrowed by another field.
_LONG = 600
_AFTER_A_SUBJECT = ":-–—(|,/"


class Place(Enum):
    """Where in an item a word stands."""

    TITLE = "title"
    LEAD = "lead"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase of the vocabulary at a place; `trust` (0..1) is how surely it is meant."""

    hit: Hit
    place: Place
    trust: float


@dataclass(frozen=True, slots=True)
class ItemReading:
    """An item as the matcher reads it; `in_field` when something shows that it is about LLMs."""

    text: str
    title_end: int
    tokens: tuple[Token, ...]
    hits: tuple[Hit, ...]
    in_field: bool

    def place(self, start: int) -> Place:
        """Title, the first 500 characters after it, or what follows."""
        if start < self.title_end:
            return Place.TITLE
        return Place.LEAD if start < self.title_end + _LEAD else Place.BODY

    def mentions(self) -> Iterator[Mention]:
        """The phrases from left to right; of one that is repeated the first four."""
        heard: Counter[str] = Counter()
        for hit in self.hits:
            heard[hit.key] += 1
            if heard[hit.key] <= _MOST_REPEATS:
                yield Mention(hit, self.place(hit.start), self._trust(hit))

    def named(self) -> frozenset[TopicId]:
        """Topics that an item speaks of, not only mentions.

        A sure name in title or opening, an unsure one in the title, a sure name said again and
        again, or, in the field, several different words of the topic up front.
        """
        said: Counter[TopicId] = Counter()
        hints: dict[TopicId, set[str]] = defaultdict(set)
        named: set[TopicId] = set()
        for hit in (hit for hit in self.hits if not hit.miscased):
            place = self.place(hit.start)
            for topic, strength in hit.entry.topics:
                name = strength is not Strength.HINT
                said[topic] += name and hit.sure
                if place is not Place.BODY:
                    hints[topic].add(hit.key)
                if name and (
                    (hit.sure and place is not Place.BODY)
                    or (place is Place.TITLE and self.in_field)
                ):
                    named.add(topic)
        again = max(_SAID_AGAIN, len(self.text) / _SAID_EVERY)
        named.update(topic for topic, times in said.items() if times >= again)
        if self.in_field:
            named.update(t for t, keys in hints.items() if len(keys) >= _HINTS_FOR_A_NAME)
        return frozenset(named)

    def upfront(self) -> frozenset[TopicId]:
        """Topics of which any phrase, also a mere hint, stands in title or opening of the field."""
        if not self.in_field:
            return frozenset()
        said = (h for h in self.hits if not h.miscased and self.place(h.start) is not Place.BODY)
        return frozenset(topic for hit in said for topic, _ in hit.entry.topics)

    def opening(self) -> frozenset[TopicId]:
        """The topics whose sure name the title begins with."""
        return frozenset(
            topic
            for hit in self.hits[:1]
            if hit.start == 0 and hit.end <= self.title_end and hit.sure
            for topic, strength in hit.entry.topics
            if strength is not Strength.HINT
        )

    def _trust(self, hit: Hit) -> float:
        if hit.miscased:
            return _MISCASED
        if hit.sure:
            return 1.0
        return _UNSURE_IN_FIELD if self.in_field or self._is_subject(hit) else _UNSURE_ALONE

    def _is_subject(self, hit: Hit) -> bool:
        """Whether the title is that phrase, or begins with it as what the rest explains."""
        rest = self.text[hit.end : self.title_end].lstrip()
        return hit.start == 0 and hit.end <= self.title_end and rest[:1] in _AFTER_A_SUBJECT


def read(vocabulary: Vocabulary, title: str, text: str) -> ItemReading:
    """Read the title, the first 12,000 characters and later lines that look like headings."""
    title = unicodedata.normalize("NFC", title)
    whole = f"{title}\n{_excerpt(unicodedata.normalize('NFC', text[:_SEARCHED]))}"
    found = tuple(tokens(whole))
    hits = tuple(vocabulary.find(whole, found))
    in_field = (
        len(whole) < _LONG and any(hit.sure and _names(hit) for hit in hits)
    ) or shows_field(whole, {word for token in found for word in (token.word, token.stem)})
    return ItemReading(whole, len(title), found, hits, in_field)


def _excerpt(text: str) -> str:
    """The opening of a long text, and what looks like headings further on."""
    if len(text) <= BODY:
        return text
    headings = [
        line
        for line in text[BODY:_SEARCHED].splitlines()
        if 0 < len(line) <= _HEADING_LENGTH and line[-1] not in ".!?,;:다요"
    ]
    return text[:BODY] + "\n" + "\n".join(headings)[:_HEADINGS]


def _names(hit: Hit) -> bool:
    return any(
        strength is not Strength.HINT and topic != OUTSIDE for topic, strength in hit.entry.topics
    )
