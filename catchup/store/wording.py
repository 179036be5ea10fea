"""An item's words, and the rules by which they change: pure, no database.

The words of an item come from one entry, its *voice*; only a change of the voice is a change of
the item. What other entries of the same address say replaces the words when it is clearly richer,
without being news. Words that were once replaced never come back: caches that serve an old and a
new copy in turn would otherwise announce an item for ever.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from catchup.store.identity import Shown, fingerprint, normalised
from catchup.types import (
    Article,
    DateDoubt,
    Entry,
    ItemId,
    ItemKind,
    Language,
    Reading,
    SourceId,
)

RICHNESS = {reading: rank for rank, reading in enumerate(Reading)}
CLEARLY_LONGER = 1.25
SAME_WORDS = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An item as held: who it is, its words, and what the rules need to judge a change.

    `stored_version` is the version in the store (0: not in the store yet), `quoted` says that a
    summary quotes its words, `past` are the fingerprints of its earlier versions, `past_editions`
    what a source called them (`edition` is the present one's, "" when none says).
    `voice_fingerprint` and `voice_address` are the voice's own, `text_source` is where the text
    came from, `page` that it came from the item's own page.
    """

    id: ItemId
    key: str
    url: str
    link: str
    kind: ItemKind
    first_seen: datetime
    backfill: bool
    authors: tuple[str, ...]
    mentions: tuple[str, ...]
    language: Language
    published: datetime | None
    date_doubt: DateDoubt | None
    sources: frozenset[SourceId]
    voice: int
    voice_source: SourceId
    voice_fingerprint: str
    voice_address: str
    title: str
    text: str
    reading: Reading
    fingerprint: str
    text_source: SourceId | None
    page: bool = False
    version: int = 1
    stored_version: int = 0
    announced: bool = False
    quoted: bool = False
    revised: datetime | None = None
    match_key: str = ""
    past: frozenset[str] = frozenset()
    edition: str = ""
    past_editions: frozenset[str] = frozenset()


def with_page(held: Held, article: Article, source: SourceId | None) -> Held:
    """The item with the text of its page, when that is clearly richer; never an announcement."""
    if not clearly_richer(article.reading, article.text, held):
        return held
    said = replace(
        held,
        mentions=_merged(held.mentions, article.mentions),
        # A Korean post with an English table is Korean still: the page does not overrule the feed.
        language=article.language if held.language == "und" else held.language,
        text=article.text,
        reading=article.reading,
        text_source=source,
        page=True,
    )
    return next_version(held, said)


def with_first_edition(held: Held, entry: Entry) -> Held:
    """The item with the edition its words were known to be without so far; that is no news."""
    if held.edition or not entry.edition:
        return held
    mark = fingerprint(held.title, held.text, entry.edition)
    return replace(held, edition=entry.edition, fingerprint=mark)


def next_edition(held: Held, shown: Shown, source: SourceId, now: datetime) -> Held:
    """A source counts another edition: news, however little the words changed.

    When it says less than is held, as a feed does beside a page that was read, the words stay.
    """
    entry = shown.entry
    said = saying(held, shown, source)
    if _says_less(held, entry):
        said = replace(held, title=entry.title or held.title, edition=entry.edition)
    said = replace(said, past_editions=held.past_editions | {held.edition})
    return next_version(held, said, news=now)


def changed(held: Held, shown: Shown, source: SourceId, now: datetime) -> Held:
    """The voice says something else: news when the title or a tenth of the words changed.

    When it says less than is held (the page was read, or the feed gives summaries now), only its
    title can be news; when it says more at last, the change is no news either.
    """
    entry = shown.entry
    retitled = _retitled(held, entry.title)
    if _says_less(held, entry):
        said = replace(held, title=entry.title)
        return next_version(held, said, news=now) if retitled else held
    said = saying(held, shown, source)
    comparable = entry.reading == held.reading and not held.page
    if retitled or (comparable and similarity(held.text, entry.text) < SAME_WORDS):
        return next_version(held, said, news=now)
    if not comparable:
        return next_version(held, said)
    # A summary quotes the words at their offsets: those must stay true.
    return held if held.quoted else _same_version(said)


def _retitled(held: Held, title: str) -> bool:
    now = normalised(title)
    return now not in {"", normalised(held.title)}


def _says_less(held: Held, entry: Entry) -> bool:
    poorer = held.page or RICHNESS[entry.reading] < RICHNESS[held.reading]
    return poorer and not clearly_richer(entry.reading, entry.text, held)


def saying(held: Held, shown: Shown, source: SourceId) -> Held:
    """The item in the words of an entry."""
    entry = shown.entry
    return replace(
        held,
        authors=entry.authors or held.authors,
        mentions=_merged(held.mentions, entry.mentions),
        language=_language(entry.language, held),
        title=entry.title or held.title,
        text=entry.text,
        reading=entry.reading,
        text_source=source,
        page=False,
        edition=entry.edition or held.edition,
    )


def next_version(held: Held, said: Held, *, news: datetime | None = None) -> Held:
    """`said` as the version after the stored one, unless its words are old; `news` announces it."""
    mark = fingerprint(said.title, said.text, said.edition)
    if mark in held.past:
        return held
    if mark == held.fingerprint:
        return replace(held, reading=said.reading, page=said.page, text_source=said.text_source)
    number = held.stored_version + 1
    first_change = held.version != number
    return replace(
        said,
        version=number,
        fingerprint=mark,
        announced=news is not None or (held.announced and not first_change),
        revised=news or held.revised,
        past=held.past | {held.fingerprint} if first_change else held.past,
        quoted=False,
        match_key="",
    )


def _same_version(said: Held) -> Held:
    return replace(said, fingerprint=fingerprint(said.title, said.text, said.edition), match_key="")


def clearly_richer(reading: Reading, text: str, held: Held) -> bool:
    """Tell a text that replaces the one held: more of the whole, or a quarter longer."""
    if not text or RICHNESS[reading] < RICHNESS[held.reading]:
        return False
    longer = len(text) >= CLEARLY_LONGER * len(held.text) and len(text) > len(held.text)
    return RICHNESS[reading] > RICHNESS[held.reading] or longer


def similarity(one: str, other: str) -> float:
    """Jaccard index of the two sets of words, 0..1; bare numbers (counters) do not count."""
    ours, theirs = _words(one), _words(other)
    either = ours | theirs
    return len(ours & theirs) / len(either) if either else 1.0


def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in normalised(text).split() if not word.isdecimal())


def _language(said: Language, held: Held) -> Language:
    return held.language if said == "und" else said


def _merged(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*old, *new)))
