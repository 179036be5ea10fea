"""Splits Korean and English text into sentences, with the exact place of each in the text."""

import re
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text` stands in the source at `start`: `source[start:start + len(text)] == text`."""

    text: str
    start: int


_CLOSERS = "\"'”’)\\]」』»*_"
# A stop and what closes around it. Korean text often has no space behind the stop of a polite or
# plain ending; everything else needs white space there, which spares decimals, versions and URLs.
# A run of stops is entered only at its first one: linear even for a page of dots.
_STOP = re.compile(
    rf"(?<![.!?。？！…])[.!?。？！…]+[{_CLOSERS}]*(?=\s)"
    r"|(?<=[가-힣])[。？！]+(?=\S)"
    r"|(?<=[다요죠까네음함됨임])[.!?]+(?=[가-힣A-Z“‘\"'(])"
)
_PARAGRAPH = re.compile(r"\S[^\n]*(?:\n[ \t\r]*\S[^\n]*)*")
_LINE = re.compile(r"\S[^\n]*")
_NARROW, _WIDE = 60, 120
_MIN_WRAPPED = 3
_HEAD = 12
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|et al|cf|vs|figs?|eqs?|secs?|refs?|tab|dr|mr|mrs|ms|prof|st|no|nos|vol|"
    r"approx|resp|ca|p|pp|ch|w\.r\.t|a\.k\.a)|(?:^|[\s(.])[A-Z])\.$",
    re.IGNORECASE,
)
_SINGLE_LOWER = re.compile(r"(?:^|[\s(])[a-z]\.$")
_LIST_NUMBER = re.compile(r"\(?\d{1,3}[.)]$")
_MARKER = re.compile(r"(?:[-*•·▪‣◦○●■□▶➤✔✅#>]+\s+|\(?\d{1,2}[.)]\s+)+")
# Korean cites with particles behind the closing mark: the sentence goes on.
_CITATION = re.compile(r"(?:이?라[고는며]|[고는란]|하[고는며였])")


def split(text: str) -> tuple[Sentence, ...]:
    """Sentences in order; list markers and white space belong to none. Lines are never joined.

    A line break inside a paragraph counts as a space only where the text is plainly wrapped by
    width (see `_is_filled`), as in abstracts. Linear in the length of `text`.
    """
    found: list[Sentence] = []
    for start, end in _blocks(text):
        found.extend(_split_block(text, start, end))
    return tuple(found)


def _blocks(text: str) -> list[tuple[int, int]]:
    """Spans in which sentences may be looked for: lines, or whole paragraphs wrapped by width."""
    blocks: list[tuple[int, int]] = []
    for paragraph in _PARAGRAPH.finditer(text):
        lines = [(m.start(), m.end()) for m in _LINE.finditer(text, *paragraph.span())]
        if _is_filled(text, lines):
            blocks.append(paragraph.span())
            continue
        blocks.extend(_joined(text, lines))
    return blocks


def _joined(text: str, lines: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The lines of a paragraph; one that begins in lower case goes on from the long one above."""
    joined = lines[:1]
    for start, end in lines[1:]:
        first, last = joined[-1]
        if text[start].isascii() and text[start].islower() and last - first >= _NARROW:
            joined[-1] = (first, end)
        else:
            joined.append((start, end))
    return joined


def _is_filled(text: str, lines: list[tuple[int, int]]) -> bool:
    """Whether each line is as full as the widest allows, as when an abstract is wrapped."""
    width = max(end - start for start, end in lines)
    if len(lines) < _MIN_WRAPPED or not _NARROW <= width <= _WIDE:
        return False
    for (start, end), (following, _) in pairwise(lines):
        first_word = len(text[following : following + _WIDE].split(maxsplit=1)[0])
        if end - start + 1 + first_word < width:
            return False
    return True


def _split_block(text: str, start: int, end: int) -> list[Sentence]:
    found: list[Sentence] = []
    for stop in _STOP.finditer(text, start, end):
        if _is_boundary(text, start, stop, end):
            found.extend(_trimmed(text, start, stop.end()))
            start = stop.end()
    found.extend(_trimmed(text, start, end))
    return found


def _is_boundary(text: str, start: int, stop: re.Match[str], end: int) -> bool:
    following = text[stop.end() : min(end, stop.end() + _HEAD)].lstrip()
    if not following:
        return True
    if following[0].islower() and following[0].isascii():
        return False
    mark = stop.group()
    if mark != "." and len(mark) > 1 and mark[-1] not in ".!?…" and _CITATION.match(following):
        return False
    if mark != ".":
        return True
    head = text[max(start, stop.start() - _HEAD) : stop.end()]
    is_number = stop.end() - start <= _HEAD and _LIST_NUMBER.fullmatch(head.strip())
    return not (is_number or _ABBREVIATION.search(head) or _SINGLE_LOWER.search(head))


def _trimmed(text: str, start: int, end: int) -> list[Sentence]:
    while start < end and text[start].isspace():
        start += 1
    marker = _MARKER.match(text, start, end)
    start = marker.end() if marker else start
    while end > start and text[end - 1].isspace():
        end -= 1
    return [Sentence(text[start:end], start)] if start < end else []
