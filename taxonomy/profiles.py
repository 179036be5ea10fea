"""Compares a text with the taxonomy's words for each topic: tf-idf, words and character n-grams."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from catchup.types import Lesson, Taxonomy, Topic, TopicId, TopicKind
from taxonomy.names import Names
from taxonomy.phrases import OUTSIDE
from taxonomy.tokens import tokens

_TITLE, _ALIAS, _KEYWORD, _DESCRIPTION, _HINT, _LISTED = 2.0, 1.5, 0.8, 0.6, 0.6, 0.2
_WORD_WEIGHT = 4.0
_COMMON_SHARE = 0.3
# Half would be the cosine; less of it forgives a topic its many words.
_PIVOT = 0.35
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

    def __init__(self, taxonomy: Taxonomy, names: Names, lessons: Sequence[Lesson] = ()) -> None:
        raw = {
            topic.id: _profile(chain(_phrases(topic, names), _taught(topic.id, lessons)))
            for topic in taxonomy.topics.values()
            if topic.kind is TopicKind.TOPIC
        }
        if names.elsewhere:
            raw[OUTSIDE] = _profile((_ALIAS, name.text) for name in names.elsewhere)
        for topic in {lesson.topic for lesson in lessons if not lesson.accepted} & raw.keys():
            raw[against(topic)] = _profile(_refused(topic, lessons))
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
            length = sum(value * value for value in vector.values()) ** _PIVOT or 1.0
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


def against(topic: TopicId) -> TopicId:
    """The key of the profile of what people refused at a topic."""
    return f"-{topic}"


def word_weights(words: Iterable[tuple[str, float]]) -> dict[str, float]:
    """Damped weights of words that occur with given weights; stop words are left out."""
    total: dict[str, float] = defaultdict(float)
    for word, weight in words:
        if word not in _STOP:
            total[word] += weight
    return {word: math.log1p(weight) for word, weight in total.items()}


def _profile(phrases: Iterable[tuple[float, str]]) -> dict[str, float]:
    words: dict[str, float] = defaultdict(float)
    for weight, phrase in phrases:
        for token in tokens(phrase):
            if token.word not in _STOP:
                words[token.stem] += weight
    profile: dict[str, float] = defaultdict(float)
    for word, weight in words.items():
        for feature, share in _features(word):
            profile[feature] += weight * share
    return profile


def _phrases(topic: Topic, names: Names) -> Iterator[tuple[float, str]]:
    yield from ((_TITLE, title) for title in topic.titles.values())
    yield from ((_ALIAS, phrase) for group in topic.aliases.values() for phrase in group)
    yield from ((_KEYWORD, phrase) for group in topic.keywords.values() for phrase in group)
    yield from ((_DESCRIPTION, text) for text in topic.descriptions.values())
    yield from ((_HINT, name.text) for name in names.hints.get(topic.id, ()))
    yield from ((_LISTED, name.text) for name in names.topics.get(topic.id, ()))


def _taught(topic: TopicId, lessons: Iterable[Lesson]) -> Iterator[tuple[float, str]]:
    return ((_KEYWORD, each.title) for each in lessons if each.accepted and each.topic == topic)


def _refused(topic: TopicId, lessons: Iterable[Lesson]) -> Iterator[tuple[float, str]]:
    return ((_KEYWORD, each.title) for each in lessons if not each.accepted and each.topic == topic)


def _features(word: str) -> Iterator[tuple[str, float]]:
    """The word itself and its character n-grams, which carry Korean compounds and word forms."""
    yield "=" + word, _WORD_WEIGHT
    hangul = word[0] >= "가"
    padded = word if hangul else f"^{word}$"
    for size in _HANGUL_GRAMS if hangul else _LATIN_GRAMS:
        for start in range(len(padded) - size + 1):
            yield padded[start : start + size], 1.0
