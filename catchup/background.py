"""Gathers what the store knows beside the candidates of a report: what was told, what changed."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from catchup.store import Store
from catchup.types import (
    Background,
    BacklogKind,
    BacklogState,
    Change,
    Earlier,
    Edit,
    Erratum,
    ItemId,
    Move,
    MoveKind,
    Selection,
    Task,
    Taxonomy,
    TopicId,
    TopicKind,
)
from publish.changes import change
from publish.freezing import thaw

WAITS = frozenset(
    {
        BacklogState.OPEN,
        BacklogState.TRIAGED,
        BacklogState.CLAIMED,
        BacklogState.IN_REVIEW,
    }
)
OF_TASKS: Mapping[BacklogKind, MoveKind] = {
    BacklogKind.PROPOSAL: MoveKind.PROPOSED,
    BacklogKind.STALE_PAGE: MoveKind.STALE,
    BacklogKind.DEAD_LINK: MoveKind.DEAD,
}
MOST_MOVES = 5  # of one kind


def gather(
    store: Store, taxonomy: Taxonomy, selection: Selection, *, issue: bool, edit: Edit
) -> Background:
    """What a report tells beside its items: since the last issue, or since its period began."""
    latest = store.issues.latest() if issue else None
    since = latest.opened if latest else selection.period.start
    accepted = store.backlog.accepted()
    topics = {t.id for t in taxonomy.topics.values() if t.kind is TopicKind.TOPIC}
    return Background(
        corrections=_corrections(store, selection, issue=issue),
        moves=tuple(_moves(store, since, selection.period.end)),
        without_resources=frozenset(topics - accepted.keys()),
        told=_told(store, selection),
        changes=_changes(store, selection, since),
        edit=edit,
    )


def _corrections(store: Store, selection: Selection, *, issue: bool) -> tuple[Erratum, ...]:
    """What no issue has told yet; in a report on demand, what was noted within its period."""
    period = selection.period
    if not issue:
        noted = store.errata.noted_since(period.start)
        return tuple(erratum for erratum in noted if erratum.noted < period.end)
    latest = store.issues.latest()
    if latest is None:
        return ()
    told = {(each.week, each.noted) for each in thaw(latest.content).corrections}
    noted = store.errata.noted_since(latest.period.end)
    return tuple(each for each in noted if (each.week, each.noted) not in told)


def _moves(store: Store, since: datetime, until: datetime) -> Iterator[Move]:
    """What people accepted, topics that are proposed, and what in the handbook has aged."""
    accepted: Mapping[TopicId, int] = store.backlog.accepted_since(since)
    most = sorted(accepted.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_MOVES]
    for topic, number in most:
        yield Move(kind=MoveKind.ACCEPTED, topic=topic, number=number)
    opened = [task for task in store.tasks.all() if since <= task.opened < until]
    for kind, means in OF_TASKS.items():
        waiting = [task for task in opened if task.kind is kind and task.state in WAITS]
        for task in sorted(waiting, key=_most_items)[:MOST_MOVES]:
            number = max(1, len(task.items))
            yield Move(kind=means, topic=task.topic, titles=task.titles, number=number)


def _most_items(task: Task) -> tuple[int, int]:
    return -len(task.items), task.id


def _told(store: Store, selection: Selection) -> Mapping[str, Earlier]:
    """What earlier issues told of the updates, and of what the news speak of, by address."""
    spoken = {url for choice in selection.chosen for url in choice.candidate.item.mentions}
    spoken |= {candidate.item.url for candidate in selection.updates}
    return store.issues.told(sorted(spoken))


def _changes(store: Store, selection: Selection, since: datetime) -> Mapping[ItemId, Change]:
    items = {candidate.item.id: candidate.item for candidate in selection.updates}
    before = store.items.words_before(sorted(items), since)
    compared = (
        (key, change(words, items[key], store.bodies.of(key))) for key, words in before.items()
    )
    return {key: found for key, found in compared if found is not None}
