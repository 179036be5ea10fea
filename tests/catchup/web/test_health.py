import json
from datetime import timedelta

from catchup.types import Run
from tests.catchup.web.conftest import Answer, Site, opened_issue
from tests.fakes.builders import NOW, a_state


def state_of(answer: Answer) -> dict[str, object]:
    state: dict[str, object] = json.loads(answer.text)
    return state


def crawled(site: Site, *, ended: timedelta = timedelta(), failures: int = 0) -> None:
    """A crawl of the one active source, at so long after the start."""
    at = NOW + ended
    site.store.runs.add(Run(job="crawl", started=at, ended=at))
    succeeded = None if failures else at
    state = a_state("tidal", visited=at, succeeded=succeeded, failures=failures)
    site.store.sources.keep(state)


def test_a_service_that_has_just_started_is_fresh(site: Site) -> None:
    answer = site.get("/health")
    assert answer.status == 200
    assert state_of(answer) == {
        "status": "fresh",
        "database": "ok",
        "last_crawl": None,
        "last_crawl_age_seconds": None,
        "last_answer": None,
        "last_answer_age_seconds": None,
        "sources": 1,
        "sources_failing": 0,
        "last_issue": None,
    }


def test_it_says_when_it_crawled_what_fails_and_which_issue_is_the_last(site: Site) -> None:
    crawled(site, failures=2)
    opened_issue(site.store)
    site.now[0] = NOW + timedelta(minutes=5)
    state = state_of(site.get("/health"))
    assert state["last_crawl"] == "2026-03-02T09:00:00+00:00"
    assert state["last_crawl_age_seconds"] == 300
    assert (state["sources_failing"], state["last_issue"]) == (1, "2026-W09")


def test_a_timetable_that_stands_still_is_stale_after_three_intervals(site: Site) -> None:
    crawled(site, ended=timedelta(hours=1))
    site.now[0] = NOW + timedelta(hours=4)
    assert site.get("/health").status == 200
    site.now[0] = NOW + timedelta(hours=4, seconds=1)
    answer = site.get("/health")
    assert (answer.status, state_of(answer)["status"]) == (503, "stale")


def test_sources_that_never_answer_make_it_stale_though_crawls_go_on(site: Site) -> None:
    for hour in range(1, 8):
        crawled(site, ended=timedelta(hours=hour), failures=hour)
    site.now[0] = NOW + timedelta(hours=6)  # three of the two hours between visits
    assert site.get("/health").status == 200
    site.now[0] = NOW + timedelta(hours=7)
    assert site.get("/health").status == 503


def test_a_source_visited_seldom_does_not_make_it_stale_between_visits(site: Site) -> None:
    crawled(site)
    later = NOW + timedelta(hours=5)
    site.store.runs.add(Run(job="crawl", started=later, ended=later))
    site.now[0] = later
    assert site.get("/health").status == 200


def test_a_database_that_cannot_be_read_is_told_without_details(site: Site) -> None:
    database = site.parts.config.home / "catchup.db"
    site.store.close()
    for file in database.parent.glob("catchup.db*"):
        file.unlink()
    database.mkdir()
    answer = site.get("/health")
    assert answer.status == 503
    assert state_of(answer) == {"status": "broken", "database": "store"}
