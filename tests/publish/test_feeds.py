"""Feeds change only with news, keep their ids, and carry nothing that could act."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from xml.etree.ElementTree import Element, fromstring

import pytest
from hypothesis import given
from lxml import html  # type: ignore[import-untyped]

from catchup.config import SiteSettings
from catchup.errors import PublishError
from catchup.types import Digest, Issue
from publish.feeds import feeds_of
from tests.publish.render.hostile import HOSTILE, digest_saying
from tests.publish.samples import a_mixed_week, a_week, digest_of, issue_of

BASE = "https://catchup.example.org"
ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = f"{ATOM}content"
HISTORY = "{http://purl.org/syndication/history/1.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"
ISSUES = (issue_of(digest_of(a_mixed_week(12))), issue_of(digest_of(a_week()), "2026-W10", 2))
STEMS = ("issues", "items", "topics/rag")
Pairs = Sequence[tuple[Issue, Digest]]


def feeds(issues: Pairs = ISSUES, base: str = BASE, host: str = "") -> dict[str, str]:
    return feeds_of(issues, ("ko", "en"), SiteSettings(base_url=base, feed_host=host))


def entries(stem: str, issues: Pairs = ISSUES, base: str = BASE, host: str = "") -> list[Element]:
    return fromstring(feeds(issues, base, host)[f"{stem}.ko.atom"]).findall(f"{ATOM}entry")


def text_of(entry: Element, name: str) -> str:
    return entry.findtext(f"{ATOM}{name}") or ""


def test_every_language_has_all_feeds_in_three_forms() -> None:
    found = {name for _, digest in ISSUES for name in digest.topics}
    stems = {name.rsplit(".", 2)[0] for name in feeds()}
    assert {"issues", "items", "topics/rag"} <= stems
    assert {stem.removeprefix("topics/") for stem in stems} - {"issues", "items"} <= found
    assert set(feeds()) == {
        f"{stem}.{language}.{form}"
        for stem in stems
        for language in ("ko", "en")
        for form in ("atom", "rss", "json")
    }


def test_without_a_public_address_there_are_no_feeds() -> None:
    assert feeds_of(ISSUES, ("ko",), SiteSettings()) == {}
    with pytest.raises(PublishError, match="public address"):
        feeds(base="ftp://no.example")


def test_the_same_issues_give_the_same_bytes_in_any_order() -> None:
    assert feeds(ISSUES) == feeds(ISSUES[::-1])


@pytest.mark.parametrize("stem", STEMS)
def test_ids_survive_a_move_and_later_issues(stem: str) -> None:
    before = [text_of(e, "id") for e in entries(stem, ISSUES[:1])]
    within = entries(stem, ISSUES, "http://catchup.example.org/weekly")
    away = entries(stem, ISSUES, "https://elsewhere.example", host="catchup.example.org")
    for moved in (within, away):
        after = [text_of(e, "id") for e in moved]
        assert set(before) <= set(after)
        assert len(set(after)) == len(after)


def test_an_issue_tells_its_big_news_and_what_its_lines_say() -> None:
    digest = digest_saying(" a harbour")
    (entry,) = entries("issues", (issue_of(digest),))
    page = entry.findtext(CONTENT) or ""
    assert "큰 소식" in page
    assert page.count("x a harbour") > 6
    big = page.partition("큰 소식")[2].partition("</ul>")[0]
    assert "https://posts.example/big" in big
    assert "<br>" in big or "<br />" in big


def test_an_issue_is_named_by_its_week() -> None:
    newest, oldest = entries("issues")
    assert text_of(newest, "id") == "tag:catchup.example.org,2026:issue/2026-W10"
    assert text_of(oldest, "title") == "내가 안 본 사이: 2026년 9주차 (2월 23일 ~ 3월 1일)"
    link = newest.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == f"{BASE}/issues/2026-W10/"


@pytest.mark.parametrize("stem", STEMS)
def test_the_three_forms_agree(stem: str) -> None:
    atom, rss, data = (feeds()[f"{stem}.ko.{form}"] for form in ("atom", "rss", "json"))
    atom_ids = [text_of(e, "id") for e in fromstring(atom).findall(f"{ATOM}entry")]
    items = fromstring(rss).findall("channel/item")
    assert atom_ids == [i.findtext("guid") for i in items]
    assert atom_ids == [i["id"] for i in json.loads(data)["items"]]
    dates = [parsedate_to_datetime(i.findtext("pubDate") or "") for i in items]
    assert dates == [datetime.fromisoformat(i["date_published"]) for i in json.loads(data)["items"]]
    assert dates == sorted(dates, reverse=True)


def test_items_link_to_their_originals_and_to_their_issue() -> None:
    found = {text_of(e, "title"): e for e in entries("items")}
    entry = found["평가 세트 50개로 시작하기"]
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == "https://namsan.example/fifty"
    assert f"{BASE}/issues/2026-W10/" in text_of(entry, "content")
    assert text_of(entry, "published") <= text_of(entry, "updated")
    assert entry.get(f"{XML}lang") == "ko"


def test_an_item_without_address_links_to_its_issue() -> None:
    one = issue_of(digest_of([replace(a_week()[0], item=replace(a_week()[0].item, url="inbox:1"))]))
    link = entries("items", [one])[0].find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == f"{BASE}/issues/2026-W09/"


def weeks(number: int) -> list[tuple[Issue, Digest]]:
    """So many issues, a week apart, each with items of its own."""
    made = []
    for n in range(1, number + 1):
        items = [c for c in a_mixed_week(12) if c.item.id not in {9, 10, 11}]
        named = [
            replace(c, item=replace(c.item, url=f"https://posts.example/{n}/{c.item.id}"))
            for c in items
        ]
        issue, digest = issue_of(digest_of(named), f"2026-W{n:02d}", n)
        made.append((replace(issue, opened=issue.opened + timedelta(weeks=n)), digest))
    return made


def related(text: str, rel: str) -> str:
    links = fromstring(text).findall(f"{ATOM}link")
    return next((link.get("href", "") for link in links if link.get("rel") == rel), "")


def test_feeds_stay_small_and_their_archives_hold_the_rest_once() -> None:
    made = weeks(40)
    files = feeds(made)
    for stem, size in (("issues", 8), ("items", 25)):
        assert size <= len(entries(stem, made)) < 2 * size
        name, met, walked = f"{stem}.ko.atom", list[str](), 0
        while name:
            document = fromstring(files[name])
            met += [text_of(e, "id") for e in document.findall(f"{ATOM}entry")]
            assert bool(document.findall(f"{HISTORY}archive")) == (walked > 0)
            name = related(files[name], "prev-archive").removeprefix(f"{BASE}/feeds/")
            walked += 1
        assert walked > 2
        assert len(met) == len(set(met))
        everything = {
            text_of(e, "id")
            for n, text in files.items()
            if n.startswith(f"{stem}.ko.") and n.endswith(".atom")
            for e in fromstring(text).findall(f"{ATOM}entry")
        }
        assert set(met) == everything


def test_an_archive_never_changes() -> None:
    before, after = feeds(weeks(30)), feeds(weeks(33))
    archives = [name for name in before if re.search(r"\.\d+\.(atom|rss|json)$", name)]
    assert archives
    assert [name for name in archives if before[name] != after[name]] == []


def test_a_feed_before_the_first_issue_is_empty_and_has_no_time_of_its_making() -> None:
    files = feeds(())
    assert fromstring(files["issues.en.atom"]).findtext(f"{ATOM}updated") == "1970-01-01T00:00:00Z"
    assert files == feeds(())


@given(HOSTILE)
def test_hostile_text_is_inert_in_every_form(text: str) -> None:
    for name, content in feeds([issue_of(digest_saying(text))]).items():
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


def test_nothing_is_published_after_its_issue_and_no_two_change_at_once() -> None:
    opened = [issue.opened for issue, _ in ISSUES]
    updated = [datetime.fromisoformat(text_of(e, "updated")) for e in entries("items")]
    assert len(updated) == len(set(updated))
    for instant in updated:
        assert min(abs(instant - each) for each in opened) < timedelta(minutes=1)
    published = [datetime.fromisoformat(text_of(e, "published")) for e in entries("items")]
    assert max(published) <= max(opened)
