"""Answers "what came out while I was away?" from the store alone: no network, no model."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from catchup.config import Config
from catchup.store import Store
from catchup.types import (
    Digest,
    Health,
    LeftOut,
    Period,
    Selection,
    SourceId,
    SourceNote,
    SourceState,
    SourceTrouble,
    Taxonomy,
    TopicId,
)
from publish.composing import compose
from publish.selecting import Rules, select

QUIET = timedelta(days=90)


def choose(
    store: Store, config: Config, period: Period, *, topics: frozenset[TopicId] | None = None
) -> Selection:
    """Decide what of a period is worth a report, and say why about everything else.

    `topics` narrows the question to items that match one of them.
    """
    rules = Rules(
        period=period,
        young=is_young(store, period, config.timezone),
        items=config.digest.items,
        per_source=config.digest.per_source,
        timezone=config.digest.timezone,
    )
    candidates = store.items.candidates(period)
    if topics is not None:
        candidates = tuple(c for c in candidates if topics & {m.topic for m in c.matches})
    return select(candidates, rules)


def answer(
    store: Store, config: Config, taxonomy: Taxonomy, selection: Selection, *, minutes: int
) -> Digest:
    """The report of a selection: pure content, ready for any renderer and language."""
    period = selection.period
    return compose(
        selection,
        taxonomy=taxonomy,
        health=health(config, store.sources.states(), selection),
        source_titles={source.id: source.title or source.id for source in config.sources},
        timezone=config.digest.timezone,
        minutes=minutes,
        young=is_young(store, period, config.timezone),
    )


def is_young(store: Store, period: Period, timezone: ZoneInfo) -> bool:
    """Whether the store was started after the period began, so that it cannot know what was new."""
    first = store.sources.first_crawl()
    if first is None:
        return True
    return first.astimezone(timezone).date() > period.start.astimezone(timezone).date()


def health(config: Config, states: Mapping[SourceId, SourceState], selection: Selection) -> Health:
    """The state of the sources as a report shows it: who failed, who may have lost something."""
    titles = {source.id: source.title or source.id for source in config.sources}
    watched = [states[s.id] for s in config.sources if not s.paused and s.id in states]
    polled = [state for state in watched if state.visited is not None]
    notes = [
        *_failed(polled, titles),
        *_gaps(polled, titles, selection.period),
        *_doubtful(selection, titles),
        *_cut(polled, titles),
        *_quiet(polled, titles, selection.period.end),
    ]
    return Health(
        polled=len(polled),
        failed=sum(state.error is not None for state in polled),
        last_crawl=max((s.visited for s in polled if s.visited), default=None),
        notes=tuple(notes),
    )


def _failed(states: Iterable[SourceState], titles: Mapping[SourceId, str]) -> list[SourceNote]:
    return [
        SourceNote(
            source=titles[state.source],
            trouble=SourceTrouble.FAILED,
            detail=state.error,
            since=state.succeeded,
        )
        for state in states
        if state.error is not None
    ]


def _gaps(
    states: Iterable[SourceState], titles: Mapping[SourceId, str], period: Period
) -> list[SourceNote]:
    return [
        SourceNote(source=titles[s.source], trouble=SourceTrouble.GAP, since=s.gap_until)
        for s in states
        if s.gap_until is not None and s.gap_until > period.start
    ]


def _doubtful(selection: Selection, titles: Mapping[SourceId, str]) -> list[SourceNote]:
    counts = Counter(
        candidate.item.sources[0]
        for candidate, why in selection.left_out
        if why is LeftOut.DOUBTFUL_DATE and selection.period.start <= candidate.item.first_seen
    )
    return [
        SourceNote(source=titles.get(source, source), trouble=SourceTrouble.DOUBTFUL, count=count)
        for source, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    ]


def _cut(states: Iterable[SourceState], titles: Mapping[SourceId, str]) -> list[SourceNote]:
    return [
        SourceNote(source=titles[s.source], trouble=SourceTrouble.CUT, count=s.entries_cut)
        for s in states
        if s.entries_cut
    ]


def _quiet(
    states: Iterable[SourceState], titles: Mapping[SourceId, str], end: datetime
) -> list[SourceNote]:
    quiet = [s for s in states if s.newest_entry is not None and s.newest_entry < end - QUIET]
    return [
        SourceNote(source=titles[s.source], trouble=SourceTrouble.QUIET, since=s.newest_entry)
        for s in sorted(quiet, key=lambda s: (s.newest_entry, s.source), reverse=True)
    ]
