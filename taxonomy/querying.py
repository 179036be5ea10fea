"""Asks the backlog: which entries a filter wants, and which help with a need in plain words."""

import math
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from catchup.types import (
    BacklogEntry,
    BacklogKind,
    BacklogState,
    Candidate,
    ItemKind,
    Language,
    Level,
    Task,
    Taxonomy,
    TopicId,
    TopicMatch,
)
from taxonomy.backlog import state_at
from taxonomy.naming import OPENING
from taxonomy.tokens import tokens

# Shares of the topic that a need names, its neighbours, and the words in common. Topics far behind
# the first one only sound alike.
_TOPIC, _AREA, _WORDS = 0.6, 0.15, 0.4
_FAR_BEHIND = 0.6
_LEAST = 0.1
_IN_TITLE, _IN_TEXT = 1.0, 0.6


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """One line of the backlog: an item at a topic with what is known of it, or a task.

    `title` and `text` are what can be searched; `since` is when it was first seen or opened.
    """

    entry: BacklogEntry | Task
    kind: BacklogKind
    title: str
    text: str
    since: datetime
    candidate: Candidate | None = None


def of_item(candidate: Candidate, entry: BacklogEntry) -> Waiting:
    """An item that waits at a topic."""
    item = candidate.item
    return Waiting(
        entry=entry,
        kind=BacklogKind.NEW_ITEM,
        title=item.title,
        text=item.text,
        since=item.first_seen,
        candidate=candidate,
    )


def of_task(task: Task) -> Waiting:
    """A task; its title in all languages, each once."""
    return Waiting(
        entry=task,
        kind=task.kind,
        title=" · ".join(dict.fromkeys(task.titles.values())) or task.subject,
        text=" ".join((task.subject, *task.words)),
        since=task.opened,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which entries to show; what is None does not restrict.

    `topics` are the topics, areas and parts at which an entry may wait. `since` counts from first
    seen or opened. Item kind and language are wanted of items: tasks have none.
    """

    topics: Collection[TopicId] | None = None
    state: BacklogState | None = None
    kind: BacklogKind | None = None
    item_kind: ItemKind | None = None
    level: Level | None = None
    language: Language | None = None
    since: datetime | None = None
    claimant: str | None = None


def matches(wanted: Filter, waiting: Waiting, taxonomy: Taxonomy, now: datetime) -> bool:
    """Whether an entry is one of those that a filter asks for.

    The level is the summary's, else the topic's; an entry of a topic that the taxonomy no longer
    holds has none.
    """
    entry = waiting.entry
    return (
        (wanted.topics is None or entry.topic in wanted.topics)
        and wanted.state in {None, state_at(entry, now)}
        and wanted.kind in {None, waiting.kind}
        and wanted.claimant in {None, entry.claimed_by}
        and (wanted.since is None or waiting.since >= wanted.since)
        and wanted.level in {None, _level(waiting, taxonomy)}
        and _is_such_an_item(wanted, waiting.candidate)
    )


def holds(waiting: Waiting, words: str) -> bool:
    """Whether an entry says all of these words somewhere: title, text, note."""
    said = _folded(f"{waiting.title}\n{waiting.text}\n{waiting.entry.note}")
    return all(word in said for word in _folded(words).split())


def ranked(
    need: str,
    topics: Sequence[TopicMatch],
    rows: Sequence[Waiting],
    taxonomy: Taxonomy,
    overlap: Callable[[str, Sequence[Waiting]], Sequence[float]] | None = None,
) -> list[tuple[float, Waiting]]:
    """The entries that help with a need, best first, each with its score in 0..1.

    `topics` are the likeliest ones of the need, best first: through them a need in one language
    finds items in another. `overlap` says how much (0..1) of the need each entry says in its own
    words; `words_in_common` if left out.
    """
    shares = (overlap or words_in_common)(need, rows)
    wanted = _near(topics, taxonomy)
    scored = [
        (_TOPIC * _fit(row, wanted) + _WORDS * share, number)
        for number, (row, share) in enumerate(zip(rows, shares, strict=True))
    ]
    best = sorted((-score, number) for score, number in scored if score >= _LEAST)
    return [(-score, rows[number]) for score, number in best]


def words_in_common(need: str, rows: Sequence[Waiting]) -> list[float]:
    """The share of a need's words that each entry says in title or opening; rare words weigh more.

    Korean words are compared by their pairs of syllables: compounds are written in many ways.
    """
    asked = _features(need)
    titles = [asked & _features(row.title) for row in rows]
    texts = [asked & _features(row.text[:OPENING]) for row in rows]
    spread = Counter(
        word for pair in zip(titles, texts, strict=True) for word in set().union(*pair)
    )
    weight = {word: math.log(1 + (1 + len(rows)) / (1 + spread[word])) for word in asked}
    whole = sum(weight.values()) or 1.0
    return [
        sum(weight[word] * (_IN_TITLE if word in title else _IN_TEXT) for word in title | text)
        / whole
        for title, text in zip(titles, texts, strict=True)
    ]


def _near(topics: Sequence[TopicMatch], taxonomy: Taxonomy) -> dict[TopicId, float]:
    """How near each topic is to the need: those named, and a little the others of their area."""
    if not topics or topics[0].score <= 0:
        return {}
    named = {
        match.topic: match.score / topics[0].score
        for match in topics
        if match.score >= _FAR_BEHIND * topics[0].score
    }
    areas = {taxonomy.area_of(topic).id for topic in named}
    beside = {
        topic.id: _AREA for topic in taxonomy.topics.values() if {topic.id, topic.parent} & areas
    }
    return beside | named


def _fit(waiting: Waiting, wanted: dict[TopicId, float]) -> float:
    """How well the topic at which an entry waits fits, by how sure its place there is."""
    near = wanted.get(waiting.entry.topic, 0.0)
    matched = waiting.candidate.matches if waiting.candidate else ()
    sure = next((m.score for m in matched if m.topic == waiting.entry.topic), 1.0)
    return near * (1 + sure) / 2


def _level(waiting: Waiting, taxonomy: Taxonomy) -> Level | None:
    if waiting.candidate and waiting.candidate.summary:
        return waiting.candidate.summary.level
    topic = taxonomy.topics.get(waiting.entry.topic)
    return topic.level if topic else None


def _is_such_an_item(wanted: Filter, candidate: Candidate | None) -> bool:
    if candidate is None:
        return wanted.item_kind is None and wanted.language is None
    return wanted.item_kind in {None, candidate.item.kind} and wanted.language in {
        None,
        candidate.item.language,
    }


def _features(text: str) -> frozenset[str]:
    """Words of a text as they are compared, and the pairs of syllables of Korean ones."""
    found = set()
    for token in tokens(unicodedata.normalize("NFC", text)):
        found.add(token.stem)
        if token.stem >= "가":
            found.update(token.stem[start : start + 2] for start in range(len(token.stem) - 1))
    return frozenset(found)


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold()
