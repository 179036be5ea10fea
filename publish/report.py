"""A digest laid out in one language: every word chosen, no markup yet. Renderers only add marks."""

import math
from dataclasses import dataclass, fields, is_dataclass
from functools import lru_cache
from typing import Any

from catchup.types import Language, TopicId
from publish.minutes import reading_time

NOT_READ = frozenset({"url", "language", "minutes", "named"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of a source in their own language ("" when unknown); `url` is "" when unsafe."""

    text: str
    language: Language = ""
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A labelled line in the report's language: `text`, an explaining `note`, links.

    Where the text names topics, `named` are their ids and titles in the same order.
    """

    label: str
    text: str = ""
    note: str = ""
    links: tuple[Passage, ...] = ()
    warning: bool = False
    named: tuple[tuple[TopicId, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """One of the three lines on top: the area, the title of its best card, and what that says.

    Where we have words of our own for the card, they are the title, and `said` is empty.
    """

    area: str
    title: Passage
    number: int
    said: Passage = Passage(text="")


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """One item: title, what it is, what was read, what it says, where it belongs and why.

    `headline` and `sentences` are ours, in the report's language; `quotes` are the source's own.
    """

    number: int
    title: Passage
    badge: str
    meta: tuple[str, ...]
    headline: str
    sentences: tuple[str, ...]
    quotes: tuple[Passage, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaView:
    """Cards under the area of the handbook that groups them."""

    title: str
    cards: tuple[CardView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefView:
    """One item in one line, other items of the same work, and what an update has changed.

    `told` are words of ours; without any, `said` is the sentence of the source that tells most,
    empty where none is short enough.
    """

    title: Passage
    meta: tuple[str, ...]
    together: tuple[Passage, ...]
    notes: tuple[str, ...] = ()
    told: str = ""
    said: Passage = Passage(text="")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines, or items in a line each, under a heading; `note` says whose words they are."""

    title: str
    lines: tuple[Fact, ...] = ()
    items: tuple[BriefView, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefGroup:
    """One-liners of one area of the handbook, or news of the day."""

    title: str
    lines: tuple[BriefView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A card in the reading order: its number, and the same in words with the time it takes."""

    number: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """Fixed headings of a report in its language."""

    headlines: str
    updates: str
    updates_note: str
    briefs: str
    briefs_note: str
    order: str
    sources: str
    together: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that a reader sees. `minutes` is the time the rest takes to read.

    Blocks stand before the three lines (`first`), before the cards (`middle`) and before the
    sources (`last`).
    """

    language: Language
    labels: Labels
    title: str
    minutes: int
    lead: tuple[str, ...]
    notes: tuple[str, ...]
    first: tuple[Block, ...]
    headlines: tuple[Headline, ...]
    order: tuple[Step, ...]
    middle: tuple[Block, ...]
    areas: tuple[AreaView, ...]
    updates: tuple[BriefView, ...]
    briefs: tuple[BriefGroup, ...]
    last: tuple[Block, ...]
    sources: tuple[Fact, ...]


def reading_minutes(page: object) -> int:
    """Whole minutes that a page takes to read."""
    return max(1, math.ceil(time_of(page)))


def time_of(page: object) -> float:
    """Minutes that everything a reader reads takes, whatever the renderer; addresses are free."""
    if isinstance(page, str):
        return _spoken(page)
    if isinstance(page, tuple):
        return sum(map(time_of, page))
    if isinstance(page, int) and not isinstance(page, bool):
        return _spoken(str(page))
    kind: Any = type(page)
    read = (getattr(page, name) for name in _read_fields(kind))
    return sum(map(time_of, read))


# A report is laid out many times before it fits, and most of its strings stay the same.
_spoken = lru_cache(maxsize=4096)(reading_time)


@lru_cache
def _read_fields(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 - any type at all
    """The fields of a part of a report that are read; a flag or nothing at all has none."""
    if not is_dataclass(kind):
        return ()
    return tuple(each.name for each in fields(kind) if each.name not in NOT_READ)
