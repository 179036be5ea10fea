"""How things are chosen and checked, for readers who want to know before they trust."""

from collections.abc import Iterator

from catchup.types import Language
from publish.site import words
from publish.site.content import Content, Page


def pages(content: Content, language: Language) -> Iterator[Page]:
    """One page of fixed words."""
    yield Page(
        path="how/",
        title=words.CHECKING.say(language),
        about=words.CHECKING_ABOUT.say(language),
        template="site/how.html",
        values={
            "checks": [(name.say(language), text.say(language)) for name, text in words.CHECKS],
            "contact": content.contact,
        },
        tab="how/",
    )
