"""From an item to its summary: brief the writer, check what comes back, estimate the level."""

from collections.abc import Sequence
from datetime import datetime

from catchup.types import (
    Brief,
    Draft,
    Item,
    ItemKind,
    Level,
    Reading,
    Summary,
    Taxonomy,
    TopicMatch,
    Writer,
)
from summarize.checking import check

_SCALE = tuple(Level)


def write(
    item: Item,
    matches: Sequence[TopicMatch],
    taxonomy: Taxonomy,
    writer: Writer,
    now: datetime,
) -> Summary:
    """Summarise an item's current version; `matches` come best first. Raises WriterError.

    Without a text beyond the title there is nothing to quote: the summary has no points.
    """
    brief = Brief(
        title=item.title,
        text=item.text,
        language=item.language,
        kind=item.kind,
        reading=item.reading,
    )
    readable = item.reading is not Reading.TITLE and bool(item.text.strip())
    draft = writer.write(brief) if readable else Draft(points=())
    return Summary(
        item=item.id,
        version=item.version,
        points=check(draft, brief),
        level=_level(item.kind, matches, taxonomy),
        level_estimated=True,
        reading=item.reading,
        writer=writer.name,
        prompt=writer.prompt,
        written=now,
        suspicious=draft.suspicious,
    )


def _level(kind: ItemKind, matches: Sequence[TopicMatch], taxonomy: Taxonomy) -> Level:
    """The level of the best topic; a paper is never easier than intermediate."""
    topic = taxonomy.topics.get(matches[0].topic) if matches else None
    level = topic.level if topic else Level.INTERMEDIATE
    if kind is ItemKind.PAPER:
        return max(level, Level.INTERMEDIATE, key=_SCALE.index)
    return level
