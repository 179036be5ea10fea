"""Connects the topics of the taxonomy with the pages of a handbook; what is unclear is reported."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from unicodedata import normalize

from catchup.types import HandbookPage, PageState, Taxonomy, Topic, TopicId, TopicKind
from taxonomy.book.navigation import Book
from taxonomy.book.page import Facts, read_page, stem_of
from taxonomy.nodes import nearest

_BETWEEN = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected:
    """The page of each topic that has one, by what `navigation` orders, and what is unclear.

    `unplaced` are paths of pages that belong to no topic.
    """

    pages: Mapping[TopicId, HandbookPage]
    navigation: str
    warnings: tuple[str, ...]
    unplaced: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Shown:
    """A page or draft as readers see it: all its names, and its facts where there is a file."""

    path: str
    titles: tuple[str, ...]
    facts: Facts | None
    draft: bool = False


def connect(book: Book, taxonomy: Taxonomy) -> Connected:
    """One page for a topic at most, by what people wrote first and by names last.

    In this order: `page` of the topics file, the front matter's `topic`, a file called like the id,
    a title that is the topic's own, a title that is an alias. What fits two topics, or two pages
    for one topic, is not guessed.
    """
    shown = {one.path or f"draft {place}": one for place, one in enumerate(_shown(book))}
    topics = [t for t in taxonomy.topics.values() if t.kind is TopicKind.TOPIC]
    found: dict[TopicId, str] = {topic.id: topic.page for topic in topics if topic.page}
    warnings = list(book.warnings)
    _settle(_by_front_matter(shown, taxonomy, warnings), found, warnings)
    for claims in (
        _by_names(shown, {t.id: {_plain(t.id)} for t in topics}, stems=True),
        _by_names(shown, {t.id: set(map(_plain, t.titles.values())) for t in topics}),
        _by_names(shown, {t.id: set(map(_plain, _aliases(t))) for t in topics}),
    ):
        _settle(_one_topic_each(claims, found, warnings), found, warnings)
    pages = {topic: _page(path, shown, book) for topic, path in found.items()}
    taken = set(found.values())
    return Connected(
        pages=pages,
        navigation=book.navigation,
        warnings=tuple(dict.fromkeys(warnings)),
        unplaced=tuple(one.path for key, one in shown.items() if one.path and key not in taken),
    )


def _shown(book: Book) -> Iterator[_Shown]:
    """Chapters in reading order, then pages that the navigation does not list."""
    listed = {chapter.path for chapter in book.chapters}
    for chapter in book.chapters:
        file = book.pages.get(chapter.path)
        facts = read_page(file) if file else None
        titles = tuple(filter(None, (chapter.title, facts.title if facts else "")))
        yield _Shown(chapter.path, titles, facts, draft=not chapter.path)
    for path, file in book.pages.items():
        if path not in listed:
            facts = read_page(file)
            yield _Shown(path, (facts.title,), facts)


def _by_front_matter(
    shown: Mapping[str, _Shown], taxonomy: Taxonomy, warnings: list[str]
) -> Iterator[tuple[TopicId, str]]:
    for key, one in shown.items():
        for name, line in one.facts.topics if one.facts else ():
            topic = taxonomy.topics.get(name)
            if topic is not None and topic.kind is TopicKind.TOPIC:
                yield name, key
                continue
            after = taxonomy.retired.get(name, ())
            hint = f"retired, now {' or '.join(after)}" if after else "no topic is called so"
            said = f"{one.path}:{line}: topic {name!r}: {hint}"
            warnings.append(said if after else said + nearest(name, taxonomy.topics))


def _by_names(
    shown: Mapping[str, _Shown], names: Mapping[TopicId, set[str]], *, stems: bool = False
) -> Iterator[tuple[TopicId, str]]:
    wanted: defaultdict[str, list[TopicId]] = defaultdict(list)
    for topic, words in names.items():
        for word in words:
            wanted[word].append(topic)
    for key, one in shown.items():
        said = (stem_of(one.path),) if stems else one.titles
        for word in dict.fromkeys(map(_plain, said)):
            yield from ((topic, key) for topic in wanted.get(word, ()) if word)


def _one_topic_each(
    claims: Iterable[tuple[TopicId, str]], found: Mapping[TopicId, str], warnings: list[str]
) -> Iterator[tuple[TopicId, str]]:
    """The claims by names of pages that no stronger claim took and that fit one topic."""
    taken = set(found.values())
    of_page: defaultdict[str, dict[TopicId, None]] = defaultdict(dict)
    for topic, key in claims:
        if topic not in found and key not in taken:
            of_page[key][topic] = None
    for key, topics in of_page.items():
        if len(topics) > 1:
            warnings.append(f"{key}:1: fits several topics, {', '.join(topics)}; name one {_HOW}")
        else:
            yield from ((topic, key) for topic in topics)


def _settle(
    claims: Iterable[tuple[TopicId, str]], found: dict[TopicId, str], warnings: list[str]
) -> None:
    """Take the claims that contradict neither each other nor stronger ones."""
    of_topic: defaultdict[TopicId, dict[str, None]] = defaultdict(dict)
    for topic, key in claims:
        if topic not in found:
            of_topic[topic][key] = None
    for topic, keys in of_topic.items():
        first, *others = keys
        if others:
            warnings.append(f"{first}:1: {topic} fits {', '.join(keys)}; name one {_HOW}")
        else:
            found[topic] = first


_HOW = "by `page:` in the topics file or `topic:` in the page's front matter"


def _page(key: str, shown: Mapping[str, _Shown], book: Book) -> HandbookPage:
    one = shown.get(key)
    if one is None or one.facts is None:
        draft = one is not None and one.draft
        return HandbookPage(
            path=one.path if one else key,
            title=one.titles[0] if one and one.titles else "",
            state=PageState.DRAFT if draft else PageState.MISSING,
        )
    return HandbookPage(
        path=one.path,
        title=one.titles[0],
        state=one.facts.state,
        resources=one.facts.resources,
        changed=book.pages[one.path].changed,
    )


def _aliases(topic: Topic) -> Iterator[str]:
    for phrases in topic.aliases.values():
        yield from phrases


def _plain(name: str) -> str:
    """A name as it is compared: without case, spaces and punctuation, Hangul composed."""
    return _BETWEEN.sub("", normalize("NFKC", name).casefold())
