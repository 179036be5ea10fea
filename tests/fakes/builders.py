# ruff: noqa: ANN401 - the builders pass any field on
"""Builds nouns for tests: every argument has a believable default, any may be replaced."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from catchup.types import (
    BacklogEntry,
    BacklogKind,
    Call,
    Candidate,
    Crawl,
    Delivery,
    DeliveryState,
    Entry,
    Issue,
    Item,
    ItemKind,
    Level,
    Period,
    Point,
    Reading,
    Source,
    SourceState,
    Statement,
    Subscriber,
    SubscriberState,
    Summary,
    Task,
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


def a_written_summary(item: int = 1, **changes: Any) -> Summary:
    """What a model made of the text of `an_entry` and `an_item`, in both languages."""
    texts = {"ko": "테넌트마다 색인을 따로 두었다.", "en": "Each tenant got an index."}
    summary = a_summary(
        item,
        points=(Point(quote=TEXT, start=0, texts=texts),),
        headline={"ko": "테넌트별 색인", "en": "An index for each tenant"},
        tldr=(Statement(texts=texts, points=(0,)),),
        why={"ko": "느린 질의가 빨라졌다.", "en": "Slow queries became faster."},
        prerequisites=("embeddings",),
        writer="some-model",
    )
    return replace(summary, **changes)


def an_issue(number: int = 1, **changes: Any) -> Issue:
    """A weekly issue; those of different numbers are of different weeks."""
    start = WEEK_START + timedelta(days=7 * (number - 1))
    issue = Issue(
        number=number,
        week=f"2026-W{8 + number:02d}",
        period=Period(start, start + timedelta(days=7)),
        opened=start + timedelta(days=7, hours=6),
        content=f'{{"week":{number}}}',
        sha256=f"{number:064x}",
    )
    return replace(issue, **changes)


def a_subscriber(number: int = 1, **changes: Any) -> Subscriber:
    """An active subscriber who reads Korean."""
    subscriber = Subscriber(
        id=number,
        address=f"reader{number}@mail.example",
        language="ko",
        state=SubscriberState.ACTIVE,
        asked=NOW - timedelta(days=9),
        confirmed=NOW - timedelta(days=8),
    )
    return replace(subscriber, **changes)


def a_delivery(number: int = 1, **changes: Any) -> Delivery:
    """A letter of the first issue that has been leased once."""
    delivery = Delivery(
        issue=1,
        subscriber=number,
        address=f"reader{number}@mail.example",
        language="ko",
        state=DeliveryState.SENDING,
        message_id=f"<1.{number}@catchup.example>",
        attempts=1,
    )
    return replace(delivery, **changes)


def a_backlog_entry(item: int = 1, topic: str = "rag", **changes: Any) -> BacklogEntry:
    """An open entry that somebody has touched."""
    return replace(BacklogEntry(item=item, topic=topic, by="mira", changed=NOW), **changes)


def a_task(**changes: Any) -> Task:
    """An open task: a topic has no page."""
    task = Task(
        id=1,
        kind=BacklogKind.MISSING_PAGE,
        subject="rag",
        opened=NOW,
        topic="rag",
        titles={"ko": "검색 증강 생성", "en": "Retrieval-augmented generation"},
    )
    return replace(task, **changes)


def a_call(**changes: Any) -> Call:
    """A call that was answered."""
    call = Call(
        provider="127.0.0.1",
        model="some-model",
        purpose="summary",
        prompt="p-1",
        item=1,
        started=NOW,
        seconds=1.5,
        tokens_in=900,
        tokens_cached=100,
        tokens_out=200,
        estimated=False,
        cost=0.02,
        outcome="ok",
    )
    return replace(call, **changes)
