"""Makes the entries of feeds: one of an issue with all that it says, one of each of its items.

Ids are tags of a host and the week or address: they survive every move of the page, and a move of
the site where the operator keeps the old host's name.
"""

import html
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from catchup.config import SiteSettings
from catchup.errors import PublishError
from catchup.types import Card, Digest, Issue, Language, TopicId
from publish import words
from publish.cards import lay_out_card
from publish.feedforms import Entry
from publish.layout import lay_out, title_of_report
from publish.naming import title_of
from publish.places import FEEDS, Places, host_of, issue_page, places_of
from publish.templating import template

INERT = str.maketrans("<>", "‹›")
DIGITS = 24  # of the hash that names an address


@dataclass(frozen=True, slots=True)
class Desk:
    """The public address of the site, and what is derived from it."""

    places: Places
    host: str

    def file(self, name: str) -> str:
        """The address of a feed."""
        return f"{self.places.base_url}/{FEEDS}/{name}"

    def tag(self, year: int, name: str) -> str:
        """An id (RFC 4151)."""
        return f"tag:{self.host},{year}:{name}"


@dataclass(frozen=True, slots=True)
class ItemEntry:
    """The entry of an item, and the topics that the item belongs to."""

    entry: Entry
    topics: tuple[TopicId, ...]


def desk_of(site: SiteSettings, languages: tuple[Language, ...]) -> Desk:
    """The desk of a site. Raises PublishError when it has no public address."""
    places = places_of(site.base_url, languages)
    if not places.base_url:
        raise PublishError(
            f"a feed needs the public address of its site, not {site.base_url!r}",
            hint="set [site] base_url",
        )
    return Desk(places, site.feed_host or host_of(places.base_url))


def issue_entry(issue: Issue, digest: Digest, language: Language, desk: Desk) -> Entry:
    """The entry of an issue: the whole of it."""
    opened = issue.opened.astimezone(UTC)
    return Entry(
        id=desk.tag(year_of(issue), f"issue/{issue.week}"),
        url=desk.places.url(issue_page(issue.week), language),
        title=inert(title_of_report(digest, language)),
        language=language,
        content=template("feed_issue.html").render(report=lay_out(digest, language)),
        published=opened,
        updated=opened,
    )


def item_entries(
    issue: Issue, digest: Digest, language: Language, desk: Desk
) -> tuple[ItemEntry, ...]:
    """The entries of an issue's items, oldest first."""
    cards = [*(card for section in digest.sections for card in section.cards), *digest.briefs]
    # A second apart: of two entries of one instant, readers take one for a copy of the other.
    entries = (
        ItemEntry(
            replace(
                _item(card, issue, digest, language, desk),
                updated=issue.opened.astimezone(UTC) + timedelta(seconds=number),
            ),
            (card.topic, *card.other_topics),
        )
        for number, card in enumerate(cards)
    )
    return tuple(sorted(entries, key=lambda made: (made.entry.published, made.entry.id)))


def year_of(issue: Issue) -> int:
    """The year of an issue's week."""
    return int(issue.week[:4])


def inert(title: str) -> str:
    """A title that shows the same in readers that take titles for text and for HTML."""
    return html.unescape(title).translate(INERT)


def _item(card: Card, issue: Issue, digest: Digest, language: Language, desk: Desk) -> Entry:
    week = (issue.week, desk.places.url(issue_page(issue.week), language))
    content = template("feed_item.html").render(
        view=lay_out_card(card, digest, language),
        label=words.FEED_WEEK.say(language),
        week=week,
    )
    opened = issue.opened.astimezone(UTC)
    title = title_of(card, language)
    return Entry(
        id=desk.tag(year_of(issue), f"item/{sha256(card.url.encode()).hexdigest()[:DIGITS]}"),
        url=title.url or week[1],
        title=inert(title.text),
        language=title.language or language,
        content=content,
        published=min(_published(card) or opened, opened),
        updated=opened,
    )


def _published(card: Card) -> datetime | None:
    return card.published and card.published.astimezone(UTC)
