"""Places an item in the handbook by its words alone, or nowhere: no network, no model."""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from catchup.types import Language, Taxonomy, TopicId, TopicMatch
from taxonomy.ambiguous import DOMAIN, speaks_of_llms
from taxonomy.changes import key_of, wording
from taxonomy.phrases import Hit, Strength, Vocabulary
from taxonomy.profiles import Profiles, word_weights
from taxonomy.tokens import Token, tokens

METHOD = "lexical"
VERSION = "1"
SHOWN = 0.5
MOST = 3
_RANKED = 10
BODY = 12_000
_HEADINGS, _HEADING_LENGTH, _SEARCHED = 1_000, 80, 60_000
_LEAD = 500
_COMPARED = 1_500
_COMPARED_LANGUAGES = frozenset(("ko", "en", "und"))
# By hand, not fitted. A place is (title, opening, body); a repeated phrase saturates.
_PLACE_TITLE, _PLACE_LEAD, _PLACE_BODY = 1.3, 0.6, 0.25
_MOST_REPEATS = 4
_UNSURE_ALONE, _UNSURE_IN_DOMAIN, _MISCASED = 0.25, 0.7, 0.15
_SIMILAR = 0.30
_PHRASE_SHARE, _SIMILARITY_SHARE = 0.62, 0.38
_OUTSIDE = 0.6
_DECLARED = 0.12
_SECOND = 0.6
_UNNAMED = 0.49
_HINTS_FOR_A_NAME = 3
# A sure name said three times, and once in 2,000 characters: a round-up mentions everything.
_SAID_AGAIN, _SAID_EVERY = 3, 2_000
_EVIDENCE = 4


@dataclass(frozen=True, slots=True)
class _Reading:
    """An item as the matcher reads it: what is compared, where title and opening end."""

    text: str
    title_end: int
    tokens: tuple[Token, ...]
    hits: tuple[Hit, ...]
    in_domain: bool


class Matcher:
    """Matches items against one taxonomy; build it once, it holds the index.

    `key` changes whenever an item could match otherwise: with a topic's `wording` or with `rules`.
    """

    rules = f"{METHOD}/{VERSION}"

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.wording = wording(taxonomy)
        self.key = key_of(self.rules, self.wording)
        self._vocabulary = Vocabulary(taxonomy)
        self._profiles = Profiles(taxonomy)
        self._topics = taxonomy.topics

    def match(
        self, title: str, text: str, language: Language, declared: Sequence[TopicId] = ()
    ) -> tuple[TopicMatch, ...]:
        """At most three topics, best first, each sure enough to be shown; empty for none of these.

        Read are the title, the first 12,000 characters and later lines that look like headings.
        `declared` are the topics that the item's source is known for: they tip the scales.
        Scores lie in 0..1; 0.5 is the least that is returned.
        """
        ranked = self.rank(title, text, language, declared)
        if not ranked or ranked[0].score < SHOWN:
            return ()
        least = max(SHOWN, _SECOND * ranked[0].score)
        return tuple(match for match in ranked[:MOST] if match.score >= least)

    def rank(
        self, title: str, text: str, language: Language, declared: Sequence[TopicId] = ()
    ) -> tuple[TopicMatch, ...]:
        """The ten likeliest topics, best first, however unlikely: for triage and for judges."""
        reading = self._read(title, text)
        phrases = _phrase_scores(reading)
        compared = self._compare(reading) if language in _COMPARED_LANGUAGES else {}
        trusted = reading.in_domain or bool(declared)
        scores = {
            topic: _combined(phrases.get(topic, 0.0), compared.get(topic, 0.0), trusted=trusted)
            for topic in chain(phrases, compared)
        }
        for topic in declared:
            if topic in scores:
                scores[topic] = min(1.0, scores[topic] + _DECLARED)
        # What only the depth of a text mentions, or only sounds alike, is never shown.
        named = _named(reading) | frozenset(declared)
        capped = {t: s if t in named else min(s, _UNNAMED) for t, s in scores.items()}
        best = sorted(capped, key=lambda t: (-capped[t], -scores[t], self._topics[t].order))[
            :_RANKED
        ]
        return tuple(
            TopicMatch(
                topic=topic,
                score=round(capped[topic], 4),
                method=METHOD,
                evidence=self._evidence(reading, topic),
            )
            for topic in best
        )

    def mentions(self, topics: frozenset[TopicId], title: str, text: str) -> bool:
        """Whether title or text, at any length, hold a phrase of one of these topics."""
        if topics.isdisjoint(self._topics):
            return False
        whole = f"{title}\n{text}"
        hits = self._vocabulary.find(whole, tuple(tokens(whole)))
        return any(topic in topics for hit in hits for topic, _ in hit.entry.topics)

    def _read(self, title: str, text: str) -> _Reading:
        whole = f"{title}\n{_excerpt(text)}"
        found = tuple(tokens(whole))
        hits = tuple(self._vocabulary.find(whole, found))
        in_domain = (
            any(hit.sure and _names(hit) for hit in hits)
            or any(token.word in DOMAIN or token.stem in DOMAIN for token in found)
            or speaks_of_llms(whole)
        )
        return _Reading(whole, len(title), found, hits, in_domain)

    def _compare(self, reading: _Reading) -> dict[TopicId, float]:
        weighted = (
            (token.stem, _place_weight(token.start, reading.title_end))
            for token in reading.tokens
            if token.start < reading.title_end + _COMPARED
        )
        return self._profiles.compare(word_weights(weighted))

    def _evidence(self, reading: _Reading, topic: TopicId) -> tuple[str, ...]:
        """The item's own words that name or hint at the topic; else those most like it."""
        named = [hit.surface for hit in reading.hits if topic in dict(hit.entry.topics)]
        if not named:
            by_weight = {
                token.surface: self._profiles.weight_on(topic, token.stem)
                for token in reading.tokens
                if token.start < reading.title_end + _LEAD
            }
            likest = sorted(by_weight, key=lambda word: -by_weight[word])[:2]
            named = [word for word in likest if by_weight[word] > 0]
        return tuple({word.casefold(): word for word in reversed(named)}.values())[::-1][:_EVIDENCE]


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
    return any(strength is Strength.NAME for _, strength in hit.entry.topics)


