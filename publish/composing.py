"""Composes a digest: which chosen items become cards, which one line, and in what order."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from urllib.parse import urlsplit

from catchup.types import (
    WITHDRAWN,
    Background,
    Candidate,
    Card,
    Choice,
    Digest,
    Health,
    Item,
    ItemId,
    ItemKind,
    Lane,
    LeftOut,
    Reading,
    Reason,
    Selection,
    SourceId,
    Taxonomy,
    TopicId,
    TopicNews,
)
from publish.editing import first_of
from publish.fitting import Material, fit
from publish.homes import home_source, is_guess, leading_match
from publish.minutes import WEEKLY, whole_minutes
from publish.newness import NEWS

LISTED = timedelta(days=15)  # two whole weeks and today: longer ones begin with topics
ROUND = 2
ARXIV = "https://arxiv.org/abs/"
NO_NEWS = frozenset(
    {
        LeftOut.HELD,
        LeftOut.BACKFILL,
        LeftOut.DOUBTFUL_DATE,
        LeftOut.TOO_OLD,
        LeftOut.OUTSIDE_PERIOD,
        LeftOut.HIDDEN,
        LeftOut.UNWANTED,
    }
)
NOTHING_KNOWN = Background()


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
    background: Background = NOTHING_KNOWN,
) -> Digest:
    """A digest that takes at most `minutes` to read in Korean and in English; `week` of an issue.

    An issue never takes more than eight. A report on more than two weeks begins with what came out
    by topic. Cards go to items in order of priority.
    """
    cards = [
        _follow_up(_card(choice, taxonomy, source_titles), choice.candidate.item, background)
        for choice in selection.chosen
        if _is_placed(choice.candidate, taxonomy)
    ]
    big = [
        _card(c, taxonomy, source_titles)
        for c in selection.big
        if _is_placed(c.candidate, taxonomy)
    ]
    told = {card.item for card in big}
    left_out = Counter(why for c, why in selection.left_out if c.item.id not in told)
    left_out[LeftOut.OFF_TOPIC] += len(selection.chosen) - len(cards)
    cards = [card for card in cards if card.item not in told]
    updates = [
        _update(
            _card(Choice(candidate=each, reasons=(Reason.REVISED,)), taxonomy, source_titles),
            each.item,
            background,
        )
        for each in selection.updates
        if _is_placed(each, taxonomy)
    ]
    left_out[LeftOut.OFF_TOPIC] += len(selection.updates) - len(updates)
    empty = Digest(
        period=selection.period,
        timezone=timezone,
        young=young,
        candidates=len(cards) + len(big) + sum(left_out[why] for why in NEWS),
        sections=(),
        briefs=(),
        left_out=left_out,
        health=health,
        topics={},
        week=week,
        corrections=background.corrections,
        moves=background.moves,
        lead=background.edit.lead,
        editor=background.edit.editor,
        arranged=first_of(background.edit),
        learned=selection.learned,
    )
    material = Material(
        cards=_wanted_first(_by_priority(cards), first_of(background.edit)),
        told=sum(map(_is_told, cards)),
        big=big,
        updates=updates,
        overview=() if week else _overview(selection, taxonomy),
        without_resources=background.without_resources,
    )
    return fit(empty, material, taxonomy, min(minutes, WEEKLY) if week else minutes)


def _wanted_first(cards: Sequence[Card], wanted: Sequence[ItemId]) -> list[Card]:
    """What an editor wants comes first, in that order, where there is something to say of it."""
    places = {item: place for place, item in enumerate(wanted)}
    first = [card for card in cards if card.item in places and card.points]
    rest = [card for card in cards if card not in first]
    return [*sorted(first, key=lambda card: places[card.item]), *rest]


def _overview(selection: Selection, taxonomy: Taxonomy) -> list[TopicNews]:
    """How much came out at each topic, when the period is long; nothing for shorter ones."""
    if selection.period.end - selection.period.start <= LISTED:
        return []
    news = [choice.candidate for choice in selection.chosen]
    news += [candidate for candidate, why in selection.left_out if why not in NO_NEWS]
    topics = (leading_match(c.matches).topic for c in news if _is_placed(c, taxonomy))
    counts = Counter(topic for topic in topics if topic in taxonomy.topics)
    return [TopicNews(topic=topic, new=number, shown=0) for topic, number in counts.items()]


def _follow_up(card: Card, item: Item, background: Background) -> Card:
    """The card, with the newest of what earlier issues told that the item speaks of."""
    told = [background.told[url] for url in item.mentions if url in background.told]
    earlier = max(told, key=lambda each: (each.week, -each.item), default=None)
    return replace(card, earlier=earlier) if earlier else card


def _update(card: Card, item: Item, background: Background) -> Card:
    return replace(
        card, earlier=background.told.get(item.url), change=background.changes.get(item.id)
    )


def _by_priority(cards: Iterable[Card]) -> list[Card]:
    """Items with points first, in the order of their rank; news of the day never takes a card.

    Of a topic the third comes after the second of every other, however good it is.
    """
    rounds: Counter[TopicId] = Counter()
    ranked: list[tuple[bool, int, int, Card]] = []
    for place, card in enumerate(cards):
        told = _is_told(card)
        ranked.append((not told, rounds[card.topic] // ROUND, place, card))
        rounds[card.topic] += told
    return [card for *_, card in sorted(ranked, key=lambda row: row[:3])]


def _is_told(card: Card) -> bool:
    """Whether there is something to say of an item on a card of its own."""
    return bool(card.points) and card.lane is Lane.EVERGREEN


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
        source=_publisher(item, titles),
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
        together=tuple(_beside(other.item, titles) for other in _in_order(choice)),
        headline=summary.headline if summary else {},
        tldr=summary.tldr if summary else (),
        why=summary.why if summary else {},
        fallback=summary.fallback if summary else "",
        topic_likely=match == choice.candidate.likely or is_guess(match, item.title),
        parts=choice.parts,
        lane=choice.lane,
        parts_of_series=choice.parts_of_series,
        extent=summary.extent if summary else None,
        conflicts=summary.conflicts if summary else (),
        prerequisites=summary.prerequisites if summary else (),
        authors=item.authors,
        withdrawn=item.kind is ItemKind.PAPER and item.text.startswith(WITHDRAWN),
    )


def _in_order(choice: Choice) -> Sequence[Candidate]:
    """What stands beside a choice: the parts of a series as they came out."""
    if not choice.parts_of_series:
        return choice.together
    return sorted(choice.together, key=lambda c: (c.item.published or c.item.first_seen, c.item.id))


def _beside(item: Item, titles: Mapping[SourceId, str]) -> tuple[str, str, str]:
    """Title, address and source of another item of the same work."""
    return item.title, item.link or item.url, _publisher(item, titles)


def _publisher(item: Item, titles: Mapping[SourceId, str]) -> str:
    """Who published an item: for a paper its number says more than the list that showed it."""
    if item.url.startswith(ARXIV):
        return f"arXiv {item.url.removeprefix(ARXIV)}"
    return _source_title(item, home_source(item), titles)


def _source_title(item: Item, source: SourceId, titles: Mapping[SourceId, str]) -> str:
    """A source's title; the host stands for one that is no longer declared."""
    return titles.get(source) or urlsplit(item.url).hostname or ""
