"""States of sources: kept whole, due in time, and how young the store is."""

from dataclasses import replace
from datetime import timedelta

from catchup.store import Store
from catchup.types import SourceState
from tests.fakes.builders import NOW, a_source, a_state


def test_a_state_is_kept_whole(store: Store) -> None:
    state = SourceState(
        source="tidal",
        url="https://tidal.example/feed.xml",
        resolved="UC-tidal",
        etag='W/"ä"',
        last_modified="Mon, 02 Mar 2026 09:00:00 GMT",
        body_hash="ff",
        visited=NOW,
        succeeded=NOW,
        next_due=NOW,
        failures=0,
        error=None,
        detail="no new entry since Monday",
        oldest_entry=NOW,
        newest_entry=NOW,
        gap_since=NOW,
        gap_until=NOW,
        entries_cut=2,
        rhythm=86400,
        fresh_for=7200,
        ttl=3600,
        skips=("sat", "05h"),
        address="https://new.example/feed.xml",
        moved_to="https://newer.example/feed.xml",
        moved_since=NOW,
        gone_since=NOW,
        stopped=NOW,
        in_full=NOW,
        silent_days=3,
        distrusted=True,
    )
    store.sources.keep(a_state(etag="older"))
    store.sources.keep(state)
    assert store.sources.states() == {"tidal": state}


def test_a_source_is_due_at_its_time_and_before_its_first_visit(store: Store) -> None:
    waits, due, new, paused = (a_source(name) for name in ("waits", "due", "new", "paused"))
    store.sources.keep(a_state("waits", next_due=NOW + timedelta(seconds=1)))
    store.sources.keep(a_state("due", next_due=NOW))
    sources = [waits, due, new, a_source(paused.id, paused=True)]
    assert [source.id for source, _ in store.sources.due(sources, NOW)] == ["due", "new"]
    assert store.sources.due([new], NOW) == [(new, SourceState(source="new"))]


def test_the_store_is_as_old_as_its_first_successful_crawl(store: Store) -> None:
    assert store.sources.first_crawl() is None
    store.sources.keep(a_state("a", succeeded=None))
    assert store.sources.first_crawl() is None
    store.sources.keep(a_state("a", succeeded=NOW + timedelta(days=1)))
    assert store.sources.first_crawl() == NOW + timedelta(days=1)
    store.sources.keep(a_state("b", succeeded=NOW))
    store.sources.keep(a_state("b", succeeded=NOW + timedelta(days=3)))
    assert store.sources.first_crawl() == NOW


def test_a_failure_tells_nothing_but_itself(store: Store) -> None:
    store.sources.keep(a_state(etag="newer", succeeded=NOW))
    failed = a_state(etag="stale", succeeded=None, failures=1, error="fetch", detail="refused")
    store.sources.keep(failed)
    state = store.sources.states()["tidal"]
    assert (state.etag, state.succeeded) == ("newer", NOW)
    assert (state.failures, state.error, state.detail) == (1, "fetch", "refused")


def test_a_failure_at_another_address_keeps_nothing_of_the_last_one(store: Store) -> None:
    store.sources.keep(a_state(url="https://old.example/feed", etag="old", succeeded=NOW))
    new = "https://new.example/feed"
    failed = a_state(url=new, succeeded=None, failures=1, error="fetch", next_due=NOW)
    store.sources.keep(failed)
    assert store.sources.states()["tidal"] == failed
    assert store.sources.first_crawl() == NOW


def test_a_source_with_another_address_is_due_at_once(store: Store) -> None:
    tidal = a_source("tidal")
    later = NOW + timedelta(days=3)
    failed = a_state(url=tidal.url, succeeded=None, failures=7, error="fetch", next_due=later)
    store.sources.keep(failed)
    assert store.sources.due([tidal], NOW) == []
    elsewhere = replace(tidal, url="https://elsewhere.example/feed.xml")
    assert [source for source, _ in store.sources.due([elsewhere], NOW)] == [elsewhere]


def test_a_stopped_source_is_due_again_only_when_resumed_or_moved(store: Store) -> None:
    tidal = a_source("tidal")
    gone = a_state(url=tidal.url, error="gone", gone_since=NOW, stopped=NOW, next_due=None)
    store.sources.keep(gone)
    much_later = NOW + timedelta(days=90)
    assert store.sources.due([tidal], much_later) == []
    moved = replace(tidal, url="https://elsewhere.example/feed.xml")
    assert [source for source, _ in store.sources.due([moved], NOW)] == [moved]
    store.sources.resume("tidal")
    store.sources.resume("never-visited")
    ((_, state),) = store.sources.due([tidal], NOW)
    assert (state.stopped, state.gone_since, state.error) == (None, None, "gone")
    assert set(store.sources.states()) == {"tidal"}


def test_a_source_whose_host_wants_a_pause_waits_before_its_first_visit(store: Store) -> None:
    store.sources.keep(a_state(visited=None, succeeded=None, next_due=NOW + timedelta(hours=1)))
    assert store.sources.due([a_source("tidal")], NOW) == []
    assert store.sources.due([a_source("tidal")], NOW + timedelta(hours=1)) != []


def test_a_visit_from_the_future_is_due(store: Store) -> None:
    later = NOW + timedelta(days=900)
    store.sources.keep(a_state("tidal", visited=later, next_due=later + timedelta(hours=1)))
    assert store.sources.due([a_source("tidal")], NOW)
