"""Puts the frame of the site around a page: head, navigation, languages, foot."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from catchup.types import Language, TopicId, TopicKind
from publish.places import FEEDS, topic_page
from publish.site import words
from publish.site.content import Content, Page
from publish.templating import template

ISSUES_STEM, ITEMS_STEM = "issues", "items"


def framed(page: Page, content: Content, language: Language) -> tuple[str, str]:
    """Where the page's file is, and its HTML."""
    places = content.places
    path = places.path(page.path, language)
    up = "../" * path.count("/")

    def to(target: str) -> str:
        """The way from this page to another of its language."""
        return up + places.path(target, language) or "./"

    html = template(page.template).render(
        page=page,
        language=language,
        words=words,
        site=content.title,
        title=words.PAGE_TITLE.say(language, title=page.title, site=content.title),
        up=up,
        to=to,
        canonical=places.url(page.path, language),
        twins=_twins(page, content, up),
        feeds=_feeds(page, content, language, up),
        pages={topic: to(topic_page(topic)) for topic in _topics(content)},
        **page.values,
    )
    return f"{path}index.html", html


def assets() -> dict[str, str]:
    """The files that pages load: one style sheet, and the script of the search page."""
    return {
        "style.css": template("site/style.css").render(),
        "search.js": _script(),
    }


def _topics(content: Content) -> Iterator[TopicId]:
    """The topics that have a page today: an old issue may name others."""
    known = content.taxonomy.topics.values()
    return (topic.id for topic in known if topic.kind is TopicKind.TOPIC)


@cache
def _script() -> str:
    return (files("publish") / "templates" / "site" / "search.js").read_text("utf-8")


def _twins(page: Page, content: Content, up: str) -> list[tuple[Language, str, str]]:
    """The same page in every language: its way from here, and its public address."""
    places = content.places
    return [
        (other, up + places.path(page.path, other) or "./", places.url(page.path, other))
        for other in places.languages
    ]


def _feeds(page: Page, content: Content, language: Language, up: str) -> list[tuple[str, str]]:
    """Atom feeds to discover from here: title and way; none while the site has no address."""
    offered = [
        *page.feeds,
        (ISSUES_STEM, words.FEED_ISSUES.say(language)),
        (ITEMS_STEM, words.FEED_ITEMS.say(language)),
    ]
    named = [(title, f"{FEEDS}/{stem}.{language}.atom") for stem, title in offered]
    return [(title, up + name) for title, name in named if name in content.feeds]
