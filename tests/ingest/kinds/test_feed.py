from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from catchup.errors import BrokenFeed, NotAFeed, ParseError, ParserKilled, UnsafeMarkup
from catchup.types import DateDoubt, ItemKind, Page, Reading
from ingest import reading
from ingest.kinds.feed import read, visit
from ingest.raw import RawEntry, RawFeed
from tests.ingest.fakes import FEED_URL, NOW, SOURCE, STATE, FakeWeb, item, page, rss

MONDAY = "Mon, 02 Mar 2026 10:30:00 GMT"
TUESDAY = "Tue, 03 Mar 2026 10:30:00 GMT"


def test_the_first_visit_brings_entries_and_keeps_validators() -> None:
    answer = replace(page(rss(item(2, TUESDAY), item(1, MONDAY))), last_modified="Tue")
    crawl = visit(SOURCE, STATE, FakeWeb({FEED_URL: answer}), NOW)
    assert [entry.title for entry in crawl.entries] == ["Post 2", "Post 1"]
    state = crawl.state
    assert (state.etag, state.last_modified, state.failures, state.error) == ('"1"', "Tue", 0, None)
    assert (state.visited, state.succeeded) == (NOW, NOW)
    assert (state.in_full, state.silent_days) == (NOW, 0)
    assert state.oldest_entry == datetime(2026, 3, 2, 10, 30, tzinfo=UTC)
    assert state.newest_entry == datetime(2026, 3, 3, 10, 30, tzinfo=UTC)


def test_304_gives_no_entries_and_refreshes_validators() -> None:
    web = FakeWeb({FEED_URL: Page(url=FEED_URL, status=304, etag='"new"')})
    known = replace(
        STATE, etag='"old"', last_modified="Mon", body_hash="h", failures=3, error="http-500"
    )
    crawl = visit(SOURCE, known, web, NOW)
    assert web.asked == [(FEED_URL, '"old"', "Mon")]
    assert crawl.unchanged
    assert crawl.entries == ()
    assert (crawl.state.etag, crawl.state.last_modified) == ('"new"', "Mon")
    assert (crawl.state.failures, crawl.state.error, crawl.state.body_hash) == (0, None, "h")
    assert (crawl.state.silent_days, crawl.state.in_full) == (1, None)


def test_the_same_bytes_are_unchanged_and_their_new_validators_kept() -> None:
    body = rss(item(1, MONDAY))
    first = visit(SOURCE, STATE, FakeWeb({FEED_URL: page(body)}), NOW).state
    again = replace(page(body), etag='"2"')
    crawl = visit(SOURCE, first, FakeWeb({FEED_URL: again}), NOW)
    assert crawl.unchanged
    assert (crawl.state.etag, crawl.state.newest_entry) == ('"2"', first.newest_entry)


def test_a_window_shorter_than_the_absence_is_a_gap() -> None:
    first = visit(SOURCE, STATE, FakeWeb({FEED_URL: page(rss(item(1, MONDAY)))}), NOW).state
    assert first.gap_since is None
    gap = visit(SOURCE, first, FakeWeb({FEED_URL: page(rss(item(9, TUESDAY)))}), NOW).state
    assert gap.gap_since == first.newest_entry
    assert gap.gap_until == gap.oldest_entry
    both = page(rss(item(9, TUESDAY), item(1, MONDAY)))
    assert visit(SOURCE, first, FakeWeb({FEED_URL: both}), NOW).state.gap_since is None


def test_a_gap_is_remembered_after_a_visit_without_one() -> None:
    first = visit(SOURCE, STATE, FakeWeb({FEED_URL: page(rss(item(1, MONDAY)))}), NOW).state
    gap = visit(SOURCE, first, FakeWeb({FEED_URL: page(rss(item(9, TUESDAY)))}), NOW).state
    more = page(rss(item(10, TUESDAY), item(9, TUESDAY)))
    later = visit(SOURCE, gap, FakeWeb({FEED_URL: more}), NOW).state
    assert (later.gap_since, later.gap_until) == (gap.gap_since, gap.gap_until)


@pytest.mark.parametrize(("shown", "may_be_incomplete"), [(10, True), (3, False)])
def test_a_full_window_after_an_empty_feed_may_be_incomplete(
    shown: int, may_be_incomplete: bool
) -> None:
    before = NOW - timedelta(days=7)
    empty = visit(SOURCE, STATE, FakeWeb({FEED_URL: page(rss())}), before).state
    later = page(rss(*[item(n, f"Tue, 03 Mar 2026 {n:02}:30:00 GMT") for n in range(shown)]))
    state = visit(SOURCE, empty, FakeWeb({FEED_URL: later}), NOW).state
    assert (state.gap_until is not None) == may_be_incomplete


