"""Decides which items of a period are worth reading, and says why about each of the others."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from catchup.types import (
    Candidate,
    Choice,
    DateDoubt,
    Item,
    ItemId,
    ItemKind,
    LeftOut,
    Level,
    Period,
    Reading,
    Reason,
    Selection,
    SourceId,
    TopicMatch,
)
from publish.same_work import leaders

SHORTEST_LABEL = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a period's report may hold.

    `young`: the store is younger than the period, so a published date inside it counts as news
    even for back-fill. `window`: how old news may be at the end of the period. `publishers` names
    who stands behind a source, so that two feeds of one house do not count as two voices.

    An issue also says what was `seen` since the last one froze, and which items earlier issues
    `held`: these are never news again, but updates when they have changed since.
    """

    period: Period
    young: bool
    seen: Period | None = None
    held: frozenset[ItemId] = frozenset()
    publishers: Mapping[SourceId, str] = field(default_factory=dict)
    items: int = 30
    per_source: int = 3
    window: timedelta = timedelta(days=21)
    timezone: str = "Asia/Seoul"


def select(candidates: Sequence[Candidate], rules: Rules) -> Selection:
    """A verdict for every candidate: chosen with its reasons, or left out with one.

    Newest first, ties by address; the same candidates in any order give the same selection.
    """
    updates = [c for c in candidates if _is_told_as_update(c.item, rules)]
    others = [c for c in candidates if not _is_told_as_update(c.item, rules)]
    left_out: dict[ItemId, LeftOut] = {}
    for candidate in others:
        verdict = _ruled_out(candidate, rules)
        if verdict is not None:
            left_out[candidate.item.id] = verdict
    fresh = [c for c in others if c.item.id not in left_out]
    followers = leaders(fresh)
    left_out.update(dict.fromkeys(followers, LeftOut.SAME_WORK))
    ranked = _newest_first((c for c in fresh if c.item.id not in followers), rules)
    left_out.update(_over_quota(ranked, rules))
    together = _companions(fresh, followers)
    return Selection(
        period=rules.period,
        chosen=tuple(
            _choice(candidate, together[candidate.item.id], rules)
            for candidate in ranked
            if candidate.item.id not in left_out
        ),
        left_out=tuple(
            (c, left_out[c.item.id]) for c in _newest_first(others, rules) if c.item.id in left_out
        ),
        updates=tuple(_newest_first(updates, rules)),
    )


def leading_match(matches: Sequence[TopicMatch]) -> TopicMatch:
    """The match an item is filed under: a person's decision, then the strongest, then by id."""
    return min(matches, key=lambda m: (m.decided_by is None, -m.score, m.topic))


def home_source(item: Item) -> SourceId:
    """The source an item counts for: the one whose id names the item's host, else the first."""
    host = (urlsplit(item.url).hostname or "").split(".")
    labels = {label for label in host if len(label) >= SHORTEST_LABEL}
    at_home = (s for s in item.sources if labels & set(s.replace("-", ".").split(".")))
    return next(at_home, item.sources[0])


def _ruled_out(candidate: Candidate, rules: Rules) -> LeftOut | None:
    """The first reason that speaks against an item by itself, in the order of DESIGN §3."""
    item = candidate.item
    verdicts = (
        (item.hidden, LeftOut.HIDDEN),
        (item.id in rules.held, LeftOut.HELD),
        (_is_doubtful(item), LeftOut.DOUBTFUL_DATE),
        (item.backfill and not _is_news_of_young_store(item, rules), LeftOut.BACKFILL),
        (not _is_new(item, rules) and not _is_update(item, rules), LeftOut.OUTSIDE_PERIOD),
        (not _is_update(item, rules) and _born(item) < _oldest(rules), LeftOut.TOO_OLD),
        (not candidate.matches, LeftOut.OFF_TOPIC),
    )
    return next((verdict for holds, verdict in verdicts if holds), None)


def _is_doubtful(item: Item) -> bool:
    """A date that is not believed; one merely missing is replaced by the day it was first seen."""
    if item.date_doubt is None or item.published is not None:
        return False
    return item.backfill or item.date_doubt is not DateDoubt.MISSING


def _is_news_of_young_store(item: Item, rules: Rules) -> bool:
    published = item.published
    return (
        rules.young
        and published is not None
        and _within(published, rules.period)
        and (rules.seen is None or item.first_seen < rules.seen.end)
    )


