"""The recorded papers, videos and a listing without a feed, crawled through the server."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from catchup.errors import ParseError
from catchup.types import Entry, ItemKind, Reading, Source, SourceState
from ingest import crawl, fetch_one, read_transcript
from ingest.kinds.arxiv import FIRST_VISIT
from ingest.opml import read_opml
from tests.ingest.replaying import REPLAY, Replay, expected, replaying

WEEKS = [datetime(2026, 2, 16, tzinfo=UTC) + timedelta(weeks=n) for n in range(4)]
CATEGORIES = ("cs.CL", "cs.LG")
Sighting = tuple[str, str, str]  # source, entry id, edition

pytestmark = pytest.mark.skipif(not REPLAY.is_dir(), reason="the recorded corpus is not here")


@pytest.fixture(scope="module")
def replay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Replay]:
    with replaying(tmp_path_factory.mktemp("tls"), WEEKS[0]) as running:
        yield running


def four_weeks(replay: Replay, sources: list[Source]) -> dict[datetime, list[tuple[str, Entry]]]:
    """What the sources show at each of four Mondays, each visit knowing the one before."""
    states = {source.id: SourceState(source=source.id) for source in sources}
    shown: dict[datetime, list[tuple[str, Entry]]] = {}
    for now in WEEKS:
        replay.set_clock(now)
        shown[now] = []
        for source in sources:
            visited = crawl(source, states[source.id], replay.web, now)
            states[source.id] = visited.state
            shown[now] += [(source.id, entry) for entry in visited.entries]
            assert visited.state.gap_since is None
            assert crawl(source, visited.state, replay.web, now).state.error is None
    return shown


def papers() -> Iterator[tuple[str, str, str, str]]:
    """(category, id, edition, updated) of the key's papers in our categories, of our window."""
    lines = (REPLAY / "arxiv" / "papers.jsonl").read_text("utf-8").splitlines()
    categories = {(p["id"], p["v"]): p["categories"] for p in map(json.loads, lines)}
    oldest = f"{WEEKS[0] - FIRST_VISIT:%Y-%m-%dT%H:%M:%SZ}"
    for row in expected(*WEEKS)["papers"]:
        for category in CATEGORIES:
            listed = categories[row["id"], row["v"]] or ["cs.CL"]
            if category in listed and row["updated"] >= oldest:
                yield category, row["id"], f"v{row['v']}", row["updated"]


def test_no_paper_and_no_version_is_missed_or_shown_as_two(replay: Replay) -> None:
    sources = [Source(id=name, kind="arxiv", url=f"cat:{name}") for name in CATEGORIES]
    shown = four_weeks(replay, sources)
    seen = {
        (source, entry.entry_id, entry.edition) for week in shown.values() for source, entry in week
    }
    assert seen == {(category, number, version) for category, number, version, _ in papers()}
    for week in shown.values():
        assert max(Counter((source, entry.entry_id) for source, entry in week).values()) == 1
        assert all(entry.canonical.endswith(f"/abs/{entry.entry_id}") for _, entry in week)
    log = replay.control("/__stats")["hosts"]["export.arxiv.org"]
    assert log["requests"] <= 2 * 4 * 2 * 5  # categories, weeks, visits, pages


def channels() -> list[Source]:
    found = read_opml((REPLAY / "feeds.opml").read_bytes())
    return [
        Source(
            id=source.id,
            kind="youtube",
            url=source.url.replace("/feeds/videos.xml?channel_id=", "/channel/"),
        )
        for source in found
        if "youtube.com" in source.url
    ]


def test_no_video_is_missed_or_shown_as_two(replay: Replay) -> None:
    sources = channels()
    assert len(sources) == 8
    key = expected(*WEEKS)
    shown = four_weeks(replay, sources)
    seen = [entry for week in shown.values() for _, entry in week]
    feeds = [row for row in key["entries"] if "youtube.com" in row["feed"]]
    assert {entry.canonical for entry in seen} == {row["canonical"] for row in feeds}
    fresh = {row["id"] for row in key["videos"] if 0 not in row["at"]}
    assert fresh <= {entry.canonical.rpartition("=")[2] for entry in seen}
    assert {entry.kind for entry in seen} == {ItemKind.VIDEO}
    for week in shown.values():
        assert max(Counter(entry.canonical for _, entry in week).values()) == 1


def recorded_videos() -> list[dict[str, Any]]:
    known = json.loads((REPLAY / "youtube" / "videos.json").read_text("utf-8"))
    return [video for video in known.values() if video["published"] <= f"{WEEKS[3]:%Y-%m-%d}"]


def test_transcripts_are_read_where_there_are_some(replay: Replay) -> None:
    replay.set_clock(WEEKS[3])
    for video in recorded_videos()[-12:]:
        url = f"https://www.youtube.com/watch?v={video['id']}"
        if not video["langs"]:
            with pytest.raises(ParseError):
                read_transcript(url, replay.web, ("ko", "en"))
            continue
        article = read_transcript(url, replay.web, ("ko", "en"))
        assert article.reading in {Reading.TRANSCRIPT, Reading.PARTIAL}
        assert article.language in video["langs"]
        assert article.outline[0].second is not None
        assert article.outline[0].second < 60


def test_a_listing_without_a_feed_is_read_by_its_rule(replay: Replay) -> None:
    replay.set_clock(WEEKS[0])
    for path in ("", "page/4/"):
        source = Source(
            id="archives",
            kind="page",
            url=f"https://eagle705.github.io/archives/{path}",
            language="ko",
            options={"item": "article.media", "link": "p.title a"},
        )
        entries = crawl(source, SourceState(source="archives"), replay.web, WEEKS[0]).entries
        assert len(entries) >= 5
        assert all(entry.title and entry.published for entry in entries)
        assert len({entry.canonical for entry in entries}) == len(entries)


def test_one_paper_and_one_video_are_fetched_by_their_addresses(replay: Replay) -> None:
    replay.set_clock(WEEKS[3])
    _, number, version, _ = max(papers(), key=lambda row: row[2])
    paper = fetch_one(f"https://arxiv.org/pdf/{number}", replay.web, WEEKS[3])
    assert (paper.entry_id, paper.edition) == (number, version)
    video = recorded_videos()[0]
    found = fetch_one(f"https://youtu.be/{video['id']}", replay.web, WEEKS[3])
    assert found.title == video["title"]
