"""Writes the summaries that reports lack."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache

import summarize as summarizing
from catchup import whatsnew
from catchup.errors import CatchupError
from catchup.pipeline import drifting
from catchup.pipeline.parts import Parts, counted, failed, kept
from catchup.types import Candidate, ItemId, Run, Selection, SourceId, Writer
from publish.periods import recent as last_days

# So many of a source's newest texts show what it repeats.
COMPARED = 20
LONG_ABSENCES = (42, 182)  # days
PAST = timedelta(days=14)  # older than what the coming issue can hold but as a late arrival


def summarize(parts: Parts) -> Run:
    """Write the summaries that reports and the coming issue lack.

    What is read after a long absence alone gets an extract, which costs nothing.
    """
    waiting = parts.store.attempts.waiting("summary", parts.clock())
    wanted = [(candidate, parts.writer) for candidate in chosen(parts)]
    wanted += [(candidate, parts.fallback) for candidate in _of_long_absences(parts)]
    missing = {
        candidate.item.id: (candidate, writer)
        for candidate, writer in reversed(wanted)
        if candidate.summary is None and str(candidate.item.id) not in waiting
    }
    return _write(parts, list(missing.values())[::-1])


def again(parts: Parts) -> Run:
    """Write anew, by the writer of the settings, what reports and the coming issue hold.

    Where it fails, what was written before stays. Issues that are out never change.
    """
    return _write(parts, [(candidate, parts.writer) for candidate in chosen(parts)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """What writing so many summaries costs: `usd` without second tries; `free` cost nothing."""

    usd: float
    summaries: int
    free: int


def price_of_again(parts: Parts) -> Estimate:
    """What `again` would cost."""
    boilerplate = _boilerplate_of(parts)
    prices = [
        parts.writer.price(
            summarizing.briefed(
                candidate.item,
                candidate.matches,
                parts.taxonomy,
                boilerplate=boilerplate(candidate.item.sources[0]),
                body=parts.store.bodies.of(candidate.item.id),
            )
        )
        for candidate in chosen(parts)
    ]
    return Estimate(usd=sum(prices), summaries=len(prices), free=prices.count(0.0))


def _write(parts: Parts, pairs: Sequence[tuple[Candidate, Writer]]) -> Run:
    """Write the summary of each candidate by its writer.

    Where that fails, an earlier summary stays; what has none gets an extract.
    """
    started = parts.clock()
    asked_before = parts.store.ledger.tallies(started - drifting.RECENT)
    done = fallbacks = 0
    others: Counter[str] = Counter()
    errors: Counter[str] = Counter()
    boilerplate = _boilerplate_of(parts)
    for candidate, writer in counted(parts, "summarize", pairs, len(pairs)):
        try:
            summary = summarizing.write(
                candidate.item,
                candidate.matches,
                parts.taxonomy,
                writer,
                started,
                fallback=parts.fallback if candidate.summary is None else None,
                boilerplate=boilerplate(candidate.item.sources[0]),
                body=parts.store.bodies.of(candidate.item.id),
            )
        except CatchupError as error:
            if candidate.summary is None:
                failed(parts, "summary", str(candidate.item.id), error, started)
            errors[error.code] += 1
            continue
        parts.store.items.add_summary(summary)
        fallbacks += bool(summary.fallback)
        others[summary.writer] += not summary.fallback and summary.writer != writer.name
        done += 1
    notes = [f"{number} by {name}" for name, number in others.items() if number]
    notes += [f"{fallbacks} by the extractive writer"] if fallbacks else []
    notes += [f"{number} without a new summary: {code}" for code, number in errors.most_common()]
    notes += drifting.notes(
        asked_before,
        parts.store.ledger.tallies(started - drifting.RECENT),
        parts.store.ledger.tallies(started - drifting.REMEMBERED),
    )
    run = Run(
        job="summarize",
        started=started,
        ended=parts.clock(),
        done=done,
        failed=errors.total(),
        notes=tuple(notes),
    )
    return kept(parts, run)


def _boilerplate_of(parts: Parts) -> Callable[[SourceId], frozenset[str]]:
    """What each source repeats in its newest texts, looked up once."""

    @cache
    def boilerplate(source: SourceId) -> frozenset[str]:
        shown = parts.store.items.shown_by(source, COMPARED)
        return summarizing.recurring(candidate.item.text for candidate in shown)

    return boilerplate


def chosen(parts: Parts) -> list[Candidate]:
    """What the report on demand and the coming issue hold, big news too, each item once."""
    held = (choice.candidate for one in selections(parts) for choice in (*one.chosen, *one.big))
    return list({candidate.item.id: candidate for candidate in held}.values())


def selections(parts: Parts) -> list[Selection]:
    """What was decided for the report on demand and, where one is coming, for the issue."""
    now = parts.clock()
    coming = whatsnew.coming_issue(parts.store, parts.config, now)
    recent = whatsnew.recent(parts.store, parts.config, now)
    return [recent] if coming is None else [recent, coming]


def _of_long_absences(parts: Parts) -> list[Candidate]:
    """What reports on long absences hold of weeks that are past: no issue will ask for it again."""
    now = parts.clock()
    found: dict[ItemId, Candidate] = {}
    for days in LONG_ABSENCES:
        period = last_days(now, days=days, timezone=parts.config.timezone)
        for choice in whatsnew.choose(parts.store, parts.config, period).chosen:
            item = choice.candidate.item
            if (item.published or item.first_seen) < now - PAST:
                found[item.id] = choice.candidate
    return list(found.values())
