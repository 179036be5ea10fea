"""/health: whether the timetable runs, the sources answer and the database can be read."""

from datetime import datetime, timedelta
from http import HTTPStatus

from fastapi import APIRouter
from fastapi.responses import JSONResponse

from catchup.config import Config
from catchup.errors import StoreError
from catchup.types import SourceState
from catchup.web.answers import PRIVATE, READ, SECURITY
from catchup.web.parts import Parts
from ingest.revisits import LONGEST

STALE_AFTER = 3  # times the interval


def routes(parts: Parts) -> APIRouter:
    """GET /health: 200 while fresh, 503 when stale or without a database."""
    router = APIRouter()
    begun = parts.clock()

    @router.api_route("/health", methods=READ)
    def health() -> JSONResponse:
        try:
            state = examined(parts, begun)
        except StoreError as error:
            state = {"status": "broken", "database": error.code}
        fresh = state["status"] == "fresh"
        status = HTTPStatus.OK if fresh else HTTPStatus.SERVICE_UNAVAILABLE
        return JSONResponse(state, status, {**SECURITY, **PRIVATE})

    return router


def examined(parts: Parts, begun: datetime) -> dict[str, object]:
    """The state of things, for machines. What never happened counts from the start, `begun`.

    Two things go stale: the timetable (no crawl ended for three intervals) and the sources (none
    answered for three of the shortest interval at which one is visited).
    """
    now = parts.clock()
    active = [source.id for source in parts.config.sources if not source.paused]
    states = [state for state in parts.store.sources.states().values() if state.source in active]
    run = parts.store.runs.latest("crawl")
    issue = parts.store.issues.latest()
    crawled = run.ended if run else None
    answered = max((s.succeeded for s in states if s.succeeded), default=None)
    every, visited_every = _intervals(parts.config)
    crawl_stale = _is_stale(crawled, begun, now, every)
    sources_stale = bool(active) and _is_stale(answered, begun, now, visited_every)
    return {
        "status": "stale" if crawl_stale or sources_stale else "fresh",
        "database": "ok",
        "last_crawl": _instant(crawled),
        "last_crawl_age_seconds": _age(crawled, now),
        "last_answer": _instant(answered),
        "last_answer_age_seconds": _age(answered, now),
        "sources": len(active),
        "sources_failing": sum(_is_failing(state) for state in states),
        "last_issue": issue.week if issue else None,
    }


def _intervals(config: Config) -> tuple[timedelta, timedelta]:
    """How often a crawl is due, and how often at least one source is visited by it."""
    every = timedelta(seconds=config.schedule.crawl_every)
    shortest = min((s.every or LONGEST for s in config.sources if not s.paused), default=every)
    return every, max(every, shortest)


def _is_stale(last: datetime | None, begun: datetime, now: datetime, every: timedelta) -> bool:
    return now - max(last or begun, begun) > STALE_AFTER * every


def _is_failing(state: SourceState) -> bool:
    return state.failures > 0


def _instant(value: datetime | None) -> str | None:
    return value.isoformat(timespec="seconds") if value else None


def _age(value: datetime | None, now: datetime) -> int | None:
    return int((now - value).total_seconds()) if value else None
