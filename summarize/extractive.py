"""The writer that needs no model: a document's own best sentences are the points."""

import hashlib
import re
from collections import Counter
from dataclasses import dataclass

from catchup.types import Brief, Draft, Point
from summarize import cues
from summarize.boilerplate import plain
from summarize.instructions import is_boilerplate, is_fragment, is_instruction, is_request
from summarize.sentences import Sentence, split
from summarize.words import Vector, centroid, cosine, rarity, weighted, words

# Set by hand and left alone: weights fitted on development data lost on held-out documents.
WEIGHTS = {
    "title": 1.0,
    "centroid": 0.8,
    "position": 0.8,
    "aim": 0.9,
    "result": 0.25,
    "problem": -0.35,
    "aside": -0.5,
    "leaning": -0.25,
    "length": -0.3,
    "fragment": -0.4,
    "repetition": -0.7,
}
READABLE = {"en": 240, "ko": 160}
LONGEST = {"en": 360, "ko": 240}
MIN_LENGTH = {"en": 30, "ko": 15}
MIN_WORDS = 4
# A further point must be at least this good beside the best one.
WORTH = 0.2
# In a document of at least this many sentences, one must share words with the others.
_STRAY_AMONG = 4
_HANGUL_SHARE = 0.2
_HANGUL = re.compile("[가-힣]")
# Where so many sentences share a language, one in the other is a citation, or was planted.
_MAJORITY = 0.8
# What runs on for longer is no sentence, and would be dear to search.
_SCANNED = 1_000
_VERSION = "2"


@dataclass(frozen=True, slots=True)
class Rated:
    """A usable sentence, its words, and how well it stands for its document."""

    sentence: Sentence
    vector: Vector
    score: float


class Extractive:
    """Up to `limit` verbatim sentences in document order; implements `Writer`.

    A sentence scores by its share of the title's words, nearness to the document's centroid,
    position, and cue phrases; the next one loses by what it repeats (maximal marginal relevance).
    """

    name = "extract"
    prompt = hashlib.sha256(
        repr((_VERSION, WEIGHTS, READABLE, LONGEST, WORTH, cues.PATTERNS)).encode()
    ).hexdigest()[:12]

    not_before = None

    def __init__(self, limit: int = 3) -> None:
        self._limit = limit

    def price(self, _brief: Brief) -> float:
        """Nothing."""
        return 0.0

    def write(self, brief: Brief) -> Draft:
        """Choose the points of a document; none when nothing usable is left."""
        sentences, refused = honest(brief)
        chosen = [rated.sentence for rated in choose(rate(sentences, brief.title), self._limit)]
        chosen.sort(key=lambda sentence: sentence.start)
        points = tuple(Point(quote=s.text, start=s.start) for s in chosen)
        return Draft(points=points, suspicious=refused)


def honest(brief: Brief) -> tuple[list[Sentence], int]:
    """The sentences that may be quoted, in order, and how many were refused as orders."""
    sentences = [s for s in split(brief.text) if len(s.text) <= _SCANNED]
    refused = [is_instruction(sentence.text) for sentence in sentences]
    kept = [
        sentence
        for sentence, bad in zip(sentences, refused, strict=True)
        if not bad and plain(sentence.text) not in brief.boilerplate
    ]
    return kept, sum(refused)


def rate(sentences: list[Sentence], title: str) -> list[Rated]:
    """Every usable sentence with its score; unusable ones do not shape the centroid either."""
    title_words = frozenset(words(title))
    usable = _in_its_language([s for s in sentences if _is_readable(s.text, title_words)])
    bags = [Counter(words(sentence.text)) for sentence in usable]
    spread = Counter(word for bag in bags for word in bag)
    idf = rarity(spread, len(bags))
    vectors = [weighted(bag, idf) for bag in bags]
    middle = centroid(vectors)
    title_weight = sum(idf.get(word, 0.0) for word in title_words) or 1.0
    rated = []
    for place, (sentence, bag, vector) in enumerate(zip(usable, bags, vectors, strict=True)):
        if not _belongs(sentence.text, bag, spread, title_words, len(usable)):
            continue
        shared = sum(idf[word] for word in title_words if word in bag) / title_weight
        score = (
            WEIGHTS["title"] * shared
            + WEIGHTS["centroid"] * cosine(vector, middle)
            + WEIGHTS["position"] / (1 + place)
            + _wording_score(sentence.text)
        )
        rated.append(Rated(sentence, vector, score))
    return rated


