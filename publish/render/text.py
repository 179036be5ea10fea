"""Renders a report for a terminal of 80 columns; Korean letters are two columns wide."""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from catchup.types import Digest, Language
from publish import words
from publish.layout import lay_out
from publish.plain import columns_of
from publish.report import Block, BriefGroup, BriefView, CardView, Fact, Passage, Report

COLUMNS = 80
GLUE = "\u00a0"  # keeps the words of one part of a line together; plain text holds none
NO_WIDTH = frozenset({"Mn", "Me", "Cf"})


def render(digest: Digest, language: Language) -> str:
    """A report as plain text, at most 80 columns wide but for web addresses."""
    return "\n".join(_lines(lay_out(digest, language))) + "\n"


def width(text: str) -> int:
    """Columns that a text takes in a terminal (UAX #11; combining marks take none)."""
    return len(text) if text.isascii() else sum(map(_width, text))


def wrap(text: str, *, first: str = "", rest: str = "") -> list[str]:
    """Lines of at most 80 columns, broken at spaces; a word too long for a line is cut.

    `first` and `rest` are the indents of the first and of the following lines.
    """
    if 2 * (len(first) + len(text)) <= COLUMNS:
        return [f"{first}{text}".replace(GLUE, " ")]
    lines, words, taken = [], [first], width(first)
    indent = width(rest)
    for word in _pieces(text, COLUMNS - max(taken, indent)):
        columns = width(word)
        if len(words) > 1 and taken + columns > COLUMNS:
            lines.append(words)
            words, taken = [rest], indent
        words.append(word)
        taken += columns + 1
    return [_line(each) for each in (*lines, words)]


def _line(words: Sequence[str]) -> str:
    indent, *others = words
    return (indent + " ".join(others)).replace(GLUE, " ")


def _pieces(text: str, room: int) -> Iterator[str]:
    for word in text.split(" "):
        if width(word) <= room:
            yield word
            continue
        piece = ""
        for character in word:
            if width(piece) + _width(character) > room:
                yield piece
                piece = ""
            piece += character
        yield piece


@lru_cache(maxsize=8192)
def _width(character: str) -> int:
    if character.isascii():
        return 1
    if unicodedata.category(character) in NO_WIDTH:
        return 0
    return columns_of(character)


def _lines(report: Report) -> Iterator[str]:
    yield from wrap(report.title)
    yield "=" * min(COLUMNS, width(report.title))
    yield from wrap(" · ".join(report.lead))
    for note in report.notes:
        yield from wrap(note)
    yield from _blocks(report.first, report.labels.together)
    yield from _headlines(report)
    yield from _order(report)
    yield from _blocks(report.middle, report.labels.together)
    for area in report.areas:
        yield from _heading(area.title, "-")
        for card in area.cards:
            yield ""
            yield from _card(card)
    yield from _updates(report)
    yield from _briefs(report)
    yield from _blocks(report.last, report.labels.together)
    yield from _heading(report.labels.sources, "-")
    for fact in report.sources:
        yield from wrap(_said(fact), first="! " if fact.warning else "- ", rest="  ")


def _blocks(blocks: Sequence[Block], together: str) -> Iterator[str]:
    for block in blocks:
        yield from _heading(block.title, "-")
        if block.note:
            yield from wrap(block.note)
        for line in block.lines:
            yield from wrap(_said(line), first="- ", rest="  ")
            for link in line.links:
                if link.text not in line.text:
                    yield from wrap(link.text, first="  ", rest="  ")
                yield from _address(link, indent=2)
        for item in block.items:
            yield from _brief(item, together)


def _headlines(report: Report) -> Iterator[str]:
    if not report.headlines:
        return
    yield ""
    yield report.labels.headlines
    for line in report.headlines:
        step = words.STEP.say(report.language, number=line.number)
        yield from wrap(f"{line.area}: {line.title.text} → {step}", first="- ", rest="  ")
        if line.said.text:
            yield from wrap(f"“{line.said.text}”", first="  ", rest="  ")


def _heading(title: str, rule: str) -> Iterator[str]:
    yield ""
    yield from wrap(title)
    yield rule * min(COLUMNS, width(title))


def _card(card: CardView) -> Iterator[str]:
    badge = f"[{card.badge}] " if card.badge else ""
    number = f"{card.number}. "
    edge = " " * len(number)
    yield from wrap(f"{badge}{card.title.text}", first=number, rest=edge)
    yield from _address(card.title, indent=len(edge))
    yield from wrap(_glued(card.meta), first=edge, rest=edge)
    for ours in filter(None, (card.headline, " ".join(card.sentences))):
        yield from wrap(ours, first=edge, rest=edge)
    for quote in card.quotes:
        yield from wrap(_noted(f"“{quote.text}”", quote), first=f"{edge}- ", rest=f"{edge}  ")
        yield from _address(quote, indent=len(edge) + 2)
    for fact in card.facts:
        yield from wrap(_said(fact), first=edge, rest=f"{edge}  ")
        for link in fact.links:
            yield from wrap(_noted(link.text, link), first=f"{edge}- ", rest=f"{edge}  ")
            yield from _address(link, indent=len(edge) + 2)


def _noted(text: str, passage: Passage) -> str:
    return f"{text} ({passage.note})" if passage.note else text


def _glued(parts: Sequence[str]) -> str:
    return " · ".join(part.replace(" ", GLUE) for part in parts)


def _said(fact: Fact) -> str:
    note = f" — {fact.note}" if fact.note else ""
    colon = "" if not fact.label or fact.label.endswith("?") else ":"
    return f"{fact.label}{colon} {fact.text}{note}".strip()


def _updates(report: Report) -> Iterator[str]:
    if not report.updates:
        return
    yield from _heading(report.labels.updates, "-")
    yield from wrap(report.labels.updates_note)
    for line in report.updates:
        yield from _brief(line, report.labels.together)


def _briefs(report: Report) -> Iterator[str]:
    if not report.briefs:
        return
    yield from _heading(report.labels.briefs, "-")
    yield from wrap(report.labels.briefs_note)
    for group in report.briefs:
        yield ""
        yield from _brief_group(group, report.labels.together)


def _brief_group(group: BriefGroup, together: str) -> Iterator[str]:
    yield from wrap(group.title)
    for line in group.lines:
        yield from _brief(line, together)


def _brief(line: BriefView, together: str) -> Iterator[str]:
    yield from wrap(f"{line.title.text} ({_glued(line.meta)})", first="- ", rest="  ")
    yield from _address(line.title, indent=2)
    said = f"“{line.said.text}”" if line.said.text else line.told
    if said:
        yield from wrap(said, first="  ", rest="  ")
    for note in line.notes:
        yield from wrap(note, first="  ", rest="  ")
    yield from _others(line.together, together)


def _others(links: Sequence[Passage], label: str) -> Iterator[str]:
    for link in links:
        yield from wrap(f"{label}: {link.text}", first="  ", rest="  ")
        yield from _address(link, indent=2)


def _address(link: Passage, *, indent: int) -> Iterator[str]:
    if link.url:
        yield f"{' ' * indent}{link.url}"


def _order(report: Report) -> Iterator[str]:
    if not report.order:
        return
    steps = (step.label for step in report.order)
    yield ""
    yield from wrap(f"{report.labels.order}: {' → '.join(steps)}")
