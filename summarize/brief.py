"""From an item to its summary: brief the writer, check what comes back, fall back on an extract."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from catchup.errors import WriterError
from catchup.types import (
    Body,
    Brief,
    Conflict,
    Draft,
    Item,
    ItemKind,
    Level,
    Point,
    Reading,
    Summary,
    Taxonomy,
    Topic,
    TopicMatch,
    Writer,
)
from summarize.checking import check
from summarize.conflicts import conflicts
from summarize.spans import extent_of, placed, spans

MAX_CANDIDATES = 12
_SCALE = tuple(Level)


def briefed(
    item: Item,
    matches: Sequence[TopicMatch],
    taxonomy: Taxonomy,
    *,
    boilerplate: frozenset[str] = frozenset(),
    body: Body | None = None,
) -> Brief:
    """What a writer is given of an item's current version, by its `body` where it has one.

    `matches` stand best first. No sentence of `boilerplate` (what the source repeats, by
    `recurring`) becomes a point.
    """
    told = body or Body(text=item.text, reading=item.reading, outline=())
    return Brief(
        title=item.title,
        text=told.text,
        outline=told.outline,
        language=item.language,
        kind=item.kind,
        reading=told.reading,
        item=item.id,
        topics=_candidates(matches, taxonomy),
        boilerplate=boilerplate,
    )


def write(  # noqa: PLR0913 - what a summary is made of, the optional by name
    item: Item,
    matches: Sequence[TopicMatch],
    taxonomy: Taxonomy,
    writer: Writer,
    now: datetime,
    *,
    fallback: Writer | None = None,
    boilerplate: frozenset[str] = frozenset(),
    body: Body | None = None,
) -> Summary:
    """Summarise an item's current version, from what `briefed` makes of it.

    Where the writer fails, `fallback` writes instead and the summary says why; without one, raises
    WriterError. Without a text beyond the title there is nothing to quote: no writer is asked and
    the summary has no points.
    """
    brief = briefed(item, matches, taxonomy, boilerplate=boilerplate, body=body)
    author, draft, trouble = writer, Draft(points=()), ""
    if brief.reading is not Reading.TITLE and brief.text.strip():
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
        points=_placed(checked.points, brief),
        level=_level(item.kind, checked.level or _topic_level(matches, taxonomy)),
        level_estimated=True,
        reading=Reading.PARTIAL if checked.read else brief.reading,
        writer=checked.writer or author.name,
        prompt=author.prompt,
        written=now,
        suspicious=checked.suspicious,
        headline=checked.headline,
        tldr=checked.tldr,
        why=checked.why,
        prerequisites=checked.prerequisites,
        fallback=trouble,
        extent=extent_of(checked, brief),
        conflicts=_checked(conflicts(brief), brief),
    )


def _placed(points: Sequence[Point], brief: Brief) -> tuple[Point, ...]:
    parts = spans(brief.text, brief.outline)
    return tuple(placed(point, brief.outline, parts) for point in points)


def _checked(found: Sequence[Conflict], brief: Brief) -> tuple[Conflict, ...]:
    """The contradictions of which both sides may be shown."""
    if not found:
        return ()
    said = Draft(points=tuple(point for conflict in found for point in conflict.said))
    sound = {point.start for point in check(said, brief).points}
    shown = (c for c in found if all(point.start in sound for point in c.said))
    return tuple(replace(conflict, said=_both(conflict, brief)) for conflict in shown)


def _both(conflict: Conflict, brief: Brief) -> tuple[Point, Point]:
    one, other = _placed(conflict.said, brief)
    return one, other


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
