"""Places an item in the handbook by its words alone, or nowhere: no network, no model."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain

from catchup.types import Language, Lesson, Taxonomy, TopicId, TopicKind, TopicMatch
from taxonomy.changes import key_of, wording
from taxonomy.curve import Curve
from taxonomy.framing import measures, measuring
from taxonomy.names import Names, read_names
from taxonomy.naming import key_of as name_key
from taxonomy.phrases import Vocabulary
from taxonomy.profiles import Profiles
from taxonomy.reading import ItemReading, Place, read
from taxonomy.tokens import HANGUL, tokens
from taxonomy.weighing import Tree, weigh

METHOD = "lexical"
VERSION = "4"
SHOWN = 0.5
MOST = 3
_RANKED = 15
_COMPARED_LANGUAGES = frozenset(("ko", "en", "und"))
# Through labelled lists, so that a score is the chance that the topic is right.
CURVE = Curve(slope=0.4, middle=4.3)
_DECLARED = 0.8
_FRAMED = 1.0  # for topics about measuring, where the title says that something is measured
_SECOND = 0.8
_UMBRELLA, _SEVERAL = 0.6, 3
_EVIDENCE = 4


class Matcher:
    """Matches items against one taxonomy; build it once, it holds the index.

    `key` changes with a topic's `wording`, and with `rules`, to which the names belong.
    `lessons` are what people decided; they count from the next item on and change no key.
    """

    def __init__(
        self, taxonomy: Taxonomy, names: Names | None = None, lessons: Sequence[Lesson] = ()
    ) -> None:
        names = read_names() if names is None else names
        self.rules = f"{METHOD}/{VERSION}/{names.digest}"
        self.wording = wording(taxonomy)
        self.key = key_of(self.rules, self.wording)
        self._vocabulary = Vocabulary(taxonomy, names)
        self._profiles = Profiles(taxonomy, names, lessons)
        self._topics = {t: x for t, x in taxonomy.topics.items() if x.kind is TopicKind.TOPIC}
        self._tree = Tree.of(taxonomy)
        self._measuring = measuring(self._topics.values())
        # What several topics build on is mentioned wherever they are: it takes more.
        built_on = Counter(chain.from_iterable(self._tree.umbrellas.values()))
        self._broad = frozenset(topic for topic, times in built_on.items() if times >= _SEVERAL)

    def match(
        self, title: str, text: str, language: Language, declared: Sequence[TopicId] = ()
    ) -> tuple[TopicMatch, ...]:
        """At most three topics, best first, each sure enough to be shown; empty for none of these.

        Read are the title, the first 12,000 characters and later lines that look like headings.
        `declared` are the topics that the item's source is known for: they tip the scales.
        Scores lie in 0..1; 0.5 is the least that is returned. What only the depth of a text
        mentions, or only sounds alike, is never returned.
        """
        return self.place(title, text, language, declared)[0]

    def place(
        self, title: str, text: str, language: Language, declared: Sequence[TopicId] = ()
    ) -> tuple[tuple[TopicMatch, ...], TopicMatch | None]:
        """What `match` answers; where that is nothing, the likeliest topic, named ones first."""
        reading = read(self._vocabulary, title, text)
        every = self._scores(reading, language, declared)
        likeliest = frozenset(topic for topic, _ in every[:1]) - self._broad
        named = reading.named() | frozenset(declared) | (likeliest & reading.upfront())
        scores = [score for score in every if score[0] in named]
        kept = self._sure(reading.opening(), scores)
        likely = None if kept else next(iter(scores or every), None)
        return (
            tuple(self._told(reading, *one) for one in kept),
            likely and self._told(reading, *likely),
        )

    def _sure(
        self, opening: frozenset[TopicId], scores: Sequence[tuple[TopicId, float]]
    ) -> list[tuple[TopicId, float]]:
        mentioned = self._broad - opening
        sure = [
            (topic, score)
            for topic, score in scores
            if score >= (_UMBRELLA if topic in mentioned else SHOWN)
        ]
        covered = frozenset[TopicId]().union(*(self._tree.umbrellas[topic] for topic, _ in sure))
        kept = [s for s in sure if s[0] not in covered - opening][:MOST]
        return [one for one in kept if one[1] >= _SECOND * kept[0][1]]

    def rank(
        self, title: str, text: str, language: Language, declared: Sequence[TopicId] = ()
    ) -> tuple[TopicMatch, ...]:
        """The fifteen likeliest topics, best first, however unlikely: for triage and for judges."""
        reading = read(self._vocabulary, title, text)
        scores = self._scores(reading, language, declared)
        return tuple(self._told(reading, topic, score) for topic, score in scores)

    def mentions(self, topics: frozenset[TopicId], title: str, text: str) -> bool:
        """Whether title or text, at any length, hold a phrase of one of these topics."""
        if topics.isdisjoint(self._topics):
            return False
        whole = f"{title}\n{text}"
        hits = self._vocabulary.find(whole, tuple(tokens(whole)))
        return any(topic in topics for hit in hits for topic, _ in hit.entry.topics)

    def _scores(
        self, reading: ItemReading, language: Language, declared: Sequence[TopicId]
    ) -> list[tuple[TopicId, float]]:
        compared = language in _COMPARED_LANGUAGES
        weighed = weigh(reading, self._profiles, self._tree, compared=compared)
        framed = self._measuring if measures(reading.text[: reading.title_end]) else frozenset()
        total = {
            topic: value + _DECLARED * (topic in declared) + _FRAMED * (topic in framed)
            for topic, value in weighed.topics.items()
        }
        best = sorted(total, key=lambda t: (-total[t], self._topics[t].order))[:_RANKED]
        return [(topic, round(CURVE.chance(total[topic] + weighed.field), 4)) for topic in best]

    def _told(self, reading: ItemReading, topic: TopicId, score: float) -> TopicMatch:
        evidence = self._evidence(reading, topic)
        return TopicMatch(topic=topic, score=score, method=METHOD, evidence=evidence)

    def _evidence(self, reading: ItemReading, topic: TopicId) -> tuple[str, ...]:
        """The item's own words that name or hint at the topic; else those most like it."""
        named = [hit.surface for hit in reading.hits if topic in dict(hit.entry.topics)]
        if not named:
            by_weight = {
                token.surface: self._profiles.weight_on(topic, token.stem)
                for token in reading.tokens
                if reading.place(token.start) is not Place.BODY
            }
            likest = sorted(by_weight, key=lambda word: -by_weight[word])[:2]
            named = [word for word in likest if by_weight[word] > 0]
        return _longest(named)[:_EVIDENCE]


def _longest(named: Sequence[str]) -> tuple[str, ...]:
    """Each word once, however it is spelt, and none that another one holds."""
    written = {name_key(word): word for word in reversed(named)}
    return tuple(
        word
        for key, word in reversed(written.items())
        if not any(_holds(other, key) for other in written if other != key)
    )


def _holds(phrase: str, key: str) -> bool:
    """Whether a phrase holds another as whole words; Korean compounds are not written apart."""
    return f" {key} " in f" {phrase} " or (HANGUL.search(key) is not None and key in phrase)
