"""Reads a document that is too long for one question: by parts, each into sentences of its own."""

import hashlib
import json
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from catchup.errors import BadAnswer
from catchup.types import Brief, Draft, Point
from summarize import noting
from summarize.checking import check
from summarize.providers.asking import Asker, Errand
from summarize.quotes import fold, locate
from summarize.spans import Place, portions, section_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Notes:
    """The sentences that stand for a document, by section, and the places that they were read in.

    `read` is () where they were read in all of it.
    """

    text: str
    read: tuple[Place, ...]


def take_notes(brief: Brief, asker: Asker, *, size: int, most: int) -> Notes:
    """Have parts of at most `size` characters read, `most` in all, and keep what is truly there.

    A part of which nothing useful is said is not counted as read. Raises WriterUnavailable,
    BudgetExceeded, and BadAnswer where no part gave anything.
    """
    taken = []
    for place in portions(brief.text, brief.outline, size=size, most=most):
        try:
            points = _points(brief, place, asker)
        except BadAnswer:
            continue
        taken.append((place, points))
    lines = list(_lines(brief, [point for _, points in taken for point in points]))
    if not lines:
        raise BadAnswer("no part of the document gave a sentence that could be verified")
    read = tuple(place for place, _ in taken)
    whole = sum(end - start for start, end in read) == len(brief.text)
    return Notes(text="\n".join(lines), read=() if whole else read)


def price_of_notes(brief: Brief, asker: Asker, *, size: int, most: int) -> float:
    """USD that `take_notes` costs at most; nothing where every part was read before."""
    places = portions(brief.text, brief.outline, size=size, most=most)
    parts = [brief.text[slice(*place)] for place in places]
    unread = [part for part in parts if asker.cache.get(_key(brief, part, asker)) is None]
    return sum(asker.price(_errand(brief, part)) for part in unread)


def _points(brief: Brief, place: Place, asker: Asker) -> Sequence[Point]:
    """The sentences of a part, in its order; what is in the cache costs nothing."""
    part = brief.text[slice(*place)]
    key = _key(brief, part, asker)
    kept = asker.cache.get(key)
    if kept is None:
        answer = asker.answer(_errand(brief, part))
        kept = json.dumps([point["quote"] for point in answer["points"]])
        asker.cache.put(key, kept)
    source = fold(part)
    found = (locate(quote, part, source) for quote in json.loads(kept))
    drafted = [Point(quote=part[slice(*span)], start=span[0]) for span in found if span]
    sound = check(Draft(points=tuple(drafted)), replace(brief, text=part, outline=())).points
    moved = (replace(point, start=point.start + place[0]) for point in sound)
    return sorted(moved, key=lambda point: point.start)


def _lines(brief: Brief, points: Sequence[Point]) -> Iterator[str]:
    """The sentences in order, under the names of their sections."""
    section = ""
    for point in points:
        if (name := section_at(brief, point.start)) != section:
            section = name
            yield f"\n{name}\n"
        yield point.quote


def _errand(brief: Brief, part: str) -> Errand:
    return Errand(
        purpose="notes",
        prompt=noting.PROMPT,
        schema=noting.SCHEMA,
        messages=noting.messages(brief.title, part, secrets.token_hex(8)),
        item=brief.item,
    )


def _key(brief: Brief, part: str, asker: Asker) -> str:
    named = json.dumps((brief.title, part, noting.PROMPT, asker.place))
    return "notes:" + hashlib.sha256(named.encode()).hexdigest()
