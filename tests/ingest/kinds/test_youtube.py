from dataclasses import replace
from datetime import timedelta

import pytest

from catchup.errors import FetchError, GoneError, HttpStatus, NoFeedFound
from catchup.types import ItemKind, Page, Reading, Source, SourceState
from ingest.kinds.youtube import FEED, feed_of_address, feed_of_page, visit
from tests.ingest.fakes import NOW, FakeWeb, html_page, page

CHANNEL = "UC0123456789012345678901"
OTHER = "UCzzzzzzzzzzzzzzzzzzzzzz"
CHANNEL_FEED = f"{FEED}?channel_id={CHANNEL}"
HANDLE = "https://www.youtube.com/@talks"
SOURCE = Source(id="talks", kind="youtube", url=HANDLE)
STATE = SourceState(source="talks")
DESCRIPTION = "What we measured.\n\n0:00 Intro\n2:30 The cost of recall\n(12:34) Questions"
SPACES = 'xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"'


def video_feed(video: str = "abcdefghijk", path: str = "watch?v=abcdefghijk") -> Page:
    return page(
        f"<feed {SPACES}><title>Talks</title><entry><id>yt:video:{video}</id><title>A talk</title>"
        f'<link rel="alternate" href="https://www.youtube.com/{path}"/>'
        "<author><name>Talks</name></author><published>2026-03-02T08:11:00+00:00</published>"
        f"<media:group><media:title>A talk</media:title><media:description>{DESCRIPTION}"
        "</media:description></media:group></entry></feed>",
        CHANNEL_FEED,
    )


@pytest.mark.parametrize(
    ("url", "feed"),
    [
        (f"https://www.youtube.com/channel/{CHANNEL}", CHANNEL_FEED),
        (f"https://m.youtube.com/channel/{CHANNEL}/videos", CHANNEL_FEED),
        (CHANNEL_FEED, CHANNEL_FEED),
        (
            "https://www.youtube.com/playlist?list=PL0123456789ab",
            f"{FEED}?playlist_id=PL0123456789ab",
        ),
        (
            "https://www.youtube.com/playlist?list=UULF0123456789012345678901",
            f"{FEED}?playlist_id=UULF0123456789012345678901",
        ),
        (HANDLE, ""),
        ("https://www.youtube.com/watch?v=abcdefghijk&list=RDabcdefghijk", ""),
        (f"https://youtube.com.example/channel/{CHANNEL}", ""),
        ("https://www.youtube.com/channel/UCshort", ""),
    ],
)
def test_an_address_may_name_its_feed(url: str, feed: str) -> None:
    assert feed_of_address(url) == feed


@pytest.mark.parametrize(
    "html",
    [
        f'<link rel="canonical" href="https://www.youtube.com/channel/{CHANNEL}">',
        f'"channelId":"{OTHER}" <meta itemprop="identifier" content="{CHANNEL}">',
        f'{{"channelId":"{OTHER}","externalId": "{CHANNEL}"}}',
        f'{{"channelId":"{CHANNEL}"}}',
        f'<a href="https://www.youtube.com/channel/{CHANNEL}/about">',
    ],
)
def test_a_page_names_its_own_channel(html: str) -> None:
    assert feed_of_page(html_page(html, HANDLE)) == CHANNEL_FEED
    assert feed_of_page(html_page(html, "https://blog.example/")) == ""


@pytest.mark.parametrize("path", ["@talks", "c/talks", "user/talks", "watch?v=abcdefghijk"])
def test_a_page_is_asked_for_its_channel_once(path: str) -> None:
    url = f"https://www.youtube.com/{path}"
    source = replace(SOURCE, url=url)
    web = FakeWeb({url: html_page(f'"externalId":"{CHANNEL}"', url), CHANNEL_FEED: video_feed()})
    crawl = visit(source, STATE, web, NOW)
    assert crawl.state.resolved == CHANNEL_FEED
    visit(source, crawl.state, web, NOW)
    assert [asked for asked, _, _ in web.asked] == [url, CHANNEL_FEED, CHANNEL_FEED]


@pytest.mark.parametrize("path", ["watch?v=abcdefghijk", "shorts/abcdefghijk"])
def test_a_video_keeps_its_description_with_its_chapters(path: str) -> None:
    web = FakeWeb({CHANNEL_FEED: video_feed(path=path)})
    (entry,) = visit(replace(SOURCE, url=CHANNEL_FEED), STATE, web, NOW).entries
    assert entry.canonical == "https://www.youtube.com/watch?v=abcdefghijk"
    assert (entry.kind, entry.reading) == (ItemKind.VIDEO, Reading.DESCRIPTION)
    assert entry.text == DESCRIPTION
    assert entry.title == "A talk"


@pytest.mark.parametrize(
    "error", [HttpStatus("404", status=404), HttpStatus("500", status=500), GoneError("410")]
)
def test_no_answer_ever_means_dead(error: FetchError) -> None:
    source = replace(SOURCE, url=CHANNEL_FEED)
    web = FakeWeb({CHANNEL_FEED: error})
    for days, doubted in ((13, False), (14, True)):
        state = replace(STATE, succeeded=NOW - timedelta(days=days))
        with pytest.raises(HttpStatus) as caught:
            visit(source, state, web, NOW)
        assert caught.value.retryable
        assert ("may be gone" in str(caught.value)) is doubted


@pytest.mark.parametrize("url", [HANDLE, "https://blog.example/"])
def test_what_leads_to_no_channel_is_named(url: str) -> None:
    with pytest.raises(NoFeedFound) as caught:
        visit(replace(SOURCE, url=url), STATE, FakeWeb({url: html_page("<p>hm</p>", url)}), NOW)
    assert "/@name" in caught.value.hint