def test_a_very_long_feed_is_cut_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def first_two(name: str, body: bytes) -> RawFeed:
        entries = (RawEntry(entry_id="a"), RawEntry(entry_id="b"))
        return RawFeed(version="rss20", entries=entries, entries_cut=3)

    monkeypatch.setattr(reading, "parse", first_two)
    crawl = visit(SOURCE, STATE, FakeWeb({FEED_URL: page(rss("<x:odd/>"))}), NOW)
    assert (len(crawl.entries), crawl.state.entries_cut) == (2, 3)


def test_a_feed_that_was_cut_off_shows_what_came_whole_and_is_read_again() -> None:
    known = replace(STATE, etag='"0"', body_hash="h")
    whole = rss(item(1, MONDAY), item(2, MONDAY))
    crawl = visit(SOURCE, known, FakeWeb({FEED_URL: page(whole[: whole.index("Post 2")])}), NOW)
    assert [entry.title for entry in crawl.entries] == ["Post 1"]
    assert "ends in the middle" in crawl.trouble
    assert crawl.state == known


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ('<!DOCTYPE r [<!ENTITY a "&b;">]><rss><channel>&a;</channel></rss>', UnsafeMarkup),
        ("<!DOCTYPE html><html><body>Sign in</body></html>", NotAFeed),
        ("<sitemap><url>x</url></sitemap>", NotAFeed),
        ("", NotAFeed),
        ('{"error": "no such user"}', NotAFeed),
        ('{"items": [', BrokenFeed),
    ],
)
def test_what_is_no_whole_feed_is_a_named_error(body: str, error: type[Exception]) -> None:
    with pytest.raises(error, match=r"blog\.example"):
        read(page(body), SOURCE, NOW)


@pytest.mark.parametrize("raised", [ParserKilled("slow"), ParseError("odd")])
def test_a_parser_that_gives_up_is_named_with_the_address(
    raised: ParseError, monkeypatch: pytest.MonkeyPatch
) -> None:
    def give_up(name: str, body: bytes) -> object:
        raise raised

    monkeypatch.setattr(reading, "parse", give_up)
    wanted = ParserKilled if isinstance(raised, ParserKilled) else BrokenFeed
    with pytest.raises(wanted, match=r"blog\.example.*(slow|odd)"):
        read(page(rss("<x:odd/>")), SOURCE, NOW)


def test_a_feed_without_entries_is_no_error() -> None:
    assert read(page(rss()), SOURCE, NOW) == ()


def test_a_malformed_but_complete_feed_is_read() -> None:
    body = rss(item(1, MONDAY, "<description>R&D &nbsp; <b>bold</description>"))
    assert [entry.title for entry in read(page(body), SOURCE, NOW)] == ["Post 1"]


def test_of_an_entry_that_repeats_the_fullest_counts() -> None:
    full = item(1, "", "<description>text</description>")
    entries = read(page(rss(item(1), full, item(2))), SOURCE, NOW)
    assert [entry.text for entry in entries] == ["text", ""]


def test_entries_without_id_and_link_stay_two_and_keep_their_ids() -> None:
    body = rss("<title>One</title>", "<title>Two</title>")
    ids = [entry.entry_id for entry in read(page(body), SOURCE, NOW)]
    assert len(set(ids)) == 2
    assert ids == [entry.entry_id for entry in read(page(body), SOURCE, NOW)]


def test_links_are_resolved_and_only_web_addresses_are_kept() -> None:
    body = rss(
        "<title>a</title><link>/posts/1?utm_source=rss</link>",
        "<title>b</title><guid>https://blog.example/2</guid>",
        "<title>c</title><link>javascript:alert(1)</link><guid>x</guid>",
        "<title>d</title><link>http://[broken/</link><guid>y</guid>",
    )
    entries = read(page(body), SOURCE, NOW)
    assert [entry.canonical for entry in entries] == [
        "https://blog.example/posts/1",
        "https://blog.example/2",
        "",
        "",
    ]
    assert entries[0].link == "https://blog.example/posts/1?utm_source=rss"
    assert (entries[2].link, entries[2].entry_id) == ("", "x")


