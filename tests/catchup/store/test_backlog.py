"""Decisions about items at topics: kept, undone, and final for the matcher."""

from datetime import timedelta

import pytest

from catchup.store import Store
from catchup.types import BacklogState, TopicId, TopicMatch
from tests.catchup.store.test_taking import take
from tests.fakes.builders import NOW, WEEK_START, a_backlog_entry, an_entry

RAG = TopicMatch(topic="rag", score=0.9, method="lexical", evidence=("index",))
AGENTS = TopicMatch(topic="agents", score=0.4, method="lexical")
ACCEPTED = a_backlog_entry(state=BacklogState.ACCEPTED, note="for chapter 3")
DISMISSED = a_backlog_entry(state=BacklogState.DISMISSED)
CLAIMED = a_backlog_entry(state=BacklogState.CLAIMED, claimed_by="mira")
SNOOZED = a_backlog_entry(state=BacklogState.SNOOZED, until=NOW + timedelta(days=7))


@pytest.fixture
def matched(store: Store) -> Store:
    """A store with two items; the first belongs to two topics."""
    take(store, an_entry(1), an_entry(2))
    store.items.add_matches("one", {1: (AGENTS,), 2: (AGENTS, RAG)})
    first = store.items.by_url("https://tidal.example/posts/1")
    assert first is not None
    assert first.item.id == 1
    return store


def waiting(store: Store) -> dict[tuple[int, TopicId], BacklogState]:
    entries = store.backlog.entries(NOW)
    for candidate, entry in entries:
        assert candidate.item.id == entry.item
    return {(entry.item, entry.topic): entry.state for _, entry in entries}


def topics(store: Store, item: int = 2) -> list[TopicId]:
    found = store.items.get(item)
    assert found is not None
    return [match.topic for match in found.matches]


def test_every_match_is_open_until_somebody_decides(matched: Store) -> None:
    assert list(waiting(matched).items()) == [
        ((2, "rag"), BacklogState.OPEN),
        ((2, "agents"), BacklogState.OPEN),
        ((1, "agents"), BacklogState.OPEN),
    ]


@pytest.mark.parametrize("entry", [ACCEPTED, DISMISSED, CLAIMED, SNOOZED])
def test_a_decision_is_kept_as_it_was_made(matched: Store, entry: object) -> None:
    matched.backlog.keep(a_backlog_entry(note="first"))
    matched.backlog.keep(entry)  # type: ignore[arg-type] # parametrised
    assert entry in [kept for _, kept in matched.backlog.entries(NOW)]


def test_a_snooze_ends(matched: Store) -> None:
    matched.backlog.keep(SNOOZED)
    assert waiting(matched)[1, "rag"] is BacklogState.SNOOZED
    woken = [
        entry
        for _, entry in matched.backlog.entries(NOW + timedelta(days=7))
        if entry.topic == "rag" and entry.item == 1
    ]
    assert [(entry.state, entry.until, entry.by) for entry in woken] == [
        (BacklogState.OPEN, None, "mira")
    ]


def test_the_matcher_never_takes_an_accepted_topic_away(matched: Store) -> None:
    matched.backlog.keep(a_backlog_entry(2, state=BacklogState.ACCEPTED))
    matched.items.add_matches("two", {2: (AGENTS,)})
    assert topics(matched) == ["rag", "agents"]
    found = matched.items.get(2)
    assert found is not None
    assert (found.matches[0].decided_by, found.matches[0].score) == ("mira", RAG.score)


def test_accepted_items_are_counted_by_topic(matched: Store) -> None:
    for item, topic in ((1, "rag"), (2, "rag"), (2, "agents")):
        matched.backlog.keep(a_backlog_entry(item, topic, state=BacklogState.ACCEPTED))
    matched.backlog.keep(a_backlog_entry(1, "agents", state=BacklogState.CLAIMED))
    assert matched.backlog.accepted() == {"rag": 2, "agents": 1}
    matched.items.hide(1)
    assert matched.backlog.accepted() == {"rag": 1, "agents": 1}


@pytest.mark.parametrize(
    ("error", "dead"), [("gone", True), ("http-404", True), ("timeout", False)]
)
def test_an_accepted_item_whose_page_is_gone_is_a_dead_link(
    matched: Store, error: str, dead: bool
) -> None:
    matched.backlog.keep(a_backlog_entry(2, state=BacklogState.ACCEPTED))
    matched.backlog.keep(a_backlog_entry(1, state=BacklogState.CLAIMED, claimed_by="mira"))
    for item in (1, 2):
        matched.attempts.failed("page", f"{item}.1", error, NOW)
    found = [(topic, item, url) for topic, item, _, url in matched.backlog.gone()]
    assert found == ([("rag", 2, "https://tidal.example/posts/2")] if dead else [])
    matched.items.hide(2)
    assert matched.backlog.gone() == ()


