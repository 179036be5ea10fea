"""The gate before the store: only points that code can verify pass."""

import re

from catchup.types import Brief, Draft, Point

MAX_POINTS = 5
MAX_TEXT = 300
MAX_QUOTE = 480
MIN_QUOTE = 12
_UNSAFE = re.compile(
    r"[a-z][a-z0-9+.-]*://|\bwww\.\w|\b(?:javascript|data|mailto):\S"
    r"|</?[a-z!][^<>]*>|&(?:lt|gt|#\d+|#x[0-9a-f]+);"
    r"|!?\[[^\]]*\]\s?\(|\]\s?\(|```"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)


def check(draft: Draft, brief: Brief) -> tuple[Point, ...]:
    """The points that may be published, in the draft's order; the others are dropped.

    A point passes when its quote stands in `brief.text` at exactly its offset, when neither quote
    nor wording holds an address, markup or e-mail, and when both are of readable length. Equal
    quotes count once.
    """
    passed: dict[str, Point] = {}
    for point in draft.points:
        if _is_sound(point, brief.text):
            passed.setdefault(" ".join(point.quote.split()).casefold(), point)
    return tuple(passed.values())[:MAX_POINTS]


def _is_sound(point: Point, text: str) -> bool:
    if not MIN_QUOTE <= len(point.quote) <= MAX_QUOTE:
        return False
    if point.start < 0 or not text.startswith(point.quote, point.start):
        return False
    if any(not wording.strip() or len(wording) > MAX_TEXT for wording in point.texts.values()):
        return False
    return not any(_UNSAFE.search(words) for words in (point.quote, *point.texts.values()))