def _in_its_language(sentences: list[Sentence]) -> list[Sentence]:
    """Those in the language of the document, where it plainly has one."""
    korean = [bool(_HANGUL.search(sentence.text)) for sentence in sentences]
    share = sum(korean) / max(1, len(korean))
    if max(share, 1 - share) < _MAJORITY:
        return sentences
    wanted = share >= _MAJORITY
    return [s for s, is_korean in zip(sentences, korean, strict=True) if is_korean is wanted]


def _is_readable(text: str, title_words: frozenset[str]) -> bool:
    """A statement of its own: no question, no echo of the title, no furniture, not too short."""
    if len(text) < MIN_LENGTH[language_of(text)] or text.rstrip("\"'”’)")[-1:] in "?？":
        return False
    found = words(text)
    return (
        len(found) >= MIN_WORDS and not title_words.issuperset(found) and not is_boilerplate(text)
    )


def _belongs(
    text: str, bag: Counter[str], spread: Counter[str], title_words: frozenset[str], among: int
) -> bool:
    """Not planted: it shares a word with the title, or two with other sentences.

    A bare request ("Explain …") is honest only where it speaks of the title's own subject.
    """
    if not title_words.isdisjoint(bag):
        return True
    if is_request(text):
        return False
    return among < _STRAY_AMONG or sum(spread[word] > 1 for word in bag) > 1


def _wording_score(text: str) -> float:
    return (
        WEIGHTS["aim"] * cues.states_aim(text)
        + WEIGHTS["result"] * cues.states_result(text)
        + WEIGHTS["problem"] * cues.states_problem(text)
        + WEIGHTS["aside"] * cues.is_aside(text)
        + WEIGHTS["leaning"] * cues.leans_on_context(text)
        + WEIGHTS["fragment"] * is_fragment(text)
        + WEIGHTS["length"] * (len(text) > READABLE[language_of(text)])
    )


def choose(
    rated: list[Rated],
    limit: int,
    *,
    repetition: float = WEIGHTS["repetition"],
    worth: float = WORTH,
    fewest: int = 1,
) -> list[Rated]:
    """At most `limit` of them, the best first, each worth its place beside those before it.

    `repetition` is what one loses that says the same as one before it; each one beyond the `fewest`
    must be worth that share of the best.
    """
    short = [r for r in rated if len(r.sentence.text) <= LONGEST[language_of(r.sentence.text)]]
    pool = short or sorted(rated, key=lambda r: len(r.sentence.text))[:1]
    chosen: list[Rated] = []
    while pool and len(chosen) < limit:
        gains = [_gain(candidate, chosen, repetition) for candidate in pool]
        best = max(range(len(pool)), key=gains.__getitem__)
        if len(chosen) >= fewest and gains[best] < worth * chosen[0].score:
            break
        chosen.append(pool.pop(best))
    return chosen


def _gain(candidate: Rated, chosen: list[Rated], repetition: float) -> float:
    repeated = max((cosine(candidate.vector, other.vector) for other in chosen), default=0.0)
    return candidate.score + repetition * repeated


def language_of(text: str) -> str:
    """Which limits of length apply: a Hangul syllable says about as much as 1.5 Latin letters."""
    if text.isascii():
        return "en"
    hangul = sum("가" <= char <= "힣" for char in text)
    return "ko" if hangul > _HANGUL_SHARE * len(text) else "en"
