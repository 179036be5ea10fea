"""Finds where a quote stands in its source: words may be left out, never added or changed."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from summarize.numbers import has_number

MIN_CHARACTERS = 12
MIN_WORDS = 4
# Of a quote's length; more left-out words than this make it another sentence.
_LEFT_OUT = 0.08
_LONGEST = 2_000
_EDGES = " .,;:!?\"'…。"
_SAME = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "−": "-", "\u00a0": " "})
_WORD = re.compile(r"[\w.%+'-]*\w%?")
_HANGUL = re.compile("[가-힣]")
_NEGATION = re.compile(
    r"^(?:not|no|never|none|without|cannot|neither|nor|hardly|barely|scarcely|rarely|seldom"
    r"|fail(?:s|ed|ing)?|lack(?:s|ed|ing)?|except|unless|안)$|n't$"
    r"|않|못|없|아니|불가|말(?:고|라|아)"
)
_WORD_BEFORE = re.compile(r"(\w[\w'-]*)[ \"'(—-]*$")
_WORD_AFTER = re.compile(r"[ \"')—-]*(\w[\w'-]*)")
_ENDING = re.compile(r"[.!?…。？！]+[\"'”’)\]]*")
_NEAR = 40


@dataclass(frozen=True, slots=True)
class Folded:
    """A text without its differences of form, and where each character of it comes from."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]


def fold(text: str) -> Folded:
    """Fold width, composition, quotation marks, dashes, case and white space; offsets are kept."""
    folded: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(text):
        form = unicodedata.normalize("NFKC", text[start:end]).translate(_SAME).casefold()
        for character in form:
            if character.isspace():
                if folded and folded[-1] == " ":
                    continue
                folded.append(" ")
            else:
                folded.append(character)
            starts.append(start)
            ends.append(end)
    return Folded("".join(folded), starts, ends)


def locate(quote: str, text: str, source: Folded) -> tuple[int, int] | None:
    """Where `quote` stands in `text` (of which `source` is the folding): start and end, or None.

    Whole words only. Left-out words, and the words beside the quote, may be neither numbers nor
    negations where leaving them out would turn the sense.
    """
    wanted = fold(quote[:_LONGEST]).text.strip(_EDGES)
    if len(wanted) < MIN_CHARACTERS:
        return None
    if len(wanted.split()) < MIN_WORDS and not _HANGUL.search(wanted):
        return None
    span = _verbatim(wanted, source.text) or _with_gaps(wanted, source.text)
    if span is None:
        return None
    start, end = source.starts[span[0]], source.ends[span[1] - 1]
    ending = _ENDING.match(text, end)
    return start, ending.end() if ending else end


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Characters with what composes onto them: marks, and the jamo of decomposed Hangul."""
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not _composes(text[at]):
            yield start, at
            start = at


def _composes(character: str) -> bool:
    if character < "\u0300":
        return False
    return bool(unicodedata.combining(character)) or "\u1160" <= character <= "\u11ff"


def _verbatim(wanted: str, source: str) -> tuple[int, int] | None:
    at = source.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        if not (_is_inside_word(source, at) or _is_inside_word(source, end)) and not _is_turned(
            source, at, end
        ):
            return at, end
        at = source.find(wanted, at + 1)
    return None


def _is_inside_word(text: str, at: int) -> bool:
    """Whether a cut at this place would divide a word, a number, or a number from its sign."""
    if not 0 < at < len(text):
        return False
    first, second = text[at - 1], text[at]
    before, after = text[at - 2 : at - 1], text[at + 1 : at + 2]
    if first.isalnum() and (second.isalnum() or (second == "%" and first.isdigit())):
        return True
    if first == "-" and second.isdigit() and not before.isalnum():
        return True
    return _is_joint(before, first, second) or _is_joint(first, second, after)


def _is_joint(left: str, mark: str, right: str) -> bool:
    """Whether a mark holds two parts of one word together: 5.3, 1,000, can't, non-zero."""
    if mark in ".,:/":
        return left.isdigit() and right.isdigit()
    return mark in "'-" and all(c.isascii() and c.isalnum() for c in (left, right))


def _is_turned(text: str, start: int, end: int) -> bool:
    """Whether a negation stands right beside the span: what is quoted would say the opposite."""
    before = _WORD_BEFORE.search(text[max(0, start - _NEAR) : start])
    after = _WORD_AFTER.match(text[end : end + _NEAR])
    return any(word and _NEGATION.search(word[1]) for word in (before, after))


def _with_gaps(wanted: str, source: str) -> tuple[int, int] | None:
    words = _WORD.findall(wanted)
    if len(words) < MIN_WORDS:
        return None
    there = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(source)]
    places: defaultdict[str, list[int]] = defaultdict(list)
    for index, (word, _, _) in enumerate(there):
        places[word].append(index)
    reach = int(len(words) * (1 + _LEFT_OUT)) + 2
    for first in places[words[0]]:
        window = [word for word, _, _ in there[first : first + reach]]
        last = _subsequence(words, window)
        if last is None:
            continue
        start, end = there[first][1], there[first + last][2]
        if not _is_turned(source, start, end):
            return start, end
    return None


def _subsequence(words: Sequence[str], window: Sequence[str]) -> int | None:
    """Index of the last of `words` when they stand in order in `window`, with harmless gaps."""
    left_out: list[str] = []
    wanted = iter(words)
    word = next(wanted)
    for index, present in enumerate(window):
        if present != word:
            left_out.append(present)
            continue
        following = next(wanted, None)
        if following is None:
            return index if _is_harmless(left_out) else None
        word = following
    return None


def _is_harmless(left_out: Sequence[str]) -> bool:
    return not (has_number(" ".join(left_out)) or any(map(_NEGATION.search, left_out)))
