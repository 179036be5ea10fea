"""The list of feeds: issues, items, and the topics that have a feed by now."""

from collections.abc import Iterator
from dataclasses import dataclass

from catchup.types import Language
from publish.feedforms import FORMS
from publish.naming import topic_title
from publish.places import FEEDS
from publish.site import words
from publish.site.content import Content, Page
from publish.site.topics import topics_of

NAMES = {"atom": "Atom", "rss": "RSS", "json": "JSON Feed"}


@dataclass(frozen=True, slots=True)
class Row:
    """A feed: what it is called, what it carries, and its forms (name, path)."""

    title: str
    about: str
    forms: tuple[tuple[str, str], ...]


def pages(content: Content, language: Language) -> Iterator[Page]:
    """All feeds in the reader's language."""
    issues, items = words.FEED_ISSUES.say(language), words.FEED_ITEMS.say(language)
    general = (
        _row("issues", issues, words.FEED_ISSUES_ABOUT.say(language), content, language),
        _row("items", items, words.FEED_ITEMS_ABOUT.say(language), content, language),
    )
    topics = [
        _row(f"topics/{topic.id}", topic_title(topic, language), "", content, language)
        for topic in topics_of(content.taxonomy)
    ]
    yield Page(
        path="feeds/",
        title=words.FEEDS.say(language),
        about=words.FEEDS_ABOUT.say(language),
        template="site/feeds.html",
        values={
            "general": [row for row in general if row.forms],
            "topics": [row for row in topics if row.forms],
        },
        tab="feeds/",
    )


def _row(stem: str, title: str, about: str, content: Content, language: Language) -> Row:
    paths = {form: f"{FEEDS}/{stem}.{language}.{form}" for form in FORMS}
    forms = tuple((NAMES[form], path) for form, path in paths.items() if path in content.feeds)
    return Row(title, about, forms)
