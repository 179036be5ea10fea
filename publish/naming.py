"""Names an item, its day, its topic and its language in the words of a report."""

from catchup.types import Card, Digest, ItemKind, Language, Reason, Topic
from publish import words
from publish.dates import local_day, say_day
from publish.plain import plain, web_address
from publish.report import Passage
from publish.series import name_of_series

TITLE_LIMIT = 160
QUOTE_LIMIT = 400
NAME_LIMIT = 60
COMPANIONS = 3
PARTS = 6  # of a series


def title_of(card: Card, language: Language) -> Passage:
    """The title of an item in its own language, linked."""
    title = plain(card.title, TITLE_LIMIT)
    if not title:
        return Passage(text=words.UNTITLED.say(language), url=web_address(card.url))
    return Passage(text=title, language=tag(card.language), url=web_address(card.url))


def badge_of(card: Card, language: Language) -> str:
    """What a reader must know before anything else: withdrawn, updated, a series, or late."""
    if card.withdrawn:
        return words.WITHDRAWN.say(language)
    if Reason.REVISED in card.reasons:
        return words.UPDATE.say(language, version=card.version)
    if card.parts_of_series:
        name = plain(name_of_series(card.title, card.url), NAME_LIMIT)
        return words.PARTS_OF_SERIES.say(language, name=name, n=card.parts_of_series)
    return words.LATE.say(language) if Reason.LATE in card.reasons else ""


def authors_of(card: Card, language: Language) -> str:
    """Who wrote a paper: its first author, and how many more; of a post its source says it."""
    if card.kind is not ItemKind.PAPER or not card.authors:
        return ""
    name, others = plain(card.authors[0], NAME_LIMIT), len(card.authors) - 1
    return words.AND_AUTHORS.say(language, name=name, n=others) if others else name


def day_of(card: Card, digest: Digest, language: Language) -> str:
    """When an item came out."""
    if card.published is None:
        return words.UNDATED.say(language)
    day = local_day(card.published, digest.timezone)
    return say_day(day, language, year=local_day(digest.period.end, digest.timezone).year)


def companions(card: Card, language: Language) -> tuple[Passage, ...]:
    """Other items of the same work, each with its source; of a series they share it."""
    return tuple(
        Passage(
            text=plain(title, TITLE_LIMIT) or words.UNTITLED.say(language),
            url=web_address(url),
            note="" if card.parts_of_series else plain(source, NAME_LIMIT),
        )
        for title, url, source in card.together[: PARTS if card.parts_of_series else COMPANIONS]
    )


def language_name(language: Language, reader: Language) -> str:
    """The name of a language, empty for one that has none here."""
    name = words.LANGUAGES.get(language)
    return "" if name is None else name.say(reader)


def tag(language: Language) -> Language:
    """The language of a passage as markup says it; empty when unknown."""
    return language if language in words.LANGUAGES else ""


def topic_title(topic: Topic, language: Language) -> str:
    """The title of a topic; in another language where the reader's has none."""
    return topic.titles.get(language) or topic.titles[min(topic.titles)]
