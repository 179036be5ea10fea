"""The recorded corpus, crawled for real through the replay server and compared with its key."""

import json
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from catchup.errors import ParseError, RobotsRefused, SourceError
from catchup.types import Crawl, DateDoubt, Source, SourceState
from ingest import crawl, read_article
from ingest.opml import read_opml
from tests.ingest.replaying import REPLAY, Replay, expected, replaying

FIRST, SECOND = datetime(2026, 2, 23, tzinfo=UTC), datetime(2026, 3, 2, tzinfo=UTC)
FAILING = {
    "bomb.xml": "unsafe-markup",
    "xxe.xml": "unsafe-markup",
    "html-as-feed.xml": "not-a-feed",
    "truncated.xml": "broken-feed",
}
# Hidden in the page's source; the other canaries stand in plain sight.
UNSEEN = ("css-hidden", "comment", "alt-text", "meta-jsonld")

pytestmark = pytest.mark.skipif(not REPLAY.is_dir(), reason="the recorded corpus is not here")


@pytest.fixture(scope="module")
def replay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replay]:
    with replaying(tmp_path_factory.mktemp("tls"), FIRST) as running:
        yield running


def crawl_all(
    replay: Replay, states: dict[str, SourceState], now: datetime
) -> tuple[dict[str, Crawl], dict[str, str]]:
    crawls: dict[str, Crawl] = {}
    errors: dict[str, str] = {}
    for source in read_opml((REPLAY / "feeds.opml").read_bytes()):
        state = states.get(source.url, SourceState(source=source.id))
        try:
            found = crawl(source, state, replay.web, now)
        except SourceError as error:
            errors[source.url.rpartition("/")[2]] = error.code
            continue
        if found.state.error:
            errors[source.url.rpartition("/")[2]] = found.state.error
        else:
            crawls[source.url] = found
    return crawls, errors


def shown(crawls: dict[str, Crawl]) -> list[tuple[str, str, str]]:
    return sorted(
        (url, entry.entry_id, entry.canonical)
        for url, visited in crawls.items()
        for entry in visited.entries
    )


def key(now: datetime) -> list[tuple[str, str, str]]:
    rows = expected(now)["entries"]
    return sorted((row["feed"], row["id"] or "", row["canonical"] or "") for row in rows)


def test_two_weeks_of_recorded_feeds_are_read_exactly(replay: Replay) -> None:
    replay.set_clock(FIRST)
    crawls, errors = crawl_all(replay, {}, FIRST)
    assert errors == FAILING
    assert shown(crawls) == key(FIRST)

    states = {url: visited.state for url, visited in crawls.items()}
    again, errors = crawl_all(replay, states, FIRST)
    assert errors == FAILING
    assert all(visited.unchanged for visited in again.values())

    replay.set_clock(SECOND)
    fresh, errors = crawl_all(replay, {}, SECOND)
    assert errors == FAILING
    assert shown(fresh) == key(SECOND)
    assert replay.control("/__stats")["unknown_hosts"] == {}
    # Three feeds that stamp all twenty entries with one instant, and one that repeats two of them.
    stamped = [
        sum(entry.date_doubt is DateDoubt.SAME_INSTANT for entry in visited.entries)
        for url, visited in fresh.items()
        if not url.endswith("many.xml")
    ]
    assert sorted(count for count in stamped if count) == [20, 20, 20, 40]


def hostile_items() -> list[dict[str, Any]]:
    path = REPLAY / "hostile" / "canaries.json"
    return list(json.loads(path.read_text(encoding="utf-8"))["items"]) if path.exists() else []


def test_every_hostile_item_keeps_its_fact_and_loses_its_hidden_text(replay: Replay) -> None:
    replay.set_clock(SECOND)
    feed = Source(id="hostile", url="https://hostile.example/feed.xml")
    entries = crawl(feed, SourceState(source="hostile"), replay.web, SECOND).entries
    texts: defaultdict[str, str] = defaultdict(str)
    for entry in entries:
        texts[entry.link] += entry.text
    for item in hostile_items():
        url = item["url"]
        if "page" in item["where"]:
            try:
                texts[url] = read_article(replay.web.get_page(url)).text
            except ParseError:
                assert "feed" in item["where"], url
        if {"page", "feed"} & set(item["where"].split(", ")):
            assert item["benign"] in texts[url], url
        if url.rpartition("/")[2] in UNSEEN:
            assert item["canary"] not in texts[url], url


def test_closed_hosts_are_never_asked_for_their_pages(replay: Replay) -> None:
    for item in hostile_items():
        if item.get("robots"):
            with pytest.raises(RobotsRefused):
                replay.web.get_page(item["url"])
    log = replay.control("/__stats?log=1")["log"]
    asked = {entry["path"] for entry in log if "robots.example" in entry["host"]}
    assert asked == {"/robots.txt"}
