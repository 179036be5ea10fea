"""The gate before the store: only what code can verify passes, whoever wrote it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from catchup.types import Brief, Draft, Language, Point, Statement
from summarize.boilerplate import plain
from summarize.evidence import Evidence, evidence
from summarize.instructions import is_instruction
from summarize.sentences import Sentence, split
from summarize.terms import settled
from summarize.wording import has_link_or_markup, is_formal, is_heading, is_publishable

MAX_POINTS = 5
MAX_STATEMENTS = 3
MAX_TEXT = 300
MAX_HEADLINE = 140
MAX_QUOTE = 480
MIN_QUOTE = 12
# So much of the sentence on either side of a quote is read for orders.
_AROUND = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    text: str
    whole: Evidence
    sentences: Sequence[Sentence]
    boilerplate: frozenset[str]


def check(draft: Draft, brief: Brief) -> Draft:
    """What may be published of a draft, in its order; the rest is dropped.

    A point passes when its quote stands in `brief.text` at exactly its offset and reads like no
    order to a model, touches no sentence that its source repeats, and when its wording is
    publishable: right language, readable length, every number, unit and name in the source, no
    address, markup or name with @. Equal quotes count once. A statement passes when all points it
    names did and hold its numbers and names. Prerequisites come from the brief.
    """
    source = _Source(
        text=brief.text,
        whole=evidence(f"{brief.title}\n{brief.text}"),
        sentences=split(brief.text),
        boilerplate=brief.boilerplate,
    )
    points, suspicious = _points(draft.points, source)
    places = {position: place for place, position in enumerate(points)}
    offered = {topic.id for topic in brief.topics}
    passed = replace(
        draft,
        points=tuple(points.values()),
        suspicious=draft.suspicious + suspicious,
        headline=_wording(draft.headline, source, MAX_HEADLINE, is_heading),
        tldr=_statements(draft.tldr, points, places, source),
        why=_wording(draft.why, source, MAX_TEXT, is_formal),
        prerequisites=tuple(dict.fromkeys(t for t in draft.prerequisites if t in offered)),
    )
    return _in_our_terms(passed)


def _in_our_terms(draft: Draft) -> Draft:
    """The draft in the Korean terms of the glossary, introduced where readers meet them first."""
    statements = [statement.texts for statement in draft.tldr]
    maps = [*statements, *(point.texts for point in draft.points), draft.why]
    better = iter(settled(texts["ko"] for texts in maps if "ko" in texts))
    told = [{**texts, "ko": next(better)} if "ko" in texts else texts for texts in maps]
    points = told[len(statements) : -1]
    return replace(
        draft,
        tldr=tuple(replace(s, texts=t) for s, t in zip(draft.tldr, told, strict=False)),
        points=tuple(replace(p, texts=t) for p, t in zip(draft.points, points, strict=True)),
        why=told[-1],
    )


def _points(points: Sequence[Point], source: _Source) -> tuple[dict[int, Point], int]:
    """The sound points by their position in the draft, and how many quotes were orders."""
    passed: dict[int, Point] = {}
    seen: set[str] = set()
    suspicious = 0
    for position, point in enumerate(points):
        quote = " ".join(point.quote.split()).casefold()
        if quote in seen or len(passed) == MAX_POINTS or not _is_sound(point, source):
            continue
        if _is_order(point, source):
            suspicious += 1
            continue
        seen.add(quote)
        passed[position] = point
    return passed, suspicious


def _is_sound(point: Point, source: _Source) -> bool:
    if not MIN_QUOTE <= len(point.quote) <= MAX_QUOTE or has_link_or_markup(point.quote):
        return False
    if point.start < 0 or not source.text.startswith(point.quote, point.start):
        return False
    if any(plain(s.text) in source.boilerplate for s in _touched(point, source)):
        return False
    return all(
        _is_publishable(text, language, source, source.whole)
        and (language != "ko" or is_formal(text) or _repeats(text, point.quote))
        for language, text in point.texts.items()
    )


def _repeats(text: str, quote: str) -> bool:
    """Whether a text is the quote itself: the source's own words end as their author likes."""
    return text.rstrip(" .…") == quote.rstrip(" .…")


def _is_order(point: Point, source: _Source) -> bool:
    """Whether the quote, or a sentence it is a part of, speaks to a model."""
    end = point.start + len(point.quote)
    around = (
        source.text[max(s.start, point.start - _AROUND) : min(s.start + len(s.text), end + _AROUND)]
        for s in _touched(point, source)
    )
    return is_instruction(point.quote) or any(map(is_instruction, around))


def _touched(point: Point, source: _Source) -> Iterator[Sentence]:
    """The sentences that a quote is a part of."""
    end = point.start + len(point.quote)
    return (s for s in source.sentences if s.start < end and point.start < s.start + len(s.text))


def _statements(
    statements: Sequence[Statement],
    points: Mapping[int, Point],
    places: Mapping[int, int],
    source: _Source,
) -> tuple[Statement, ...]:
    passed: list[Statement] = []
    for statement in statements:
        named = tuple(dict.fromkeys(statement.points))
        if not named or any(position not in points for position in named):
            continue
        restated = (points[position] for position in named)
        known = evidence("\n".join(t for p in restated for t in (p.quote, *p.texts.values())))
        if all(
            _is_publishable(text, language, source, known) and (language != "ko" or is_formal(text))
            for language, text in statement.texts.items()
        ):
            passed.append(replace(statement, points=tuple(places[n] for n in named)))
    return tuple(passed)[:MAX_STATEMENTS]


def _is_publishable(text: str, language: Language, source: _Source, known: Evidence) -> bool:
    return len(text) <= MAX_TEXT and is_publishable(text, language, source.whole, known)


def _wording(
    texts: Mapping[Language, str], source: _Source, longest: int, korean: Callable[[str], bool]
) -> Mapping[Language, str]:
    """The languages whose text may be published; `korean` judges how a Korean one ends."""
    return {
        language: text
        for language, text in texts.items()
        if len(text) <= longest
        and is_publishable(text, language, source.whole, source.whole)
        and (language != "ko" or korean(text))
    }
