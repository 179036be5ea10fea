"""Says what a topic of the handbook lacks; pure.

| gap | when |
|---|---|
| no resource | there is no item for it, and its page links to nothing |
| undecided | items are there, nobody has accepted one, and its page links to nothing |
| no page | the handbook has no page about it, or only a chapter without a file |
| placeholder | its page is empty, or says little more than that it is to be written |
| stale | since its page last changed 10 items came, or half a year went by and any came |

Without a handbook to look at, only items are judged. A topic that a person marked `skip` lacks
nothing.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from catchup.types import Coverage, PageState, Priority, Taxonomy, Topic, TopicId, TopicKind

STALE_ITEMS = 10
STALE_AFTER = timedelta(days=182)
_NOTHING = Coverage()
_NO_FILE = frozenset((PageState.MISSING, PageState.DRAFT))
_NO_TEXT = frozenset((PageState.EMPTY, PageState.PLACEHOLDER))


class Gap(StrEnum):
    """What a topic lacks."""

    NO_RESOURCE = "no-resource"
    UNDECIDED = "undecided"
    NO_PAGE = "no-page"
    PLACEHOLDER = "placeholder"
    STALE = "stale"


def gaps(
    taxonomy: Taxonomy,
    coverage: Mapping[TopicId, Coverage],
    now: datetime,
    *,
    pages_known: bool,
) -> Iterator[tuple[Topic, tuple[Gap, ...]]]:
    """The topics that lack something, in developer order, each with what it lacks."""
    topics = [topic for topic in taxonomy.topics.values() if topic.kind is TopicKind.TOPIC]
    for topic in sorted(topics, key=lambda topic: topic.order):
        if topic.priority is Priority.SKIP:
            continue
        found = tuple(_lacking(coverage.get(topic.id, _NOTHING), now, pages_known=pages_known))
        if found:
            yield topic, found


def _lacking(there: Coverage, now: datetime, *, pages_known: bool) -> Iterator[Gap]:
    page = there.page
    if not there.accepted and (page is None or not page.resources):
        yield Gap.UNDECIDED if there.placed else Gap.NO_RESOURCE
    if not pages_known:
        return
    if page is None or page.state in _NO_FILE:
        yield Gap.NO_PAGE
    elif page.state in _NO_TEXT:
        yield Gap.PLACEHOLDER
    elif is_stale(there, now):
        yield Gap.STALE


def is_stale(there: Coverage, now: datetime) -> bool:
    """Whether the page has fallen behind; one whose last change is not known has not."""
    if there.page is None or there.page.changed is None:
        return False
    old = now - there.page.changed >= STALE_AFTER
    return there.newer >= STALE_ITEMS or (old and there.newer > 0)
