"""Builds every file of the site: the pages of all modules in all languages, assets and feeds."""

from collections.abc import Callable, Iterator

from catchup.types import Language
from publish.site import (
    absences,
    checking,
    feedlist,
    home,
    issues,
    leftout,
    roadmaps,
    searching,
    sources,
    starting,
    subscribing,
    topics,
)
from publish.site.content import Content, Page
from publish.site.frame import assets, framed

MODULES: tuple[Callable[[Content, Language], Iterator[Page]], ...] = (
    home.pages,
    absences.pages,
    issues.pages,
    topics.pages,
    roadmaps.pages,
    starting.pages,
    searching.pages,
    sources.pages,
    leftout.pages,
    checking.pages,
    feedlist.pages,
    subscribing.pages,
)


def files_of(content: Content) -> dict[str, str]:
    """The whole site, by path from its root; the same content gives the same bytes."""
    pages = {
        path: html
        for language in content.places.languages
        for pages_of in MODULES
        for page in pages_of(content, language)
        for path, html in (framed(page, content, language),)
    }
    index = {f"search/{name}": text for name, text in searching.index_of(content).items()}
    return {**assets(), **pages, **index, **content.feeds}
