"""Renders a report as GitHub-flavoured Markdown in which no foreign text can become markup."""

import re
from collections.abc import Iterator, Sequence

from catchup.types import Digest, Language
from publish import words
from publish.layout import lay_out
from publish.report import Block, BriefGroup, BriefView, CardView, Fact, Passage, Report

# CommonMark lets every ASCII punctuation mark be escaped; these can start or end markup inside a
# line. Escaping ":" before "//" and "." after "www" stops GitHub from linking bare addresses.
MARKUP = re.compile(r"[\\`*_{}\[\]<>|~$]|&(?=#?\w+;)|:(?=//)|(?<=www)\.", re.IGNORECASE)
LINE_START = re.compile(r"^([-+#=]|\d+(?=[.)]))")


def render(digest: Digest, language: Language) -> str:
    """A report as Markdown."""
    return "\n".join(_lines(lay_out(digest, language))) + "\n"


def escaped(text: str) -> str:
    """A text that Markdown shows as it is, wherever in a line it stands."""
    inert = MARKUP.sub(lambda mark: f"\\{mark[0]}", text)
    return LINE_START.sub(_escaped_start, inert)


def _escaped_start(start: re.Match[str]) -> str:
    mark = start[1]
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"


def _lines(report: Report) -> Iterator[str]:
    yield f"# {report.title}"
    if report.lead:
        yield ""
        yield " · ".join((f"**{escaped(report.lead[0])}**", *map(escaped, report.lead[1:])))
    for note in report.notes:
        yield ""
        yield escaped(note)
    yield from _blocks(report.first, report.labels.together)
    yield from _headlines(report)
    yield from _order(report)
    yield from _blocks(report.middle, report.labels.together)
    for area in report.areas:
        yield ""
        yield f"## {escaped(area.title)}"
        for card in area.cards:
            yield from _card(card)
    yield from _updates(report)
    yield from _briefs(report)
    yield from _blocks(report.last, report.labels.together)
    yield ""
    yield f"## {escaped(report.labels.sources)}"
    yield ""
    for fact in report.sources:
        warning = "⚠ " if fact.warning else ""
        yield f"- {warning}**{escaped(fact.label)}**: {escaped(fact.text)}"


def _blocks(blocks: Sequence[Block], together: str) -> Iterator[str]:
    for block in blocks:
        yield ""
        yield f"## {escaped(block.title)}"
        yield ""
        if block.note:
            yield escaped(block.note)
            yield ""
        for line in block.lines:
            yield f"- {_fact(line)}"
        for item in block.items:
            yield _brief(item, together)


def _headlines(report: Report) -> Iterator[str]:
    if not report.headlines:
        return
    yield ""
    yield f"**{escaped(report.labels.headlines)}**"
    yield ""
    for line in report.headlines:
        step = words.STEP.say(report.language, number=line.number)
        said = f" — “{escaped(line.said.text)}”" if line.said.text else ""
        yield f"- **{escaped(line.area)}**: {escaped(line.title.text)}{said} → {escaped(step)}"


def _card(card: CardView) -> Iterator[str]:
    badge = f"**{escaped(card.badge)}** · " if card.badge else ""
    yield ""
    yield f"### {card.number}. {_link(card.title)}"
    yield ""
    yield badge + " · ".join(map(escaped, card.meta))
    yield ""
    if card.headline:
        yield f"**{escaped(card.headline)}**"
        yield ""
    if card.sentences:
        yield escaped(" ".join(card.sentences))
        yield ""
    for quote in card.quotes:
        yield f"- “{escaped(quote.text)}”{_origin(quote)}"
    if card.quotes:
        yield ""
    # A line each: one long paragraph is hard to read on a phone.
    yield "\\\n".join(_fact(fact) for fact in card.facts)


def _origin(quote: Passage) -> str:
    """Where a quote comes from, linked where a link leads right there."""
    if not quote.note:
        return ""
    note = escaped(quote.note)
    return f" ([{note}](<{quote.url}>))" if quote.url else f" ({note})"


def _fact(fact: Fact) -> str:
    parts = [f"**{escaped(fact.label)}**" if fact.label else "", escaped(fact.text)]
    if fact.note:
        parts.append(f"— *{escaped(fact.note)}*")
    if fact.links:
        parts.append(", ".join(map(_link, fact.links)))
    return " ".join(part for part in parts if part)


def _updates(report: Report) -> Iterator[str]:
    if not report.updates:
        return
    yield ""
    yield f"## {escaped(report.labels.updates)}"
    yield ""
    yield escaped(report.labels.updates_note)
    yield ""
    for line in report.updates:
        yield _brief(line, report.labels.together)


def _briefs(report: Report) -> Iterator[str]:
    if not report.briefs:
        return
    yield ""
    yield f"## {escaped(report.labels.briefs)}"
    yield ""
    yield escaped(report.labels.briefs_note)
    for group in report.briefs:
        yield from _brief_group(group, report.labels.together)


def _brief_group(group: BriefGroup, together: str) -> Iterator[str]:
    yield ""
    yield f"**{escaped(group.title)}**"
    yield ""
    for line in group.lines:
        yield _brief(line, together)


def _brief(line: BriefView, together: str) -> str:
    parts = [*map(escaped, line.meta), *map(escaped, line.notes)]
    if line.together:
        parts.append(f"{escaped(together)} {', '.join(map(_link, line.together))}")
    said = f"“{escaped(line.said.text)}”" if line.said.text else escaped(line.told)
    below = f"\\\n  {said}" if said else ""
    return f"- {_link(line.title)} — {' · '.join(parts)}{below}"


def _link(passage: Passage) -> str:
    text = escaped(passage.text)
    linked = f"[{text}](<{passage.url}>)" if passage.url else text
    return f"{linked} ({escaped(passage.note)})" if passage.note else linked


def _order(report: Report) -> Iterator[str]:
    if not report.order:
        return
    steps = (step.label for step in report.order)
    yield ""
    yield f"**{escaped(report.labels.order)}** {' → '.join(map(escaped, steps))}"
