"""Feeds change only with news, keep their ids, and carry nothing that could act."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given
from lxml import html  # type: ignore[import-untyped]

from catchup.config import SiteSettings
from catchup.errors import PublishError
from catchup.types import Digest, Issue
from publish.feeds import feeds_of, issue_feed, item_feed
from tests.publish.render.hostile import HOSTILE, digest_saying
from tests.publish.samples import a_mixed_week, a_week, digest_of, issue_of

BASE = "https://catchup.example.org"
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = f"{ATOM}content"
XML = "{http://www.w3.org/XML/1998/namespace}"
ISSUES = (issue_of(digest_of(a_mixed_week(12))), issue_of(digest_of(a_week()), "2026-W10", 2))
MAKERS = (issue_feed, item_feed)
Maker = Callable[..., dict[str, str]]


def entries(maker: Maker, issues: object = ISSUES, base: str = BASE) -> list[Element]:
    text = next(t for n, t in maker(issues, "ko", base).items() if n.endswith(".atom"))
    return fromstring(text).findall(f"{ATOM}entry")


def text_of(entry: Element, name: str) -> str:
    return entry.findtext(f"{ATOM}{name}") or ""


def test_every_language_has_both_feeds_in_three_forms() -> None:
    files = feeds_of(ISSUES, ("ko", "en"), SiteSettings(base_url=BASE))
    assert set(files) == {
        f"{stem}.{language}.{form}"
        for stem in ("issues", "items")
        for language in ("ko", "en")
        for form in ("atom", "rss", "json")
    }


def test_without_a_public_address_there_are_no_feeds() -> None:
    assert feeds_of(ISSUES, ("ko",), SiteSettings()) == {}
    with pytest.raises(PublishError, match="public address"):
        issue_feed(ISSUES, "ko", "")


@pytest.mark.parametrize("maker", MAKERS)
def test_the_same_issues_give_the_same_bytes_in_any_order(maker: Maker) -> None:
    assert maker(ISSUES, "ko", BASE) == maker(ISSUES[::-1], "ko", BASE)


@pytest.mark.parametrize("maker", MAKERS)
def test_ids_survive_a_move_and_later_issues(maker: Maker) -> None:
    before = [text_of(e, "id") for e in entries(maker, ISSUES[:1])]
    after = [text_of(e, "id") for e in entries(maker, ISSUES, "http://catchup.example.org/weekly")]
    assert set(before) <= set(after)
    assert len(set(after)) == len(after)


def test_an_issue_is_named_by_its_week() -> None:
    newest, oldest = entries(issue_feed)
    assert text_of(newest, "id") == "tag:catchup.example.org,2026:issue/2026-W10"
    assert text_of(oldest, "title") == "내가 안 본 사이: 2026년 9주 (2월 23일 ~ 3월 1일)"
    link = newest.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == f"{BASE}/issues/2026-W10?language=ko"


@pytest.mark.parametrize("maker", MAKERS)
def test_the_three_forms_agree(maker: Maker) -> None:
    files = maker(ISSUES, "ko", BASE)
    atom, rss, data = (
        next(t for n, t in files.items() if n.endswith(s)) for s in (".atom", ".rss", ".json")
    )
    atom_ids = [text_of(e, "id") for e in fromstring(atom).findall(f"{ATOM}entry")]
    items = fromstring(rss).findall("channel/item")
    assert atom_ids == [i.findtext("guid") for i in items]
    assert atom_ids == [i["id"] for i in json.loads(data)["items"]]
    dates = [parsedate_to_datetime(i.findtext("pubDate") or "") for i in items]
    assert dates == [datetime.fromisoformat(i["date_published"]) for i in json.loads(data)["items"]]
    assert dates == sorted(dates, reverse=True)


def test_items_link_to_their_originals_and_to_their_issue() -> None:
    found = {text_of(e, "title"): e for e in entries(item_feed)}
    entry = found["평가 세트 50개로 시작하기"]
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == "https://namsan.example/fifty"
    assert f"{BASE}/issues/2026-W10?language=ko" in text_of(entry, "content")
    assert text_of(entry, "published") <= text_of(entry, "updated")
    assert entry.get(f"{XML}lang") == "ko"


def test_an_item_without_address_links_to_its_issue() -> None:
    one = issue_of(digest_of([replace(a_week()[0], item=replace(a_week()[0].item, url="inbox:1"))]))
    link = entries(item_feed, [one])[0].find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == f"{BASE}/issues/2026-W09?language=ko"


def test_feeds_stay_small() -> None:
    issue, digest = ISSUES[0]
    weeks: list[tuple[Issue, Digest]] = [
        (
            replace(
                issue,
                number=n,
                week=f"2026-W{n:02d}",
                opened=issue.opened + timedelta(weeks=n),
            ),
            digest,
        )
        for n in range(1, 41)
    ]
    assert len(entries(issue_feed, weeks)) == 30
    assert len(entries(item_feed, weeks)) == 50


def test_a_feed_before_the_first_issue_is_empty_and_has_no_time_of_its_making() -> None:
    files = issue_feed((), "en", BASE)
    assert fromstring(files["issues.en.atom"]).findtext(f"{ATOM}updated") == "1970-01-01T00:00:00Z"
    assert files == issue_feed((), "en", BASE)


@pytest.mark.parametrize("maker", MAKERS)
@given(HOSTILE)
def test_hostile_text_is_inert_in_every_form(maker: Maker, text: str) -> None:
    for name, content in maker([issue_of(digest_saying(text))], "ko", BASE).items():
        content.encode()
        if name.endswith(".json"):
            bodies = [i["content_html"] for i in json.loads(content)["items"]]
            titles = [i["title"] for i in json.loads(content)["items"]]
        else:
            root = fromstring(content)
            bodies = [
                e.text or "" for e in root.iter() if e.tag in {f"{ATOM}content", "description"}
            ]
            titles = [e.text or "" for e in root.iter() if e.tag in {f"{ATOM}title", "title"}]
        assert not any("<" in title or ">" in title for title in titles)
        for body in bodies:
            tree = html.document_fromstring(body)
            assert not [e for e in tree.iter() if e.tag in {"script", "img", "style", "iframe"}]
            assert not [n for e in tree.iter() for n in e.attrib if n.startswith("on")]
            links = [a.get("href") for a in tree.iter("a")]
            assert all(link.startswith(("https://posts.example/", BASE)) for link in links)


def test_nothing_is_dated_after_its_issue() -> None:
    opened = {f"{i.opened.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" for i, _ in ISSUES}
    for entry in entries(item_feed):
        assert text_of(entry, "updated") in opened
