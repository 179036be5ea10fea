"""Makes every feed: the issues, all items, and the items of each topic, in each language and form.

A feed holds no time of its making: without news it is the same, byte for byte.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from catchup.config import SiteSettings
from catchup.types import Digest, Issue, Language, Topic, TopicId
from publish import words
from publish.feedentries import Desk, ItemEntry, desk_of, issue_entry, item_entries
from publish.feedforms import FORMS, Entry, Feed
from publish.feedpaging import documents
from publish.naming import topic_title
from publish.places import topic_page

# Entries of an archive; the newest document holds up to twice as many. An issue is a long entry.
ISSUES, ITEMS = 8, 25
SINCE = 2026  # the year in which the ids of the feeds themselves were given

Issues = Sequence[tuple[Issue, Digest]]


@dataclass(frozen=True, slots=True)
class Series:
    """A feed before it is cut: its head without entries, its entries in the order of appearance.

    `size` is that of an archive; the newest document holds up to twice as many.
    """

    feed: Feed
    entries: Sequence[Entry]
    size: int


def feeds_of(issues: Issues, languages: Sequence[Language], site: SiteSettings) -> dict[str, str]:
    """Every document of every feed, by file name; none without a public address to link to.

    "issues.ko.atom", ".rss" and ".json"; "items.ko…"; "topics/rag-basics.ko…" for each topic that
    an issue had an item of; "items.ko.1.atom" and so on are archives, the first the oldest.
    """
    if not site.base_url:
        return {}
    desk = desk_of(site, tuple(languages))
    oldest_first = sorted(issues, key=lambda pair: (pair[0].opened, pair[0].number))
    return {
        f"{document.stem}.{form}": write(document, partial(_address, desk, form))
        for language in languages
        for series in _all_series(oldest_first, language, desk)
        for document in documents(series.feed, series.entries, series.size)
        for form, write in FORMS.items()
    }


def _address(desk: Desk, form: str, stem: str) -> str:
    return desk.file(f"{stem}.{form}")


def _all_series(issues: Issues, language: Language, desk: Desk) -> Iterator[Series]:
    made = [each for pair in issues for each in item_entries(*pair, language, desk)]
    yield _weekly(issues, language, desk)
    yield _items([each.entry for each in made], language, desk)
    topics = _named(issues)
    for topic, entries in _by_topic(made).items():
        yield _topic(topics[topic], entries, language, desk)


def _weekly(issues: Issues, language: Language, desk: Desk) -> Series:
    title, about = words.FEED_ISSUES.say(language), words.FEED_ISSUES_ABOUT.say(language)
    feed = _feed("issues", "issues/", language, desk)
    entries = [issue_entry(issue, digest, language, desk) for issue, digest in issues]
    return Series(replace(feed, title=title, about=about), entries, ISSUES)


def _items(entries: Sequence[Entry], language: Language, desk: Desk) -> Series:
    title, about = words.FEED_ITEMS.say(language), words.FEED_ITEMS_ABOUT.say(language)
    feed = _feed("items", "", language, desk)
    return Series(replace(feed, title=title, about=about), entries, ITEMS)


def _topic(topic: Topic, entries: Sequence[Entry], language: Language, desk: Desk) -> Series:
    name = topic_title(topic, language)
    title = words.FEED_TOPIC.say(language, topic=name)
    feed = _feed(f"topics/{topic.id}", topic_page(topic.id), language, desk)
    about = topic.descriptions.get(language) or name
    return Series(replace(feed, title=title, about=about), entries, ITEMS)


def _feed(stem: str, page: str, language: Language, desk: Desk) -> Feed:
    return Feed(
        id=desk.tag(SINCE, f"feed/{stem}.{language}"),
        stem=f"{stem}.{language}",
        language=language,
        home=desk.places.url(page, language),
    )


def _by_topic(made: Sequence[ItemEntry]) -> dict[TopicId, list[Entry]]:
    found: dict[TopicId, list[Entry]] = {}
    for each in made:
        for topic in each.topics:
            found.setdefault(topic, []).append(each.entry)
    return dict(sorted(found.items()))


def _named(issues: Issues) -> Mapping[TopicId, Topic]:
    """The topics that issues name, as the newest of them knows each."""
    return {name: topic for _, digest in issues for name, topic in digest.topics.items()}
