"""The files of a handbook's folder: their names, languages and index."""

from dataclasses import replace

from catchup.types import Track
from publish.pages import index_of, pages_of
from tests.publish.render.test_roadmap import a_roadmap
from tests.publish.samples import a_week, digest_of

ROADMAPS = [a_roadmap(track) for track in Track]


def test_the_first_language_has_the_plain_names() -> None:
    digest = replace(digest_of(a_week()), week="2026-W09")
    pages = pages_of(digest, ROADMAPS, ["ko", "en"])
    assert set(pages) == {
        *("2026-W09.md", "roadmap.md", "roadmap-book.md"),
        *("2026-W09.en.md", "roadmap.en.md", "roadmap-book.en.md"),
    }
    assert pages["roadmap.md"].startswith("# 로드맵")
    assert pages["roadmap.en.md"].startswith("# Roadmap")
    assert all(page.startswith("# ") and page.endswith("\n") for page in pages.values())
    assert pages == pages_of(digest, ROADMAPS, ["ko", "en"])
    assert set(pages_of(digest, [], ["en"])) == {"2026-W09.md"}


def test_the_index_lists_roadmaps_then_weeks_backwards_and_nothing_else() -> None:
    names = ["2025-W52.md", "2026-W09.en.md", "roadmap.md", "notes.md", "2026-W09.md", "index.md"]
    lines = index_of(names).splitlines()
    assert lines == [
        "# 주간 소식 · What's new",
        "",
        "- [로드맵: 개발자 우선 순서 · Roadmap: developer order](roadmap.md)",
        "- [2026-W09](2026-W09.md) · [en](2026-W09.en.md)",
        "- [2025-W52](2025-W52.md)",
    ]
    assert index_of(reversed(names)) == index_of(names)


def test_a_page_in_another_language_alone_is_still_named() -> None:
    assert "- [en](2026-W09.en.md)" in index_of(["2026-W09.en.md"])
