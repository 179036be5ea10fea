from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from catchup.errors import BrokenFeed, HttpStatus, UnsafeMarkup
from catchup.types import WITHDRAWN, DateDoubt, ItemKind, Page, Reading, Source, SourceState
from ingest.kinds.arxiv import Wanted, entry_of, papers_by_id, stale, visit, wanted_of
from ingest.raw import RawPaper
from tests.ingest.fakes import NOW, FakeWeb, page
from tests.ingest.kinds.arxiv_answers import answer, ids_address, paper, query_address

SOURCE = Source(id="cl", kind="arxiv", url="cs.CL")
STATE = SourceState(source="cl")
QUERY = "cat:cs.CL"


def stamp(day: date | datetime) -> str:
    return f"{day:%Y-%m-%dT%H:%M:%SZ}"


def page_of(first: int, count: int, newest: datetime, total: int) -> Page:
    """Papers numbered from `first`, each an hour older than the one before."""
    numbers = range(first, first + count)
    papers = [paper(f"2603.{n:05}", 1, stamp(newest - timedelta(hours=n - first))) for n in numbers]
    return page(answer(*papers, total=total))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2602.12345, 2602.54321v2", Wanted(ids=("2602.12345", "2602.54321"))),
        ("https://arxiv.org/abs/2602.12345v3 arXiv:2602.12345", Wanted(ids=("2602.12345",))),
        ("cs/0112017", Wanted(ids=("cs/0112017",))),
        ("cs.CL", Wanted(query="cat:cs.CL")),
        ("cond-mat.str-el", Wanted(query="cat:cond-mat.str-el")),
        (" cat:cs.CL ", Wanted(query="cat:cs.CL")),
        ('all:"tool use" AND cat:cs.IR', Wanted(query='all:"tool use" AND cat:cs.IR')),
        ("2602.12345 reranking", Wanted(query="2602.12345 reranking")),
    ],
)
def test_an_address_is_ids_a_category_or_a_query_by_its_form(text: str, wanted: Wanted) -> None:
    assert wanted_of(text) == wanted


def test_a_paper_becomes_an_entry_without_version_in_its_identity() -> None:
    web = FakeWeb({query_address(QUERY): page(answer(paper("2602.12345", 2, stamp(NOW))))})
    (entry,) = visit(SOURCE, STATE, web, NOW).entries
    assert (entry.entry_id, entry.edition) == ("2602.12345", "v2")
    assert entry.canonical == entry.link == "https://arxiv.org/abs/2602.12345"
    assert (entry.kind, entry.reading, entry.language) == (ItemKind.PAPER, Reading.ABSTRACT, "en")
    assert entry.authors == ("Ana Ruiz", "박서연")
    assert entry.text == "We count what retrieval costs and what it saves."
    assert entry.published == datetime(2026, 2, 27, 9, tzinfo=UTC)


def test_mathematics_is_no_markup_and_paragraphs_stay() -> None:
    raw = RawPaper(
        address="http://arxiv.org/abs/2602.12345v1",
        title="Bounds for\n  $x<y$",
        summary="Whenever $x<y$ holds\nwe win.\n  Otherwise <b>we</b> lose.",
    )
    entry = entry_of(raw, SOURCE)
    assert entry.title == "Bounds for $x<y$"
    assert entry.text == "Whenever $x<y$ holds we win.\n\nOtherwise <b>we</b> lose."
    assert (entry.published, entry.date_doubt) == (None, DateDoubt.UNREADABLE)


def test_a_withdrawn_paper_says_so_first() -> None:
    comment = "This paper has been withdrawn\n by its authors: Table 2 is wrong"
    web = FakeWeb(
        {query_address(QUERY): page(answer(paper("2602.01234", 3, stamp(NOW), comment=comment)))}
    )
    (entry,) = visit(SOURCE, STATE, web, NOW).entries
    assert entry.text.splitlines()[0] == (
        "Withdrawn: This paper has been withdrawn by its authors: Table 2 is wrong"
    )


@pytest.mark.parametrize(
    ("comment", "is_withdrawn"),
    [
        ("Withdrawn from arXiv: Table 2 is wrong", True),
        ("12 pages. Withdrawn from a conference, where it found no reviewers", False),
    ],
)
def test_a_paper_withdrawn_from_a_conference_stays_a_paper(
    comment: str, is_withdrawn: bool
) -> None:
    raw = RawPaper(
        address="http://arxiv.org/abs/2602.01234v1",
        title="A title",
        summary="We win.",
        comment=comment,
    )
    assert entry_of(raw, SOURCE).text.startswith(WITHDRAWN) is is_withdrawn


def test_pages_are_asked_until_everything_on_one_is_older_than_a_month() -> None:
    web = FakeWeb(
        {
            query_address(QUERY): page_of(0, 100, NOW, 400),
            query_address(QUERY, 100): page_of(100, 100, NOW - timedelta(days=28), 400),
            query_address(QUERY, 200): page_of(200, 100, NOW - timedelta(days=40), 400),
        }
    )
    crawl = visit(SOURCE, STATE, web, NOW)
    assert len(web.asked) == 3
    assert len(crawl.entries) == 149  # 100, and those of the second page within 30 days
    assert crawl.state.gap_since is None
    assert crawl.state.newest_entry == NOW


