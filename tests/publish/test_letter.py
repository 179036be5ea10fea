"""A letter says the same in text and HTML, in one language, and lets nothing foreign in."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from lxml import html  # type: ignore[import-untyped]

from catchup.types import Digest
from publish.letter import LEAVE, Letter, Links, invitation, letter
from publish.plain import plain, web_address
from tests.publish.render.hostile import HOSTILE, digest_saying
from tests.publish.samples import W09, a_mixed_week, a_week, digest_of

LINKS = Links(base_url="https://catchup.example.org", contact="editors@catchup.example.org")
NOWHERE = replace(LINKS, base_url="")
PAGE = "https://catchup.example.org/issues/2026-W09?language="


def issue(count: int) -> Digest:
    return replace(digest_of(a_mixed_week(count)), week=W09)


def links_in(one: Letter) -> list[str]:
    return [a.get("href", "") for a in html.document_fromstring(one.html).iter("a")]


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("count", [0, 1, 30])
@pytest.mark.parametrize("links", [LINKS, NOWHERE], ids=["public", "private"])
def test_both_parts_hold_every_link(count: int, language: str, links: Links) -> None:
    one = letter(issue(count), language, links)
    assert links_in(one)
    assert [link for link in links_in(one) if link not in one.text] == []
    assert one.html.count(LEAVE) == one.text.count(LEAVE) == 1
    assert any("@" in link and link.startswith("mailto:") for link in links_in(one))
    assert (f"{PAGE}{language}" in links_in(one)) == bool(links.base_url)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_page_stands_alone_and_sets_no_colour(language: str) -> None:
    one = letter(issue(30), language, LINKS)
    assert len(one.html.encode()) <= 80_000
    assert one.html.lower().startswith("<!doctype html>")
    assert f'<html lang="{language}">' in one.html
    assert not re.search(r"<(img|script|style|link|form)\b|url\(|@import", one.html)
    assert not re.search(r"[^-]color\s*:|background", one.html)
    assert 'role="presentation"' in one.html


def test_the_same_issue_gives_the_same_letter() -> None:
    assert letter(issue(30), "ko", LINKS) == letter(issue(30), "ko", LINKS)


def test_a_public_page_is_named_only_where_there_is_one() -> None:
    assert "이번 호 전체 읽기" in letter(issue(1), "ko", LINKS).text
    assert "이번 호 전체 읽기" not in letter(issue(1), "ko", NOWHERE).text


def test_longer_absences_are_linked_where_a_site_is_built() -> None:
    since = "https://catchup.example.org/since/"
    one = letter(issue(1), "en", replace(LINKS, since=since))
    assert f"{since}?language=en" in links_in(one)
    assert f"{since}?language=en" in one.text
    assert since not in letter(issue(1), "en", LINKS).text


@given(HOSTILE)
def test_hostile_text_stays_text(text: str) -> None:
    digest = replace(digest_saying(text), week=W09)
    one = letter(digest, "ko", LINKS)
    page = html.document_fromstring(one.html)
    allowed = {LEAVE, f"{PAGE}ko", "mailto:editors@catchup.example.org?subject=2026-W09"}
    assert {link for link in links_in(one) if "posts.example" not in link} == allowed
    assert not [e for e in page.iter() if e.tag in {"img", "script", "iframe"}]
    assert not [name for e in page.iter() for name in e.attrib if name.startswith("on")]
    assert "\n" not in one.subject
    assert one.text.count(LEAVE) == one.html.count(LEAVE) == 1


def test_no_text_from_outside_can_hold_the_place_of_the_link_to_leave() -> None:
    assert LEAVE not in plain(f"x{LEAVE}x", 100)
    assert LEAVE not in web_address(f"https://evil.example/?x={LEAVE}")


def test_an_invitation_has_the_link_to_confirm_in_both_parts() -> None:
    address = "https://catchup.example.org/confirm/17.token"
    one = invitation("en", address, LINKS)
    assert links_in(one)[0] == address
    assert address in one.text
    assert "seven days" in one.text


def test_a_young_week_of_other_kinds_is_told_too() -> None:
    digest = replace(digest_of(a_week(), young=True), week=W09)
    assert "발행일로 판단했습니다" in letter(digest, "ko", LINKS).text
