"""Makes tasks of clusters: topics that emerge, for people to judge; they alone change topics.yaml.

At most five are new in a week, and none is like what people have declined or accepted.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import datetime

from catchup.types import (
    BacklogKind,
    BacklogState,
    ItemId,
    Language,
    Task,
    Taxonomy,
    TopicId,
    TopicMatch,
)
from taxonomy.backlog import FINAL
from taxonomy.clustering import Cluster

CLUSTER_KINDS = frozenset({BacklogKind.UNMAPPED_CLUSTER, BacklogKind.PROPOSAL})
SOURCES_OF_A_PROPOSAL = 3
NEW_A_WEEK = 5
# By hand: words, and letters in threes, that names of one thing have in common.
SAME_WORDS = 0.4
SAME_LETTERS = 0.7
_PLACED = 8

Rank = Callable[[str, str, Language], Sequence[TopicMatch]]


def proposals(
    found: Sequence[Cluster],
    known: Sequence[Task],
    unmapped: Collection[ItemId],
    place: Callable[[Cluster], TopicId],
    week_start: datetime,
    now: datetime,
) -> list[Task]:
    """The cluster tasks that are wanted now: what stays open, and what is new within the limit.

    `known` are all tasks ever opened; `unmapped` says which of their items have no topic still. A
    proposal is wanted until people decide, or until its items have found topics.
    """
    ours = [task for task in known if task.kind in CLUSTER_KINDS]
    wanted = {task.subject: task for task in ours if _goes_on(task, unmapped)}
    left = NEW_A_WEEK - sum(task.opened >= week_start for task in ours)
    for cluster in found:
        kin = [task for task in ours if _is_like(task, cluster)]
        if any(task.state in FINAL for task in kin):
            continue
        kind = _kind(cluster)
        same = next((task for task in kin if task.kind is kind), None)
        if same is None and kind is BacklogKind.UNMAPPED_CLUSTER and kin:
            continue  # a proposal of which some items are too old to count by now
        if same is not None:
            wanted.setdefault(same.subject, _told(same, cluster))
        elif left > 0:
            left -= 1
            task = _task(cluster, kind, place(cluster), now)
            ours.append(task)
            # The cluster that has grown into a proposal is closed by no longer being wanted.
            wanted = {s: t for s, t in wanted.items() if t not in kin} | {task.subject: task}
        else:
            wanted |= {task.subject: task for task in kin if task.state is not BacklogState.DONE}
    return list(wanted.values())


def nearest_area(cluster: Cluster, rank: Rank, taxonomy: Taxonomy) -> TopicId:
    """The area whose topics are most like the members, "" where none is like them at all."""
    total: dict[TopicId, float] = defaultdict(float)
    for member in cluster.members[:_PLACED]:
        for match in rank(member.title, member.text, member.language):
            total[taxonomy.area_of(match.topic).id] += match.score
    return max(total, key=lambda area: (total[area], area), default="")


def _goes_on(task: Task, unmapped: Collection[ItemId]) -> bool:
    """Whether a proposal that people can still decide has enough items without a topic."""
    waiting = task.kind is BacklogKind.PROPOSAL and task.state is not BacklogState.DONE
    left = sum(item in unmapped for item in task.items)
    return waiting and task.state not in FINAL and 2 * left >= len(task.items)


def _kind(cluster: Cluster) -> BacklogKind:
    enough = cluster.sources >= SOURCES_OF_A_PROPOSAL
    return BacklogKind.PROPOSAL if enough else BacklogKind.UNMAPPED_CLUSTER


def _is_like(task: Task, cluster: Cluster) -> bool:
    """Whether a cluster is about what a task is about: by name, by words, or by items."""
    members = {member.item for member in cluster.members}
    shared = len(members.intersection(task.items))
    if 2 * shared >= min(len(members), len(task.items) or 1):
        return True
    ours, theirs = set(cluster.words), set(task.words)
    if not ours or not theirs:
        return False
    named = cluster.words[0] in theirs or task.words[0] in ours
    common = len(ours & theirs) >= SAME_WORDS * min(len(ours), len(theirs))
    return named or common or _spelt_alike(cluster.words[0], task.words[0])


def _spelt_alike(one: str, other: str) -> bool:
    """Whether two names are one in another form: most of their letters in threes agree."""
    ours, theirs = ({name[n : n + 3] for n in range(len(name) - 2)} for name in (one, other))
    return len(ours & theirs) >= SAME_LETTERS * max(len(ours), len(theirs), 1)


def _told(task: Task, cluster: Cluster) -> Task:
    """The task with the items that are there now; name, place and words stay as people saw them."""
    return replace(task, items=tuple(member.item for member in cluster.members))


def _task(cluster: Cluster, kind: BacklogKind, topic: TopicId, now: datetime) -> Task:
    return Task(
        kind=kind,
        subject=cluster.words[0],
        opened=now,
        topic=topic,
        titles=dict(cluster.titles),
        items=tuple(member.item for member in cluster.members),
        words=cluster.words,
    )