def _place_weight(start: int, title_end: int) -> float:
    if start < title_end:
        return _PLACE_TITLE
    return _PLACE_LEAD if start < title_end + _LEAD else _PLACE_BODY


def _phrase_scores(reading: _Reading) -> dict[TopicId, float]:
    """What the phrases say for each topic, saturating towards 1."""
    heard: dict[str, int] = defaultdict(int)
    total: dict[TopicId, float] = defaultdict(float)
    for hit in reading.hits:
        heard[hit.key] += 1
        if heard[hit.key] > _MOST_REPEATS:
            continue
        weight = _place_weight(hit.start, reading.title_end) * _trust(
            hit, in_domain=reading.in_domain
        )
        shared = math.sqrt(len(hit.entry.topics))
        for topic, strength in hit.entry.topics:
            total[topic] += weight * strength.value / shared
    return {topic: 1 - math.exp(-value) for topic, value in total.items()}


def _named(reading: _Reading) -> frozenset[TopicId]:
    """Topics that an item speaks of, not only mentions.

    A sure name in title or opening, an unsure one in the title, a sure name said again and again,
    or, in the field, several different words of the topic up front.
    """
    said: Counter[TopicId] = Counter()
    hints: dict[TopicId, set[str]] = defaultdict(set)
    named: set[TopicId] = set()
    for hit in (hit for hit in reading.hits if not hit.miscased):
        in_title = hit.start < reading.title_end
        up_front = hit.start < reading.title_end + _LEAD
        for topic, strength in hit.entry.topics:
            name = strength is Strength.NAME
            said[topic] += name and hit.sure
            if up_front:
                hints[topic].add(hit.key)
            if name and ((hit.sure and up_front) or (in_title and reading.in_domain)):
                named.add(topic)
    again = max(_SAID_AGAIN, len(reading.text) / _SAID_EVERY)
    named.update(topic for topic, times in said.items() if times >= again)
    if reading.in_domain:
        named.update(t for t, keys in hints.items() if len(keys) >= _HINTS_FOR_A_NAME)
    return frozenset(named)


def _trust(hit: Hit, *, in_domain: bool) -> float:
    if hit.sure:
        return 1.0
    if hit.miscased:
        return _MISCASED
    return _UNSURE_IN_DOMAIN if in_domain else _UNSURE_ALONE


def _combined(phrases: float, similarity: float, *, trusted: bool) -> float:
    similar = min(1.0, similarity / _SIMILAR)
    score = _PHRASE_SHARE * phrases + _SIMILARITY_SHARE * similar
    return score if trusted else _OUTSIDE * score
