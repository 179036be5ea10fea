"""What the handbook lacks becomes tasks; what is no work for anybody does not."""

from datetime import timedelta

from catchup.types import BacklogKind, Coverage, HandbookPage, PageState, Task, Taxonomy, TopicKind
from taxonomy.tasks import PAGE_KINDS, of_conflicts, of_dead_links, of_gaps
from tests.fakes.builders import NOW, a_topic

DAY = timedelta(days=1)
TOPICS = Taxonomy(
    topics={
        "retrieval": a_topic("retrieval", kind=TopicKind.AREA, parent="build"),
        "rag": a_topic("rag", order=2),
        "chunking": a_topic("chunking", order=1, titles={"ko": "청킹", "en": "Chunking"}),
    },
    digest="",
)
PAGE = HandbookPage(
    path="rag/basics.md",
    title="RAG",
    state=PageState.WRITTEN,
    resources=3,
    changed=NOW - 10 * DAY,
)
FULL = Coverage(placed=3, page=PAGE)


def found(tasks: list[Task]) -> list[tuple[BacklogKind, str]]:
    return [(task.kind, task.subject) for task in tasks]


def lacking(*, pages_known: bool = False, **there: Coverage) -> list[tuple[BacklogKind, str]]:
    return found(of_gaps(TOPICS, there, NOW, pages_known=pages_known))


def test_a_topic_without_item_and_link_has_no_resource() -> None:
    assert lacking(rag=FULL, chunking=Coverage()) == [(BacklogKind.NO_RESOURCE, "chunking")]
    assert lacking(rag=FULL, chunking=Coverage(page=PAGE)) == []


def test_where_items_wait_or_the_store_is_young_nobody_is_sent_to_look_for_resources() -> None:
    assert lacking(rag=FULL, chunking=Coverage(placed=1)) == []
    assert lacking(rag=Coverage(), chunking=Coverage()) == []


def test_pages_are_spoken_of_only_when_they_were_looked_at() -> None:
    none = Coverage(placed=1)
    assert lacking(rag=FULL, chunking=none) == []
    assert lacking(pages_known=True, rag=FULL, chunking=none) == [
        (BacklogKind.MISSING_PAGE, "chunking")
    ]


def test_a_page_that_says_nothing_is_a_placeholder() -> None:
    empty = HandbookPage(path="x.md", title="x", state=PageState.EMPTY)
    there = Coverage(placed=1, page=empty)
    assert lacking(pages_known=True, rag=FULL, chunking=there) == [
        (BacklogKind.PLACEHOLDER, "chunking")
    ]


def test_a_page_that_is_rewritten_and_stale_again_is_another_task() -> None:
    stale = Coverage(placed=12, newer=12, page=PAGE)
    ((kind, subject),) = lacking(pages_known=True, rag=stale, chunking=FULL)
    assert (kind, subject) == (BacklogKind.STALE_PAGE, "rag@2026-02-20")
    assert kind in PAGE_KINDS


def test_dead_links_and_conflicts_are_tasks_of_their_own() -> None:
    (dead,) = of_dead_links([("rag", 7, "글", "https://a.example/1")], NOW)
    assert (dead.kind, dead.subject) == (BacklogKind.DEAD_LINK, "rag https://a.example/1")
    assert (dead.items, dead.titles["ko"]) == ((7,), "글")
    (edited,) = of_conflicts(["whats-new/README.md"], NOW)
    assert (edited.kind, edited.subject) == (BacklogKind.EDIT_CONFLICT, "whats-new/README.md")
