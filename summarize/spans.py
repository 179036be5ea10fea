"""The parts of a long text: sections of a paper, chapters or ten minutes of a recording."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from catchup.types import Brief, Draft, Extent, Mark, Point
from summarize.instructions import is_instruction
from summarize.wording import has_link_or_markup

WINDOW_SECONDS = 600
LONGEST_TITLE = 80
Place = tuple[int, int]
# What an engineer reads first, and what last; by hand, like the weights of sentences.
_TELLING = re.compile(
    r"\b(?:results?|experiments?|evaluation|findings|measurements?|ablations?|limitations?)\b"
    r"|결과|실험|평가|한계",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(
    r"\b(?:introduction|related work|background|preliminar\w+|appendix|supplement\w*)\b"
    r"|서론|관련\s?연구|배경|부록",
    re.IGNORECASE,
)
_TELLING_MORE, _TELLING_LESS = 0.3, -0.4
# What nobody reads a paper for; `sections` of these names give no points.
_FURNITURE = re.compile(
    r"references|bibliography|acknowledge?ments?|(?:author )?contributions?|funding"
    r"|(?:conflicts?|declaration) of interests?|참고\s?문헌|감사의\s?(?:글|말)|사사",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A part of a text: characters from `start` to before `end`; "" where it has no title."""

    start: int
    end: int
    title: str = ""
    second: int | None = None


def spans(text: str, outline: Sequence[Mark]) -> tuple[Span, ...]:
    """The parts of a text in order, without a gap: by title, else by ten minutes, else one.

    A title that reads like an order, or holds an address or markup, is not taken over.
    """
    begins = [mark for mark in outline if mark.title] or list(_windows(outline))
    if not begins or begins[0].start > 0:
        begins.insert(0, Mark(start=0))
    ends = [mark.start for mark in begins[1:]] + [len(text)]
    return tuple(
        Span(start=m.start, end=end, title=_title(m.title), second=m.second)
        for m, end in zip(begins, ends, strict=True)
        if m.start < end
    )


def is_furniture(span: Span) -> bool:
    """Whether a section is one of those that say nothing about the matter."""
    return bool(_FURNITURE.fullmatch(span.title))


def interest(span: Span) -> float:
    """What a section adds to the score of its sentences."""
    if _BACKGROUND.search(span.title):
        return _TELLING_LESS
    return _TELLING_MORE if _TELLING.search(span.title) else 0.0


def placed(point: Point, outline: Sequence[Mark], parts: Sequence[Span]) -> Point:
    """The point with the section that it stands in and the second at which it begins."""
    part = parts[bisect_right(parts, point.start, key=lambda span: span.start) - 1]
    cues = [mark for mark in outline if mark.second is not None and not mark.title]
    number = bisect_right(cues, point.start, key=lambda cue: cue.start)
    return replace(point, section=part.title, second=cues[number - 1].second if number else None)


def section_at(brief: Brief, start: int) -> str:
    """The title of the section that a place of a document is in; "" where it has none."""
    parts = spans(brief.text, brief.outline)
    return placed(Point(quote="", start=start), (), parts).section


def portions(text: str, outline: Sequence[Mark], *, size: int, most: int) -> tuple[Place, ...]:
    """Places to read one after another: parts of at most `size` characters, `most` in all.

    Neighbours that fit are read together. Where not all fit, the first part (of a paper the
    abstract) comes before telling sections, and those before the background.
    """
    parts = [(span, p) for span in spans(text, outline) for p in _cut(text, span, size)]
    wanted = sorted(
        (number > 0, -interest(span), number, place)
        for number, (span, place) in enumerate(parts)
        if not is_furniture(span)
    )
    kept: list[Place] = []
    for *_, (start, end) in wanted:
        if most >= end - start:
            kept.append((start, end))
            most -= end - start
    return tuple(_joined(sorted(kept), size))


def _cut(text: str, span: Span, size: int) -> Iterator[Place]:
    """A part in pieces of at most `size` characters that end with a paragraph where they can."""
    start = span.start
    while span.end - start > size:
        end = max(text.rfind("\n", start + size // 2, start + size) + 1, 0) or start + size
        yield start, end
        start = end
    yield start, span.end


def _joined(places: Sequence[Place], size: int) -> Iterator[Place]:
    """Places in order, neighbours together as far as they fit."""
    begun: Place | None = None
    for start, end in places:
        if begun and begun[1] == start and end - begun[0] <= size:
            begun = (begun[0], end)
            continue
        if begun:
            yield begun
        begun = (start, end)
    if begun:
        yield begun


def extent_of(draft: Draft, brief: Brief) -> Extent | None:
    """What of a text with an outline, or of one that was read in part, was read."""
    if not brief.outline and not draft.read:
        return None
    read = draft.read or ((0, len(brief.text)),)
    named = [span for span in spans(brief.text, brief.outline) if span.title]
    seen = [s.title for s in named if any(start <= s.start < end for start, end in read)]
    cues = [mark for mark in brief.outline if mark.second is not None]
    heard = [mark for mark in cues if any(start <= mark.start < end for start, end in read)]
    return Extent(
        words=sum(len(brief.text[start:end].split()) for start, end in read),
        of_words=len(brief.text.split()),
        sections=tuple(seen),
        of_sections=len(named),
        until=heard[-1].second if heard else None,
        length=cues[-1].second if cues else None,
    )


def _windows(outline: Sequence[Mark]) -> Iterator[Mark]:
    """The first cue of each ten minutes."""
    cues = [mark for mark in outline if mark.second is not None]
    yield from cues[:1]
    for before, cue in pairwise(cues):
        if (before.second or 0) // WINDOW_SECONDS < (cue.second or 0) // WINDOW_SECONDS:
            yield cue


def _title(title: str) -> str:
    title = " ".join(title.split())
    if is_instruction(title) or has_link_or_markup(title):
        return ""
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rstrip() + "…"
