"""The page to ask for the letter; where there is none, it leads to the feeds."""

from collections.abc import Iterator

from catchup.types import Language
from publish.site import words
from publish.site.content import Content, Page


def pages(content: Content, language: Language) -> Iterator[Page]:
    """One page, with a form where letters are sent."""
    yield Page(
        path="subscribe/",
        title=words.SUBSCRIBE.say(language),
        about=words.SUBSCRIBE_ABOUT.say(language),
        template="site/subscribe.html",
        values={"letters": content.letters, "names": words.OWN_NAMES},
        tab="subscribe/",
    )
