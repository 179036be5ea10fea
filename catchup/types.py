"""The nouns of Catchup: frozen values and the protocols between stages. Imports nothing of ours.

Instants are timezone-aware UTC datetimes. Languages are BCP 47 primary tags ("ko", "en"; "und"
when unknown).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Protocol

Clock = Callable[[], datetime]
Progress = Callable[[str, int, int, str], None]  # (stage, done, total, what is in hand)
Language = str
SourceId = str
ItemId = int
TopicId = str

WITHDRAWN = "Withdrawn: "  # begins the text of a paper that its authors have taken back


# ---- Sources and what they show ---------------------------------------------------------------


class ItemKind(StrEnum):
    """What sort of thing an item is."""

    PAPER = "paper"
    POST = "post"
    VIDEO = "video"
    REPO = "repo"


class Reading(StrEnum):
    """How much of an item was read; every card says so."""

    TITLE = "title"
    DESCRIPTION = "description"
    ABSTRACT = "abstract"
    PARTIAL = "partial"
    TRANSCRIPT = "transcript"
    FULL = "full"


class DateDoubt(StrEnum):
    """Why a publication date is not believed; such an item is kept and never announced as new."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    SAME_INSTANT = "same-instant"
    BUILD_TIME = "build-time"
    BEFORE_1990 = "before-1990"
    FUTURE = "future"


