"""The page to search on, and the small index that its script reads."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime

from catchup.types import Language, Listing, Topic
from publish.dates import local_day
from publish.naming import TITLE_LIMIT
from publish.places import topic_page
from publish.plain import plain, web_address
from publish.site import words
from publish.site.content import Content, Page
from publish.site.listing import source_name
from publish.site.topics import parts_of, topics_of

IN_A_SHARD = 800


def pages(content: Content, language: Language) -> Iterator[Page]:
    """The form; without its script the list of topics stands below."""
    yield Page(
        path="search/",
        title=words.SEARCH.say(language),
        about=words.SEARCH_ABOUT.say(language),
        template="site/search.html",
        values={"parts": parts_of(content, language)},
        tab="search/",
    )


def index_of(content: Content) -> dict[str, str]:
    """The index by file name: topics and their names, then items in pieces, newest first.

    "topics.json": {"shards": number, "topics": [[path, {language: title}, [other names]]]};
    "0.json" and so on: [[title, address, source, day, language, [topic numbers]]].
    """
    topics = topics_of(content.taxonomy)
    place = {topic.id: number for number, topic in enumerate(topics)}
    items: dict[int, tuple[Listing, list[int]]] = {}
    for topic in topics:
        for item in content.shelves.get(topic.id, ()):
            items.setdefault(item.item, (item, []))[1].append(place[topic.id])
    rows = [
        _row(item, numbers, content)
        for item, numbers in sorted(items.values(), key=lambda pair: _newest(pair[0]))
    ]
    shards = [rows[start : start + IN_A_SHARD] for start in range(0, len(rows), IN_A_SHARD)]
    names = {"shards": len(shards), "topics": [_names(topic) for topic in topics]}
    return {
        "topics.json": _json(names),
        **{f"{number}.json": _json(shard) for number, shard in enumerate(shards)},
    }


def _newest(item: Listing) -> tuple[float, int]:
    return -_instant(item).timestamp(), item.item


def _instant(item: Listing) -> datetime:
    return item.published or item.first_seen


def _row(item: Listing, topics: list[int], content: Content) -> list[object]:
    day = local_day(item.published, content.timezone).isoformat() if item.published else ""
    return [
        plain(item.title, TITLE_LIMIT),
        web_address(item.url),
        source_name(item.source, content.sources),
        day,
        item.language,
        topics,
    ]


def _names(topic: Topic) -> list[object]:
    titles: Mapping[Language, str] = topic.titles
    others = sorted({name for names in topic.aliases.values() for name in names})
    return [topic_page(topic.id), dict(sorted(titles.items())), others]


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"
