import pytest

from catchup.errors import HttpStatus, NoFeedFound
from ingest import discover
from ingest.discovery import Found, declared, linked
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


def test_a_known_service_is_asked_for_the_feed_alone() -> None:
    feed = "https://v2.velog.io/rss/@writer"
    web = FakeWeb({feed: FEED})
    assert discover("https://velog.io/@writer/first-post", web) == (Found(feed, "Blog"),)
    assert [url for url, *_ in web.asked] == [feed]


def test_a_page_of_a_known_service_without_such_a_feed_is_read() -> None:
    url = "https://medium.com/some-team"
    head = '<link rel="alternate" type="application/rss+xml" href="/elsewhere">'
    web = FakeWeb({url: html_page(head, url)})
    assert discover(url, web) == (Found("https://medium.com/elsewhere"),)


def test_a_page_that_sends_on_is_followed() -> None:
    head = '<meta http-equiv="Refresh" content="0; URL=\'/new/\'">'
    web = FakeWeb({HOME: html_page(head, HOME), "https://blog.example/new/": FEED})
    assert discover(HOME, web) == (Found("https://blog.example/new/", "Blog"),)
    assert len(web.asked) == 2


def test_two_pages_that_send_to_each_other_end() -> None:
    other = "https://blog.example/other"
    pages = {
        HOME: html_page(f'<meta http-equiv=refresh content="1;url={other}">', HOME),
        other: html_page(f'<meta http-equiv=refresh content="1;url={HOME}">', other),
    }
    with pytest.raises(NoFeedFound):
        discover(HOME, FakeWeb(pages))


def test_a_folder_is_asked_before_the_root() -> None:
    url = "https://blog.example/team"
    both = {"https://blog.example/team/feed.xml": FEED, "https://blog.example/feed.xml": FEED}
    web = FakeWeb({url: html_page("<p>hello</p>", url), **both})
    assert discover(url, web)[0].url == "https://blog.example/team/feed.xml"


@pytest.mark.parametrize(
    ("link", "is_feed"),
    [
        ('rel=alternate type="application/json" href="/feed.json"', True),
        ('rel=alternate type="application/json" href="/wp-json/posts/1"', False),
        ('rel=alternate href="/atom.xml"', True),
        ('rel=alternate hreflang=en href="/en/feed/"', False),
        ('rel=feed href="/entries"', True),
        ('rel=stylesheet type="text/xml" href="/feed.xml"', False),
        ('rel=alternate type="application/rss+xml" title="A: 댓글" href="/f"', False),
        ('rel=alternate type="application/rss+xml" title="X Comments Feed" href="/p/feed"', False),
        ('rel=alternate type="application/rss+xml" href="/?feed=comments-rss2"', False),
        ('rel=alternate type="application/rss+xml" title="No comment: news" href="/f"', True),
    ],
)
def test_what_counts_as_a_declared_feed(link: str, *, is_feed: bool) -> None:
    assert bool(declared(html_page(f"<link {link}>", HOME))) == is_feed


def test_links_are_feeds_by_their_path_or_by_what_they_are_called() -> None:
    html = """<a href="/about">About</a><a href="/blog-feed.xml">subscribe</a>
    <a href="/x?y=1">RSS</a><a href="/comments/feed/">Comments</a><a href="/z">피드</a>"""
    assert [found.url for found in linked(html_page(html, HOME))] == [
        "https://blog.example/blog-feed.xml",
        "https://blog.example/x?y=1",
        "https://blog.example/z",
    ]


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