SOURCE_KINDS = frozenset({"feed", "arxiv", "youtube", "page", "sitemap"})  # as `ingest.kinds.KINDS`


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Something worth watching, as `sources.toml` declares it; `options` are its kind's own.

    `every` is the operator's word on the time between visits; None: as its history suggests.
    """

    id: SourceId
    url: str
    kind: str = "feed"
    title: str = ""
    language: Language = "und"
    every: timedelta | None = None
    topics: tuple[TopicId, ...] = ()
    paused: bool = False
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """What the last visit to a source left behind; the only memory a visit needs.

    Entries published between `gap_since` and `gap_until` may have been missed, because the feed's
    window was shorter than the absence; the latest such gap is remembered. `url` is the address
    that was visited: of another one nothing is known. `resolved` is what it was found to stand for.
    `chunks` is what `ingest.chunks` remembers of the entries shown, None where nothing can be.

    Politeness (`ingest.revisits`): `rhythm` is the usual time between entries, `fresh_for` what the
    server's cache headers and `ttl` what the feed itself asks for, all in seconds, 0 when unknown;
    `skips` are days ("sat") and hours of GMT ("05h") on which the feed wants no visit. `address` is
    where the source has moved to, "" while it is `url`; `moved_to` a move not yet believed, first
    seen at `moved_since`. `gone_since` is the first 410, `stopped` when a second one ended the
    visits. `in_full` is the last answer that had a body, `silent_days` the days of 304
    answers since; `distrusted`: its validators called unchanged what had changed, and are not sent.
    """

    source: SourceId
    url: str = ""
    resolved: str = ""
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str | None = None
    visited: datetime | None = None
    succeeded: datetime | None = None
    next_due: datetime | None = None
    failures: int = 0
    error: str | None = None
    detail: str | None = None
    oldest_entry: datetime | None = None
    newest_entry: datetime | None = None
    gap_since: datetime | None = None
    gap_until: datetime | None = None
    entries_cut: int = 0
    rhythm: int = 0
    fresh_for: int = 0
    ttl: int = 0
    skips: tuple[str, ...] = ()
    address: str = ""
    moved_to: str = ""
    moved_since: datetime | None = None
    gone_since: datetime | None = None
    stopped: datetime | None = None
    in_full: datetime | None = None
    silent_days: int = 0
    distrusted: bool = False
    chunks: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry as a feed showed it, cleaned: plain-text title and text, a safe absolute link.

    `(source, entry_id, canonical or link)` is an entry's identity: each has exactly one sighting.
    `canonical` is empty where the link is no web address. `mentions` are canonical addresses of
    papers, videos and repositories that the body links to. `edition` is the version that a source
    itself counts (arXiv's v2): another edition is an update, however little the words changed.
    """

    entry_id: str
    link: str
    canonical: str
    title: str
    text: str = ""
    authors: tuple[str, ...] = ()
    published: datetime | None = None
    date_doubt: DateDoubt | None = None
    language: Language = "und"
    kind: ItemKind = ItemKind.POST
    reading: Reading = Reading.TITLE
    mentions: tuple[str, ...] = ()
    edition: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawl:
    """The outcome of one visit: the entries shown (empty when unchanged) and the state to keep.

    `still` are the keys (`catchup.keys`) of entries that are shown too, just as they were before.

    `trouble` says what was wrong with an answer of which entries could be read all the same; the
    state then counts a failure.
    """

    source: Source
    state: SourceState
    entries: tuple[Entry, ...] = ()
    still: tuple[str, ...] = ()
    unchanged: bool = False
    trouble: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place in a text: a section of this `title` begins there, or what is said at a `second`."""

    start: int
    title: str = ""
    second: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """The main text of an article page: plain text, and how much of the page it is.

    `outline` holds the sections of a paper, or the chapters and cues of a transcript, in order.
    """

    text: str
    reading: Reading
    language: Language = "und"
    mentions: tuple[str, ...] = ()
    outline: tuple[Mark, ...] = ()


# ---- Items ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A paper, post or video at its newest version; one canonical address, one item.

    `published` is None when it is unknown or doubtful (`date_doubt` says why). `revised` is the
    instant at which the newest announced change of content was seen (None: never changed).
    `backfill`: came with its source's first crawl and is older than the week of that crawl.
    `sources` are all sources that showed it, the first one first. `url` says which item it is;
    `link` is the address as it was given, the one to follow ("" when that is the same).
    """

    id: ItemId
    position: int
    url: str
    kind: ItemKind
    title: str
    text: str
    reading: Reading
    authors: tuple[str, ...]
    published: datetime | None
    date_doubt: DateDoubt | None
    first_seen: datetime
    language: Language
    version: int
    revised: datetime | None
    backfill: bool
    hidden: bool
    mentions: tuple[str, ...]
    sources: tuple[SourceId, ...]
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """A long text with its `outline`, which stands beside the words that an item is known by.

    A paper is placed, ranked and found by its abstract; it is summarised by its body.
    """

    text: str
    reading: Reading
    outline: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of an item at one of its versions, how much of it they are, and its body then."""

    title: str
    text: str
    reading: Reading
    body: Body | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What one crawl changed in the store, in rows.

    `changed` entries have other words or another address than when their source showed them last;
    `revised` items are those of which that is worth telling.
    """

    items: int = 0
    revised: int = 0
    changed: int = 0
    sightings: int = 0


# ---- Topics -----------------------------------------------------------------------------------


class TopicKind(StrEnum):
    """The three levels of the handbook's tree; items attach to topics only."""

    PART = "part"
    AREA = "area"
    TOPIC = "topic"


