"""Fits a digest into its reading time: what becomes a card, what a line, what has to stay out."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from catchup.types import Card, Digest, Lane, LeftOut, Section, Taxonomy, TopicId, TopicNews
from publish.layout import lay_out
from publish.ordering import named_topics, places_of
from publish.report import time_of

LANGUAGES = ("ko", "en")
UPDATES_SHARE = 0.2
OVERVIEW_SHARE = 0.2
MOST_TOPICS = 24
CARDS_SHARE = 0.85  # what says something, before a list of titles
WELL_FILLED = 0.85
FRAME_SHARE = 0.35  # of the time that head and foot may cost before sources are only counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What may stand in a digest: cards and updates in order of priority, topics by their news.

    `told` is the number of cards, the first ones, that have something to say. `big` is news that
    always has its line.
    """

    cards: Sequence[Card]
    told: int
    big: Sequence[Card]
    updates: Sequence[Card]
    overview: Sequence[TopicNews]
    without_resources: frozenset[TopicId]


def fit(empty: Digest, material: Material, taxonomy: Taxonomy, minutes: int) -> Digest:
    """As much of the material as can be read in so many minutes, in Korean and in English.

    Updates and the overview get a fifth of the time each. Cards go to the first items: as many as
    leave every other its line, and never less than 85 % of the time that head and foot leave. Lines
    fill the rest; an item that finds no room counts as left out by the length.
    """
    topics = {card.topic for card in (*material.cards, *material.big, *material.updates)}
    places = places_of(taxonomy, topics | {news.topic for news in material.overview})
    draft = _Draft(empty, material, taxonomy, places)
    frame = _time_of(draft.with_cards(0, 0))
    if frame > minutes * FRAME_SHARE and not empty.week:
        draft = replace(draft, empty=replace(empty, counted=True))
    draft = _with_updates(draft, minutes)
    draft = _with_overview(draft, minutes)
    return _filled(draft, minutes)


@dataclass(frozen=True, slots=True)
class _Draft:
    empty: Digest
    material: Material
    taxonomy: Taxonomy
    places: Mapping[TopicId, int]

    def with_cards(self, full: int, short: int) -> Digest:
        """The digest with so many cards and so many lines."""
        every = self.material.cards
        return self._arranged(every[:full], [*self.material.big, *every[full : full + short]])

    def _arranged(self, cards: Sequence[Card], briefs: Sequence[Card]) -> Digest:
        empty, topics = self.empty, self.taxonomy.topics
        shown = Counter(card.topic for card in (*cards, *briefs))
        material = self.material
        dropped = len(material.cards) + len(material.big) - len(cards) - len(briefs)
        left_out = empty.left_out.get(LeftOut.LIMIT, 0) + dropped
        others = [news.topic for news in empty.overview]
        others += [move.topic for move in empty.moves if move.topic in topics]
        return replace(
            empty,
            sections=tuple(
                Section(area=self.taxonomy.area_of(topic).id, topic=topic, cards=tuple(group))
                for topic, group in groupby(self._sorted(cards), key=lambda card: card.topic)
            ),
            # News stands apart, after what came out.
            briefs=tuple(
                sorted(self._sorted(briefs), key=lambda card: card.lane is not Lane.EVERGREEN)
            ),
            best=tuple(card.item for card in cards),
            overview=tuple(replace(news, shown=shown[news.topic]) for news in empty.overview),
            left_out={**empty.left_out, LeftOut.LIMIT: left_out},
            topics=named_topics((*cards, *empty.updates, *briefs), others, self.taxonomy),
            without_resources=tuple(sorted(self.material.without_resources & shown.keys())),
        )

    def _sorted(self, cards: Iterable[Card]) -> list[Card]:
        """In the order of the handbook; within a topic as they came, the best first."""
        return sorted(cards, key=lambda card: self.places[card.topic])


def _with_updates(draft: _Draft, minutes: int) -> _Draft:
    updates = draft.material.updates

    def told(number: int) -> _Draft:
        return replace(draft, empty=replace(draft.empty, updates=tuple(updates[:number])))

    number = _share(len(updates), told, minutes, UPDATES_SHARE)
    empty = told(number).empty
    limit = empty.left_out.get(LeftOut.LIMIT, 0) + len(updates) - number
    return replace(draft, empty=replace(empty, left_out={**empty.left_out, LeftOut.LIMIT: limit}))


def _with_overview(draft: _Draft, minutes: int) -> _Draft:
    ranked = sorted(draft.material.overview, key=lambda news: (-news.new, news.topic))
    most_news = ranked[:MOST_TOPICS]

    def told(number: int) -> _Draft:
        some = sorted(most_news[:number], key=lambda news: draft.places[news.topic])
        return replace(draft, empty=replace(draft.empty, overview=tuple(some)))

    return told(_share(len(most_news), told, minutes, OVERVIEW_SHARE))


def _share(limit: int, told: Callable[[int], _Draft], minutes: int, share: float) -> int:
    """How many fit into a share of the time that is left."""

    def time(number: int) -> float:
        return _time_of(told(number).with_cards(0, 0))

    used = time(0)
    most = used + max(0.0, minutes - used) * share
    return _most(limit, lambda number: time(number) <= most)


def _filled(draft: _Draft, minutes: int) -> Digest:
    total, told = len(draft.material.cards), draft.material.told

    def time(full: int, short: int) -> float:
        return _time_of(draft.with_cards(full, short))

    with_all = _most(told, lambda n: time(n, total) <= minutes)
    frame = time(0, 0)
    some = frame + (minutes - frame) * CARDS_SHARE
    full = max(with_all, _most(told, lambda n: time(n, 0) <= some))
    full = full or _most(min(1, told), lambda n: time(n, 0) <= minutes)  # one to begin with
    short = _most(total - full, lambda n: time(full, n) <= minutes)
    if full < told and time(full, short) < minutes * WELL_FILLED and time(full + 1, 0) <= minutes:
        full += 1  # a card is worth more than the lines that it costs
        short = _most(total - full, lambda n: time(full, n) <= minutes)
    # What is said about the cards (the order, the plan) grows in jumps: the last word is the clock.
    while short and time(full, short) > minutes:
        short -= 1
    while full and time(full, short) > minutes:
        full -= 1
    return draft.with_cards(full, short)


def _most(limit: int, fits: Callable[[int], bool]) -> int:
    """The largest number up to `limit` that fits, when each more takes more room."""
    return bisect_left(range(1, limit + 1), 1, key=lambda n: 0 if fits(n) else 1)


def _time_of(digest: Digest) -> float:
    return max(time_of(lay_out(digest, language)) for language in LANGUAGES)
