"""From an item to its summary: brief the writer, check what comes back, fall back on an extract."""

from collections.abc import Sequence
from datetime import datetime

from catchup.errors import WriterError
from catchup.types import (
    Brief,
    Draft,
    Item,
    ItemKind,
    Level,
    Reading,
    Summary,
    Taxonomy,
    Topic,
    TopicMatch,
    Writer,
)
from summarize.checking import check

MAX_CANDIDATES = 12
_SCALE = tuple(Level)


def write(  # noqa: PLR0913 - what a summary is made of, the optional by name
    item: Item,
    matches: Sequence[TopicMatch],
    taxonomy: Taxonomy,
    writer: Writer,
    now: datetime,
    *,
    fallback: Writer | None = None,
    boilerplate: frozenset[str] = frozenset(),
) -> Summary:
    """Summarise an item's current version; `matches` come best first.

    No sentence of `boilerplate` (what the source repeats, by `recurring`) becomes a point.

    Where the writer fails, `fallback` writes instead and the summary says why; without one, raises
    WriterError. Without a text beyond the title there is nothing to quote: no writer is asked and
    the summary has no points.
    """
    brief = Brief(
        title=item.title,
        text=item.text,
        language=item.language,
        kind=item.kind,
        reading=item.reading,
        item=item.id,
        topics=_candidates(matches, taxonomy),
        boilerplate=boilerplate,
    )
    author, draft, trouble = writer, Draft(points=()), ""
    if item.reading is not Reading.TITLE and item.text.strip():
        try:
            draft = writer.write(brief)
        except WriterError as error:
            if fallback is None:
                raise
            author, draft, trouble = fallback, fallback.write(brief), error.code
    checked = check(draft, brief)
    return Summary(
        item=item.id,
        version=item.version,
        points=checked.points,
        level=_level(item.kind, checked.level or _topic_level(matches, taxonomy)),
        level_estimated=True,
        reading=Reading.PARTIAL if checked.partial else item.reading,
        writer=author.name,
        prompt=author.prompt,
        written=now,
        suspicious=checked.suspicious,
        headline=checked.headline,
        tldr=checked.tldr,
        why=checked.why,
        prerequisites=checked.prerequisites,
        fallback=trouble,
    )


def _candidates(matches: Sequence[TopicMatch], taxonomy: Taxonomy) -> tuple[Topic, ...]:
    """The topics that may be prerequisites: what the matched topics build on, then those."""
    matched = [m.topic for m in matches if m.topic in taxonomy.topics]
    needed = [p for topic in matched for p in taxonomy.topics[topic].prerequisites]
    ids = dict.fromkeys((*needed, *matched))
    return tuple(taxonomy.topics[i] for i in ids if i in taxonomy.topics)[:MAX_CANDIDATES]


def _topic_level(matches: Sequence[TopicMatch], taxonomy: Taxonomy) -> Level:
    topic = taxonomy.topics.get(matches[0].topic) if matches else None
    return topic.level if topic else Level.INTERMEDIATE


def _level(kind: ItemKind, level: Level) -> Level:
    """A paper is never easier than intermediate."""
    if kind is ItemKind.PAPER:
        return max(level, Level.INTERMEDIATE, key=_SCALE.index)
    return level