class Level(StrEnum):
    """One scale of difficulty for topics and items."""

    INTRO = "intro"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class Priority(StrEnum):
    """What a person decided about a topic's place in the handbook."""

    MUST = "must"
    SHOULD = "should"
    SKIP = "skip"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A place in the handbook. `order` is the developer order: prerequisites come earlier.

    `stage` is the order of the part in which that walk meets a topic (0: the part it stands in).
    `aliases` name the topic (strong evidence), `keywords` only hint (weak evidence); both are
    keyed by language, as are `titles` and `descriptions`. `reason` is the person's for `priority`;
    `page` is the handbook's page where the file names one, counted from the handbook's folder.
    """

    id: TopicId
    kind: TopicKind
    parent: TopicId | None
    titles: Mapping[Language, str]
    descriptions: Mapping[Language, str] = field(default_factory=dict)
    level: Level = Level.INTRO
    prerequisites: tuple[TopicId, ...] = ()
    order: int = 0
    stage: int = 0
    aliases: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    keywords: Mapping[Language, tuple[str, ...]] = field(default_factory=dict)
    priority: Priority | None = None
    reason: str = ""
    owners: tuple[str, ...] = ()
    page: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taxonomy:
    """The handbook's closed topic tree, and the sha256 of the file it was read from.

    `book_order` are the areas in the order of the book (theory first); topics carry the developer
    order themselves. `retired` names the topics that now stand for an id that is no longer used.
    """

    topics: Mapping[TopicId, Topic]
    digest: str
    book_order: tuple[TopicId, ...] = ()
    retired: Mapping[TopicId, tuple[TopicId, ...]] = field(default_factory=dict)

    def area_of(self, topic: TopicId) -> Topic:
        """The area a topic belongs to. Raises KeyError for an unknown id."""
        parent = self.topics[topic].parent
        if parent is None:
            raise KeyError(topic)
        return self.topics[parent]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicMatch:
    """An item belongs to a topic: how strongly (0..1), by which method, and on which words."""

    topic: TopicId
    score: float
    method: str
    evidence: tuple[str, ...] = ()
    decided_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What a person decided about an item of this title: it belongs to a topic, or it does not."""

    title: str
    topic: TopicId
    accepted: bool


# ---- Summaries --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One checked point: a verbatim quote at `start` of the text that was read.

    `texts` holds our wording by language; an extract has none, its quote is the point. `section`
    names where in the text it stands, `second` when in a recording it begins.
    """

    quote: str
    start: int
    texts: Mapping[Language, str] = field(default_factory=dict)
    section: str = ""
    second: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One sentence of ours by language, and the points (by position) that it restates."""

    texts: Mapping[Language, str]
    points: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """How much of a long text was read: so many of its words, and the sections by name.

    `of_sections` counts all that have a name. Of a recording, `until` is the second at which what
    was read ends, `length` that of its last words.
    """

    words: int
    of_words: int
    sections: tuple[str, ...] = ()
    of_sections: int = 0
    until: int | None = None
    length: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two sentences of one document that give different `numbers` for the same thing."""

    said: tuple[Point, Point]
    numbers: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """One row per item version, both languages together.

    `writer` is "extract" or a model's name; `prompt` is the hash of what the writer was told.
    `suspicious` counts sentences that were refused because they read like instructions.
    `headline`, `tldr` and `why` are a model's wording by language; an extract has none.
    `fallback` says why the extractive writer stepped in for a model ("" when it did not). `extent`
    says what was read of a long text; `conflicts` are where the document contradicts itself.
    """

    item: ItemId
    version: int
    points: tuple[Point, ...]
    level: Level
    level_estimated: bool
    reading: Reading
    writer: str
    prompt: str
    written: datetime
    suspicious: int = 0
    headline: Mapping[Language, str] = field(default_factory=dict)
    tldr: tuple[Statement, ...] = ()
    why: Mapping[Language, str] = field(default_factory=dict)
    prerequisites: tuple[TopicId, ...] = ()
    fallback: str = ""
    extent: Extent | None = None
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """An item in a list: what it is and its summary, without its text.

    `url` is the address to follow, `source` the first that showed it. `accepted`: a person has
    decided that it belongs where it is listed.
    """

    item: ItemId
    url: str
    title: str
    kind: ItemKind
    language: Language
    source: SourceId
    published: datetime | None
    first_seen: datetime
    reading: Reading
    summary: Summary | None = None
    accepted: bool = False


# ---- Reports ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Period:
    """Half-open span of time: `start` is in it, `end` is not."""

    start: datetime
    end: datetime


class Part(StrEnum):
    """What an item's rank is the sum of; each part has a fixed name in every language."""

    TOPIC = "topic"
    FIELD = "field"
    TEXT = "text"
    LENGTH = "length"
    LANGUAGE = "language"
    LEVEL = "level"
    HANDS_ON = "hands-on"
    PRACTICE = "practice"
    EVIDENCE = "evidence"
    CANDOUR = "candour"
    ENGINEERING = "engineering"
    TRUST = "trust"
    COVERAGE = "coverage"
    RECENCY = "recency"
    OUTSIDE = "outside"
    NEWS = "news"
    ROUNDUP = "roundup"


