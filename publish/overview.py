"""What a reader sees before the cards after a long absence: topics, and what has moved or aged."""

from collections.abc import Iterator, Mapping
from itertools import groupby

from catchup.types import Card, Digest, Language, Move, MoveKind
from publish import words
from publish.naming import NAME_LIMIT, topic_title
from publish.plain import plain
from publish.report import Block, Fact

TITLE_LIMIT = 80


def overview_of(
    digest: Digest, numbered: Mapping[int, int], language: Language
) -> tuple[Block, ...]:
    """The news by topic, and what moved and aged in the handbook; an issue has none of it."""
    if digest.week:
        return ()
    blocks = (
        Block(
            title=words.OVERVIEW.say(language),
            note=words.OVERVIEW_NOTE.say(language),
            lines=tuple(_areas(digest, numbered, language)),
        ),
        Block(
            title=words.MOVED.say(language),
            note=words.MOVED_NOTE.say(language),
            lines=tuple(_moved(digest, language)),
        ),
        Block(
            title=words.SEE_AGAIN.say(language),
            note=words.AGED_NOTE.say(language),
            lines=tuple(_aged(digest, language)),
        ),
    )
    return tuple(block for block in blocks if block.lines)


def _areas(digest: Digest, numbered: Mapping[int, int], language: Language) -> Iterator[Fact]:
    first = _first_cards(digest)

    def area_of(topic: str) -> str:
        return digest.topics[topic].parent or ""

    for area, group in groupby(digest.overview, key=lambda news: area_of(news.topic)):
        counted = []
        for news in group:
            topic = topic_title(digest.topics[news.topic], language)
            said = words.OVERVIEW_COUNT.say(language, topic=topic, n=news.new)
            card = first.get(news.topic)
            if card is not None:
                number = numbered[card.item]
                said = words.OVERVIEW_STEP.say(language, counted=said, number=number)
            counted.append(said)
        yield Fact(label=topic_title(digest.topics[area], language), text=" · ".join(counted))


def _first_cards(digest: Digest) -> Mapping[str, Card]:
    return {section.topic: section.cards[0] for section in digest.sections}


def _moved(digest: Digest, language: Language) -> Iterator[Fact]:
    for move in digest.moves:
        if move.kind is MoveKind.ACCEPTED and move.topic in digest.topics:
            yield Fact(
                label=topic_title(digest.topics[move.topic], language),
                text=words.ACCEPTED.say(language, n=move.number),
            )
        elif move.kind is MoveKind.PROPOSED:
            title = _title(move, language)
            yield Fact(
                label=words.PROPOSED_TOPIC.say(language),
                text=words.PROPOSED_ITEMS.say(language, title=title, n=move.number),
            )


def _aged(digest: Digest, language: Language) -> Iterator[Fact]:
    said = {MoveKind.STALE: words.STALE_PAGE, MoveKind.DEAD: words.DEAD_LINK}
    for move in digest.moves:
        if move.kind in said:
            yield Fact(label=said[move.kind].say(language), text=_title(move, language))


def _title(move: Move, language: Language) -> str:
    title = move.titles.get(language) or next(iter(move.titles.values()), "")
    return plain(title, min(TITLE_LIMIT, NAME_LIMIT * 2))
