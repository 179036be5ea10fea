"""What the report of the last seven days left out: by reason, with the items themselves."""

from collections.abc import Iterator
from dataclasses import dataclass

from catchup.types import Candidate, Language, LeftOut
from publish.homes import home_source
from publish.report import Passage
from publish.site import words
from publish.site.content import Content, Page
from publish.site.listing import source_name, titled
from publish.words import LEFT_OUT_REASONS

SHOWN = 60  # of each reason; the rest is counted
# What was never news, or what people took out, fills no page.
NO_NEWS = frozenset({LeftOut.BACKFILL, LeftOut.OUTSIDE_PERIOD, LeftOut.TOO_OLD, LeftOut.HIDDEN})
# What was written to be linked is not linked; nobody here reads the other languages.
NOT_LISTED = frozenset({LeftOut.UNWANTED, LeftOut.LANGUAGE})


@dataclass(frozen=True, slots=True)
class Group:
    """Items left out for one reason: how many, the newest of them, and how many more."""

    anchor: str
    title: str
    count: int
    rows: tuple[tuple[Passage, str], ...]
    more: int


def pages(content: Content, language: Language) -> Iterator[Page]:
    """The reasons, each with its items."""
    groups = tuple(_groups(content, language))
    total = sum(group.count for group in groups)
    about = words.LEFT_OUT_ABOUT if total else words.LEFT_OUT_NONE
    yield Page(
        path="left-out/",
        title=words.LEFT_OUT.say(language),
        about=about.say(language, n=total),
        template="site/leftout.html",
        values={"groups": groups},
        tab="left-out/",
    )


def _groups(content: Content, language: Language) -> Iterator[Group]:
    for reason, phrase in LEFT_OUT_REASONS.items():
        found = [candidate for candidate, why in content.left_out if why is reason]
        if found and reason not in NO_NEWS:
            listed = () if reason in NOT_LISTED else found
            yield Group(
                anchor=reason.value,
                title=phrase.say(language),
                count=len(found),
                rows=tuple(_row(each, content, language) for each in listed[:SHOWN]),
                more=max(0, len(listed) - SHOWN),
            )


def _row(candidate: Candidate, content: Content, language: Language) -> tuple[Passage, str]:
    item = candidate.item
    title = titled(item.title, item.link or item.url, item.language, language)
    return title, source_name(home_source(item), content.sources)
