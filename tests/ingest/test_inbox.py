import pytest

from catchup.errors import HttpStatus, ParseError
from catchup.types import DateDoubt, ItemKind, Reading
from ingest import fetch_one, read_pasted
from tests.ingest.fakes import NOW, FakeWeb, html_page, page
from tests.ingest.kinds.arxiv_answers import answer, ids_address, paper

SENTENCE = "Our index grew until one machine could not hold it, so we split it by tenant. "
KOREAN = "색인이 한 대의 장비에 담기지 않을 만큼 커져서 고객사별로 나누었습니다. "
POST = "https://lab.example/posts/split"
VIDEO = "https://www.youtube.com/watch?v=abcdefghijk"


def test_a_pasted_text_with_its_address_is_an_item_of_unknown_date() -> None:
    entry = read_pasted(f"{POST}?utm_source=chat", "Split by tenant", SENTENCE * 30, NOW)
    assert (entry.entry_id, entry.canonical) == (POST, POST)
    assert (entry.title, entry.text) == ("Split by tenant", (SENTENCE * 30).strip())
    assert (entry.reading, entry.language, entry.kind) == (Reading.FULL, "en", ItemKind.POST)
    assert (entry.published, entry.date_doubt) == (None, DateDoubt.MISSING)


def test_a_text_without_address_came_out_when_it_was_pasted() -> None:
    first = read_pasted("", "", f"# 색인 나누기\n\n{KOREAN * 3}", NOW)
    assert (first.link, first.canonical, first.published) == ("", "", NOW)
    assert first.title == "# 색인 나누기"
    assert (first.reading, first.language) == (Reading.PARTIAL, "ko")
    again = read_pasted("", "", f"# 색인 나누기\n\n{KOREAN * 3}", NOW)
    assert again.entry_id == first.entry_id
    assert read_pasted("", "", KOREAN, NOW).entry_id != first.entry_id


def test_seven_hundred_korean_characters_are_a_whole_text() -> None:
    assert read_pasted("", "", KOREAN * 20, NOW).reading is Reading.FULL


def test_pasted_markup_is_read_as_a_reader_would_see_it() -> None:
    html = f"<p>{SENTENCE}</p><p hidden>secret</p><a href='https://arxiv.org/pdf/2602.12345'>p</a>"
    entry = read_pasted(VIDEO, "A talk", html, NOW)
    assert "secret" not in entry.text
    assert (entry.kind, entry.mentions) == (ItemKind.VIDEO, ("https://arxiv.org/abs/2602.12345",))


@pytest.mark.parametrize(("url", "text"), [("", " "), ("", "<p hidden>x</p>"), ("nowhere", "text")])
def test_nothing_to_read_and_no_address_are_refused(url: str, text: str) -> None:
    with pytest.raises(ParseError):
        read_pasted(url, "title", text, NOW)


def test_a_post_is_fetched_with_its_title_its_date_and_its_text() -> None:
    html = (
        "<html><head><title>Split - Lab</title><meta property='og:title' content='Split by tenant'>"
        "<meta property='article:published_time' content='2026-02-27T08:15:00+00:00'></head><body>"
        f"<article><h1>Split by tenant</h1><p>{SENTENCE * 5}</p><p>{SENTENCE * 4}</p></article>"
    )
    entry = fetch_one(f"{POST}#comments", FakeWeb({f"{POST}#comments": html_page(html, POST)}), NOW)
    assert (entry.canonical, entry.title, entry.reading) == (POST, "Split by tenant", Reading.FULL)
    assert f"{entry.published:%Y-%m-%d %H:%M}" == "2026-02-27 08:15"
    assert SENTENCE.strip() in entry.text


def test_a_page_without_date_and_title_says_so() -> None:
    html = f"<body><article><p>First words.</p><p>{SENTENCE * 9}</p></article></body>"
    entry = fetch_one("lab.example/posts/split", FakeWeb({POST: html_page(html, POST)}), NOW)
    assert (entry.title, entry.date_doubt) == ("First words.", DateDoubt.MISSING)


def test_a_paper_is_asked_for_at_the_interface() -> None:
    web = FakeWeb({ids_address("2602.12345"): page(answer(paper("2602.12345", 2, "2026-03-01")))})
    entry = fetch_one("https://arxiv.org/pdf/2602.12345v1", web, NOW)
    assert (entry.entry_id, entry.edition, entry.kind) == ("2602.12345", "v2", ItemKind.PAPER)
    empty = FakeWeb({ids_address("2602.99999"): page(answer())})
    with pytest.raises(ParseError, match="knows no paper"):
        fetch_one("https://arxiv.org/abs/2602.99999", empty, NOW)


def test_a_video_gives_its_title_and_its_description() -> None:
    html = (
        "<title>Ranking for busy people - YouTube</title><meta name='description' content='How.'>"
        "<meta itemprop='datePublished' content='2026-02-25T01:02:03-08:00'>"
    )
    entry = fetch_one(
        "youtu.be/abcdefghijk",
        FakeWeb({VIDEO: html_page(html, VIDEO)}),
        NOW,
    )
    assert (entry.title, entry.text) == ("Ranking for busy people", "How.")
    assert (entry.canonical, entry.kind, entry.reading) == (
        VIDEO,
        ItemKind.VIDEO,
        Reading.DESCRIPTION,
    )
    assert f"{entry.published:%Y-%m-%d}" == "2026-02-25"


def test_what_cannot_be_fetched_or_read_is_named() -> None:
    with pytest.raises(HttpStatus):
        fetch_one(POST, FakeWeb({}), NOW)
    for url, html in ((POST, "<p>Just a moment…</p>"), (VIDEO, "")):
        with pytest.raises(ParseError):
            fetch_one(url, FakeWeb({url: html_page(html, url)}), NOW)
