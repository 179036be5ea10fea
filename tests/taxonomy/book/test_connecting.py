"""A topic finds its page by what people wrote, then by names; nothing is guessed."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from catchup.types import HandbookFile, PageState, Taxonomy
from publish.checkout import read_checkout
from taxonomy.book import Connected, connect, read_book

LONG = "질의를 벡터로 바꾸고 가까운 조각을 찾아 프롬프트에 넣는 과정을 하나씩 살펴봅니다. " * 4
CHANGED = datetime(2026, 2, 3, tzinfo=UTC)
FIXTURE = Path(__file__).parents[4] / "shared" / "handbook" / "repo-fixture"


def connected(taxonomy: Taxonomy, files: dict[str, str]) -> Connected:
    given = [HandbookFile(path=p, text=text, changed=CHANGED) for p, text in files.items()]
    return connect(read_book(given), taxonomy)


def paths(found: Connected) -> dict[str, str]:
    return {topic: page.path for topic, page in found.pages.items()}


def with_page(handbook: Taxonomy, topic: str, page: str) -> Taxonomy:
    named = replace(handbook.topics[topic], page=page)
    return replace(handbook, topics={**handbook.topics, topic: named})


def test_people_are_believed_before_names_and_names_before_titles(handbook: Taxonomy) -> None:
    files = {
        "a.md": "# 청킹\n",
        "b.md": "---\ntopic: reranking\n---\n# 무엇이든\n",
        "reranking.md": "# 다른 이야기\n",
        "03-graph-rag.md": "# 그래프로 검색하기\n",
        "c.md": "# GraphRAG\n",
        "d.md": "# 하이브리드 검색\n",
        "e.md": "# 쪽\n",
    }
    found = connected(with_page(handbook, "rag-basics", "e.md"), files)
    assert paths(found) == {
        "rag-basics": "e.md",
        "reranking": "b.md",
        "graph-rag": "03-graph-rag.md",
        "chunking": "a.md",
        "hybrid-search": "d.md",
    }
    assert found.warnings == ()
    assert found.unplaced == ("c.md", "reranking.md")


def test_the_title_in_the_navigation_counts_as_well(handbook: Taxonomy) -> None:
    found = connected(handbook, {"SUMMARY.md": "- [청킹](x.md)\n", "x.md": f"# 나누기\n\n{LONG}"})
    page = found.pages["chunking"]
    assert (page.path, page.title, page.state) == ("x.md", "청킹", PageState.WRITTEN)
    assert (page.changed, page.resources, found.navigation) == (CHANGED, 0, "SUMMARY.md")


def test_a_draft_and_a_file_that_is_not_there_are_pages_without_words(handbook: Taxonomy) -> None:
    summary = "- [청킹]()\n- [순위 재정렬](rerank.md)\n"
    found = connected(with_page(handbook, "rag-basics", "rag.md"), {"SUMMARY.md": summary})
    states = {topic: (page.path, page.state) for topic, page in found.pages.items()}
    assert states == {
        "chunking": ("", PageState.DRAFT),
        "reranking": ("rerank.md", PageState.MISSING),
        "rag-basics": ("rag.md", PageState.MISSING),
    }


def test_what_fits_two_topics_or_two_pages_is_reported_and_not_guessed(handbook: Taxonomy) -> None:
    shared = replace(handbook.topics["reranking"], aliases={"en": ("ranking twice",)})
    other = replace(handbook.topics["hybrid-search"], aliases={"en": ("ranking twice",)})
    tree = replace(
        handbook, topics={**handbook.topics, "reranking": shared, "hybrid-search": other}
    )
    found = connected(
        tree, {"a.md": "# Ranking twice\n", "b.md": "# 청킹\n", "c.md": "# Chunking\n"}
    )
    assert paths(found) == {}
    said = "\n".join(found.warnings)
    assert "a.md:1: fits several topics, hybrid-search, reranking" in said
    assert "b.md:1: chunking fits b.md, c.md" in said


def test_a_page_may_be_about_several_topics_only_by_front_matter_of_each(
    handbook: Taxonomy,
) -> None:
    front = "---\ntopics: [chunking, reranking]\n---\n"
    found = connected(handbook, {"a.md": front})
    assert paths(found) == {"chunking": "a.md", "reranking": "a.md"}


def test_a_topic_that_is_not_there_is_named_with_file_and_line(handbook: Taxonomy) -> None:
    tree = replace(handbook, retired={"old-rag": ("rag-basics",)})
    found = connected(
        tree,
        {
            "a.md": "---\ntitle: A\ntopic: rag-bascis\n---\n",
            "b.md": "---\ntopic: old-rag\n---\n",
            "c.md": "---\ntopic: retrieval\n---\n",
        },
    )
    assert paths(found) == {}
    assert found.warnings[0].startswith("a.md:3: topic 'rag-bascis': no topic is called so")
    assert "did you mean 'rag-basics'?" in found.warnings[0]
    assert found.warnings[1] == "b.md:2: topic 'old-rag': retired, now rag-basics"
    assert found.warnings[2].startswith("c.md:2: topic 'retrieval': no topic is called so")


@pytest.mark.skipif(not FIXTURE.is_dir(), reason="../shared/handbook/repo-fixture is not here")
@pytest.mark.parametrize("navigation", ["nav/_toc.yml", "nav/mkdocs.yml", "nav/SUMMARY.md", ""])
def test_the_shared_handbook_finds_its_nine_topics_by_any_navigation(
    handbook: Taxonomy, navigation: str
) -> None:
    files = read_checkout(FIXTURE, {})
    kept = [f for f in files if not f.path.startswith("nav/") or f.path == navigation]
    book = read_book(kept)
    found = connect(book, handbook)
    assert (book.navigation, book.warnings, found.warnings) == (navigation, (), ())
    assert paths(found) == {
        topic: f"book/{folder}/{topic}.md"
        for folder, topic in (
            ("build", "prompt-basics"),
            ("build", "rag-basics"),
            ("build", "vector-databases"),
            ("build", "agent-basics"),
            ("operate", "evaluation-basics"),
            ("foundations", "attention"),
            ("own", "peft-lora"),
            ("lighten", "kv-cache"),
            ("frontier", "vision-language-models"),
        )
    }
    assert found.pages["evaluation-basics"].title.startswith("평가 방법론")
    assert len([c for c in book.chapters if not c.path]) == (navigation == "nav/SUMMARY.md")
