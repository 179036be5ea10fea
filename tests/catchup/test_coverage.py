"""What there is for each topic: of an issue only what stands at a topic for sure."""

from dataclasses import replace
from pathlib import Path

from catchup.coverage import cover
from catchup.store import open_store
from catchup.types import TopicMatch
from tests.publish.samples import TAXONOMY, WEDNESDAY, candidate, digest_of, issue_of


def test_an_item_that_is_only_likely_at_a_topic_is_not_new_there(tmp_path: Path) -> None:
    guess = TopicMatch(topic="rag", score=0.3, method="lexical")
    unsure = replace(candidate(1, "LLM agents in the field", topic=None), likely=guess)
    sure = candidate(2, "RAG, revisited", quotes=("One thing.",))
    issue, digest = issue_of(digest_of([unsure, sure]))
    assert [card.item for card in digest.briefs] == [1]
    with open_store(f"sqlite:///{tmp_path / 'catchup.db'}", now=WEDNESDAY) as store:
        covered = cover(store, TAXONOMY, None, issue)
    assert [card.item for card in covered["rag"].new] == [2]
