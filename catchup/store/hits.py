"""What a search shows of the items it found: what a list needs, in three statements for any number.

The statements are made once: building one costs as much as its answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, select

from catchup.store.chunks import chunks
from catchup.store.excerpts import Excerpt, excerpt, marked
from catchup.store.queries import Part
from catchup.store.tables import CURRENT, ITEMS, MATCHES, SIGHTINGS, VERSIONS
from catchup.types import BacklogState, ItemId, ItemKind, Language, SourceId, TopicId

IDS: BindParameter[Any] = bindparam("ids", expanding=True)
SHOWN = (
    select(
        *ITEMS.c["id", "url", "link", "kind", "language", "published"],
        *VERSIONS.c["title", "text"],
    )
    .join(VERSIONS, CURRENT)
    .where(ITEMS.c.id.in_(IDS))
)
TOPICS = select(*MATCHES.c["item_id", "topic_id", "score"]).where(
    MATCHES.c.item_id.in_(IDS), MATCHES.c.state != BacklogState.DISMISSED.value
)
SOURCES = (
    select(*SIGHTINGS.c["item_id", "source"])
    .where(SIGHTINGS.c.item_id.in_(IDS))
    .order_by(*SIGHTINGS.c["item_id", "id"])
)


@dataclass(frozen=True, slots=True)
class Hit:
    """An item that was found, and where; `score` is its relevance when that was asked for.

    `topics` are the likeliest first, without those that were dismissed; `sources` the first one
    first. `url` says which item it is, `link` is the one to follow ("": the same).
    """

    id: ItemId
    title: Excerpt
    excerpt: Excerpt
    url: str
    link: str
    kind: ItemKind
    language: Language
    published: datetime | None
    topics: tuple[TopicId, ...]
    sources: tuple[SourceId, ...]
    score: float | None = None


def read(
    connection: Connection, scored: Mapping[ItemId, float | None], parts: Sequence[Part]
) -> tuple[Hit, ...]:
    """The items with these ids and scores, in their order, with marks where the parts stand."""
    found = {
        hit.id: hit for ids in chunks(list(scored)) for hit in _read(connection, ids, scored, parts)
    }
    return tuple(found[item] for item in scored)


def _read(
    connection: Connection,
    ids: Sequence[ItemId],
    scored: Mapping[ItemId, float | None],
    parts: Sequence[Part],
) -> Iterator[Hit]:
    sources: dict[ItemId, list[SourceId]] = {}
    for item, source in connection.execute(SOURCES, {"ids": ids}):
        sources.setdefault(item, []).append(source)
    topics: dict[ItemId, list[tuple[float, TopicId]]] = {}
    for item, topic, score in connection.execute(TOPICS, {"ids": ids}):
        topics.setdefault(item, []).append((-score, topic))
    shown = connection.execute(SHOWN, {"ids": ids})
    for item, url, link, kind, language, published, title, text in shown:
        yield Hit(
            id=item,
            title=marked(title, parts),
            excerpt=excerpt(text, parts),
            url=url,
            link=link,
            kind=ItemKind(kind),
            language=language,
            published=published,
            topics=tuple(topic for _, topic in sorted(topics.get(item, ()))),
            sources=tuple(dict.fromkeys(sources.get(item, ()))),
            score=scored[item],
        )
