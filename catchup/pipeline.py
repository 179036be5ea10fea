"""The stages in order. The only module that calls a stage and writes the store.

Work is what is missing: every stage asks the store what lacks its result, so each can be killed
and run again, and an unchanged run does nothing twice.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from urllib.parse import urlsplit

import ingest
import summarize
from catchup import whatsnew
from catchup.config import Config
from catchup.errors import CatchupError, SourceError
from catchup.store import Store
from catchup.threads import in_order, interleaved
from catchup.types import (
    Article,
    Candidate,
    Clock,
    Crawl,
    ItemId,
    ItemKind,
    LeftOut,
    Period,
    Progress,
    Reading,
    Run,
    Selection,
    Source,
    SourceState,
    Taxonomy,
    Web,
    Writer,
)
from publish.channels.folder import write as write_folder
from publish.periods import recent, week_of
from publish.render import RENDERERS, SUFFIXES
from taxonomy import Matcher

BATCH = 500
RECENT_DAYS = 7
WORTH_A_PAGE = frozenset({LeftOut.OFF_TOPIC, LeftOut.SOURCE_QUOTA, LeftOut.LIMIT})
THIN = frozenset({Reading.TITLE, Reading.DESCRIPTION})

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """The stages and what they work with. Every method is one stage and returns what it did."""

    config: Config
    store: Store
    web: Web
    writer: Writer
    taxonomy: Taxonomy
    clock: Clock
    progress: Progress

    def run(self) -> tuple[Run, ...]:
        """All stages once, in order."""
        stages = (self.crawl, self.read_pages, self.match, self.summarize, self.publish)
        return tuple(stage() for stage in stages)

    def crawl(self) -> Run:
        """Visit the sources that are due and keep what they show. A failing source is named."""
        started = self.clock()
        week = week_of(started, self.config.timezone)
        due = self.store.sources.due(self.config.sources, started)
        items = failed = 0
        notes: list[str] = []
        for source, state, found in self._visits(due, started):
            if isinstance(found, SourceError):
                self.store.sources.keep(ingest.failed(source, state, found, started))
                notes.append(f"{source.id}: {found.code}: {found}")
                failed += 1
            else:
                items += self.store.take(found, now=started, week_start=week.start).items
        skipped = sum(not s.paused for s in self.config.sources) - len(due)
        return self._done(
            Run(
                job="crawl",
                started=started,
                ended=self.clock(),
                done=items,
                failed=failed,
                skipped=skipped,
                notes=tuple(notes),
            )
        )

    def read_pages(self) -> Run:
        """Fetch the article pages of this period's candidates whose feed gave too little text."""
        started = self.clock()
        waiting = self.store.attempts.waiting("page", started)
        thin = [c for c in self._wanted() if _is_thin(c) and str(c.item.id) not in waiting]
        done = 0
        failures: Counter[str] = Counter()
        for candidate, found in self._articles(thin):
            item = candidate.item
            if isinstance(found, SourceError):
                self._failed("page", item.id, found, started)
                failures[found.code] += 1
            else:
                self.store.items.add_text(item.id, found, source=None, now=started)
                # Also where the page held no more than the feed: it is not asked for again.
                self.store.attempts.failed("page", str(item.id), "read", started, retryable=False)
                done += 1
        return self._done(
            Run(
                job="read",
                started=started,
                ended=self.clock(),
                done=done,
                failed=failures.total(),
                notes=tuple(f"{n} pages: {code}" for code, n in failures.most_common()),
            )
        )

    def match(self) -> Run:
        """Place every item that has not met this taxonomy yet: offline, cheap, everything."""
        started = self.clock()
        matcher = Matcher(self.taxonomy)
        declared = {source.id: source.topics for source in self.config.sources}
        done = 0
        while items := self.store.items.unmatched(matcher.key, BATCH):
            matches = {
                item.id: matcher.match(
                    item.title, item.text, item.language, declared.get(item.sources[0], ())
                )
                for item in items
            }
            self.store.items.add_matches(matcher.key, matches)
            done += len(items)
            self.progress("match", done, 0, items[-1].title)
        return self._done(Run(job="match", started=started, ended=self.clock(), done=done))

    def select(self, period: Period | None = None) -> Selection:
        """Decide what of a period is worth reading; writes nothing."""
        return whatsnew.choose(self.store, self.config, period or self._recent())

    def summarize(self) -> Run:
        """Write the summaries that the coming report lacks."""
        started = self.clock()
        waiting = self.store.attempts.waiting("summary", started)
        missing = [
            choice.candidate
            for choice in self.select().chosen
            if choice.candidate.summary is None and str(choice.candidate.item.id) not in waiting
        ]
        done = failed = 0
        for candidate in self._counted("summarize", missing, len(missing)):
            item = candidate.item
            try:
                summary = summarize.write(
                    item, candidate.matches, self.taxonomy, self.writer, started
                )
            except CatchupError as error:
                self._failed("summary", item.id, error, started)
                failed += 1
                continue
            self.store.items.add_summary(summary)
            done += 1
        return self._done(
            Run(job="summarize", started=started, ended=self.clock(), done=done, failed=failed)
        )

    def publish(self) -> Run:
        """Write the report of the last seven days to the output folder, if it changed."""
        started = self.clock()
        digest = whatsnew.answer(
            self.store,
            self.config,
            self.taxonomy,
            self.select(),
            minutes=self.config.digest.minutes,
        )
        files = {
            f"whatsnew.{language}.{SUFFIXES[form]}": RENDERERS[form](digest, language)
            for language in self.config.digest.languages
            for form in self.config.publish.formats
        }
        changed = write_folder(self.config.output_folder, files)
        return self._done(
            Run(
                job="publish",
                started=started,
                ended=self.clock(),
                done=len(changed),
                skipped=len(files) - len(changed),
            )
        )

    def _recent(self) -> Period:
        return recent(self.clock(), days=RECENT_DAYS, timezone=self.config.timezone)

    def _wanted(self) -> list[Candidate]:
        """Candidates that at most their topic or a quota keeps out of the coming report."""
        selection = self.select()
        near = [candidate for candidate, why in selection.left_out if why in WORTH_A_PAGE]
        return [*(choice.candidate for choice in selection.chosen), *near]

    def _visits(
        self, due: Sequence[tuple[Source, SourceState]], now: datetime
    ) -> Iterator[tuple[Source, SourceState, Crawl | SourceError]]:
        def visit(job: tuple[Source, SourceState]) -> Crawl | SourceError:
            try:
                return ingest.crawl(*job, self.web, now)
            except SourceError as error:
                return error

        jobs = interleaved(due, lambda job: _host(job[0].url))
        found = in_order(jobs, visit, threads=self.config.web.hosts_at_once)
        for (source, state), crawl in self._counted("crawl", found, len(jobs)):
            yield source, state, crawl

    def _articles(
        self, thin: Sequence[Candidate]
    ) -> Iterator[tuple[Candidate, Article | SourceError]]:
        def read(candidate: Candidate) -> Article | SourceError:
            try:
                return ingest.read_article(self.web.get_page(candidate.item.url))
            except SourceError as error:
                return error

        jobs = interleaved(thin, lambda candidate: _host(candidate.item.url))
        found = in_order(jobs, read, threads=self.config.web.hosts_at_once)
        yield from self._counted("read", found, len(jobs))

    def _counted(self, stage: str, things: Iterable[Thing], total: int) -> Iterator[Thing]:
        """The things as they are, telling the progress."""
        for done, thing in enumerate(things, 1):
            yield thing
            self.progress(stage, done, total, "")

    def _failed(self, stage: str, item: ItemId, error: CatchupError, now: datetime) -> None:
        self.store.attempts.failed(stage, str(item), error.code, now, retryable=error.retryable)

    def _done(self, run: Run) -> Run:
        self.store.runs.add(run)
        return run


def _is_thin(candidate: Candidate) -> bool:
    item = candidate.item
    return item.kind is ItemKind.POST and item.reading in THIN and item.url.startswith("https://")


def _host(url: str) -> str:
    return urlsplit(url).hostname or ""
