"""Shows where the words of a card come from: sections, moments of a recording, what was read."""

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit, urlunsplit

from catchup.types import Card, Conflict, Extent, ItemKind, Language, Point, Reading
from publish import words
from publish.naming import QUOTE_LIMIT, tag
from publish.plain import plain, web_address
from publish.report import Fact, Passage
from publish.stems import stems

UNSEEN = frozenset({Reading.TITLE, Reading.DESCRIPTION})  # of the text itself nothing was read
QUOTES = {"ko": 3}  # its sentences are the shortest
FEWER_QUOTES = 2
GROUNDS_OF_OURS = 1
SECTION_LIMIT = 60
SECTIONS = 5
_ESCAPED = re.compile(r"\\([%&#$_])")
OTHER_MOMENT = re.compile("(?:t|start|time_continue)=")  # that an address may name already


def quotes_of(card: Card) -> tuple[Point, ...]:
    """The quotes that a card shows: beside sentences of ours one that they rest on, else the first.

    Of what they rest on, what shares most words with our headline: that is what a reader would look
    up. Of equals what the second sentence rests on, for the first says what the item is.
    """
    if not (card.tldr or any(point.texts for point in card.points)):
        return card.points[: QUOTES.get(card.language, FEWER_QUOTES)]
    findings_first = (*card.tldr[1:2], *card.tldr[:1], *card.tldr[2:])
    told = dict.fromkeys(number for said in findings_first for number in said.points)
    points = [card.points[number] for number in told if number < len(card.points)] or card.points
    headline = stems(" ".join(card.headline.values()))

    def shared(point: Point) -> int:
        return len(headline & stems(" ".join((point.quote, *point.texts.values()))))

    return tuple(sorted(points, key=shared, reverse=True)[:GROUNDS_OF_OURS])


def quoted(point: Point, card: Card) -> Passage:
    """A quote in its own language with the section or the moment that it comes from, linked."""
    return Passage(
        text=plain(typeset(point.quote), QUOTE_LIMIT),
        language=tag(card.language),
        url=moment(point, card),
        note=_place(point),
    )


def typeset(quote: str) -> str:
    """A quote as the typesetter would set it: abstracts of papers escape signs for LaTeX."""
    return _ESCAPED.sub(r"\1", quote)


def moment(point: Point, card: Card) -> str:
    """The address of a video at the second where a quote begins; "" for what is no recording."""
    address = web_address(card.url)
    if point.second is None or card.kind is not ItemKind.VIDEO or not address:
        return ""
    parts = urlsplit(address)
    kept = [each for each in parts.query.split("&") if each and not OTHER_MOMENT.match(each)]
    query = "&".join((*kept, f"t={point.second}"))
    fragment = "" if OTHER_MOMENT.match(parts.fragment) else parts.fragment
    return urlunsplit(parts._replace(query=query, fragment=fragment))


def evidence_of(card: Card, language: Language) -> Iterator[Fact]:
    """Where the document contradicts itself, and what of a long one was read."""
    for conflict in card.conflicts:
        yield _disagreement(conflict, card, language)
    if card.extent:
        text = " · ".join(_read(card.extent, language))
        yield Fact(label=words.READ.say(language), text=text)


def _disagreement(conflict: Conflict, card: Card, language: Language) -> Fact:
    """Both numbers, each with its place, and both sentences."""
    numbers = (plain(number, SECTION_LIMIT) for number in conflict.numbers)
    stated = (
        f"{number} ({place})" if (place := _place(point)) else number
        for number, point in zip(numbers, conflict.said, strict=True)
    )
    sides = (quoted(point, card) for point in conflict.said)
    return Fact(
        label=words.DISAGREES.say(language),
        text=" ↔ ".join(stated),
        links=tuple(
            Passage(text=f"“{side.text}”", language=side.language, url=side.url, note=side.note)
            for side in sides
        ),
    )


def _read(extent: Extent, language: Language) -> Iterator[str]:
    if extent.length is not None and extent.until is not None:
        until, length = clock(extent.until), clock(extent.length)
        phrase = words.UNTIL if until == length else words.UNTIL_OF
        yield phrase.say(language, until=until, length=length)
    if extent.sections:
        yield _sections(extent, language)
    phrase = words.WORDS_ALL if extent.words >= extent.of_words else words.WORDS_SOME
    yield phrase.say(language, n=extent.words, of=extent.of_words)


def named(sections: Sequence[str], language: Language) -> str:
    """The names of sections; of many the first ones, and how many more."""
    names = ", ".join(plain(name, SECTION_LIMIT) for name in sections[:SECTIONS])
    more = len(sections) - SECTIONS
    return words.AND_MORE.say(language, names=names, n=more) if more > 0 else names


def _sections(extent: Extent, language: Language) -> str:
    names = named(extent.sections, language)
    if len(extent.sections) == extent.of_sections:
        return words.SECTIONS_ALL.say(language, n=extent.of_sections, names=names)
    n, of = len(extent.sections), extent.of_sections
    return words.SECTIONS_SOME.say(language, n=n, of=of, names=names)


def _place(point: Point) -> str:
    section = plain(point.section, SECTION_LIMIT)
    return ", ".join(filter(None, (section, "" if point.second is None else clock(point.second))))


def clock(seconds: int) -> str:
    """A time in a recording, as players show it."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
