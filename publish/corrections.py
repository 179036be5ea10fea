"""Says what was wrong in earlier issues, on top of the next one, and on the page of the old one."""

from catchup.types import Digest, Erratum, Language
from publish import words
from publish.dates import local_day, say_day
from publish.naming import TITLE_LIMIT
from publish.plain import plain
from publish.report import Block, Fact
from publish.weeks import year_and_week

TEXT_LIMIT = 400


def corrections_of(digest: Digest, language: Language) -> tuple[Block, ...]:
    """What was noted about this very issue, then what it tells about earlier ones."""
    told = (
        (words.AMENDMENTS, digest.amendments),
        (words.CORRECTIONS, digest.corrections),
    )
    return tuple(
        Block(
            title=heading.say(language),
            lines=tuple(_line(erratum, digest, language) for erratum in errata),
        )
        for heading, errata in told
        if errata
    )


def _line(erratum: Erratum, digest: Digest, language: Language) -> Fact:
    year, week = year_and_week(erratum.week)
    noted = local_day(erratum.noted, digest.timezone)
    day = say_day(noted, language, year=local_day(digest.period.end, digest.timezone).year)
    return Fact(
        label=words.OF_ISSUE.say(language, year=year, week=week),
        text=correction_text(erratum, language),
        note=words.CORRECTED_ON.say(language, day=day),
    )


def correction_text(erratum: Erratum, language: Language) -> str:
    """The correction in the reader's language, or in the one that it was written in."""
    said = erratum.texts.get(language) or erratum.texts[min(erratum.texts)]
    text = plain(said, TEXT_LIMIT)
    title = plain(erratum.title, TITLE_LIMIT)
    return words.ABOUT_ITEM.say(language, title=title, text=text) if title else text
