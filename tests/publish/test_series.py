"""Parts of a series share a source, and a numbered title or a folder of their own."""

from dataclasses import replace

import pytest

from catchup.types import Candidate, Reading, TopicMatch
from publish.series import name_of_series, series_of
from tests.publish.samples import candidate

GUIDE = "https://posts.example/guides/careful-agents/"


def part(number: int, title: str = "", url: str = "", source: str = "one") -> Candidate:
    address = url or f"https://posts.example/{number:04d}"
    return candidate(number, title or f"Title {number}", url=address, sources=(source,))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("카프카를 다시 배우며 (1)", "카프카를 다시 배우며 (2)"),
        ("검색 품질 재기 1편", "검색 품질 재기 3편"),
        ("A careful migration, part 1: plans", "A careful migration, part 2: plans"),
        ("Notes on evaluation #3", "Notes on evaluation #4"),
    ],
)
def test_titles_that_differ_in_their_number_are_parts(one: str, other: str) -> None:
    assert series_of([part(1, one), part(2, other)]) == {2: 1}


@pytest.mark.parametrize("title", ["Release {}", "vLLM 0.1{}", "Why we chose plan {}"])
def test_a_bare_number_may_be_a_version(title: str) -> None:
    assert series_of([part(1, title.format(1)), part(2, title.format(2))]) == {}


def test_a_folder_of_its_own_makes_a_series_and_the_best_part_leads() -> None:
    chapters = [part(n, url=f"{GUIDE}chapter-{n}") for n in (5, 1, 3)]
    assert series_of(chapters) == {1: 5, 3: 5}


@pytest.mark.parametrize(
    "folder",
    [
        "/2026/02/",
        "/2026/Feb/25/",
        "/blog/",
        "/news/2026/",
        "/archive-of-posts/",
        "/posts/all/2026-02/",
        "/blog/posts/",
    ],
)
def test_folders_by_date_and_those_of_a_whole_site_make_none(folder: str) -> None:
    posts = [part(n, url=f"https://posts.example{folder}post-{n}") for n in (1, 2)]
    assert series_of(posts) == {}


def test_a_part_that_a_person_placed_leads_and_a_title_alone_never_does() -> None:
    first, second, third = (part(n, url=f"{GUIDE}chapter-{n}") for n in (1, 2, 3))
    other = TopicMatch(topic="evaluation", score=0.5, method="lexical")
    placed = replace(other, decided_by="editor")
    read = replace(first, item=replace(first.item, reading=Reading.FULL))
    titles = [
        replace(each, matches=(other,), item=replace(each.item, reading=Reading.TITLE))
        for each in (second, third)
    ]
    assert series_of([read, *titles]) == {2: 1, 3: 1}
    assert series_of([*titles, replace(read, matches=(placed,))]) == {2: 1, 3: 1}


def test_another_source_is_another_series() -> None:
    parts = [part(1, "검색 품질 재기 1편"), part(2, "검색 품질 재기 2편", source="two")]
    assert series_of(parts) == {}


def test_a_folder_in_korean_is_named_in_korean() -> None:
    url = "https://blog.example/posts/%EA%B2%80%EC%83%89-%EC%9E%85%EB%AC%B8/01"
    assert name_of_series("Chunks, part 1", url) == "검색 입문"
    assert name_of_series("Chunks, part 1", "https://blog.example/1") == "Chunks"