def _is_new(item: Item, rules: Rules) -> bool:
    if _is_news_of_young_store(item, rules):
        return True
    if rules.seen is not None:
        return _is_new_since(rules.seen, item, rules.period)
    if not _within(item.first_seen, rules.period):
        return False
    # What the crawl of the first day brought from before it was news of the last report.
    first_day = rules.period.start + timedelta(days=1)
    return item.first_seen >= first_day or _born(item) >= rules.period.start


def _is_new_since(seen: Period, item: Item, period: Period) -> bool:
    """First seen since the last freeze; or seen by then, but born in this week."""
    if _born(item) >= period.end or item.first_seen >= seen.end:
        return False
    return item.first_seen >= seen.start or _born(item) >= period.start


def _is_update(item: Item, rules: Rules) -> bool:
    """Changed in the period and known before it: what is new is never called an update."""
    if rules.seen is not None:
        return _is_told_as_update(item, rules)
    revised = item.revised
    return revised is not None and _within(revised, rules.period) and not _is_new(item, rules)


def _is_told_as_update(item: Item, rules: Rules) -> bool:
    """Announced by an earlier issue, and changed since."""
    if item.hidden or item.revised is None or item.id not in rules.held:
        return False
    return _within(item.revised, rules.seen or rules.period)


def _within(instant: datetime, period: Period) -> bool:
    return period.start <= instant < period.end


def _born(item: Item) -> datetime:
    return item.published or item.first_seen


def _oldest(rules: Rules) -> datetime:
    """News is at most so old: the window, or the period where that is longer."""
    return min(rules.period.start, rules.period.end - rules.window)


def _newest_first(candidates: Iterable[Candidate], rules: Rules) -> list[Candidate]:
    def key(candidate: Candidate) -> tuple[float, str, ItemId]:
        item = candidate.item
        instant = item.revised if _is_update(item, rules) and item.revised else _born(item)
        return -instant.timestamp(), item.url, item.id

    return sorted(candidates, key=key)


def _over_quota(ranked: Sequence[Candidate], rules: Rules) -> dict[ItemId, LeftOut]:
    taken: Counter[SourceId] = Counter()
    over: dict[ItemId, LeftOut] = {}
    for candidate in ranked:
        source = home_source(candidate.item)
        if taken[source] >= rules.per_source:
            over[candidate.item.id] = LeftOut.SOURCE_QUOTA
        elif taken.total() >= rules.items:
            over[candidate.item.id] = LeftOut.LIMIT
        else:
            taken[source] += 1
    return over


def _companions(
    candidates: Sequence[Candidate], followers: Mapping[ItemId, ItemId]
) -> Mapping[ItemId, tuple[Candidate, ...]]:
    together: defaultdict[ItemId, tuple[Candidate, ...]] = defaultdict(tuple)
    for candidate in sorted(candidates, key=lambda c: (c.item.url, c.item.id)):
        if candidate.item.id in followers:
            together[followers[candidate.item.id]] += (candidate,)
    return together


def _choice(candidate: Candidate, together: tuple[Candidate, ...], rules: Rules) -> Choice:
    item = candidate.item
    title = item.title.casefold()
    reading = candidate.summary.reading if candidate.summary else item.reading
    shown_by = {*item.sources, *(s for c in together for s in c.item.sources)}
    voices = {rules.publishers.get(source, source) for source in shown_by}
    holds = {
        Reason.REVISED: _is_update(item, rules),
        Reason.LATE: _is_new(item, rules) and _born(item) < _on_time_from(rules),
        Reason.SEVERAL_SOURCES: len(voices) > 1,
        Reason.TOPIC_IN_TITLE: any(
            word.casefold() in title for word in leading_match(candidate.matches).evidence
        ),
        Reason.KOREAN: item.language == "ko",
        Reason.INTRODUCTORY: candidate.summary is not None
        and candidate.summary.level is Level.INTRO
        and not candidate.summary.level_estimated,
        Reason.PAPER: item.kind is ItemKind.PAPER,
        Reason.WHOLE_TEXT: reading is Reading.FULL,
    }
    reasons = tuple(reason for reason, applies in holds.items() if applies)
    return Choice(candidate=candidate, reasons=reasons, together=together)


def _on_time_from(rules: Rules) -> datetime:
    """What was born before this instant is late.

    Of a report on demand it is the start of the local day before the period: what came out the
    evening before is not late. An issue waits some hours after its week for that.
    """
    if rules.seen is not None:
        return rules.period.start
    start = rules.period.start.astimezone(ZoneInfo(rules.timezone))
    return start.replace(hour=0, minute=0, second=0, microsecond=0) - timedelta(days=1)