class Lane(StrEnum):
    """Where in a report an item may stand: news of the day is told in one line.

    The few that a week is remembered for stand before the cards.
    """

    EVERGREEN = "evergreen"
    NEWS = "news"
    BIG = "big-news"


class Reason(StrEnum):
    """Why an item stands in the report; each has a fixed phrase in every language."""

    PINNED = "pinned"
    DROPPED = "dropped"
    PRACTICE = "practice"
    TRADE_OFFS = "trade-offs"
    SAVINGS = "savings"
    FIGURES = "figures"
    CODE = "code"
    HANDS_ON = "hands-on"
    SEVERAL_SOURCES = "several-sources"
    SERIES = "series"
    INTRODUCTORY = "introductory"
    MEASURED = "measured"
    ENGINEERING = "engineering"
    TOPIC_IN_TITLE = "topic-in-title"
    FIELD = "field"
    KOREAN = "korean"
    WHOLE_TEXT = "whole-text"
    PAPER = "paper"
    LATE = "late"
    REVISED = "revised"


class LeftOut(StrEnum):
    """Why an item does not stand in the report."""

    HELD = "held"
    BACKFILL = "back-fill"
    DOUBTFUL_DATE = "doubtful-date"
    TOO_OLD = "too-old"
    OUTSIDE_PERIOD = "outside-period"
    HIDDEN = "hidden"
    EDITED = "edited"
    UNWANTED = "unwanted"
    LANGUAGE = "language"
    OFF_TOPIC = "off-topic"
    SAME_WORK = "same-work"
    SERIES = "series"
    WEAK = "weak"
    SOURCE_QUOTA = "source-quota"
    TOPIC_QUOTA = "topic-quota"
    KIND_QUOTA = "kind-quota"
    LIMIT = "limit"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An item on its way into a report, with all that is known of it.

    `likely` is the topic that an item without matches would have, if it had one.
    """

    item: Item
    matches: tuple[TopicMatch, ...] = ()
    summary: Summary | None = None
    likely: TopicMatch | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A chosen candidate, its reasons, and other items of the same work shown beside it.

    `parts` add up to its rank. `parts_of_series` counts it and those of its series, 0 for none.
    """

    candidate: Candidate
    reasons: tuple[Reason, ...]
    together: tuple[Candidate, ...] = ()
    parts: Mapping[Part, float] = field(default_factory=dict)
    lane: Lane = Lane.EVERGREEN
    parts_of_series: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """What so many `decisions` to keep or to drop taught: a factor on each part of a rank.

    `held_back` and `by_hand` say how well decisions that were not learned from are put in order
    (nDCG@20), with the factors and without them.
    """

    factors: Mapping[Part, float]
    decisions: int
    held_back: float
    by_hand: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What `select` decided about each candidate of a period, none left without an answer.

    `chosen` comes best first. `big` is the news that a week is remembered for, chosen or not; what
    it holds of `left_out` counts as left out no more. `ranks` are the parts of all that were
    ranked, chosen or not, with the factors that were `learned` on those of all that were fit to be
    chosen.
    """

    period: Period
    chosen: tuple[Choice, ...]
    left_out: tuple[tuple[Candidate, LeftOut], ...]
    updates: tuple[Candidate, ...] = ()
    big: tuple[Choice, ...] = ()
    ranks: Mapping[ItemId, Mapping[Part, float]] = field(default_factory=dict)
    learned: Learned | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What an earlier issue told: its week, and the item as it is called."""

    week: str
    item: ItemId
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What an update changed: the title it had ("" when it stayed), sentences that are new.

    `new` counts all new sentences, of which `added` are some that can be told; `removed` counts
    those that are gone. Of a text with sections: those that read otherwise, are new, and are gone.
    """

    title_before: str = ""
    added: tuple[str, ...] = ()
    removed: int = 0
    new: int = 0
    sections: tuple[str, ...] = ()
    new_sections: tuple[str, ...] = ()
    lost_sections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One item of a report: facts only, no wording. `late`/`revised` as in `Reason`.

    `minutes` is the reading time of the original, None when its length is not known.
    `earlier` is what an issue told of it before: of an update the item itself, of news what it goes
    on from. `change` says what an update changed, None where that is not known.
    `evidence` are the words by which the topic was recognised; `topic_likely`: it is a guess.
    `parts`, `lane` and `parts_of_series` as in `Choice`; `extent`, `conflicts` and `prerequisites`
    as in `Summary`. `withdrawn`: its authors have taken it back.
    """

    item: ItemId
    url: str
    title: str
    kind: ItemKind
    language: Language
    source: str
    published: datetime | None
    version: int
    level: Level
    level_estimated: bool
    minutes: int | None
    reading: Reading
    writer: str
    points: tuple[Point, ...]
    topic: TopicId
    other_topics: tuple[TopicId, ...]
    evidence: tuple[str, ...]
    reasons: tuple[Reason, ...]
    sources: tuple[str, ...]
    together: tuple[tuple[str, str, str], ...] = ()
    headline: Mapping[Language, str] = field(default_factory=dict)
    tldr: tuple[Statement, ...] = ()
    why: Mapping[Language, str] = field(default_factory=dict)
    fallback: str = ""
    earlier: Earlier | None = None
    change: Change | None = None
    topic_likely: bool = False
    parts: Mapping[Part, float] = field(default_factory=dict)
    lane: Lane = Lane.EVERGREEN
    parts_of_series: int = 0
    extent: Extent | None = None
    conflicts: tuple[Conflict, ...] = ()
    prerequisites: tuple[TopicId, ...] = ()
    authors: tuple[str, ...] = ()
    withdrawn: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Cards of one topic, under the area that groups it."""

    area: TopicId
    topic: TopicId
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicNews:
    """How much came out at a topic, and how much of that has a card or a line."""

    topic: TopicId
    new: int
    shown: int


class MoveKind(StrEnum):
    """What changed in the work on the handbook."""

    ACCEPTED = "accepted"
    PROPOSED = "proposed-topic"
    STALE = "stale-page"
    DEAD = "dead-link"


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Something that changed in the work on the handbook: at a topic, or named by `titles`.

    `number` counts what it is about: items accepted, items of a proposed topic.
    """

    kind: MoveKind
    topic: TopicId = ""
    titles: Mapping[Language, str] = field(default_factory=dict)
    number: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Erratum:
    """A mistake in a frozen issue and what is right, in both languages: a record beside the issue.

    `item` and `title` say which item it is about; None and "" when it is about the issue itself.
    """

    week: str
    texts: Mapping[Language, str]
    noted: datetime
    item: ItemId | None = None
    title: str = ""


