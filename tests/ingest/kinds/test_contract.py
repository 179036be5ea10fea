"""Promises that every kind of source keeps, whoever wrote it."""

from dataclasses import dataclass, field

import pytest

from catchup.errors import HttpStatus, ParseError
from catchup.types import SOURCE_KINDS, Page, Source, SourceState
from ingest.kinds import KINDS, Visit
from tests.ingest.fakes import FEED_URL, NOW, SOURCE, FakeWeb, html_page, item, page, rss
from tests.ingest.kinds.arxiv_answers import answer, paper, query_address

CHANNEL_FEED = "https://www.youtube.com/feeds/videos.xml?channel_id=UC0123456789012345678901"
HANDLE = "https://www.youtube.com/@talks"
LISTING = "https://lab.example/posts/"
SITEMAP = "https://lab.example/sitemap.xml"


@dataclass(frozen=True)
class Sample:
    """A source of one kind, the address that it asks, and a good answer."""

    source: Source
    asked: str
    good: Page
    other: dict[str, Page] = field(default_factory=dict)


SAMPLES = {
    "feed": Sample(SOURCE, FEED_URL, page(rss(item(1, "Mon, 02 Mar 2026 10:30:00 GMT")))),
    "arxiv": Sample(
        Source(id="cl", kind="arxiv", url="cat:cs.CL"),
        query_address("cat:cs.CL"),
        page(answer(paper("2603.00001", 1, "2026-03-03T10:00:00Z"))),
    ),
    "youtube": Sample(
        Source(id="talks", kind="youtube", url=HANDLE),
        CHANNEL_FEED,
        page(rss(item(1, "Mon, 02 Mar 2026 10:30:00 GMT"))),
        {HANDLE: html_page('{"channelId":"UC0123456789012345678901"}', HANDLE)},
    ),
    "sitemap": Sample(
        Source(id="map", kind="sitemap", url=SITEMAP),
        SITEMAP,
        page("<urlset><url><loc>/a</loc><lastmod>2026-03-02</lastmod></url></urlset>", SITEMAP),
    ),
    "page": Sample(
        Source(id="lab", kind="page", url=LISTING, options={"item": "li"}),
        LISTING,
        html_page("<ul><li><a href='one'>One</a> <time>2026-03-02</time></li></ul>", LISTING),
    ),
}
every_kind = pytest.mark.parametrize(("name", "visit"), KINDS.items(), ids=list(KINDS))


def web_of(sample: Sample, answered: Page) -> FakeWeb:
    return FakeWeb({**sample.other, sample.asked: answered})


@every_kind
def test_a_visit_answers_with_entries_and_the_state_to_keep(name: str, visit: Visit) -> None:
    sample = SAMPLES[name]
    source = sample.source
    crawl = visit(source, SourceState(source=source.id), web_of(sample, sample.good), NOW)
    assert crawl.source is source
    assert len(crawl.entries) == 1
    assert not crawl.unchanged
    assert (crawl.state.source, crawl.state.failures, crawl.state.succeeded) == (source.id, 0, NOW)
    assert crawl.state.newest_entry is not None


@every_kind
def test_a_second_visit_to_the_same_is_unchanged(name: str, visit: Visit) -> None:
    sample = SAMPLES[name]
    web = web_of(sample, sample.good)
    first = visit(sample.source, SourceState(source=sample.source.id), web, NOW)
    again = visit(sample.source, first.state, web, NOW)
    assert again.unchanged
    assert again.entries == ()
    assert again.source is sample.source


@every_kind
def test_failures_are_raised_as_source_errors(name: str, visit: Visit) -> None:
    sample = SAMPLES[name]
    state = SourceState(source=sample.source.id)
    with pytest.raises(HttpStatus):
        visit(sample.source, state, FakeWeb({}), NOW)
    with pytest.raises(ParseError):
        visit(sample.source, state, web_of(sample, html_page("<html>no</html>")), NOW)


def test_sources_may_be_declared_of_every_kind_and_of_no_other() -> None:
    assert KINDS.keys() == SOURCE_KINDS
