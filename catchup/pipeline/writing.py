"""Writes the summaries that reports lack."""

from functools import cache

import summarize as summarizing
from catchup import whatsnew
from catchup.errors import CatchupError
from catchup.pipeline.parts import Parts, counted, failed, kept
from catchup.types import Candidate, Run, SourceId

# So many of a source's newest texts show what it repeats.
COMPARED = 20


def summarize(parts: Parts) -> Run:
    """Write the summaries that the report of the last days and the coming issue lack."""
    started = parts.clock()
    waiting = parts.store.attempts.waiting("summary", started)
    missing = [c for c in _chosen(parts) if c.summary is None and str(c.item.id) not in waiting]
    done = errors = fallbacks = 0

    @cache
    def boilerplate(source: SourceId) -> frozenset[str]:
        shown = parts.store.items.shown_by(source, COMPARED)
        return summarizing.recurring(candidate.item.text for candidate in shown)

    for candidate in counted(parts, "summarize", missing, len(missing)):
        try:
            summary = summarizing.write(
                candidate.item,
                candidate.matches,
                parts.taxonomy,
                parts.writer,
                started,
                fallback=parts.fallback,
                boilerplate=boilerplate(candidate.item.sources[0]),
            )
        except CatchupError as error:
            failed(parts, "summary", str(candidate.item.id), error, started)
            errors += 1
            continue
        parts.store.items.add_summary(summary)
        fallbacks += bool(summary.fallback)
        done += 1
    notes = (f"{fallbacks} by the extractive writer",) if fallbacks else ()
    run = Run(
        job="summarize",
        started=started,
        ended=parts.clock(),
        done=done,
        failed=errors,
        notes=notes,
    )
    return kept(parts, run)


def _chosen(parts: Parts) -> list[Candidate]:
    """What the report on demand and the coming issue hold, each item once."""
    now = parts.clock()
    selections = [
        whatsnew.recent(parts.store, parts.config, now),
        whatsnew.coming_issue(parts.store, parts.config, now),
    ]
    found = {
        choice.candidate.item.id: choice.candidate
        for selection in selections
        if selection is not None
        for choice in selection.chosen
    }
    return list(found.values())
