"""Chooses from a long text by its parts: every section, chapter or ten minutes may offer one."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from catchup.types import Brief
from summarize.extractive import LONGEST, Rated, language_of
from summarize.sentences import Sentence
from summarize.spans import Span, interest, is_furniture, spans


def best_of_each(rated: Sequence[Rated], brief: Brief) -> Iterator[Rated]:
    """The best sentence of each part that can be quoted; a telling section adds to its score.

    `rated` stand in the order of the text.
    """
    parts = spans(brief.text, brief.outline)

    def part_of(one: Rated) -> Span:
        return parts[bisect_right(parts, one.sentence.start, key=lambda part: part.start) - 1]

    for part, group in groupby(rated, key=part_of):
        readable = [one for one in group if _is_readable(one.sentence)]
        if readable and not is_furniture(part):
            best = max(readable, key=lambda one: one.score)
            yield replace(best, score=best.score + interest(part))


def end_of_first(brief: Brief) -> int:
    """Where the first part ends: of a paper, its abstract."""
    return spans(brief.text, brief.outline)[0].end


def opening(sentences: Sequence[Sentence], brief: Brief) -> int | None:
    """Where the first sentence begins that is no heading."""
    headings = {mark.start for mark in brief.outline if mark.title}
    return next((s.start for s in sentences if s.start not in headings), None)


def _is_readable(sentence: Sentence) -> bool:
    return len(sentence.text) <= LONGEST[language_of(sentence.text)]
