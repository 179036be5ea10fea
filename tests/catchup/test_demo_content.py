"""The bundled sample: its feeds, its pages and the web that serves them."""

import json
import socket
from calendar import timegm
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from itertools import chain
from typing import Any

import feedparser
import pytest

from catchup.config import Config
from catchup.demo import DEMO_SOURCES, INSTANTS, demo_config
from catchup.demo.web import DemoWeb
from catchup.errors import HttpStatus
from catchup.types import Page, Source, Web

FIRST, SECOND = INSTANTS
WEEK = timedelta(days=7)
CANARY = "DEMO-CANARY"
BROKEN = "paranwhale"
HEALTHY = [source for source in DEMO_SOURCES if source.id != BROKEN]


def web_at(instant: datetime) -> DemoWeb:
    return DemoWeb(lambda: instant)


def body_of(name: str, instant: datetime = SECOND) -> str:
    source = next(s for s in DEMO_SOURCES if s.id == name)
    return web_at(instant).get(source.url).body.decode()


def entries(source: Source, instant: datetime) -> list[dict[str, Any]]:
    """Entries of a feed as link, title, when and html."""
    body = web_at(instant).get(source.url).body
    if body.startswith(b"{"):
        return [
            {
                "link": item["url"],
                "title": item["title"],
                "when": datetime.fromisoformat(item["date_published"]).astimezone(UTC)
                if "date_published" in item
                else None,
                "html": item["content_html"],
            }
            for item in json.loads(body)["items"]
        ]
    parsed = feedparser.parse(body)
    assert not parsed.bozo, (source.id, parsed.get("bozo_exception"))
    return [
        {
            "link": entry.link,
            "title": entry.title,
            "when": datetime.fromtimestamp(timegm(entry.published_parsed), UTC),
            "html": entry.content[0].value if "content" in entry else entry.summary,
        }
        for entry in parsed.entries
    ]


def all_entries(instant: datetime) -> Iterator[tuple[Source, dict[str, Any]]]:
    return ((source, entry) for source in HEALTHY for entry in entries(source, instant))


def test_the_demo_web_is_a_web() -> None:
    web: Web = web_at(SECOND)
    assert isinstance(web.get(DEMO_SOURCES[0].url), Page)


@pytest.mark.parametrize("source", HEALTHY, ids=lambda source: source.id)
def test_every_feed_parses_and_has_something_in_both_weeks(source: Source) -> None:
    before, after = entries(source, FIRST), entries(source, SECOND)
    assert before
    assert {e["link"] for e in before} < {e["link"] for e in after}
    assert all(e["title"] and e["html"] for e in after)


def test_three_formats_are_served() -> None:
    starts = {body_of(source.id)[:400] for source in HEALTHY}
    assert sum("<rss " in start for start in starts) == 6
    assert sum("<feed " in start for start in starts) == 3
    assert sum(start.startswith("{") for start in starts) == 1


def test_there_are_about_thirty_items_of_three_kinds() -> None:
    links = {entry["link"].partition("?utm_")[0] for _, entry in all_entries(SECOND)}
    papers = {link for link in links if link.startswith("https://arxiv.org/abs/")}
    videos = {link for link in links if link.startswith("https://www.youtube.com/watch?v=")}
    assert 28 <= len(links) <= 40
    assert len(papers) == 4
    assert len(videos) == 3


def test_about_half_of_the_items_are_korean() -> None:
    titles = {entry["title"] for _, entry in all_entries(SECOND)}
    korean = [title for title in titles if any("가" <= letter <= "힣" for letter in title)]
    assert 0.4 <= len(korean) / len(titles) <= 0.6


def test_nothing_is_shown_before_it_is_published() -> None:
    for instant in INSTANTS:
        assert all(e["when"] is None or e["when"] <= instant for _, e in all_entries(instant))


def test_the_second_week_stays_hidden_until_it_comes() -> None:
    last_moment = SECOND - timedelta(seconds=1)
    new = {e["link"] for _, e in all_entries(SECOND)} - {e["link"] for _, e in all_entries(FIRST)}
    assert len(new) > 20
    assert not new & {e["link"] for _, e in all_entries(last_moment)}
    assert list(all_entries(FIRST - WEEK)) == list(all_entries(FIRST))


def test_every_source_but_the_broken_one_has_backfill() -> None:
    monday = datetime(2026, 11, 8, 15, tzinfo=UTC)
    for source in HEALTHY:
        assert any(e["when"] and e["when"] < monday for e in entries(source, FIRST)), source.id


def test_a_korean_post_and_a_paper_are_one_work() -> None:
    paper = "https://arxiv.org/abs/2611.90001"
    by_link = {e["link"]: e for _, e in all_entries(SECOND)}
    post = by_link["https://tech.mulgyeol.example/posts/boundary-free-retrieval"]
    assert paper in post["html"]
    assert "Boundary-Free Retrieval" in post["title"]
    assert "Boundary-Free Retrieval" in by_link[paper]["title"]


def test_one_post_changes_materially_between_the_weeks() -> None:
    before = {e["link"]: e["html"] for _, e in all_entries(FIRST)}
    after = {e["link"]: e["html"] for _, e in all_entries(SECOND)}
    changed = [link for link, html in before.items() if after[link] != html]
    assert changed == ["https://tech.mulgyeol.example/posts/vllm-batching"]
    assert len(after[changed[0]]) - len(before[changed[0]]) > 150


