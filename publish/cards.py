"""Lays out the cards of a report: what an item is, what it says, where it belongs and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from catchup.types import Card, Digest, Language, Section, Topic, TopicId
from publish import words
from publish.continuing import follows
from publish.evidence import evidence_of, quoted, quotes_of
from publish.naming import (
    NAME_LIMIT,
    authors_of,
    badge_of,
    companions,
    day_of,
    title_of,
    topic_title,
)
from publish.plain import plain
from publish.report import AreaView, CardView, Fact
from publish.why import reasons_of
from publish.wording import (
    headline_of,
    is_extract,
    language_of,
    level_of,
    sentences_of,
    use_of,
    writer_of,
)

PREREQUISITES = 3


def lay_out_areas(
    digest: Digest, numbered: Mapping[int, int], language: Language
) -> tuple[AreaView, ...]:
    """The cards of a digest under the areas of the handbook that they belong to."""
    return tuple(
        AreaView(
            title=topic_title(digest.topics[area], language),
            cards=tuple(
                view
                for section in sections
                for view in _section(section, numbered, digest, language)
            ),
        )
        for area, sections in groupby(digest.sections, key=lambda section: section.area)
    )


def lay_out_card(card: Card, digest: Digest, language: Language) -> CardView:
    """One card by itself."""
    place = _introduction(digest.topics[card.topic], digest, language)
    return _card(card, 0, place, digest, language)


def _section(
    section: Section, numbered: Mapping[int, int], digest: Digest, language: Language
) -> Iterator[CardView]:
    """The cards of one topic; the first of them introduces it, the others only name it."""
    place = _introduction(digest.topics[section.topic], digest, language)
    for card in section.cards:
        yield _card(card, numbered[card.item], place, digest, language)
        place = (replace(place[0], note=""),)


def _card(
    card: Card, number: int, place: tuple[Fact, ...], digest: Digest, language: Language
) -> CardView:
    if card.topic_likely:
        # What to know first, and what the topic is about, would say more than is known.
        likely = words.LIKELY.say(language, topic=place[0].text)
        place = (replace(place[0], text=likely, note=""),)
    sentences = sentences_of(card, language)
    if sentences:
        place = (replace(place[0], note=""), *place[1:])  # they say more than what a topic is
    known = [topic for topic in card.prerequisites if topic in digest.topics]
    if known:  # whoever names the topic itself has named all that it needs
        others = [topic for topic in known if topic != card.topic]
        place = (place[0], _first(others, digest, language))
    grounds = (*evidence_of(card, language), *_grounds(card, language))
    use = Fact(label=words.USE.say(language), text=use_of(card, language))
    facts = (use, _why(card, language), *place, *grounds)
    return CardView(
        number=number,
        title=title_of(card, language),
        badge=badge_of(card, language),
        meta=_meta(card, digest, language),
        headline=headline_of(card, language),
        sentences=sentences,
        quotes=tuple(quoted(point, card) for point in quotes_of(card)),
        facts=tuple(fact for fact in facts if fact.text or fact.links),
    )


def _meta(card: Card, digest: Digest, language: Language) -> tuple[str, ...]:
    minutes = card.minutes
    parts = (
        plain(card.source, NAME_LIMIT),
        authors_of(card, language),
        day_of(card, digest, language),
        words.KINDS[card.kind].say(language),
        language_of(card, language),
        level_of(card, language),
        "" if minutes is None else words.ORIGINAL.say(language, n=minutes),
        "" if is_extract(card) else words.READINGS[card.reading].say(language),
        writer_of(card, language),
    )
    return tuple(part for part in parts if part)


def _introduction(topic: Topic, digest: Digest, language: Language) -> tuple[Fact, ...]:
    """A topic in the reader's language, whatever that of its items, and what to know first."""
    title = topic_title(topic, language)
    return (
        Fact(
            label=words.TOPIC.say(language),
            text=title,
            note=topic.descriptions.get(language, ""),
            named=((topic.id, title),),
        ),
        _first(topic.prerequisites, digest, language),
    )


def _first(topics: Sequence[TopicId], digest: Digest, language: Language) -> Fact:
    """What to know first."""
    known = [digest.topics[topic] for topic in topics if topic in digest.topics]
    named = tuple((t.id, topic_title(t, language)) for t in known[:PREREQUISITES])
    return Fact(
        label=words.PREREQUISITES.say(language),
        text=", ".join(title for _, title in named),
        named=named,
    )


def _why(card: Card, language: Language) -> Fact:
    """Why the item stands here, in fixed phrases: what a reader decides by, so it comes first."""
    return Fact(label=words.WHY.say(language), text=" · ".join(reasons_of(card, language)))


def _grounds(card: Card, language: Language) -> tuple[Fact, ...]:
    """What an item goes on from, and other items of the work."""
    beside = words.SERIES if card.parts_of_series else words.TOGETHER
    return (
        Fact(label=words.FOLLOWS.say(language), text=follows(card, language)),
        Fact(label=beside.say(language), links=companions(card, language)),
    )
