"""Reads an item for what speaks for it and against it, by the words of the scope: values 0..1."""

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from urllib.parse import urlsplit

from catchup.types import Item, ItemKind, Reading
from publish.minutes import CHARACTERS_A_MINUTE, WORDS_A_MINUTE
from publish.scope import Scope, folded, may_stand

LEAD, BODY = 600, 4_000  # characters
REMEMBERED = 2_000  # items
FIGURE = re.compile(
    r"\d[\d,.]*\s?(?:%|x\b|×|배|ms\b|초|분\b|시간|GB\b|MB\b|tokens?\b|토큰|건|만\b|억|달러|\$)"
    r"|\$\d|\b\d+(?:\.\d+)?\s*(?:times|percent|points?)\b",
    re.IGNORECASE,
)
CODE = re.compile(
    r"`[^`\n]+`|```|\b(?:pip|npm|uv|docker|git|curl|brew) [a-z-]+|\bdef \w+\(|\{\{|=>"
)
AGAIN = 3
FIGURES_ENOUGH, CODE_ENOUGH = 4, 3
TEXT = {
    Reading.FULL: 1.0,
    Reading.TRANSCRIPT: 1.0,
    Reading.PARTIAL: 0.8,
    Reading.ABSTRACT: 0.7,
    Reading.DESCRIPTION: 0.4,
    Reading.TITLE: 0.0,
}
THIN, LITTLE = 40, 140  # characters: less says nothing beyond the title; less is one sentence
LETTERS_A_MINUTE = 6 * WORDS_A_MINUTE
SHORTEST, LONGEST = 2, 40  # minutes: what one sitting holds


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """How much an item has of each thing, 0..1, whatever that is worth.

    `open_text` is how much there was to read, `length` whether one sitting is enough, `figures`
    how many numbers with a unit stand in it.
    """

    field: float
    outside: float
    news: float
    release: float
    models: float
    quiet: float
    roundup: float
    hands_on: float
    practice: float
    measured: float
    dropped: float
    tradeoffs: float
    savings: float
    code: float
    engineering: float
    figures: float
    unwanted: float
    open_text: float
    length: float
    firsthand: float


# Reports of several periods, as the site has, meet the same items again.
@lru_cache(maxsize=REMEMBERED)
def read_signals(item: Item, scope: Scope) -> Signals:
    """What an item's title and the beginning of its text say, by the lists of the scope."""
    text = item.text[:BODY] if len(item.text.strip()) > THIN else ""
    place = _Places(scope, folded(item.title), folded(text[:LEAD]), folded(text))
    paper = item.kind is ItemKind.PAPER
    figures = min(1.0, len(FIGURE.findall(text)) / FIGURES_ENOUGH)
    commands = 0.0 if paper else min(1.0, len(CODE.findall(text)) / CODE_ENOUGH)
    return Signals(
        field=place.share(scope.field, title=0.8, lead=0.35, body=0.1, again=0.35),
        outside=place.share(scope.outside, title=0.8, lead=0.4, body=0.05),
        news=0.0 if paper else place.share(scope.news, title=0.7, lead=0.2, body=0.0),
        release=0.0 if paper else place.share(scope.release, title=0.6, lead=0.0, body=0.0),
        models=place.confirmed(scope.models),
        quiet=0.0 if paper else place.share(scope.quiet, title=1.0, lead=0.0, body=0.0),
        roundup=0.0 if paper else _roundup(item, place, scope),
        hands_on=max(place.share(scope.hands_on, title=0.5, lead=0.25, body=0.06), commands),
        practice=place.share(scope.practice, title=0.5, lead=0.3, body=0.1),
        measured=max(place.share(scope.measured, title=0.5, lead=0.2, body=0.07), figures),
        dropped=place.share(scope.dropped, title=0.6, lead=0.4, body=0.2),
        tradeoffs=place.share(scope.tradeoffs, title=0.5, lead=0.25, body=0.1),
        savings=place.share(scope.savings, title=0.6, lead=0.4, body=0.15),
        code=max(place.share(scope.code, title=0.7, lead=0.4, body=0.2), commands),
        engineering=place.share(scope.engineering, title=0.5, lead=0.2, body=0.05),
        figures=figures,
        unwanted=place.share(scope.unwanted, title=1.0, lead=0.5, body=0.25),
        open_text=_open_text(item, text),
        length=_length(item),
        firsthand=0.0 if (urlsplit(item.url).hostname or "") in scope.secondhand else 1.0,
    )


@dataclass(frozen=True)
class _Places:
    scope: Scope
    title: str
    lead: str = ""
    body: str = ""

    @cached_property
    def possible(self) -> frozenset[str]:
        """The listed words that may stand in any of the places; most stand in none."""
        return may_stand(f"{self.title}{self.lead}{self.body}", self.scope)

    def share(
        self, words: frozenset[str], *, title: float, lead: float, body: float, again: float = 0.0
    ) -> float:
        """How much of a list is said, each word counted once, where it says most; at most 1.

        `again` is what a word is worth that only the text says, but says again and again.
        """
        said = 0.0
        for word in sorted(words & self.possible):
            if _says(self.title, word):
                said += title
            elif _says(self.lead, word):
                said += lead
            elif body and _says(self.body, word):
                said += max(body, again if self.body.count(word) >= AGAIN else 0.0)
        return min(1.0, said)

    def confirmed(self, words: frozenset[str]) -> float:
        """1 where the text says a word of the title too, apart from repeating the title; else 0.

        A title that its own text does not bear out is no news.
        """
        text = self.body.replace(self.title.strip(), " ")
        return float(any(_says(self.title, w) and _says(text, w) for w in words & self.possible))


def _roundup(item: Item, place: _Places, scope: Scope) -> float:
    """Whether an item gathers others: its title, its address or its opening says so."""
    address = _Places(scope, folded(item.url))
    said = place.share(scope.roundup, title=0.8, lead=0.2, body=0.0)
    return max(said, address.share(scope.roundup, title=0.8, lead=0.0, body=0.0))


def _says(text: str, word: str) -> bool:
    return word in text or (word[-1] == " " and f"{word[:-1]}s " in text)


def _open_text(item: Item, text: str) -> float:
    if not text:
        return 0.0
    share = TEXT[item.reading]
    return share if len(text) > LITTLE else share / 2


def _length(item: Item) -> float:
    """Whether the whole text is there and fits one sitting; of the rest nothing is known."""
    if item.reading not in {Reading.FULL, Reading.TRANSCRIPT}:
        return 0.5
    a_minute = CHARACTERS_A_MINUTE if item.language == "ko" else LETTERS_A_MINUTE
    return float(SHORTEST <= len(item.text) / a_minute <= LONGEST)
