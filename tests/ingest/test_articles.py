import pytest

from catchup.errors import ParseError
from catchup.types import Page, Reading
from ingest import read_article
from tests.ingest.fakes import html_page

SENTENCE = "The scheduler keeps the cache in pages, and throughput grew by 17 percent in the test. "
NAV = "<nav><a href='/'>Home</a><a href='/about'>About this site and everything on it</a></nav>"


def article(body: str, head: str = "") -> Page:
    return html_page(f"<html><head>{head}</head><body>{NAV}<article>{body}</article></body></html>")


def test_the_main_text_is_read_without_navigation_and_with_mentions() -> None:
    link = "<p>See <a href='https://arxiv.org/pdf/2401.00001v2'>the paper</a> for the proof.</p>"
    read = read_article(article(f"<h1>Title</h1><p>{SENTENCE * 4}</p>{link}"))
    assert "17 percent" in read.text
    assert "About this site" not in read.text
    assert (read.reading, read.language) == (Reading.FULL, "en")
    assert read.mentions == ("https://arxiv.org/abs/2401.00001",)


def test_hidden_text_never_enters() -> None:
    hidden = (
        "<p style='opacity:0'>HIDDEN</p><!-- HIDDEN --><img alt='HIDDEN' src='x'>"
        "<noscript>HIDDEN</noscript>"
    )
    read = read_article(article(f"<p>{SENTENCE * 4}</p>{hidden}<p>{SENTENCE * 2}\u200b</p>"))
    assert "HIDDEN" not in read.text
    assert "\u200b" not in read.text


def test_a_huge_page_is_cut_and_says_so() -> None:
    paragraphs = "".join(f"<p>{number}: {SENTENCE}</p>" for number in range(4000))
    read = read_article(article(paragraphs))
    assert (len(read.text), read.reading) == (200_000, Reading.PARTIAL)


def test_a_short_page_that_shows_little_else_is_read() -> None:
    text = "낡은 서버 12대의 기록을 모았다. 오류의 37퍼센트가 시계 때문이었다. 자료는 곧 공개한다."
    body = f"<html><head><meta charset='euc-kr'></head><body><p>{text}</p></body></html>".encode(
        "cp949"
    )
    read = read_article(
        Page(url="https://x.example/", status=200, body=body, content_type="text/html")
    )
    assert (read.text, read.language) == (text, "ko")


def test_nul_and_invalid_bytes_survive() -> None:
    body = b"<title>Open<body><p>" + SENTENCE.encode() * 4 + b"\x00\xff\xfe<b>end"
    assert "17 percent" in read_article(html_page(body)).text


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"%PDF-1.7 \x00\x01",
        b"\x00\x01\x02\x03\x04\x05" * 300,
        b"<html><body><div id=root></div><noscript>Enable JavaScript.</noscript></body></html>",
        b"<body><p>Just a moment... Checking your browser before accessing the site of ours.</p>",
        b"<body><p>One paragraph is free, and it says this. Subscribe to read the rest of it.</p>",
        b"<body><h1>404</h1><p>The page was not found on this server, try the search.</p>",
        b"<body><p>x</p>",
    ],
)
def test_pages_without_an_article_are_refused_with_a_reason(body: bytes) -> None:
    with pytest.raises(ParseError, match=r"blog\.example"):
        read_article(html_page(body))


def test_other_types_are_refused() -> None:
    with pytest.raises(ParseError):
        read_article(
            Page(url="https://x.example/", status=200, body=b"x", content_type="image/png")
        )
