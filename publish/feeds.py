"""Makes the feeds of the issues and of their items, each as Atom, RSS 2.0 and JSON Feed 1.1.

Ids are tags of the host and the week or address: they survive a move within the host, and from
http to https. A feed holds no time of its making: without news it is the same, byte for byte.
"""

import html
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from urllib.parse import urlsplit

from catchup.config import SiteSettings
from catchup.errors import PublishError
from catchup.types import Card, Digest, Issue, Language
from publish import words
from publish.cards import lay_out_card
from publish.feedforms import FORMS, Entry, Feed
from publish.layout import lay_out, title_of_report
from publish.naming import title_of
from publish.plain import web_address
from publish.templating import template

ISSUES, ITEMS = 30, 50
SINCE = 2026  # the year in which the ids of the feeds themselves were given
INERT = str.maketrans("<>", "‹›")
FEEDS = "feeds"


def feeds_of(
    issues: Sequence[tuple[Issue, Digest]], languages: Sequence[Language], site: SiteSettings
) -> dict[str, str]:
    """Every feed in every language, by file name; none without a public address to link to."""
    if not site.base_url:
        return {}
    return {
        name: text
        for language in languages
        for feed in (issue_feed, item_feed)
        for name, text in feed(issues, language, site.base_url).items()
    }


def issue_feed(
    issues: Sequence[tuple[Issue, Digest]], language: Language, base_url: str
) -> dict[str, str]:
    """The newest weekly issues, by file name: "issues.ko.atom", ".rss" and ".json"."""
    site = _Site(base_url)
    newest = sorted(issues, key=lambda pair: (pair[0].opened, pair[0].number), reverse=True)
    return _files(
        Feed(
            id=site.tag(SINCE, f"feed/issues.{language}"),
            title=words.FEED_ISSUES.say(language),
            about=words.FEED_ISSUES_ABOUT.say(language),
            language=language,
            home=site.page("", language),
            entries=tuple(_issue(*pair, site, language) for pair in newest[:ISSUES]),
        ),
        site,
        f"issues.{language}",
    )


def item_feed(
    issues: Sequence[tuple[Issue, Digest]], language: Language, base_url: str
) -> dict[str, str]:
    """The items of the newest issues, by file name: "items.ko.atom", ".rss" and ".json"."""
    site = _Site(base_url)
    newest = sorted(issues, key=lambda pair: (pair[0].opened, pair[0].number), reverse=True)
    entries = [
        _item(card, issue, digest, site, language)
        for issue, digest in newest
        for card in _cards(digest)
    ]
    return _files(
        Feed(
            id=site.tag(SINCE, f"feed/items.{language}"),
            title=words.FEED_ITEMS.say(language),
            about=words.FEED_ITEMS_ABOUT.say(language),
            language=language,
            home=site.page("", language),
            entries=tuple(sorted(entries[:ITEMS], key=lambda e: (e.published, e.id), reverse=True)),
        ),
        site,
        f"items.{language}",
    )


@dataclass(frozen=True, slots=True)
class _Site:
    """The public address, and what is derived from it. Raises PublishError when there is none."""

    base_url: str

    def __post_init__(self) -> None:
        if not web_address(self.base_url):
            raise PublishError(
                f"a feed needs the public address of its site, not {self.base_url!r}",
                hint="set [site] base_url",
            )

    def page(self, path: str, language: Language) -> str:
        return f"{self.base_url.rstrip('/')}/{path}?language={language}"

    def file(self, name: str) -> str:
        return f"{self.base_url.rstrip('/')}/{FEEDS}/{name}"

    def tag(self, year: int, name: str) -> str:
        return f"tag:{urlsplit(self.base_url).hostname},{year}:{name}"


def _files(feed: Feed, site: _Site, stem: str) -> dict[str, str]:
    names = {suffix: f"{stem}.{suffix}" for suffix in FORMS}
    return {name: FORMS[suffix](feed, site.file(name)) for suffix, name in names.items()}


def _issue(issue: Issue, digest: Digest, site: _Site, language: Language) -> Entry:
    return Entry(
        id=site.tag(_year(issue), f"issue/{issue.week}"),
        url=site.page(f"issues/{issue.week}", language),
        title=_inert(title_of_report(digest, language)),
        language=language,
        content=template("feed_issue.html").render(report=lay_out(digest, language)),
        published=issue.opened.astimezone(UTC),
        updated=issue.opened.astimezone(UTC),
    )


def _item(card: Card, issue: Issue, digest: Digest, site: _Site, language: Language) -> Entry:
    week = (issue.week, site.page(f"issues/{issue.week}", language))
    content = template("feed_item.html").render(
        view=lay_out_card(card, digest, language),
        label=words.FEED_WEEK.say(language),
        week=week,
    )
    opened = issue.opened.astimezone(UTC)
    title = title_of(card, language)
    return Entry(
        id=site.tag(_year(issue), f"item/{sha256(card.url.encode()).hexdigest()[:24]}"),
        url=title.url or week[1],
        title=_inert(title.text),
        language=title.language or language,
        content=content,
        published=min(_published(card) or opened, opened),
        updated=opened,
    )


def _cards(digest: Digest) -> list[Card]:
    return [*(card for section in digest.sections for card in section.cards), *digest.briefs]


def _published(card: Card) -> datetime | None:
    return card.published and card.published.astimezone(UTC)


def _year(issue: Issue) -> int:
    return int(issue.week[:4])


def _inert(title: str) -> str:
    """A title that shows the same in readers that take titles for text and for HTML."""
    return html.unescape(title).translate(INERT)
