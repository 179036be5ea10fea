"""Composes a digest: which chosen items become cards, which one line, and in what order."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from urllib.parse import urlsplit

from catchup.types import (
    Candidate,
    Card,
    Choice,
    Digest,
    Erratum,
    Health,
    Item,
    LeftOut,
    Reading,
    Reason,
    Section,
    Selection,
    SourceId,
    Taxonomy,
    Topic,
    TopicId,
)
from publish.layout import lay_out
from publish.minutes import whole_minutes
from publish.report import time_of
from publish.selecting import home_source, leading_match

LANGUAGES = ("ko", "en")
CARDS_SHARE = 0.5
UPDATES_SHARE = 0.2
NEWS = frozenset({LeftOut.OFF_TOPIC, LeftOut.SAME_WORK, LeftOut.SOURCE_QUOTA, LeftOut.LIMIT})


def compose(  # noqa: PLR0913 - the things a digest is made of, all by name
    selection: Selection,
    *,
    taxonomy: Taxonomy,
    health: Health,
    source_titles: Mapping[SourceId, str],
    timezone: str,
    minutes: int,
    young: bool,
    week: str = "",
    corrections: Sequence[Erratum] = (),
) -> Digest:
    """A digest that takes at most `minutes` to read in Korean and in English; `week` of an issue.

    Updates are told in a fifth of that time. Cards go to the first items in order of priority: as
    many as leave every other chosen item its line, and never less than half of the time that head
    and foot leave. Lines fill the rest; an item that finds no room counts as left out by the
    length.
    """
    cards = [
        _card(choice, taxonomy, source_titles)
        for choice in selection.chosen
        if _is_placed(choice.candidate, taxonomy)
    ]
    left_out = Counter(why for _, why in selection.left_out)
    left_out[LeftOut.OFF_TOPIC] += len(selection.chosen) - len(cards)
    updates = [
        _card(Choice(candidate=each, reasons=(Reason.REVISED,)), taxonomy, source_titles)
        for each in selection.updates
        if _is_placed(each, taxonomy)
    ]
    left_out[LeftOut.OFF_TOPIC] += len(selection.updates) - len(updates)
    empty = Digest(
        period=selection.period,
        timezone=timezone,
        young=young,
        candidates=len(cards) + sum(left_out[why] for why in NEWS),
        sections=(),
        briefs=(),
        left_out=left_out,
        health=health,
        topics={},
        week=week,
        corrections=tuple(corrections),
    )
    empty = _with_updates(empty, updates, taxonomy, minutes)
    return _filled(empty, _by_priority(cards), taxonomy, minutes)


def _with_updates(
    empty: Digest, updates: Sequence[Card], taxonomy: Taxonomy, minutes: int
) -> Digest:
    def draft(number: int) -> Digest:
        told = replace(empty, updates=tuple(updates[:number]))
        return replace(told, topics=_named_topics(told.updates, taxonomy))

    frame = _time_of(draft(0))
    share = frame + (minutes - frame) * UPDATES_SHARE
    number = _most(len(updates), lambda n: _time_of(draft(n)) <= share)
    untold = {LeftOut.LIMIT: empty.left_out.get(LeftOut.LIMIT, 0) + len(updates) - number}
    return replace(draft(number), left_out=Counter({**empty.left_out, **untold}))


def _filled(empty: Digest, cards: Sequence[Card], taxonomy: Taxonomy, minutes: int) -> Digest:
    total, worth_a_card = len(cards), sum(bool(card.points) for card in cards)

    def draft(full: int, short: int) -> Digest:
        return _arranged(empty, cards[:full], cards[full : full + short], taxonomy, total)

    with_all = _most(worth_a_card, lambda n: _time_of(draft(n, total)) <= minutes)
    frame = _time_of(draft(0, 0))
    half = frame + (minutes - frame) * CARDS_SHARE
    in_half = _most(worth_a_card, lambda n: _time_of(draft(n, 0)) <= half)
    full = max(with_all, in_half)
    short = _most(total - full, lambda n: _time_of(draft(full, n)) <= minutes)
    return draft(full, short)


def _most(limit: int, fits: Callable[[int], bool]) -> int:
    """The largest number up to `limit` that fits, when each more takes more room."""
    return bisect_left(range(1, limit + 1), 1, key=lambda n: 0 if fits(n) else 1)


def _time_of(digest: Digest) -> float:
    return max(time_of(lay_out(digest, language)) for language in LANGUAGES)


def _by_priority(cards: Iterable[Card]) -> list[Card]:
    """Items with points first; of these the best of each topic, then the second of each.

    The best of a topic are those in Korean, whose words need no translation for most readers,
    then the newest; each round goes from new to old, which is the order the cards come in.
    """
    rounds: Counter[TopicId] = Counter()
    ranked: list[tuple[bool, int, int, Card]] = []
    by_language = sorted(enumerate(cards), key=lambda pair: pair[1].language != "ko")
    for age, card in by_language:
        ranked.append((not card.points, rounds[card.topic], age, card))
        rounds[card.topic] += bool(card.points)
    return [card for *_, card in sorted(ranked, key=lambda row: row[:3])]


# ---- Order of the handbook --------------------------------------------------------------------


def _arranged(
    empty: Digest,
    cards: Sequence[Card],
    briefs: Sequence[Card],
    taxonomy: Taxonomy,
    total: int,
) -> Digest:
    places = _places(taxonomy, {card.topic for card in (*cards, *briefs)})
    ordered = sorted(cards, key=lambda card: (places[card.topic], *_newest(card)))
    sections = tuple(
        Section(area=taxonomy.area_of(topic).id, topic=topic, cards=tuple(group))
        for topic, group in groupby(ordered, key=lambda card: card.topic)
    )
    dropped = total - len(cards) - len(briefs)
    limit = empty.left_out[LeftOut.LIMIT] + dropped
    return replace(
        empty,
        sections=sections,
        briefs=tuple(sorted(briefs, key=lambda card: (places[card.topic], *_newest(card)))),
        left_out={**empty.left_out, LeftOut.LIMIT: limit},
        topics=_named_topics((*cards, *empty.updates, *briefs), taxonomy),
    )


def _places(
    taxonomy: Taxonomy, topics: Iterable[TopicId]
) -> Mapping[TopicId, tuple[int, int, str, int, str]]:
    """Sort keys: parts in their order, areas by their first topic, topics in developer order."""
    first: dict[TopicId, int] = {}
    for topic in taxonomy.topics.values():
        if topic.parent is not None:
            first[topic.parent] = min(topic.order, first.get(topic.parent, topic.order))
    places = {}
    for topic_id in topics:
        area = taxonomy.area_of(topic_id)
        part = taxonomy.topics[area.parent].order if area.parent is not None else 0
        topic = taxonomy.topics[topic_id]
        places[topic_id] = (part, first[area.id], area.id, topic.order, topic_id)
    return places


def _newest(card: Card) -> tuple[bool, float, str]:
    published = card.published
    return published is None, -published.timestamp() if published else 0.0, card.url


def _named_topics(cards: Iterable[Card], taxonomy: Taxonomy) -> Mapping[TopicId, Topic]:
    named: dict[TopicId, Topic] = {}
    for card in cards:
        topic = taxonomy.topics[card.topic]
        ids = (card.topic, *card.other_topics, *topic.prerequisites)
        named.update((t, taxonomy.topics[t]) for t in ids if t in taxonomy.topics)
        area = taxonomy.area_of(card.topic)
        named[area.id] = area
    return dict(sorted(named.items()))


# ---- Cards ------------------------------------------------------------------------------------


def _is_placed(candidate: Candidate, taxonomy: Taxonomy) -> bool:
    """Whether a topic of the item still exists: matches may be older than the topics file."""
    return any(match.topic in taxonomy.topics for match in candidate.matches)


def _card(choice: Choice, taxonomy: Taxonomy, titles: Mapping[SourceId, str]) -> Card:
    item, summary = choice.candidate.item, choice.candidate.summary
    matches = [m for m in choice.candidate.matches if m.topic in taxonomy.topics]
    match = leading_match(matches)
    others = sorted((-m.score, m.topic) for m in matches if m.topic != match.topic)
    return Card(
        item=item.id,
        url=item.link or item.url,
        title=item.title,
        kind=item.kind,
        language=item.language,
        source=_source_title(item, home_source(item), titles),
        published=item.published,
        version=item.version,
        level=summary.level if summary else taxonomy.topics[match.topic].level,
        level_estimated=summary.level_estimated if summary else True,
        minutes=whole_minutes(item.text) if item.reading is Reading.FULL else None,
        reading=summary.reading if summary else item.reading,
        writer=summary.writer if summary else "",
        points=summary.points if summary else (),
        topic=match.topic,
        other_topics=tuple(topic for _, topic in others),
        evidence=match.evidence,
        reasons=choice.reasons,
        sources=tuple(_source_title(item, source, titles) for source in item.sources),
        together=tuple(_beside(other.item, titles) for other in choice.together),
        headline=summary.headline if summary else {},
        tldr=summary.tldr if summary else (),
        why=summary.why if summary else {},
        fallback=summary.fallback if summary else "",
    )


def _beside(item: Item, titles: Mapping[SourceId, str]) -> tuple[str, str, str]:
    """Title, address and source of another item of the same work."""
    return item.title, item.link or item.url, _source_title(item, home_source(item), titles)


def _source_title(item: Item, source: SourceId, titles: Mapping[SourceId, str]) -> str:
    """A source's title; the host stands for one that is no longer declared."""
    return titles.get(source) or urlsplit(item.url).hostname or ""
