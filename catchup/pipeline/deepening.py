"""Reads the papers that were chosen by their sections; all others stay known by their abstracts."""

import ingest
from catchup.errors import HttpStatus, SourceError
from catchup.pipeline.parts import Parts, counted, failed, kept
from catchup.pipeline.writing import chosen
from catchup.types import ItemId, ItemKind, Run

MOST_IN_A_RUN = 30
# Of many papers arXiv has no HTML: that is no failure.
MISSING = frozenset({404, 410})


def read_papers(parts: Parts) -> Run:
    """Fetch the HTML editions of chosen papers that wait for a summary, one after another."""
    started = parts.clock()
    done = errors = missing = 0
    wanted = _wanted(parts)
    for item, address in counted(parts, "papers", wanted.items(), len(wanted)):
        try:
            article = ingest.read_paper(parts.web.get_page(address))
        except SourceError as error:
            failed(parts, "paper", address, error, started)
            is_missing = isinstance(error, HttpStatus) and error.status in MISSING
            missing += is_missing
            errors += not is_missing
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


def _wanted(parts: Parts) -> dict[ItemId, str]:
    """The addresses of papers that were chosen, were not summarised yet and are not waited for."""
    waiting = parts.store.attempts.waiting("paper", parts.clock())
    papers = {
        candidate.item.id: candidate.item.url
        for candidate in chosen(parts)
        if candidate.item.kind is ItemKind.PAPER and candidate.summary is None
    }
    lacking = parts.store.bodies.lacking(papers.keys())
    addresses = {item: ingest.whole_paper(papers[item], lacking[item]) for item in lacking}
    wanted = [(i, url) for i, url in addresses.items() if url and url not in waiting]
    return dict(wanted[:MOST_IN_A_RUN])
