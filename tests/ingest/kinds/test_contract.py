"""Promises that every kind of source keeps, whoever wrote it."""

import pytest

from catchup.errors import HttpStatus, NotAFeed
from ingest.kinds import KINDS, Visit
from tests.ingest.fakes import FEED_URL, NOW, SOURCE, STATE, FakeWeb, item, page, rss

SAMPLES = {"feed": page(rss(item(1, "Mon, 02 Mar 2026 10:30:00 GMT")))}
every_kind = pytest.mark.parametrize(("name", "visit"), KINDS.items(), ids=list(KINDS))


@every_kind
def test_a_visit_answers_with_entries_and_the_state_to_keep(name: str, visit: Visit) -> None:
    crawl = visit(SOURCE, STATE, FakeWeb({FEED_URL: SAMPLES[name]}), NOW)
    assert crawl.source is SOURCE
    assert crawl.entries
    assert not crawl.unchanged
    assert (crawl.state.source, crawl.state.failures, crawl.state.succeeded) == (SOURCE.id, 0, NOW)


@every_kind
def test_a_second_visit_to_the_same_is_unchanged(name: str, visit: Visit) -> None:
    web = FakeWeb({FEED_URL: SAMPLES[name]})
    again = visit(SOURCE, visit(SOURCE, STATE, web, NOW).state, web, NOW)
    assert again.unchanged
    assert again.entries == ()


@every_kind
def test_failures_are_raised_as_source_errors(name: str, visit: Visit) -> None:
    with pytest.raises(HttpStatus):
        visit(SOURCE, STATE, FakeWeb({}), NOW)
    with pytest.raises(NotAFeed):
        visit(SOURCE, STATE, FakeWeb({FEED_URL: b"<html>no</html>"}), NOW)
