"""Says what a list shows of an item: its title, what it is, and one line of what it says."""

from collections.abc import Mapping
from dataclasses import dataclass

from catchup.types import Language, Listing, SourceId
from publish import words
from publish.dates import local_day, say_day
from publish.naming import NAME_LIMIT, TITLE_LIMIT, language_name, tag
from publish.plain import plain, shortened, web_address
from publish.report import Passage
from publish.site.content import Content, SourceLine
from publish.site.words import ACCEPTED
from publish.wording import EXTRACT

LINE_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Row:
    """An item in a list; `number` names its place on the page for links."""

    number: int
    title: Passage
    meta: tuple[str, ...]
    line: Passage


def row_of(item: Listing, content: Content, language: Language) -> Row:
    """An item as a row in the reader's language."""
    return Row(
        number=item.item,
        title=titled(item.title, item.url, item.language, language),
        meta=tuple(filter(None, _meta(item, content, language))),
        line=_line(item, language),
    )


def titled(title: str, url: str, own: Language, reader: Language) -> Passage:
    """A title in its own language, linked."""
    text = plain(title, TITLE_LIMIT)
    named = Passage(text=text, language=tag(own), url=web_address(url))
    return named if text else Passage(text=words.UNTITLED.say(reader), url=web_address(url))


def source_name(source: SourceId, sources: Mapping[SourceId, SourceLine]) -> str:
    """The title of a source; its id where it is no longer declared."""
    line = sources.get(source)
    return plain(line.title if line else source, NAME_LIMIT)


def _meta(item: Listing, content: Content, language: Language) -> tuple[str, ...]:
    return (
        ACCEPTED.say(language) if item.accepted else "",
        source_name(item.source, content.sources),
        _day(item, content, language),
        words.KINDS[item.kind].say(language),
        "" if item.language == language else language_name(item.language, language),
        _level(item, language),
    )


def _level(item: Listing, language: Language) -> str:
    """How difficult it is, where somebody judged it; an extract is judged by nobody."""
    summary = item.summary
    if summary is None or (summary.level_estimated and summary.writer == EXTRACT):
        return ""
    level = words.LEVELS[summary.level].say(language)
    return words.ESTIMATED.say(language, level=level) if summary.level_estimated else level


def _day(item: Listing, content: Content, language: Language) -> str:
    if item.published is None:
        return words.UNDATED.say(language)
    return say_day(local_day(item.published, content.timezone), language, year=content.year)


def _line(item: Listing, language: Language) -> Passage:
    """Our headline or first sentence in the reader's language, else the first quotation."""
    summary = item.summary
    if summary is None:
        return Passage(text="")
    ours = [summary.headline, *(said.texts for said in summary.tldr)]
    said = next((texts[language] for texts in ours if texts.get(language)), "")
    if said:
        return Passage(text=shortened(plain(said, LINE_COLUMNS * 2), LINE_COLUMNS))
    quote = next((point.quote for point in summary.points), "")
    text = shortened(plain(quote, LINE_COLUMNS * 2), LINE_COLUMNS)
    return Passage(text=f"“{text}”" if text else "", language=tag(item.language))
