"""Gathers: visits the sources, reads the pages and transcripts that candidates lack."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import datetime
from urllib.parse import urlsplit

import ingest
from catchup import whatsnew
from catchup.errors import LeftAlone, SourceError, TranscriptsBlocked
from catchup.pipeline.parts import Parts, counted, failed, kept
from catchup.threads import in_order, interleaved
from catchup.types import (
    Article,
    Candidate,
    Crawl,
    Item,
    ItemKind,
    LeftOut,
    Reading,
    Run,
    Source,
    SourceState,
)
from ingest.transcripts import MOST_IN_A_RUN, read_transcript
from publish.periods import week_of

PAGES_OF_A_HOST = 30
# Visits that are stored in one transaction, with entries to read and without: so many at most a
# killed run has to make again.
KEPT_TOGETHER, QUIET_TOGETHER = 25, 100
WORTH_READING = frozenset(
    {
        LeftOut.OFF_TOPIC,
        LeftOut.WEAK,
        LeftOut.SERIES,
        LeftOut.SOURCE_QUOTA,
        LeftOut.TOPIC_QUOTA,
        LeftOut.KIND_QUOTA,
        LeftOut.LIMIT,
    }
)
THIN = frozenset({Reading.TITLE, Reading.DESCRIPTION})
LANGUAGES = ("ko", "en")

Read = Callable[[Candidate], Article]
Visit = tuple[Source, SourceState, Crawl | SourceError]


def crawl(parts: Parts) -> Run:
    """Visit the sources that are due and keep what they show. A failing source is named."""
    started = parts.clock()
    week = week_of(started, parts.config.timezone)
    due = parts.store.sources.due(parts.config.sources, started)
    gathered = _Gathered(parts, started, week.start)
    try:
        for visit in _visits(parts, due, started):
            gathered.add(visit)
    finally:
        gathered.keep()  # also after Ctrl-C: whatever was read is stored
    _leave_alone(parts, gathered.rests)
    run = Run(
        job="crawl",
        started=started,
        ended=parts.clock(),
        done=gathered.items,
        failed=gathered.failed,
        skipped=sum(not s.paused for s in parts.config.sources) - len(due) + gathered.spared,
        notes=tuple(gathered.notes),
    )
    return kept(parts, run)


@dataclass(slots=True)
class _Gathered:
    """Stores visits some at a time, one transaction for them all, and counts what they brought."""

    parts: Parts
    now: datetime
    week_start: datetime
    items: int = 0
    failed: int = 0
    spared: int = 0
    rests: dict[str, datetime] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    waiting: list[Visit] = field(default_factory=list)
    changed: int = 0

    def add(self, visit: Visit) -> None:
        self.waiting.append(visit)
        self.changed += isinstance(visit[2], Crawl) and not visit[2].unchanged
        if self.changed == KEPT_TOGETHER or len(self.waiting) == QUIET_TOGETHER:
            self.keep()

    def keep(self) -> None:
        visits, self.waiting, self.changed = self.waiting, [], 0
        crawls = [found for _, _, found in visits if isinstance(found, Crawl)]
        store = self.parts.store
        self.items += store.take(*crawls, now=self.now, week_start=self.week_start).items
        failures = [(a, b, found) for a, b, found in visits if isinstance(found, SourceError)]
        store.sources.keep(*(ingest.failed(*one, self.now) for one in failures))
        for source, _, error in failures:
            self.notes.append(f"{source.id}: {error.code}: {error}")
            self.failed += not isinstance(error, LeftAlone)
            self.spared += isinstance(error, LeftAlone)
            self.rests.update(ingest.spared(error, source.url, self.now))
        for crawl in crawls:
            if crawl.trouble:
                self.notes.append(f"{crawl.source.id}: {crawl.state.error}: {crawl.trouble}")
                self.failed += 1


def _leave_alone(parts: Parts, rests: Mapping[str, datetime]) -> None:
    """Let no source of a service that asked for a pause be visited before its end."""
    if not rests:
        return
    states = parts.store.sources.states()
    for source in parts.config.sources:
        until = rests.get(ingest.service_of(source.url))
        state = states.get(source.id, SourceState(source=source.id, url=source.url))
        if until is not None and (state.next_due is None or state.next_due < until):
            parts.store.sources.keep(replace(state, next_due=until))


def read_pages(parts: Parts) -> Run:
    """Fetch the article pages of this period's candidates whose feed gave too little text."""

    def read(candidate: Candidate) -> Article:
        return ingest.read_article(parts.web.get_page(candidate.item.url))

    thin = [c for c in _wanted(parts) if c.item.kind is ItemKind.POST and _is_thin(c.item)]
    few = _few_of_each_host(_untried(parts, "page", thin))
    return _read(parts, "read", "page", few, read, threads=parts.config.web.hosts_at_once)