def test_a_later_visit_asks_for_what_is_newer_and_for_what_was_held_back() -> None:
    newest = NOW - timedelta(days=1)
    late = paper("2603.11111", 1, stamp(newest - timedelta(days=1)))
    old = paper("2603.22222", 1, stamp(newest - timedelta(days=3)))
    web = FakeWeb({query_address(QUERY): page(answer(late, old))})
    crawl = visit(SOURCE, replace(STATE, newest_entry=newest), web, NOW)
    assert [entry.entry_id for entry in crawl.entries] == ["2603.11111"]


def test_what_ten_pages_do_not_reach_is_a_gap() -> None:
    pages = {
        query_address(QUERY, 100 * n): page_of(100 * n, 100, NOW - timedelta(hours=n), 5000)
        for n in range(10)
    }
    before = NOW - timedelta(days=60)
    crawl = visit(SOURCE, replace(STATE, newest_entry=before), FakeWeb(pages), NOW)
    assert len(crawl.entries) == 1000
    assert crawl.state.gap_since == before
    assert crawl.state.gap_until == NOW - timedelta(hours=9 + 99)
    assert visit(SOURCE, STATE, FakeWeb(pages), NOW).state.gap_since is None


def test_an_empty_later_page_is_asked_for_once_more_and_then_ends_the_walk() -> None:
    web = FakeWeb(
        {
            query_address(QUERY): page_of(0, 100, NOW, 250),
            query_address(QUERY, 100): page(answer(total=250)),
        }
    )
    crawl = visit(SOURCE, replace(STATE, newest_entry=NOW - timedelta(days=20)), web, NOW)
    assert [asked for asked, _, _ in web.asked].count(query_address(QUERY, 100)) == 2
    assert len(crawl.entries) == 100
    assert crawl.state.gap_until == NOW - timedelta(hours=99)


def test_a_paper_on_two_pages_is_one_entry_in_its_newer_version() -> None:
    others = [paper(f"2603.{n:05}", 1, stamp(NOW)) for n in range(99)]
    newer, older = (paper("2602.01234", version, stamp(NOW)) for version in (2, 1))
    web = FakeWeb(
        {
            query_address(QUERY): page(answer(newer, *others, total=101)),
            query_address(QUERY, 100): page(answer(older, total=101)),
        }
    )
    editions = [e.edition for e in visit(SOURCE, STATE, web, NOW).entries if "1234" in e.entry_id]
    assert editions == ["v2"]


def test_ids_are_asked_for_by_the_hundred_however_old_they_are() -> None:
    ids = [f"2301.{n:05}" for n in range(130)]
    batches = (ids[:100], ids[100:])
    web = FakeWeb(
        {
            ids_address(*batch): page(
                answer(*(paper(one, 1, "2023-01-02T00:00:00Z") for one in batch))
            )
            for batch in batches
        }
    )
    source = replace(SOURCE, url=", ".join(ids))
    crawl = visit(source, STATE, web, NOW)
    assert len(crawl.entries) == 130
    assert crawl.state.detail is None
    assert len(papers_by_id(ids, source, web)) == 130


def test_a_query_that_arxiv_refuses_is_named() -> None:
    error = "<entry><id>http://arxiv.org/api/errors#bad</id><title>Error</title></entry>"
    refusals: list[Page | HttpStatus] = [HttpStatus("400", status=400), page(answer(error))]
    for refusal in refusals:
        source = replace(SOURCE, url="cat:((")
        with pytest.raises(HttpStatus, match=r"cat:\(\(") as caught:
            visit(source, STATE, FakeWeb({query_address("cat:(("): refusal}), NOW)
        assert (caught.value.code, caught.value.retryable) == ("http-400", False)
        assert "cat:cs.CL" in caught.value.hint


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (answer(paper("2602.01234", 1, stamp(NOW)))[:-30], BrokenFeed),
        ('<!DOCTYPE feed [<!ENTITY a "&b;">]>' + answer(), UnsafeMarkup),
    ],
)
def test_a_damaged_or_unsafe_answer_is_named(body: str, kind: type[Exception]) -> None:
    with pytest.raises(kind):
        visit(SOURCE, STATE, FakeWeb({query_address(QUERY): page(body)}), NOW)


def day(number: int) -> datetime:
    return datetime(2026, 3, number, 12, tzinfo=UTC)  # the second of March is a Monday


def test_silence_over_more_than_two_announcements_is_noted() -> None:
    assert stale(None, day(2)) is None
    assert stale(day(2), day(4)) is None
    assert "announced 3 times" in (stale(day(2), day(5)) or "")
    # Nothing is announced on Saturdays and Sundays.
    assert stale(day(6), day(10)) is None
    assert stale(day(6), day(11)) is not None


def test_only_categories_raise_the_alarm() -> None:
    old = paper("2602.01234", 1, stamp(NOW - timedelta(days=12)))
    for query, alarmed in ((QUERY, True), ("cat:cs.CL OR cat:cs.LG", True), ("all:quiet", False)):
        web = FakeWeb({query_address(query): page(answer(old))})
        state = visit(replace(SOURCE, url=query), STATE, web, NOW).state
        assert (state.detail is not None) is alarmed
        assert state.error is None
