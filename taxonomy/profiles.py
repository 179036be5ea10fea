"""Compares a text with the taxonomy's words for each topic: tf-idf, words and character n-grams."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from catchup.types import Taxonomy, Topic, TopicId, TopicKind
from taxonomy.tokens import tokens

_TITLE, _ALIAS, _KEYWORD, _DESCRIPTION = 2.0, 1.5, 0.8, 0.6
_WORD_WEIGHT = 2.0
_COMMON_SHARE = 0.3
_LATIN_GRAMS = (3, 4, 5)
_HANGUL_GRAMS = (2, 3)
_STOP_WORDS = """
    a an the of to in on for and or is are was were be by with as at from that this it its we
    our you your how what why when which who can do does not no vs via into about using use new
    more than then them they their i my me us all any some one two out up over
"""
_STOP = frozenset(_STOP_WORDS.split())


class Profiles:
    """One vector per topic; `compare` is linear in the number of distinct words of the text."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        raw = {
            topic.id: _profile(topic)
            for topic in taxonomy.topics.values()
            if topic.kind is TopicKind.TOPIC
        }
        spread = Counter(feature for profile in raw.values() for feature in profile)
        common = max(2.0, _COMMON_SHARE * len(raw))
        self._idf = {
            feature: math.log(1 + len(raw) / count)
            for feature, count in spread.items()
            if count <= common
        }
        self._unseen = math.log(1 + max(1, len(raw)))
        self._postings = self._index(raw)
        self._compare_word = lru_cache(maxsize=20_000)(self._contribution)

    def compare(self, weights: Mapping[str, float]) -> dict[TopicId, float]:
        """Cosine of a text, given as weights of its words, with each topic that shares any."""
        total: dict[TopicId, float] = defaultdict(float)
        norm = 0.0
        for word, weight in weights.items():
            contribution, square = self._compare_word(word)
            norm += weight * weight * square
            for topic, value in contribution:
                total[topic] += weight * value
        length = math.sqrt(norm) or 1.0
        return {topic: value / length for topic, value in total.items()}

    def weight_on(self, topic: TopicId, word: str) -> float:
        """What one word says for a topic, to name the words that decided."""
        return dict(self._compare_word(word)[0]).get(topic, 0.0)

    def _index(
        self, raw: Mapping[TopicId, Mapping[str, float]]
    ) -> dict[str, list[tuple[TopicId, float]]]:
        postings: dict[str, list[tuple[TopicId, float]]] = defaultdict(list)
        for topic, profile in raw.items():
            vector = {
                f: (1 + math.log(w + 1)) * self._idf[f]
                for f, w in profile.items()
                if f in self._idf
            }
            length = math.sqrt(sum(value * value for value in vector.values())) or 1.0
            for feature, value in vector.items():
                postings[feature].append((topic, value / length))
        return postings

    def _contribution(self, word: str) -> tuple[tuple[tuple[TopicId, float], ...], float]:
        total: dict[TopicId, float] = defaultdict(float)
        square = 0.0
        for feature, weight in _features(word):
            value = weight * self._idf.get(feature, self._unseen)
            square += value * value
            for topic, share in self._postings.get(feature, ()):
                total[topic] += value * share
        return tuple(total.items()), square


def word_weights(words: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Damped weights of words that occur with given weights; stop words are left out."""
    total: dict[str, float] = defaultdict(float)
    for word, weight in words:
        if word not in _STOP:
            total[word] += weight
    return {word: math.log1p(weight) for word, weight in total.items()}


def _profile(topic: Topic) -> dict[str, float]:
    profile: dict[str, float] = defaultdict(float)
    for weight, phrase in _phrases(topic):
        for token in tokens(phrase):
            if token.word in _STOP:
                continue
            for feature, share in _features(token.stem):
                profile[feature] += weight * share
    return profile


def _phrases(topic: Topic) -> Iterator[tuple[float, str]]:
    yield from ((_TITLE, title) for title in topic.titles.values())
    yield from ((_ALIAS, phrase) for group in topic.aliases.values() for phrase in group)
    yield from ((_KEYWORD, phrase) for group in topic.keywords.values() for phrase in group)
    yield from ((_DESCRIPTION, text) for text in topic.descriptions.values())


def _features(word: str) -> Iterator[tuple[str, float]]:
    """The word itself and its character n-grams, which carry Korean compounds and word forms."""
    yield "=" + word, _WORD_WEIGHT
    hangul = word[0] >= "가"
    padded = word if hangul else f"^{word}$"
    for size in _HANGUL_GRAMS if hangul else _LATIN_GRAMS:
        for start in range(len(padded) - size + 1):
            yield padded[start : start + size], 1.0
