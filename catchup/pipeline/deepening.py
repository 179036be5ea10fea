"""Reads papers by their sections that were chosen, or chosen before and have a new version now.

All others stay known by their abstracts.
"""

from collections.abc import Iterator

import ingest
from catchup.errors import HttpStatus, ParseError, SourceError
from catchup.pipeline.parts import Parts, counted, failed, kept
from catchup.pipeline.writing import selections
from catchup.types import Item, ItemId, ItemKind, Run

MOST_IN_A_RUN = 30
# Of many papers arXiv has no HTML: that is no failure.
MISSING = frozenset({404, 410})


def read_papers(parts: Parts) -> Run:
    """Fetch the HTML editions of papers that a report is to tell about, one after another."""
    started = parts.clock()
    done = errors = missing = 0
    wanted = _wanted(parts)
    for item, address in counted(parts, "papers", wanted.items(), len(wanted)):
        try:
            article = ingest.read_paper(parts.web.get_page(address))
        except SourceError as error:
            failed(parts, "paper", address, error, started)
            missing += _is_missing(error)
            errors += not _is_missing(error)
            continue
        parts.store.bodies.add(item, article)
        done += 1
    run = Run(
        job="papers",
        started=started,
        ended=parts.clock(),
        done=done,
        failed=errors,
        skipped=missing,
    )
    return kept(parts, run)


def _is_missing(error: SourceError) -> bool:
    """Whether arXiv has made no HTML of a paper, or none with sections."""
    if isinstance(error, HttpStatus):
        return error.status in MISSING
    return type(error) is ParseError


def _wanted(parts: Parts) -> dict[ItemId, str]:
    """The addresses of papers to be told about whose edition was not read and is not waited for."""
    waiting = parts.store.attempts.waiting("paper", parts.clock())
    papers = {item.id: item.url for item in _told(parts) if item.kind is ItemKind.PAPER}
    lacking = parts.store.bodies.lacking(papers.keys())
    addresses = {item: ingest.whole_paper(papers[item], lacking[item]) for item in lacking}
    wanted = [(i, url) for i, url in addresses.items() if url and url not in waiting]
    return dict(wanted[:MOST_IN_A_RUN])


def _told(parts: Parts) -> Iterator[Item]:
    """What waits for a summary, and what has changed since an earlier issue."""
    for selection in selections(parts):
        for choice in selection.chosen:
            if choice.candidate.summary is None:
                yield choice.candidate.item
        yield from (candidate.item for candidate in selection.updates)
