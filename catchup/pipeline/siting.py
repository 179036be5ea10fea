"""Builds the static site: gathers what its pages show from the store, and publishes it whole."""

from datetime import datetime

from catchup import coverage, whatsnew
from catchup.config import Config
from catchup.pipeline.parts import Parts, kept
from catchup.types import Digest, Issue, Run, Selection, Source, SourceState, Track
from publish.channels.site import write
from publish.feeds import feeds_of
from publish.freezing import thaw
from publish.periods import recent
from publish.places import SINCE_WEEKS, places_of
from publish.site import Content, SourceLine, files_of

DAYS = 7
MOST_LISTED = 400  # items of a topic: ten pages; `catchup search` finds the older ones
# Reading time grows much slower than the absence: six months are four times a week, not 26 times.
TIMES = {1: 1.0, 2: 1.25, 4: 1.5, 8: 1.75, 13: 2.0, 26: 2.5}


def build(parts: Parts) -> Run:
    """Publish the site where it changed; without a folder for it there is none."""
    started = parts.clock()
    folder = parts.config.site_folder
    files = files_of(gather(parts, started)) if folder else {}
    changed = write(folder, files) if folder else ()
    run = Run(
        job="site",
        started=started,
        ended=parts.clock(),
        done=len(changed),
        skipped=max(0, len(files) - len(changed)),
    )
    return kept(parts, run)


def gather(parts: Parts, now: datetime) -> Content:
    """Everything that the pages show, from the store alone."""
    config, store = parts.config, parts.store
    frozen = [(issue, thaw(issue.content)) for issue in store.issues.all()]
    issues = tuple((issue, whatsnew.as_it_stands(store, issue)) for issue, _ in frozen)
    chosen = {weeks: _choose(parts, weeks, now) for weeks in SINCE_WEEKS}
    languages = config.digest.languages
    return Content(
        title=config.site.title,
        places=places_of(config.site.base_url, languages),
        timezone=config.digest.timezone,
        taxonomy=parts.taxonomy,
        issues=issues,
        since={weeks: _absence(parts, weeks, selection) for weeks, selection in chosen.items()},
        shelves=store.topics.shelves(MOST_LISTED),
        roadmaps=tuple(coverage.roadmaps(store, config, parts.taxonomy, _latest(issues), Track)),
        sources=_sources(config, store.sources.states()),
        left_out=chosen[min(chosen)].left_out,
        feeds={
            f"feeds/{name}": text for name, text in feeds_of(frozen, languages, config.site).items()
        },
        letters=bool(config.mail.server),
        contact=config.mail.reply_to or config.mail.sender,
    )


def _latest(issues: tuple[tuple[Issue, Digest], ...]) -> Issue | None:
    return issues[-1][0] if issues else None


def _choose(parts: Parts, weeks: int, now: datetime) -> Selection:
    period = recent(now, days=DAYS * weeks, timezone=parts.config.timezone)
    return whatsnew.choose(parts.store, parts.config, period, minutes=_minutes(parts.config, weeks))


def _absence(parts: Parts, weeks: int, selection: Selection) -> Digest:
    minutes = _minutes(parts.config, weeks)
    return whatsnew.answer(parts.store, parts.config, parts.taxonomy, selection, minutes=minutes)


def _minutes(config: Config, weeks: int) -> int:
    return round(config.digest.minutes * TIMES[weeks])


def _sources(config: Config, states: dict[str, SourceState]) -> dict[str, SourceLine]:
    return {source.id: _line(source, states.get(source.id)) for source in config.sources}


def _line(source: Source, state: SourceState | None) -> SourceLine:
    state = state or SourceState(source=source.id)
    return SourceLine(
        title=source.title or source.id,
        url=source.url,
        language=source.language,
        succeeded=state.succeeded,
        newest=state.newest_entry,
        error=state.error or "",
        paused=source.paused,
        gap=state.gap_until is not None,
    )
