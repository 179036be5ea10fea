"""What a writer wrote about an item, in the reader's language: checked words of ours, no quotes."""

from collections.abc import Mapping

from catchup.types import Card, Language
from publish import words
from publish.naming import language_name
from publish.plain import plain

EXTRACT = "extract"
END = " .…"
SENTENCE_LIMIT = 400
NAME_LIMIT = 60
SENTENCES, FEWEST = 3, 2


def headline_of(card: Card, language: Language) -> str:
    """The headline, empty for an extract."""
    return _said(card.headline, language)


def speaks(card: Card, language: Language) -> bool:
    """Whether a reader of a language is told something in it: by the text itself, or by us."""
    return card.language == language or bool(headline_of(card, language))


def language_of(card: Card, language: Language) -> str:
    """The language that the item is written in; said louder where a card has nothing but that."""
    name = language_name(card.language, language)
    if not name or speaks(card, language):
        return name
    return words.IN_THE_ORIGINAL.say(language, name=name)


def sentences_of(card: Card, language: Language) -> tuple[str, ...]:
    """The summary in sentences; where few of it passed the checks, the points it leaves out too.

    A point told by its own quote is none of ours: the quote stands below.
    """
    said = [_said(statement.texts, language) for statement in card.tldr]
    if len(list(filter(None, said))) < FEWEST:
        shown = (each for each in card.tldr if _said(each.texts, language))
        told = {number for statement in shown for number in statement.points}
        others = [point for number, point in enumerate(card.points) if number not in told]
        points = ((_said(point.texts, language), point.quote) for point in others)
        said += [text for text, quote in points if text.rstrip(END) != quote.rstrip(END)]
    return tuple(text for text in said if text)[:SENTENCES]


def use_of(card: Card, language: Language) -> str:
    """Why it matters, as the writer reads it."""
    return _said(card.why, language)


def level_of(card: Card, language: Language) -> str:
    """How difficult an item is, where somebody judged it; an estimate says so.

    All that is known of an extract is its topic's level: readers took it for the text's.
    """
    if card.level_estimated and card.writer in {"", EXTRACT}:
        return ""
    level = words.LEVELS[card.level].say(language)
    return words.ESTIMATED.say(language, level=level) if card.level_estimated else level


def is_extract(card: Card) -> bool:
    """Whether a card has quotes and nothing else, as no model was asked."""
    return card.writer == EXTRACT and bool(card.points) and not card.fallback


def writer_of(card: Card, language: Language) -> str:
    """Who wrote what a card says: nobody, since it is an extract; a model; an extract for one."""
    if card.fallback:
        return words.WRITTEN.say(language, writer=words.FALLBACK.say(language))
    if not card.points:
        return ""
    if is_extract(card):
        return words.EXTRACTED[card.reading].say(language)
    return words.WRITTEN.say(language, writer=model_of(card.writer))


def model_of(writer: str) -> str:
    """The model of a writer that is named after its provider and its model ("chat:MODEL")."""
    provider, _, model = writer.partition(":")
    return plain(model or provider, NAME_LIMIT)


def _said(texts: Mapping[Language, str], language: Language) -> str:
    return plain(texts.get("ko" if language == "ko" else "en", ""), SENTENCE_LIMIT)