def test_a_topic_that_no_matcher_found_can_be_accepted(matched: Store) -> None:
    matched.backlog.keep(a_backlog_entry(1, "evaluation", state=BacklogState.ACCEPTED))
    matched.items.add_matches("two", {1: ()})
    assert topics(matched, 1) == ["evaluation"]
    matched.backlog.undo(1, "evaluation")
    assert topics(matched, 1) == []


def test_a_dismissed_topic_never_comes_back(matched: Store) -> None:
    matched.backlog.keep(a_backlog_entry(2, state=BacklogState.DISMISSED))
    matched.backlog.keep(a_backlog_entry(1, state=BacklogState.DISMISSED))
    assert topics(matched) == ["agents"]
    matched.items.add_matches("two", {2: (RAG, AGENTS), 1: (RAG,)})
    assert topics(matched) == ["agents"]
    assert topics(matched, 1) == []
    assert waiting(matched)[2, "rag"] is BacklogState.DISMISSED


def test_undo_takes_decisions_back_one_by_one(matched: Store) -> None:
    claimed = a_backlog_entry(2, state=BacklogState.CLAIMED, claimed_by="mira")
    matched.backlog.keep(claimed)
    matched.backlog.keep(a_backlog_entry(2, state=BacklogState.DISMISSED))
    assert matched.backlog.undo(2, "rag") == claimed
    assert topics(matched) == ["rag", "agents"]
    assert waiting(matched)[2, "rag"] is BacklogState.CLAIMED
    back = matched.backlog.undo(2, "rag")
    assert back is not None
    assert (back.state, back.by) == (BacklogState.OPEN, "")
    assert matched.backlog.undo(2, "rag") is None
    assert waiting(matched)[2, "rag"] is BacklogState.OPEN


def test_a_match_is_the_machine_s_again_after_an_undo(matched: Store) -> None:
    matched.backlog.keep(a_backlog_entry(2, state=BacklogState.ACCEPTED))
    matched.backlog.undo(2, "rag")
    matched.items.add_matches("two", {2: (AGENTS,)})
    assert topics(matched) == ["agents"]


def test_a_claim_stays_when_the_matcher_changes_its_mind(matched: Store) -> None:
    matched.backlog.keep(a_backlog_entry(2, state=BacklogState.CLAIMED, claimed_by="mira"))
    matched.items.add_matches("two", {2: ()})
    assert waiting(matched)[2, "rag"] is BacklogState.CLAIMED


def test_hidden_items_do_not_wait(matched: Store) -> None:
    matched.backlog.keep(CLAIMED)
    matched.items.hide(1)
    assert {item for item, _ in waiting(matched)} == {2}


def test_back_fill_waits_only_where_somebody_decided(store: Store) -> None:
    old = [an_entry(number, published=WEEK_START - timedelta(days=number)) for number in (1, 2)]
    take(store, *old)
    store.items.add_matches("one", {1: (RAG, AGENTS), 2: (RAG,)})
    assert waiting(store) == {}
    store.backlog.keep(CLAIMED)
    assert waiting(store) == {(1, "rag"): BacklogState.CLAIMED}


def test_decisions_are_lessons_and_the_newest_come_first(matched: Store) -> None:
    assert matched.items.lessons() == ()
    matched.backlog.keep(a_backlog_entry(item=1, topic="agents", state=BacklogState.ACCEPTED))
    later = NOW + timedelta(hours=1)
    matched.backlog.keep(
        a_backlog_entry(item=2, topic="rag", state=BacklogState.DISMISSED, changed=later)
    )
    matched.backlog.keep(a_backlog_entry(item=2, topic="agents", state=BacklogState.CLAIMED))
    lessons = matched.items.lessons()
    assert [(lesson.topic, lesson.accepted) for lesson in lessons] == [
        ("rag", False),
        ("agents", True),
    ]
    first = matched.items.get(1)
    assert first is not None
    assert lessons[1].title == first.item.title
    assert matched.items.lessons(1) == lessons[:1]


def test_verdicts_are_what_was_hidden_accepted_and_dismissed_newest_first(store: Store) -> None:
    take(store, *(an_entry(number) for number in range(1, 6)))
    for minute, (item, state) in enumerate(
        [
            (1, BacklogState.ACCEPTED),
            (2, BacklogState.ACCEPTED),
            (3, BacklogState.DISMISSED),
            (4, BacklogState.CLAIMED),
            (1, BacklogState.DISMISSED),
        ]
    ):
        topic = f"topic-{minute}"
        changed = NOW + timedelta(minutes=minute)
        store.backlog.keep(a_backlog_entry(item=item, topic=topic, state=state, changed=changed))
    store.items.hide(5)
    assert store.backlog.verdicts(9) == ([5], [2, 1], [1, 3])
    assert store.backlog.verdicts(1) == ([5], [2], [1])


def test_some_items_are_read_at_once(store: Store) -> None:
    take(store, *(an_entry(number) for number in range(1, 6)))
    assert [candidate.item.id for candidate in store.items.these({4, 2, 99})] == [4, 2]
    assert store.items.these([]) == ()
