import pytest

from catchup.errors import HttpStatus, NoFeedFound
from ingest import discover
from ingest.discovery import Found
from tests.ingest.fakes import FakeWeb, html_page, item, rss

HOME = "https://blog.example/posts/index.html"
FEED = rss(item(1)).encode()


def found_in(head: str, **pages: bytes) -> tuple[Found, ...]:
    web = FakeWeb({HOME: html_page(f"<html><head>{head}</head></html>", HOME)})
    web.pages.update({f"https://blog.example/{path}": body for path, body in pages.items()})
    return discover(HOME, web)


def test_a_feed_is_its_own_answer_and_asked_for_once() -> None:
    web = FakeWeb({"https://blog.example/rss": FEED})
    assert discover("blog.example/rss", web) == (Found("https://blog.example/rss", "Blog"),)
    assert len(web.asked) == 1


def test_declared_feeds_come_in_order_without_comments_and_other_types() -> None:
    head = """<base href="/x/"><link rel="alternate" hreflang="ko" href="/ko">
    <link rel="alternate" type="application/json+oembed" href="/oembed">
    <link rel="alternate" type="application/rss+xml" title="Comments" href="/c">
    <LINK REL="home ALTERNATE" TYPE="application/atom+xml; charset=utf-8"
      TITLE="A &amp; B" HREF=" atom.xml ">
    <link rel="alternate" type="application/feed+json" href="/feed.json">
    <link rel="alternate" type="application/rss+xml" href="javascript:x()">
    <!-- <link rel="alternate" type="application/rss+xml" href="/no"> -->"""
    assert found_in(head) == (
        Found("https://blog.example/x/atom.xml", "A & B"),
        Found("https://blog.example/feed.json", ""),
    )


def test_links_that_look_like_feeds_are_asked() -> None:
    web = FakeWeb({HOME: html_page('<a href="/blog-feed.xml">RSS</a>', HOME)})
    web.pages["https://blog.example/blog-feed.xml"] = FEED
    assert discover(HOME, web) == (Found("https://blog.example/blog-feed.xml", "Blog"),)


def test_the_usual_places_are_asked_last() -> None:
    web = FakeWeb({HOME: html_page("<p>hello</p>", HOME), "https://blog.example/rss.xml": FEED})
    assert discover(HOME, web) == (Found("https://blog.example/rss.xml", "Blog"),)


def test_a_video_channel_has_a_feed() -> None:
    channel = "UC" + "a1_-" * 5 + "zz"
    url = "https://www.youtube.com/@someone"
    web = FakeWeb({url: html_page(f'<script>{{"channelId":"{channel}"}}</script>', url)})
    (found,) = discover(url, web)
    assert found.url == f"https://www.youtube.com/feeds/videos.xml?channel_id={channel}"


def test_no_feed_is_an_error_with_a_hint() -> None:
    with pytest.raises(NoFeedFound) as caught:
        found_in("<title>x</title>")
    assert caught.value.hint


def test_an_address_that_does_not_answer_is_a_fetch_error() -> None:
    with pytest.raises(HttpStatus):
        discover("https://gone.example/", FakeWeb({}))