def test_xml_base_and_xhtml_are_understood() -> None:
    body = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://other.example/a/"><entry>'
        '<id>tag:x,2026:1</id><title>T</title><link href="b"/>'
        "<updated>2026-03-02T00:00:00Z</updated>"
        '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Body</p></div></content>'
        "</entry></feed>"
    )
    (entry,) = read(page(body), SOURCE, NOW)
    assert (entry.entry_id, entry.link, entry.text) == (
        "tag:x,2026:1",
        "https://other.example/a/b",
        "Body",
    )


def test_how_much_was_read_depends_on_what_the_feed_carries() -> None:
    def encoded(text: str) -> str:
        return f"<content:encoded><![CDATA[<p>{text}</p>]]></content:encoded>"

    arxiv = (
        "<title>P</title><link>http://arxiv.org/abs/2401.00001v2</link>"
        "<description>We show.</description>"
    )
    body = rss(
        item(1, "", encoded("long words " * 200)),
        item(2, "", encoded("긴 글 " * 300)),
        item(3, "", encoded("an excerpt")),
        item(4, "", "<description>summary</description>"),
        item(5),
        arxiv,
    )
    entries = read(page(body), SOURCE, NOW)
    full, described = Reading.FULL, Reading.DESCRIPTION
    expected = [full, full, described, described, Reading.TITLE, Reading.ABSTRACT]
    assert [entry.reading for entry in entries] == expected
    assert (entries[5].kind, entries[5].canonical) == (
        ItemKind.PAPER,
        "https://arxiv.org/abs/2401.00001",
    )


def test_mentions_and_language_come_from_the_body() -> None:
    link = (
        '<a href="https://arxiv.org/pdf/2401.00001v3">논문</a> 을 읽었다. <!-- English comment -->'
    )
    body = rss(item(1, "", f"<description><![CDATA[{link}]]></description>"))
    (entry,) = read(page(body), replace(SOURCE, language="en"), NOW)
    assert (entry.mentions, entry.language) == (("https://arxiv.org/abs/2401.00001",), "ko")
    assert entry.text == "논문 을 읽었다."


def test_doubtful_dates_are_named_and_not_kept() -> None:
    stamp = "Mon, 02 Mar 2026 10:31:07 GMT"
    body = rss(*[item(n, stamp) for n in range(3)], item(4, "soon"), item(5))
    entries = read(page(body), SOURCE, NOW)
    same = DateDoubt.SAME_INSTANT
    expected = [same, same, same, DateDoubt.UNREADABLE, DateDoubt.MISSING]
    assert [entry.date_doubt for entry in entries] == expected
    assert all(entry.published is None for entry in entries)


def test_the_language_that_a_feed_declares_gives_the_zone_of_its_dates() -> None:
    body = rss(item(1, "2026.03.03 18:08"), channel="<language>ko-KR</language>")
    (entry,) = read(page(body), SOURCE, NOW)
    assert entry.published == datetime(2026, 3, 3, 9, 8, tzinfo=UTC)
    (declared,) = read(page(body), replace(SOURCE, language="en"), NOW)
    assert declared.published == datetime(2026, 3, 3, 18, 8, tzinfo=UTC)


def test_an_entry_of_a_podcast_without_page_links_to_its_sound() -> None:
    sound = '<enclosure url="/1.mp3" type="audio/mpeg" length="9"/>'
    (entry,) = read(page(rss(f"<title>t</title>{sound}")), SOURCE, NOW)
    assert entry.link == "https://blog.example/1.mp3"


def test_names_of_authors_come_without_mail_addresses() -> None:
    body = rss(item(1, MONDAY, "<author>hana@example.org (Hana Kim)</author>"))
    assert read(page(body), SOURCE, NOW)[0].authors == ("Hana Kim",)


@pytest.mark.parametrize(
    ("content_location", "link"),
    [
        ("", "https://blog.example/post"),
        ("/notes/feed.xml", "https://blog.example/notes/post"),
        ("https://www.blog.example/a/", "https://www.blog.example/a/post"),
        ("http://10.0.0.7/a/", "https://blog.example/post"),
        ("http://localhost/a/", "https://blog.example/post"),
        ("javascript:x", "https://blog.example/post"),
        ("http://[", "https://blog.example/post"),
    ],
)
def test_relative_links_start_where_the_answer_says_but_never_inside_a_network(
    content_location: str, link: str
) -> None:
    answer = replace(
        page(rss("<title>t</title><link>post</link>")), content_location=content_location
    )
    assert read(answer, SOURCE, NOW)[0].link == link