def read_transcripts(parts: Parts) -> Run:
    """Fetch transcripts of this period's videos, a few a run; stops at the first block."""

    def read(candidate: Candidate) -> Article:
        item = candidate.item
        return read_transcript(item.url, parts.web, LANGUAGES, item.text)

    videos = [c for c in _wanted(parts) if c.item.kind is ItemKind.VIDEO and _is_thin(c.item)]
    few = _untried(parts, "transcript", videos)[:MOST_IN_A_RUN]
    return _read(parts, "transcripts", "transcript", few, read, threads=1)


def index(parts: Parts) -> Run:
    """Put the words of what was gathered into the search index."""
    started = parts.clock()
    done = parts.store.search.catch_up()
    return kept(parts, Run(job="index", started=started, ended=parts.clock(), done=done))


def _read(
    parts: Parts, job: str, stage: str, things: Sequence[Candidate], read: Read, *, threads: int
) -> Run:
    started = parts.clock()
    done = 0
    errors: Counter[str] = Counter()
    for candidate, found in _found(parts, job, things, read, threads=threads):
        if isinstance(found, SourceError):
            failed(parts, stage, _key(candidate.item), found, started)
            errors[found.code] += 1
        else:
            _keep_text(parts, stage, candidate.item, found, started)
            done += 1
        if isinstance(found, TranscriptsBlocked):
            break
    run = Run(
        job=job,
        started=started,
        ended=parts.clock(),
        done=done,
        failed=errors.total(),
        notes=tuple(f"{n} page{'s' if n > 1 else ''}: {code}" for code, n in errors.most_common()),
    )
    return kept(parts, run)


def _keep_text(parts: Parts, stage: str, item: Item, article: Article, now: datetime) -> None:
    parts.store.items.add_text(item.id, article, source=None, now=now)
    # Also where the page held no more than the feed: it is not asked for again.
    parts.store.attempts.failed(stage, _key(item), "read", now, retryable=False)


def _visits(
    parts: Parts, due: Sequence[tuple[Source, SourceState]], now: datetime
) -> Iterator[Visit]:
    def visit(job: tuple[Source, SourceState]) -> Crawl | SourceError:
        try:
            return ingest.crawl(*job, parts.web, now)
        except SourceError as error:
            return error

    jobs = interleaved(due, lambda job: _host(job[0].url))
    with closing(in_order(jobs, visit, threads=parts.config.web.hosts_at_once)) as found:
        for (source, state), crawled in counted(parts, "crawl", found, len(jobs)):
            yield source, state, crawled


def _found(
    parts: Parts, job: str, things: Sequence[Candidate], read: Read, *, threads: int
) -> Iterator[tuple[Candidate, Article | SourceError]]:
    def attempt(candidate: Candidate) -> Article | SourceError:
        try:
            return read(candidate)
        except SourceError as error:
            return error

    jobs = interleaved(things, lambda candidate: _host(candidate.item.url))
    with closing(in_order(jobs, attempt, threads=threads)) as found:
        yield from counted(parts, job, found, len(jobs))


def _wanted(parts: Parts) -> list[Candidate]:
    """Candidates that at most their topic or a quota keeps out of the coming report."""
    selection = whatsnew.recent(parts.store, parts.config, parts.clock())
    near = [candidate for candidate, why in selection.left_out if why in WORTH_READING]
    return [*(choice.candidate for choice in selection.chosen), *near]


def _untried(parts: Parts, stage: str, candidates: Sequence[Candidate]) -> list[Candidate]:
    waiting = parts.store.attempts.waiting(stage, parts.clock())
    return [c for c in candidates if _key(c.item) not in waiting]


def _few_of_each_host(candidates: Sequence[Candidate]) -> list[Candidate]:
    """At most so many pages of one host in one run: a feed of thousands must not send us there."""
    asked: Counter[str] = Counter()
    few = []
    for candidate in candidates:
        host = _host(candidate.item.url)
        asked[host] += 1
        if asked[host] <= PAGES_OF_A_HOST:
            few.append(candidate)
    return few


def _is_thin(item: Item) -> bool:
    return item.reading in THIN and item.url.startswith("https://")


def _key(item: Item) -> str:
    """What a page was asked for: another version of the item may be worth another look."""
    return f"{item.id}.{item.version}"


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # the visit will name it
        return ""
