"""Makes tasks of what the handbook lacks; pure. `backlog.settle` opens and closes by them."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from catchup.types import (
    BacklogKind,
    Coverage,
    ItemId,
    Language,
    Task,
    Taxonomy,
    Topic,
    TopicId,
)
from taxonomy.gaps import Gap, gaps

PAGE_KINDS = frozenset({BacklogKind.MISSING_PAGE, BacklogKind.STALE_PAGE, BacklogKind.PLACEHOLDER})
_KINDS = {
    Gap.NO_RESOURCE: BacklogKind.NO_RESOURCE,
    Gap.NO_PAGE: BacklogKind.MISSING_PAGE,
    Gap.PLACEHOLDER: BacklogKind.PLACEHOLDER,
    Gap.STALE: BacklogKind.STALE_PAGE,
}


def of_gaps(
    taxonomy: Taxonomy, there: Mapping[TopicId, Coverage], now: datetime, *, pages_known: bool
) -> list[Task]:
    """A task for each gap of a topic (see `taxonomy.gaps`).

    Two of them are no tasks: where items wait to be decided, those are the work; and while most
    topics have no item at all, the store is young, which says nothing of a topic without resources.
    """
    young = 2 * sum(one.placed > 0 for one in there.values()) < len(there)
    return [
        _task(_KINDS[gap], _subject(gap, topic, there[topic.id]), topic.id, topic.titles, now)
        for topic, found in gaps(taxonomy, there, now, pages_known=pages_known)
        for gap in found
        if gap in _KINDS and not (young and gap is Gap.NO_RESOURCE)
    ]


def of_dead_links(dead: Iterable[tuple[TopicId, ItemId, str, str]], now: datetime) -> list[Task]:
    """A task for each accepted item (topic, item, title, address) whose page is there no more."""
    return [
        Task(
            kind=BacklogKind.DEAD_LINK,
            subject=f"{topic} {url}",
            topic=topic,
            titles={"ko": title, "en": title},
            items=(item,),
            opened=now,
        )
        for topic, item, title, url in dead
    ]


def of_conflicts(paths: Iterable[str], now: datetime) -> list[Task]:
    """A task for each page of ours that a person has edited, so that a push left it alone."""
    return [
        _task(BacklogKind.EDIT_CONFLICT, path, "", {"ko": path, "en": path}, now) for path in paths
    ]


def _subject(gap: Gap, topic: Topic, there: Coverage) -> str:
    """What a task is about: a page that is rewritten and stale again is another one."""
    if gap is Gap.STALE and there.page and there.page.changed:
        return f"{topic.id}@{there.page.changed:%Y-%m-%d}"
    return topic.id


def _task(
    kind: BacklogKind, subject: str, topic: TopicId, titles: Mapping[Language, str], now: datetime
) -> Task:
    return Task(kind=kind, subject=subject, topic=topic, titles=dict(titles), opened=now)
