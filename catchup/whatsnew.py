"""Answers "what came out while I was away?" from the store alone: no network, no model."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from catchup.background import gather
from catchup.config import Config
from catchup.editfile import edit_path, refuse_unknown_items
from catchup.edits import edit_of
from catchup.learned import learned_from
from catchup.store import Store
from catchup.types import (
    Candidate,
    Digest,
    Edit,
    Health,
    Issue,
    ItemId,
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
from publish.editing import edited, unknown_to
from publish.freezing import thaw
from publish.houses import houses_of, names_of
from publish.periods import recent as last_days
from publish.periods import until_midnight
from publish.rules import Rules
from publish.scope import read_scope
from publish.selecting import select
from publish.weeks import due_week, week_name

QUIET = timedelta(days=90)
RECENT_DAYS = 7
EXTRACT = "extract"
WEEK = timedelta(weeks=1)


def choose(
    store: Store,
    config: Config,
    period: Period,
    *,
    topics: frozenset[TopicId] | None = None,
    minutes: int = 0,
) -> Selection:
    """Decide what of a period is worth a report, and say why about everything else.

    `topics` narrows the question to items that match one of them. Who has more `minutes` than the
    settings say is offered more items, and more of each source.
    """
    candidates = _candidates(store, period, topics)
    rules = _narrowed(_for_minutes(rules_of(store, config, period), config, minutes), topics)
    return select(candidates, replace(rules, held=_known(candidates, period.start)))


def choose_unseen(
    store: Store,
    config: Config,
    mark: datetime,
    now: datetime,
    *,
    topics: frozenset[TopicId] | None = None,
    minutes: int = 0,
) -> Selection:
    """Decide what is worth a report of all that was first seen, or changed, since a reader's mark.

    A mark is an instant within a day: what came out before it and was found after it is news.
    """
    period = until_midnight(mark, now, config.timezone)
    if is_young(store, period, config.timezone):
        return choose(store, config, period, topics=topics, minutes=minutes)
    candidates = _candidates(store, period, topics)
    rules = _narrowed(_for_minutes(rules_of(store, config, period), config, minutes), topics)
    known = _known(candidates, mark)
    return select(candidates, replace(rules, seen=Period(mark, now), held=known))


def _candidates(
    store: Store, period: Period, topics: frozenset[TopicId] | None
) -> tuple[Candidate, ...]:
    found = store.items.candidates(period)
    if topics is None:
        return found
    return tuple(c for c in found if topics & {m.topic for m in c.matches})


def _narrowed(rules: Rules, topics: frozenset[TopicId] | None) -> Rules:
    """Who asks for a topic wants all of it."""
    return rules if topics is None else replace(rules, per_topic=rules.items)


def _known(candidates: Iterable[Candidate], mark: datetime) -> frozenset[ItemId]:
    """What was there to be read before an instant: when it changes, that is an update, no news."""
    return frozenset(c.item.id for c in candidates if c.item.first_seen < mark)


def rules_of(store: Store, config: Config, period: Period) -> Rules:
    """What a report of a period may hold, as the settings and the scope file say."""
    rules = Rules(
        period=period,
        young=is_young(store, period, config.timezone),
        items=config.digest.items,
        per_source=config.digest.per_source,
        timezone=config.digest.timezone,
        publishers=houses_of(config.sources),
        scope=read_scope(config.scope_file),
        reader=config.digest.languages[0],
        translated=config.writer.use != EXTRACT,
    )
    return replace(rules, learned=learned_from(store, config, rules))


def _for_minutes(rules: Rules, config: Config, minutes: int) -> Rules:
    """More items for more minutes; a source and a topic their share of every week, up to a third.

    Without that, a small installation would have nothing to say about a long absence.
    """
    items = math.ceil(rules.items * max(1.0, minutes / config.digest.minutes))
    weeks = (rules.period.end - rules.period.start) // WEEK

    def share(of_a_week: int) -> int:
        return max(of_a_week, min(of_a_week * weeks, items // 3))

    sources, topics = share(rules.per_source), share(rules.per_topic)
    return replace(rules, items=items, per_source=sources, per_topic=topics)


def recent(store: Store, config: Config, now: datetime) -> Selection:
    """The selection of the last seven days: what `catchup` shows when nothing else is asked."""
    return choose(store, config, last_days(now, days=RECENT_DAYS, timezone=config.timezone))


def coming_issue(store: Store, config: Config, now: datetime) -> Selection | None:
    """The selection of the last finished week; None while its issue is not due, or was opened.

    New is what no issue holds and was first seen since the last one opened, or came out in the
    week. A store that was started after the week has nothing to say about it.
    """
    first = store.sources.first_crawl()
    week = due_week(now, config.timezone, config.issue.open_after)
    if week is None or first is None or first >= week.end:
        return None
    if store.issues.get(week_name(week, config.timezone)) is not None:
        return None
    latest = store.issues.latest()
    seen = Period(latest.opened if latest else min(first, week.start), now)
    rules = replace(rules_of(store, config, week), young=False, seen=seen, held=store.issues.held())
    span = Period(min(seen.start, week.start), now)
    selection = select(store.items.candidates(span), rules)
    name = week_name(week, config.timezone)
    edit = edit_of(store, config, name)
    refuse_unknown_items(edit_path(config.home, name), unknown_to(selection, edit))
    return edited(selection, edit)


def answer(
    store: Store,
    config: Config,
    taxonomy: Taxonomy,
    selection: Selection,
    *,
    minutes: int,
    week: str = "",
) -> Digest:
    """The report of a selection: pure content, ready for any renderer and language."""
    period = selection.period
    edit = edit_of(store, config, week) if week else Edit()
    return compose(
        selection,
        taxonomy=taxonomy,
        health=health(config, store.sources.states(), selection),
        source_titles=names_of(config.sources),
        timezone=config.digest.timezone,
        minutes=minutes,
        young=not week and is_young(store, period, config.timezone),
        week=week,
        background=gather(store, taxonomy, selection, issue=bool(week), edit=edit),
    )


def as_it_stands(store: Store, issue: Issue) -> Digest:
    """An issue as it was frozen, with what was found to be wrong in it since."""
    return replace(thaw(issue.content), amendments=store.errata.of(issue.week))


def is_young(store: Store, period: Period, timezone: ZoneInfo) -> bool:
    """Whether the store was started after the period began, so that it cannot know what was new."""
    first = store.sources.first_crawl()
    if first is None:
        return True
    return first.astimezone(timezone).date() > period.start.astimezone(timezone).date()


def health(config: Config, states: Mapping[SourceId, SourceState], selection: Selection) -> Health:
    """The state of the sources as a report shows it: who failed, who may have lost something."""
    titles = names_of(config.sources)
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
    quiet = [
        s
        for s in states
        if s.newest_entry is not None and (s.newest_entry < end - QUIET or _is_stale(s))
    ]
    return [
        SourceNote(source=titles[s.source], trouble=SourceTrouble.QUIET, since=s.newest_entry)
        for s in sorted(quiet, key=lambda s: (s.newest_entry, s.source), reverse=True)
    ]


def _is_stale(state: SourceState) -> bool:
    """Whether a visit that went well left a warning: nothing new where there should be."""
    return state.error is None and bool(state.detail)