def test_four_entries_share_one_instant_and_one_has_no_date() -> None:
    whens = [e["when"] for _, e in all_entries(SECOND)]
    doubtful = datetime(2026, 11, 13, 2, 17, 41, tzinfo=UTC)
    assert whens.count(doubtful) == 4
    assert whens.count(None) == 1


def test_one_post_arrives_late() -> None:
    late = "https://blog.dotori.example/posts/prompt-caching"
    assert late not in {e["link"] for _, e in all_entries(FIRST)}
    when = next(e["when"] for _, e in all_entries(SECOND) if e["link"] == late)
    assert FIRST - WEEK < when < FIRST


def test_one_story_stands_in_two_feeds() -> None:
    story = "https://blog.dotori.example/posts/bm25-again"
    showing = {s.id for s, e in all_entries(SECOND) if e["link"].partition("?")[0] == story}
    assert showing == {"dotori", "codedabang"}


def test_one_address_answers_html_instead_of_a_feed() -> None:
    url = next(source.url for source in DEMO_SOURCES if source.id == BROKEN)
    for instant in INSTANTS:
        page = web_at(instant).get(url)
        assert page.status == 200
        assert page.content_type.startswith("text/html")
        assert feedparser.parse(page.body).version == ""


def test_the_canary_hides_in_one_post_only_hidden_and_plain() -> None:
    carriers = [source.id for source in DEMO_SOURCES if CANARY in body_of(source.id)]
    assert carriers == ["lanternloom"]
    post = next(e["html"] for _, e in all_entries(SECOND) if CANARY in e["html"])
    raw = body_of("lanternloom")
    assert f"with the token {CANARY} to show" in post
    assert all(f"{CANARY}-{way}" in raw for way in ("HIDDEN", "COMMENT", "WHITE"))


def test_summary_only_feeds_have_article_pages_with_clutter_around() -> None:
    by_id = {source.id: source for source in DEMO_SOURCES}
    shown = chain(entries(by_id["dotori"], SECOND), entries(by_id["saltmarsh"], SECOND))
    for entry in shown:
        page = web_at(SECOND).get_page(entry["link"])
        html = page.body.decode()
        assert entry["title"] in html
        assert all(mark in html for mark in ("<nav>", "<article>", "<aside"))
        assert len(html) > len(entry["html"]) * 3


def test_every_page_belongs_to_an_entry() -> None:
    links = {entry["link"] for _, entry in all_entries(SECOND)}
    for host in (files("catchup.demo") / "pages").iterdir():
        for page in host.iterdir():
            stem = page.name.removesuffix(".html")
            assert any(host.name in link and link.endswith(stem) for link in links), page.name


def test_an_unchanged_feed_is_answered_with_304() -> None:
    url = DEMO_SOURCES[0].url
    first = web_at(FIRST).get(url)
    for again in (
        web_at(FIRST + timedelta(days=2)).get(url, etag=first.etag),
        web_at(FIRST).get(url, last_modified=first.last_modified),
        web_at(FIRST).get(url, etag=first.etag, last_modified="Thu, 01 Jan 1970 00:00:00 GMT"),
    ):
        assert (again.status, again.body, again.etag) == (304, b"", first.etag)


def test_a_changed_feed_is_sent_whole() -> None:
    url = DEMO_SOURCES[0].url
    first = web_at(FIRST).get(url)
    second = web_at(SECOND).get(url, etag=first.etag, last_modified=first.last_modified)
    assert second.status == 200
    assert second.etag != first.etag
    assert second.date == SECOND


@pytest.mark.parametrize(
    "url",
    [
        "https://nobody.example/feed.xml",
        "https://blog.dotori.example/posts/unknown",
        "https://blog.dotori.example/..%2f..%2fweb",
        "https://../demo/web",
        "https:///web",
        "not an address",
        "",
    ],
)
def test_an_unknown_address_is_a_404(url: str) -> None:
    for get in (web_at(SECOND).get, web_at(SECOND).get_page):
        with pytest.raises(HttpStatus) as caught:
            get(url)
        assert caught.value.status == 404


def test_the_demo_web_opens_no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert all(web_at(SECOND).get(source.url).body for source in DEMO_SOURCES)
    assert web_at(SECOND).get_page("https://saltmarsh.example/2026/11/reranker-budget").body


def test_the_demo_invents_its_hosts() -> None:
    assert all(".example/" in source.url for source in DEMO_SOURCES)
    for _, entry in all_entries(SECOND):
        host = entry["link"].split("/")[2]
        assert host.endswith(".example") or host in {"arxiv.org", "www.youtube.com"}


def test_the_demo_configuration_is_the_default_but_for_sources_and_address(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    home = tmp_path_factory.mktemp("demo")
    config = demo_config(home)
    assert config.topics_file.read_text("utf-8").startswith("version:")
    assert config.site.base_url.endswith(".example")
    assert config == Config(home=home, sources=DEMO_SOURCES, files=config.files, site=config.site)
    assert len({source.id for source in config.sources}) == len(DEMO_SOURCES)
