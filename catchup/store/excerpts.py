"""Shows where a query stands in a text: a short cut around it, never inside a Hangul syllable."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from catchup.store.queries import Part

Span = tuple[int, int]
WIDTH = 140  # characters
LEAD = 40  # of them before the first match
SLACK = 20  # so far is looked for a space to cut at
HEAD = 3 * WIDTH  # characters read where nothing is looked for: three make one of old Hangul
ELLIPSIS = "…"
# Vowels and finals of old Hangul, joiners, variation selectors, skin tones, combining marks.
_GOES_WITH_THE_LAST = re.compile(
    "[\u1160-\u11ff\u0300-\u036f\u20d0-\u20ff\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]|(?<=\u200d)."
)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Text, and the spans (start, end) of what was searched for in it."""

    text: str
    spans: tuple[Span, ...] = ()


def marked(text: str, parts: Iterable[Part]) -> Excerpt:
    """A whole text with its matches."""
    # Canonical form only: compatibility forms would show ① as 1 and ㅋ as a lone initial.
    whole = " ".join(unicodedata.normalize("NFC", text).split())
    return Excerpt(whole, _spans(whole, parts))


def excerpt(text: str, parts: Collection[Part]) -> Excerpt:
    """A cut of at most about `WIDTH` characters: around the densest matches, else the beginning."""
    whole = marked(text if parts else text[:HEAD], parts)
    if len(whole.text) <= WIDTH:
        return whole
    start = _start(whole.text, _densest(whole.spans))
    end = _end(whole.text, start)
    head = ELLIPSIS if start else ""
    tail = ELLIPSIS if end < len(whole.text) else ""
    shift = len(head) - start
    inside = tuple((a + shift, b + shift) for a, b in whole.spans if start <= a and b <= end)
    return Excerpt(f"{head}{whole.text[start:end].rstrip()}{tail}", inside)


def _spans(text: str, parts: Iterable[Part]) -> tuple[Span, ...]:
    """Where any of the parts stands, overlapping places as one."""
    found: list[Span] = []
    for start, end in sorted(span for part in parts for span in part.occurrences(text)):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        elif end > start:
            found.append((start, end))
    return tuple(found)


def _densest(spans: Sequence[Span]) -> int:
    """The start of the match after which the most others stand within one excerpt."""
    best, most, last = 0, 0, 0
    for first, (start, _) in enumerate(spans):
        while last < len(spans) and spans[last][1] <= start + WIDTH - LEAD:
            last += 1
        if last - first > most:
            best, most = start, last - first
    return best


def _start(text: str, match: int) -> int:
    wanted = min(match - LEAD, len(text) - WIDTH)
    if wanted <= 0:
        return 0
    space = text.find(" ", wanted, min(match, wanted + SLACK))
    return _whole(text, space + 1 if space >= 0 else wanted)


def _end(text: str, start: int) -> int:
    wanted = start + WIDTH
    if wanted >= len(text):
        return len(text)
    space = text.rfind(" ", wanted - SLACK, wanted)
    return _whole(text, space if space >= 0 else wanted)


def _whole(text: str, at: int) -> int:
    """A place for a cut, moved back before what belongs to the character in front of it."""
    while 0 < at < len(text) and _GOES_WITH_THE_LAST.match(text, at):
        at -= 1
    return at
