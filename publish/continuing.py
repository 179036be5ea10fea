"""Says how an item goes on from what an earlier issue told, and what an update has changed."""

from collections.abc import Iterator

from catchup.types import Card, Change, Language
from publish import words
from publish.evidence import named
from publish.naming import TITLE_LIMIT
from publish.plain import plain
from publish.weeks import year_and_week

QUOTE_LIMIT = 240


def changes_of(card: Card, language: Language) -> Iterator[str]:
    """Of an update: where it was told, and in two lines what is different since."""
    if card.earlier is not None:
        year, week = year_and_week(card.earlier.week)
        yield words.TOLD_IN.say(language, year=year, week=week)
    if card.change is None:
        return
    if kinds := " · ".join(_kinds(card.change, language)):
        yield kinds
    for sentence in card.change.added[:1]:
        yield words.ADDED.say(language, quote=plain(sentence, QUOTE_LIMIT))


def _kinds(change: Change, language: Language) -> Iterator[str]:
    """What sort of changes there are: title, sections by name, sentences by number."""
    if change.title_before:
        title = plain(change.title_before, TITLE_LIMIT)
        yield words.RENAMED.say(language, title=title)
    for phrase, sections in (
        (words.CHANGED_SECTIONS, change.sections),
        (words.NEW_SECTIONS, change.new_sections),
        (words.LOST_SECTIONS, change.lost_sections),
    ):
        if sections:
            yield phrase.say(language, names=named(sections, language))
    if change.new:
        yield words.NEW_SENTENCES.say(language, n=change.new)
    if change.removed:
        yield words.REMOVED.say(language, n=change.removed)


def follows(card: Card, language: Language) -> str:
    """Of news: the item of an earlier issue that it speaks of, "" when there is none."""
    if card.earlier is None:
        return ""
    year, week = year_and_week(card.earlier.week)
    title = plain(card.earlier.title, TITLE_LIMIT)
    return words.FOLLOWS_ITEM.say(language, year=year, week=week, title=title)