class SourceTrouble(StrEnum):
    """What a report says about a source."""

    FAILED = "failed"
    GAP = "gap"
    DOUBTFUL = "doubtful"
    QUIET = "quiet"
    CUT = "cut"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNote:
    """One line of the sources footer; `count` items are concerned, `since`/`detail` say more."""

    source: str
    trouble: SourceTrouble
    count: int = 0
    since: datetime | None = None
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """State of the sources at the end of a period, gathered from the store."""

    polled: int
    failed: int
    last_crawl: datetime | None
    notes: tuple[SourceNote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """What came out in a period: pure content for every renderer and language.

    `sections` stand in prerequisite order; `briefs` are chosen items shown as one line.
    `young`: the store is younger than the period, so published dates decided about back-fill.
    `topics` holds every topic and area that the digest names. `updates` are items that an earlier
    issue announced and that have changed since: told as updates, never again as news. `week` is the
    ISO week of an issue ("2026-W09"), empty for a report on demand. `corrections` are the errata of
    earlier issues that are told here; `amendments` those of this very issue, which were noted after
    it was frozen and stand beside it.

    `best` are the items with cards, the best first. `overview` counts the news by topic in a report
    on a long absence, in prerequisite order. `moves` are what changed in the work on the handbook,
    `without_resources` those of the topics named that nobody has accepted anything for. `lead` are
    an editor's words by language, `editor` is who wrote them; `arranged` are the items that came
    first for an editor. `counted`: the sources are told in numbers, for want of time. `learned` is
    what the ranking had learned, None while it goes by hand-set weights alone.
    """

    period: Period
    timezone: str
    young: bool
    candidates: int
    sections: tuple[Section, ...]
    briefs: tuple[Card, ...]
    left_out: Mapping[LeftOut, int]
    health: Health
    topics: Mapping[TopicId, Topic]
    updates: tuple[Card, ...] = ()
    week: str = ""
    corrections: tuple[Erratum, ...] = ()
    amendments: tuple[Erratum, ...] = ()
    best: tuple[ItemId, ...] = ()
    overview: tuple[TopicNews, ...] = ()
    moves: tuple[Move, ...] = ()
    without_resources: tuple[TopicId, ...] = ()
    lead: Mapping[Language, str] = field(default_factory=dict)
    editor: str = ""
    arranged: tuple[ItemId, ...] = ()
    counted: bool = False
    learned: Learned | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What an editor wants of the coming issue; items that are named by their ids.

    `order` come first, in that order; `pin` have a card whatever the rules say; `drop` stay out.
    """

    order: tuple[ItemId, ...] = ()
    pin: tuple[ItemId, ...] = ()
    drop: tuple[ItemId, ...] = ()
    lead: Mapping[Language, str] = field(default_factory=dict)
    editor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """What the store knows beside the candidates of a report.

    `corrections`, `moves` and `without_resources` as in `Digest`; `told` are the items of earlier
    issues that the report goes on from, by address; `changes` what updates have changed;
    `edit` is what an editor wants of an issue.
    """

    corrections: tuple[Erratum, ...] = ()
    moves: tuple[Move, ...] = ()
    without_resources: frozenset[TopicId] = frozenset()
    told: Mapping[str, Earlier] = field(default_factory=dict)
    changes: Mapping[ItemId, Change] = field(default_factory=dict)
    edit: Edit = field(default_factory=Edit)


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """A frozen digest: canonical JSON and its sha256. Never changed, unique by `week`."""

    number: int
    week: str
    period: Period
    opened: datetime
    content: str
    sha256: str


# ---- People -----------------------------------------------------------------------------------


class SubscriberState(StrEnum):
    """Where a subscriber stands; only active ones get mail."""

    PENDING = "pending"
    ACTIVE = "active"
    LEFT = "left"
    BOUNCED = "bounced"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscriber:
    """Someone who asked for the letter. `asked`, `confirmed`, `left` are instants of consent.

    `invited` is when they were last mailed the link that confirms.
    """

    id: int
    address: str
    language: Language
    state: SubscriberState
    asked: datetime
    confirmed: datetime | None = None
    left: datetime | None = None
    invited: datetime | None = None


class DeliveryState(StrEnum):
    """What became of one letter to one subscriber."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DEFERRED = "deferred"
    FAILED = "failed"
    SUPPRESSED = "suppressed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """One issue to one subscriber: (issue, subscriber) is the idempotency key.

    `message_id` is fixed when the delivery is prepared, so that a letter which went out twice
    after a crash carries the same one.
    """

    issue: int
    subscriber: int
    address: str
    language: Language
    state: DeliveryState
    message_id: str
    attempts: int = 0
    not_before: datetime | None = None
    detail: str = ""


# ---- Backlog ----------------------------------------------------------------------------------


class BacklogState(StrEnum):
    """How far an entry of the backlog has come; `done` is what a rule closes, never a person."""

    OPEN = "open"
    TRIAGED = "triaged"
    CLAIMED = "claimed"
    IN_REVIEW = "in-review"
    SNOOZED = "snoozed"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"
    DONE = "done"


class BacklogKind(StrEnum):
    """What sort of work waits: an item for a topic, or a task that a rule has found."""

    NEW_ITEM = "new-item"
    MISSING_PAGE = "missing-page"
    STALE_PAGE = "stale-page"
    NO_RESOURCE = "no-resource"
    UNMAPPED_CLUSTER = "unmapped-cluster"
    PROPOSAL = "taxonomy-proposal"
    DEAD_LINK = "dead-link"
    PLACEHOLDER = "placeholder"
    EDIT_CONFLICT = "human-edit-conflict"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How an entry of the backlog stands, and who changed that last.

    `until` ends a snooze; `claimed_by` is named while claimed or in review. `by` changed it last,
    at `changed`; a rule has no name.
    """

    state: BacklogState = BacklogState.OPEN
    claimed_by: str = ""
    until: datetime | None = None
    note: str = ""
    by: str = ""
    changed: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BacklogEntry(Standing):
    """An item waiting at a topic."""

    item: ItemId
    topic: TopicId

    def __str__(self) -> str:
        return f"item {self.item} at {self.topic}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Standing):
    """Work that a rule has found; there is one for each (kind, subject).

    `topic` is the topic or area that it waits at ("" for none), `titles` say by language what it
    is about. Of a cluster, `items` are the members, most typical first, and `words` what
    characterises it, the name first. `id` is 0 until it is stored; `opened` stays for ever.
    """

    kind: BacklogKind
    subject: str
    opened: datetime
    id: int = 0
    topic: TopicId = ""
    titles: Mapping[Language, str] = field(default_factory=dict)
    items: tuple[ItemId, ...] = ()
    words: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"task t{self.id}"


# ---- Handbook ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class HandbookFile:
    """A text file of the handbook's checkout. `path` is in NFC, "/" between folders.

    `changed` is the instant of the last commit that touched it, None where that is not known.
    """

    path: str
    text: str
    changed: datetime | None = None


class PageState(StrEnum):
    """How much of a page there is. A draft is a chapter that has no file yet."""

    MISSING = "missing"
    DRAFT = "draft"
    EMPTY = "empty"
    PLACEHOLDER = "placeholder"
    WRITTEN = "written"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandbookPage:
    """The handbook's page about a topic. `resources` counts the addresses that it links to."""

    path: str
    title: str
    state: PageState
    resources: int = 0
    changed: datetime | None = None


# ---- Roadmap ----------------------------------------------------------------------------------


class Track(StrEnum):
    """An order in which to walk the handbook: what a developer needs first, or theory first."""

    DEVELOPER = "developer"
    HANDBOOK = "handbook"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """What there is for a topic: items that people accepted, and the cards new this week.

    `placed` counts all items at the topic, `newer` those that came after the page's last change.
    """

    accepted: int = 0
    new: tuple[Card, ...] = ()
    placed: int = 0
    page: HandbookPage | None = None
    newer: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """One topic on a roadmap, with the topics that come before it."""

    topic: Topic
    prerequisites: tuple[Topic, ...]
    coverage: Coverage


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Stops of one area in a row; `continued` when the walk has been in that area before."""

    area: Topic
    stops: tuple[Stop, ...]
    continued: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """Stretches of one part in a row; `continued` when the walk has been in that part before."""

    part: Topic
    stretches: tuple[Stretch, ...]
    continued: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Roadmap:
    """All topics in the order of a track; each exactly once."""

    track: Track
    legs: tuple[Leg, ...]


# ---- Money ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One attempt at a model, for the ledger: tokens as the provider counted them.

    `estimated` where the answer carried no usage. `cost` is in USD. `outcome` is "ok" or the code
    of what went wrong. Of the `points` of a summary, `dropped` did not pass the checks.
    """

    provider: str
    model: str
    purpose: str
    prompt: str
    item: ItemId | None
    started: datetime
    seconds: float
    tokens_in: int
    tokens_cached: int
    tokens_out: int
    estimated: bool
    cost: float
    outcome: str
    points: int = 0
    dropped: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many calls were alike in model, prompt, purpose and outcome, and their points."""

    model: str
    prompt: str
    purpose: str
    outcome: str
    calls: int
    points: int
    dropped: int


# ---- Runs -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One execution of one stage: what was done, what failed, what was passed over."""

    job: str
    started: datetime
    ended: datetime
    done: int = 0
    failed: int = 0
    skipped: int = 0
    notes: tuple[str, ...] = ()


# ---- Protocols --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An answer from the web: decoded content, byte for byte. `status` 304 means unchanged.

    `url` is the final address after redirects, `moves` the targets of the permanent ones (301, 308)
    that came first; `date` the answer's own Date header; `content_location` as the header says it,
    often relative. `etag` and `last_modified` are there when they can be believed. `fresh_for` is
    how long the server calls its answer fresh. `octets` came over the wire, before decompression.
    """

    url: str
    status: int
    body: bytes = b""
    content_type: str = ""
    content_location: str = ""
    etag: str | None = None
    last_modified: str | None = None
    date: datetime | None = None
    moves: tuple[str, ...] = ()
    fresh_for: timedelta = timedelta(0)
    octets: int = 0


class Web(Protocol):
    """The only way out. Implemented by `ingest.web.PoliteWeb`, the demo and the tests' fakes."""

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Page:
        """Fetch what the operator named (feeds); sends validators. Raises FetchError."""
        ...

    def get_page(self, url: str) -> Page:
        """Fetch an article or listing page: robots.txt is obeyed. Raises FetchError."""
        ...

    def post_json(self, url: str, question: Mapping[str, Any]) -> Page:
        """Ask an interface that takes its question as JSON. Raises FetchError."""
        ...


class Budget(Protocol):
    """A ceiling on money, kept by whoever keeps the ledger. Implemented by the store."""

    def reserve(self, cost: float) -> int:
        """Set `cost` USD aside before a call; returns a ticket. Raises BudgetExceeded."""
        ...

    def settle(self, ticket: int, call: Call) -> None:
        """Replace the reservation by what the call really cost, and keep its ledger row."""
        ...


class Cache(Protocol):
    """Answers by content: the same question is never paid twice. Implemented by the store."""

    def get(self, key: str) -> str | None:
        """The answer kept under a key, if any."""
        ...

    def put(self, key: str, value: str) -> None:
        """Keep an answer."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What a writer is given: one document, and the topics it may be about.

    `boilerplate` are sentences that its source repeats (`summarize.recurring`): no points.
    `outline` are the sections, or the chapters and cues, of a long text.
    """

    title: str
    text: str
    language: Language
    kind: ItemKind
    reading: Reading
    item: ItemId | None = None
    topics: tuple[Topic, ...] = ()
    boilerplate: frozenset[str] = frozenset()
    outline: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a writer gives back, before any check. An extract has points and nothing else.

    `read` are the places, start and end, of what the writer read of a text that was too long for
    it; () says all. `writer` is named where several took turns.
    """

    points: tuple[Point, ...]
    suspicious: int = 0
    headline: Mapping[Language, str] = field(default_factory=dict)
    tldr: tuple[Statement, ...] = ()
    why: Mapping[Language, str] = field(default_factory=dict)
    level: Level | None = None
    prerequisites: tuple[TopicId, ...] = ()
    read: tuple[tuple[int, int], ...] = ()
    writer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An item's title and text, and the topics that it may belong to, likeliest first."""

    title: str
    text: str
    candidates: tuple[Topic, ...]
    item: ItemId | None = None


class Chooser(Protocol):
    """Chooses an item's topics; implemented by `summarize.providers`, believed by nobody."""

    name: str

    def choose(self, question: Question) -> tuple[tuple[TopicId, str], ...]:
        """Topics and the words that show each, best first; () says none. Raises WriterError."""
        ...


class Writer(Protocol):
    """Writes the points of a summary; the extractive one needs no model."""

    name: str
    prompt: str

    @property
    def not_before(self) -> datetime | None:
        """While this lies ahead, `write` asks nobody and fails at once; None: ask."""
        ...

    def write(self, brief: Brief) -> Draft:
        """Draft points for a document. Raises WriterError."""
        ...

    def price(self, brief: Brief) -> float:
        """USD that drafting it now may cost, second tries not counted; 0 where it is known."""
        ...
