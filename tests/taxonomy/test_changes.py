"""Only items that a change of the topics concerns are told from the others."""

from dataclasses import replace
from typing import Any

import pytest

from catchup.types import Priority, Taxonomy, TopicMatch
from taxonomy.changes import SUCCESSOR, changed, succeeded, wording


def with_topic(handbook: Taxonomy, name: str, **changes: Any) -> Taxonomy:  # noqa: ANN401
    topic = replace(handbook.topics[name], **changes)
    return replace(handbook, topics={**handbook.topics, name: topic})


@pytest.mark.parametrize(
    "changes",
    [
        {"owners": ("mira",)},
        {"priority": Priority.MUST, "reason": "this season"},
        {"page": "book/rag.md"},
        {"order": 99, "stage": 7},
        {"prerequisites": ()},
    ],
)
def test_what_is_no_word_of_a_topic_changes_nothing(
    handbook: Taxonomy, changes: dict[str, Any]
) -> None:
    after = with_topic(handbook, "rag-basics", **changes)
    assert changed(wording(handbook), wording(after)) == frozenset()


@pytest.mark.parametrize("name", ["aliases", "keywords", "titles", "descriptions"])
def test_another_word_changes_its_topic_alone(handbook: Taxonomy, name: str) -> None:
    after = with_topic(handbook, "rag-basics", **{name: {"en": ("Zanzibar",)}})
    assert changed(wording(handbook), wording(after)) == {"rag-basics"}


def test_a_new_a_gone_and_a_retired_topic_are_changes(handbook: Taxonomy) -> None:
    less = {name: topic for name, topic in handbook.topics.items() if name != "graph-rag"}
    gone = replace(handbook, topics=less)
    assert changed(wording(handbook), wording(gone)) == {"graph-rag"}
    assert changed(wording(gone), wording(handbook)) == {"graph-rag"}
    retired = replace(gone, retired={"graph-rag": ("advanced-rag",)})
    assert changed(wording(gone), wording(retired)) == {"graph-rag"}
    elsewhere = replace(gone, retired={"graph-rag": ("rag-basics",)})
    assert changed(wording(retired), wording(elsewhere)) == {"graph-rag"}


def a_match(topic: str, method: str = "lexical", *evidence: str) -> TopicMatch:
    return TopicMatch(topic=topic, score=0.8, method=method, evidence=evidence)


def test_successors_of_a_retired_topic_are_suggested_unless_one_was_found() -> None:
    retired = {"old": ("a", "b")}
    found = (a_match("c"),)
    given = succeeded(found, [a_match("old")], retired)
    assert [(m.topic, m.method, m.evidence) for m in given] == [
        ("c", "lexical", ()),
        ("a", SUCCESSOR, ("old",)),
        ("b", SUCCESSOR, ("old",)),
    ]
    assert succeeded((a_match("b"),), [a_match("old")], retired) == (a_match("b"),)
    assert succeeded(found, [], retired) == found


def test_a_suggestion_stays_when_its_item_is_matched_again() -> None:
    retired = {"old": ("a",)}
    [suggested] = succeeded((), [a_match("old")], retired)
    assert succeeded((), [suggested], retired) == (suggested,)
    assert succeeded((), [suggested], {}) == ()
