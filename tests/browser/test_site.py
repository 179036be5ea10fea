"""The site as browsers show it: without JavaScript, by keyboard, on a small screen, in the dark."""

from pathlib import Path

import pytest

from tests.browser.conftest import Look

pytestmark = pytest.mark.long

PAGES = (
    "",
    "since/",
    "since/26w/",
    "issues/",
    "issues/2026-W09/",
    "topics/",
    "topics/rag/",
    "topics/rag/2/",
    "topics/serving/",
    "roadmap/",
    "roadmap/book/",
    "start/",
    "search/",
    "sources/",
    "left-out/",
    "how/",
    "feeds/",
    "subscribe/",
)
BOTH = [f"{prefix}{page}" for prefix in ("", "en/") for page in PAGES]
RULES = "{runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']}"


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("path", BOTH)
def test_axe_finds_nothing(path: str, dark: bool, look: Look) -> None:
    base = pytest.importorskip("axe_playwright_python.base", reason="`make test-long` installs it")
    page = look(path, dark=dark, width=390)
    page.evaluate(Path(base.AXE_FILE_PATH).read_text("utf-8"))
    found = page.evaluate(f"axe.run(document, {RULES})")["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]][:3]) for each in found] == []


@pytest.mark.parametrize("path", BOTH)
def test_a_small_screen_needs_no_scrolling_sideways(path: str, look: Look) -> None:
    page = look(path, width=320)
    over = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(over) == 0


def test_a_page_is_two_requests_to_its_own_site(look: Look, address: str) -> None:
    page = look("")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}en/")
    assert [url.removeprefix(address) for url in asked] == ["en/", "style.css"]


def test_dark_is_dark_and_light_is_light(look: Look) -> None:
    colour = "getComputedStyle(document.body).backgroundColor"
    shades = [look("", dark=dark).evaluate(colour) for dark in (False, True)]
    assert shades == ["rgb(253, 253, 252)", "rgb(22, 24, 27)"]


def test_without_javascript_everything_but_the_search_works(look: Look, address: str) -> None:
    page = look("search/", script=False)
    assert page.locator("noscript").is_visible()
    assert not page.locator("#q").is_visible()
    page.locator("#all").get_by_role("link", name="RAG 기초").click()
    assert page.url == f"{address}topics/rag/"
    page.get_by_role("link", name="더 오래된 글").click()
    assert page.url == f"{address}topics/rag/2/"
    page.get_by_role("link", name="English").click()
    assert page.url == f"{address}en/topics/rag/2/"
    page.get_by_role("link", name="While away").click()
    page.get_by_role("link", name="1 week").click()
    assert page.get_by_role("heading", level=1).is_visible()


def test_the_keyboard_reaches_the_content_first_and_then_everything(look: Look) -> None:
    page = look("topics/rag/")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "본문으로 건너뛰기"
    assert skip.bounding_box()["width"] > 50
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        outline = "getComputedStyle(document.activeElement).outlineStyle"
        assert page.evaluate(outline) != "none"
        seen.append(page.evaluate("document.activeElement.textContent"))
        if seen[-1] == "메일로 받기":
            break
    assert seen[-1] == "메일로 받기"
    assert any("더 오래된 글" in text for text in seen)


def test_the_search_finds_items_and_topics_in_either_language(look: Look, address: str) -> None:
    page = look("search/")
    page.keyboard.press("Tab")
    page.locator("#q").fill("retrieval")
    page.locator("#status:not(:empty)").wait_for()
    page.locator("#q").fill("RAG basics")
    page.locator("#results a").first.wait_for()
    first = page.locator("#results a").first
    assert first.inner_text() == "RAG 기초"
    assert not page.locator("#all").is_visible()
    page.locator("#q").fill("하이브리드 검색")
    page.locator("#results", has_text="40만").wait_for()
    page.locator("#q").fill("없는낱말입니다")
    page.locator("#status", has_text="없습니다").wait_for()
    page.locator("#q").fill("")
    assert page.locator("#all").is_visible()
    page.goto(f"{address}en/search/?q=rag")
    page.locator("#results a").first.click()
    assert page.url == f"{address}en/topics/rag/"
