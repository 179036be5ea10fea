# ruff: noqa: ANN401 - the builders pass any field on
"""Builds nouns for tests: every argument has a believable default, any may be replaced."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from catchup.types import (
    Candidate,
    Crawl,
    Entry,
    Item,
    ItemKind,
    Level,
    Point,
    Reading,
    Source,
    SourceState,
    Summary,
    Topic,
    TopicKind,
)

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
WEEK_START = datetime(2026, 2, 22, 15, 0, tzinfo=UTC)
TEXT = (
    "We moved retrieval from one large index to an index for each tenant and measured what it "
    "cost us: recall stayed where it was, the slowest queries became three times faster."
)


def a_source(source_id: str = "tidal", **changes: Any) -> Source:
    """A feed of an engineering blog."""
    source = Source(id=source_id, url=f"https://{source_id}.example/feed.xml", title="Tidal")
    return replace(source, **changes)


def an_entry(number: int = 1, **changes: Any) -> Entry:
    """The entry of a post; entries of different numbers have different addresses and dates."""
    address = f"https://tidal.example/posts/{number}"
    entry = Entry(
        entry_id=f"tidal-{number}",
        link=f"{address}?utm_source=feed",
        canonical=address,
        title=f"An index for each tenant, part {number}",
        text=TEXT,
        authors=("Mira Okafor",),
        published=datetime(2026, 2, 25, 8, 0, tzinfo=UTC) + timedelta(minutes=number),
        language="en",
        reading=Reading.DESCRIPTION,
    )
    return replace(entry, **changes)


def a_state(source_id: str = "tidal", **changes: Any) -> SourceState:
    """The state after a successful visit at `NOW`."""
    state = SourceState(
        source=source_id, visited=NOW, succeeded=NOW, next_due=NOW + timedelta(hours=6)
    )
    return replace(state, **changes)


def a_crawl(*entries: Entry, source: str = "tidal", now: datetime = NOW, **changes: Any) -> Crawl:
    """A successful visit to a source that showed these entries."""
    state = a_state(source, visited=now, succeeded=now, next_due=now + timedelta(hours=6))
    return replace(Crawl(source=a_source(source), state=state, entries=entries), **changes)


def an_item(number: int = 1, **changes: Any) -> Item:
    """A post as the store gives it."""
    item = Item(
        id=number,
        position=number,
        url=f"https://tidal.example/posts/{number}",
        kind=ItemKind.POST,
        title=f"An index for each tenant, part {number}",
        text=TEXT,
        reading=Reading.DESCRIPTION,
        authors=("Mira Okafor",),
        published=datetime(2026, 2, 25, 8, 0, tzinfo=UTC) + timedelta(minutes=number),
        date_doubt=None,
        first_seen=NOW,
        language="en",
        version=1,
        revised=None,
        backfill=False,
        hidden=False,
        mentions=(),
        sources=("tidal",),
    )
    return replace(item, **changes)


def a_topic(topic_id: str = "rag", **changes: Any) -> Topic:
    """A topic of the handbook, in the area "retrieval"."""
    topic = Topic(
        id=topic_id,
        kind=TopicKind.TOPIC,
        parent="retrieval",
        titles={"ko": "검색 증강 생성", "en": "Retrieval-augmented generation"},
    )
    return replace(topic, **changes)


def a_candidate(number: int = 1, **changes: Any) -> Candidate:
    """A candidate without matches or summary; `changes` go to its item where they fit there."""
    own = {name: changes.pop(name) for name in ("matches", "summary") if name in changes}
    return Candidate(item=an_item(number, **changes), **own)


def a_summary(item: int = 1, **changes: Any) -> Summary:
    """An extract of the text of `an_entry` and `an_item`."""
    summary = Summary(
        item=item,
        version=1,
        points=(Point(quote=TEXT, start=0),),
        level=Level.INTERMEDIATE,
        level_estimated=True,
        reading=Reading.DESCRIPTION,
        writer="extract",
        prompt="extract-1",
        written=NOW,
    )
    return replace(summary, **changes)
