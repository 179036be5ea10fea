"""Judges what a source is worth and how it fares: pure rules over its state and its newest items.

Shares are over the newest `MOST_ITEMS` items that a source showed; the rate is over twelve weeks.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from catchup.types import Candidate, Item, Language, Reading, Source, SourceState, TopicId
from ingest.spam import is_spam

MOST_ITEMS = 200
RATE_SPAN = timedelta(weeks=12)
WEEK = timedelta(weeks=1)
WHOLE = frozenset({Reading.FULL, Reading.ABSTRACT, Reading.TRANSCRIPT})
MOST_TOPICS = 5
ENOUGH_ITEMS = 5
LARGE_SHARE = 0.5
SILENT_GAPS = 3
SHORTEST_SILENCE = timedelta(days=14)
QUIET = timedelta(days=60)
# What a person can do about a failing source, by the code of its error.
ADVICE = {
    "gone": "the site says it has ended: `catchup sources remove {id}`",
    "blocked": "it lets only people in: ask its owner to let feeds pass, or pause it",
    "not-a-feed": "its address is no feed any more: `catchup sources add` its home page",
    "robots": "the site asks robots to stay away: watch its feed instead, or remove it",
    "forbidden-address": "its address may not be visited: see [web] allow_networks, or remove it",
}
WAIT = "nothing yet: it is tried again by itself; `catchup sources test {id}` tries now"
LOOK = "look at it: `catchup sources test {id}`; it has failed {failures} times in a row"
LASTING_FAILURES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReport:
    """What a source brings. Counts are of `items`; `per_week` is the number of posts a week.

    `whole` were read in full, `kept` stand at topics of the handbook, `spam` were written to be
    linked, `doubtful` carry dates that are not believed. `quiet` says why nothing comes ("" when
    something does).
    """

    source: Source
    state: SourceState
    items: int
    per_week: float
    languages: Mapping[Language, int]
    whole: int
    kept: int
    spam: int
    doubtful: int
    topics: tuple[tuple[TopicId, int], ...]
    newest: datetime | None
    quiet: str = ""

    @property
    def off_topic(self) -> int:
        """Honest items outside the handbook's topics."""
        return self.items - self.kept - self.spam


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing about a source, and what to do about it ("" where nothing is to be done)."""

    state: str
    detail: str
    advice: str = ""


def report(
    source: Source, state: SourceState, shown: Sequence[Candidate], now: datetime
) -> SourceReport:
    """Judge a source by the newest items that it showed."""
    items = [candidate.item for candidate in shown]
    spam = {item.id for item in items if is_spam(item.title, item.text)}
    honest = [candidate for candidate in shown if candidate.item.id not in spam]
    topics = Counter(match.topic for candidate in honest for match in candidate.matches)
    dates = sorted(_instant(item) for item in items)
    return SourceReport(
        source=source,
        state=state,
        items=len(items),
        per_week=_rate(dates, now),
        languages=dict(Counter(item.language for item in items).most_common()),
        whole=sum(item.reading in WHOLE for item in items),
        kept=sum(bool(candidate.matches) for candidate in honest),
        spam=len(spam),
        doubtful=sum(item.date_doubt is not None for item in items),
        topics=tuple(topics.most_common(MOST_TOPICS)),
        newest=state.newest_entry or (dates[-1] if dates else None),
        quiet=_why_quiet(source, state, dates, now),
    )


def remarks(found: SourceReport) -> tuple[Remark, ...]:
    """What there is to say about a source, the most pressing first; never empty."""
    state = found.state
    said = [
        _stopped(found.source, state),
        _failing(found.source, state),
        _quality(found),
        Remark("quiet", found.quiet) if found.quiet else None,
        _gap(state, found.source),
        _doubts(found),
    ]
    return tuple(remark for remark in said if remark) or (Remark("ok", _rate_in_words(found)),)


def _stopped(source: Source, state: SourceState) -> Remark | None:
    if source.paused:
        return Remark("paused", "not visited", f"`catchup sources pause {source.id} --resume`")
    if state.visited is None:
        return Remark("new", "not visited yet", "`catchup crawl`")
    return None


def _failing(source: Source, state: SourceState) -> Remark | None:
    if state.error is None or source.paused:
        return None
    lasting = LOOK if state.failures >= LASTING_FAILURES else WAIT
    advice = ADVICE.get(state.error, lasting)
    last = f"last success {state.succeeded:%Y-%m-%d}" if state.succeeded else "never succeeded"
    detail = f"{state.detail or state.error}; {last}"
    return Remark(state.error, detail, advice.format(id=source.id, failures=state.failures))


def _quality(found: SourceReport) -> Remark | None:
    if found.items < ENOUGH_ITEMS:
        return None
    remove = f"`catchup sources report {found.source.id}`, then remove it or choose a narrower feed"
    if found.spam >= LARGE_SHARE * found.items:
        return Remark("spam", f"{found.spam} of {found.items} items are spam", remove)
    if not found.kept:
        return Remark("off-topic", f"none of {found.items} items is about the handbook", remove)
    return None


def _gap(state: SourceState, source: Source) -> Remark | None:
    if state.gap_since is None or state.gap_until is None:
        return None
    return Remark(
        "gap",
        f"may be incomplete between {state.gap_since:%Y-%m-%d} and {state.gap_until:%Y-%m-%d}",
        f'visit it more often: every = "…h" of `{source.id}` in sources.toml',
    )


def _doubts(found: SourceReport) -> Remark | None:
    if found.items < ENOUGH_ITEMS or found.doubtful < LARGE_SHARE * found.items:
        return None
    detail = f"the dates of {found.doubtful} of {found.items} items are not believed"
    return Remark("doubtful-dates", detail, "its posts are stored and never announced as new")


def _rate_in_words(found: SourceReport) -> str:
    return f"{found.per_week:.1f} a week, {found.kept} of {found.items} in the handbook's topics"


def _rate(dates: Sequence[datetime], now: datetime) -> float:
    recent = [date for date in dates if date > now - RATE_SPAN]
    if not recent:
        return 0.0
    # A source that is younger than the span, or shows less of its past, is not counted as idle.
    span = RATE_SPAN if len(recent) < len(dates) else max(now - recent[0], WEEK)
    return len(recent) / (span / WEEK)


def _why_quiet(source: Source, state: SourceState, dates: Sequence[datetime], now: datetime) -> str:
    if source.paused or state.error or state.visited is None:
        return ""
    if state.detail:
        return state.detail
    newest = max([date for date in (state.newest_entry, *dates[-1:]) if date], default=None)
    if newest is None:
        return "visits succeed and show no entries"
    gaps = sorted(later - earlier for earlier, later in pairwise(dates))
    usual = gaps[len(gaps) // 2] if len(gaps) >= ENOUGH_ITEMS else QUIET / SILENT_GAPS
    if now - newest <= max(SILENT_GAPS * usual, SHORTEST_SILENCE):
        return ""
    return f"nothing new since {newest:%Y-%m-%d}, though visits succeed"


def _instant(item: Item) -> datetime:
    return item.published or item.first_seen
