"""Tends the backlog: opens and closes the tasks that rules find; no network, no model.

What rules want is computed afresh each time and compared with the tasks that are there, so a
second run changes nothing.
"""

from collections.abc import Iterable
from datetime import timedelta
from functools import cache
from urllib.parse import urlsplit

from catchup import coverage
from catchup.errors import ConfigError
from catchup.pipeline.parts import Parts, kept
from catchup.types import BacklogKind, Item, Period, Run, Task, TopicId
from ingest.hosting import BY_PATH
from ingest.spam import is_spam
from publish.periods import week_of
from taxonomy import Matcher, read_names
from taxonomy.backlog import FINAL, settle
from taxonomy.book import Connected
from taxonomy.clustering import Cluster, Unmapped, clusters, says_field, vocabulary_of
from taxonomy.emerging import CLUSTER_KINDS, nearest_area, proposals
from taxonomy.tasks import PAGE_KINDS, of_conflicts, of_dead_links, of_gaps

# Whole weeks: a window that moved by the hour would change its clusters by the hour.
WEEKS_BEFORE = timedelta(weeks=3)
MOST_UNMAPPED = 3000
SHARED_HOSTS = frozenset({*BY_PATH, "youtube.com"})
OF_THE_STORE = CLUSTER_KINDS | {BacklogKind.NO_RESOURCE, BacklogKind.DEAD_LINK}


def tend(parts: Parts) -> Run:
    """Open the tasks for which there is a reason, close those whose reason is gone.

    Without a checkout of the handbook its pages are not spoken of; one that cannot be read is
    named. `done` counts tasks opened, closed or told anew.
    """
    started = parts.clock()
    known = parts.store.tasks.all()
    handbook, notes = _handbook(parts)
    there = coverage.cover(parts.store, parts.taxonomy, handbook)
    wanted = [
        *_emerging(parts, known),
        *of_gaps(parts.taxonomy, there, started, pages_known=handbook is not None),
        *of_dead_links(parts.store.backlog.gone(), started),
    ]
    kinds = OF_THE_STORE | PAGE_KINDS if handbook else OF_THE_STORE
    changed = settle(known, wanted, kinds, started)
    parts.store.tasks.keep(changed)
    run = Run(
        job="backlog",
        started=started,
        ended=parts.clock(),
        done=len(changed),
        failed=len(notes),
        notes=notes,
    )
    return kept(parts, run)


def note_conflicts(parts: Parts, paths: Iterable[str]) -> None:
    """Open a task for each page that a push left alone, close those of pages it wrote again."""
    now = parts.clock()
    kinds = frozenset({BacklogKind.EDIT_CONFLICT})
    changed = settle(parts.store.tasks.all(), of_conflicts(paths, now), kinds, now)
    parts.store.tasks.keep(changed)


def _handbook(parts: Parts) -> tuple[Connected | None, tuple[str, ...]]:
    try:
        return coverage.read_handbook(parts.config, parts.taxonomy), ()
    except ConfigError as error:
        return None, (f"the handbook's pages were not looked at: {error}",)


def _emerging(parts: Parts, known: tuple[Task, ...]) -> list[Task]:
    """The tasks about items that fit no topic."""
    now = parts.clock()
    week = week_of(now, parts.config.timezone)
    window = Period(week.start - WEEKS_BEFORE, now + timedelta(days=1))
    judged = _items_of(task for task in known if task.state in FINAL)
    names = read_names(parts.config.names_file, parts.taxonomy.topics)
    found = clusters(
        [
            _unmapped(item)
            for item in parts.store.items.without_topic(window, MOST_UNMAPPED)
            if item.id not in judged and not is_spam(item.title, item.text)
        ],
        vocabulary_of(parts.taxonomy, names),
    )

    @cache
    def matcher() -> Matcher:
        return Matcher(parts.taxonomy, names)

    def place(cluster: Cluster) -> TopicId:
        return nearest_area(cluster, matcher().rank, parts.taxonomy)

    unmapped = parts.store.items.still_without_topic(_items_of(known))
    return proposals(found, known, unmapped, place, week.start, now)


def _items_of(tasks: Iterable[Task]) -> frozenset[int]:
    return frozenset(i for task in tasks if task.kind in CLUSTER_KINDS for i in task.items)


def _unmapped(item: Item) -> Unmapped:
    return Unmapped(
        item=item.id,
        title=item.title,
        text=item.text,
        language=item.language,
        source=item.sources[0],
        site=_site(item),
        in_field=says_field(item.title, item.text),
    )


def _site(item: Item) -> str:
    """Whose pages an item stands on: its host, but its source where strangers share a host."""
    host = (urlsplit(item.url).hostname or "").removeprefix("www.")
    return item.sources[0] if host in SHARED_HOSTS or not host else host
