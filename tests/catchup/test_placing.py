"""A changed topics file re-places what it concerns, and nothing else."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from catchup.config import Config
from catchup.pipeline import Pipeline
from catchup.store import Store, open_store
from catchup.types import BacklogState, Taxonomy, TopicMatch
from summarize.extractive import Extractive
from taxonomy import read_topics
from taxonomy.changes import SUCCESSOR
from taxonomy.names import Names
from tests.catchup.store.test_taking import take
from tests.fakes.builders import a_backlog_entry, an_entry
from tests.fakes.site import FakeWeb

NOW = datetime(2026, 3, 2, tzinfo=UTC)
TOPICS = Path(__file__).parents[2] / "catchup" / "templates" / "topics.yaml"
TITLES = {
    1: "GraphRAG over a knowledge graph of our wiki",
    2: "Reranking with a cross-encoder, a late look",
    3: "KV cache eviction in vLLM",
    4: "Our new coffee machine",
}


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    with open_store(url, now=NOW) as opened:
        take(opened, *(an_entry(n, title=title, text=title) for n, title in TITLES.items()))
        yield opened


@pytest.fixture
def pipeline(tmp_path: Path, store: Store) -> Pipeline:
    made = Pipeline(
        config=Config(home=tmp_path),
        store=store,
        web=FakeWeb({}),
        writer=Extractive(),
        fallback=Extractive(),
        taxonomy=read_topics(TOPICS),
        clock=lambda: NOW,
        progress=lambda *_: None,
    )
    assert made.match().done == len(TITLES)
    return made


def with_topic(pipeline: Pipeline, name: str, **changes: Any) -> Pipeline:  # noqa: ANN401
    tree = pipeline.taxonomy
    topics = {**tree.topics, name: replace(tree.topics[name], **changes)}
    return replace(pipeline, taxonomy=replace(tree, topics=topics, digest="another"))


def retired(tree: Taxonomy, name: str, *successors: str) -> Taxonomy:
    left = {one: topic for one, topic in tree.topics.items() if one != name}
    return replace(tree, topics=left, retired={name: successors}, digest="another")


def matches(store: Store, title: str) -> dict[str, TopicMatch]:
    [found] = [c for n in TITLES if (c := store.items.get(n)) and c.item.title == title]
    return {match.topic: match for match in found.matches}


def the_id(store: Store, title: str) -> int:
    return next(n for n in TITLES if (c := store.items.get(n)) and c.item.title == title)


def test_what_is_no_word_of_a_topic_re_places_nothing(pipeline: Pipeline) -> None:
    changed = with_topic(pipeline, "graph-rag", owners=("mira",), page="a.md", order=1)
    assert changed.match().done == 0


def test_an_alias_re_places_what_stands_at_its_topic_and_what_speaks_of_it(
    pipeline: Pipeline, store: Store
) -> None:
    before = {title: matches(store, title) for title in TITLES.values()}
    aliases = {"en": ("GraphRAG", "coffee machine")}
    changed = with_topic(pipeline, "graph-rag", aliases=aliases)
    assert changed.match().done == 2
    assert "graph-rag" in matches(store, TITLES[4])
    for number in (2, 3):
        assert matches(store, TITLES[number]) == before[TITLES[number]]
    assert changed.match().done == 0
    assert store.items.unmatched("no such key", 9) != ()


def test_a_topic_that_loses_its_words_loses_its_items(
    pipeline: Pipeline, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Names belong to topics too; here the taxonomy is all there is.
    monkeypatch.setattr("catchup.pipeline.placing.read_names", lambda *_: Names({}, {}, (), ""))
    pipeline.match()
    assert "graph-rag" in matches(store, TITLES[1])
    words: dict[str, Any] = {"aliases": {}, "keywords": {}, "descriptions": {}}
    changed = with_topic(pipeline, "graph-rag", titles={"ko": "ㅎ", "en": "zq"}, **words)
    assert changed.match().done == 1
    assert "graph-rag" not in matches(store, TITLES[1])


def test_a_topic_that_is_gone_without_successors_is_named_once(
    pipeline: Pipeline, store: Store
) -> None:
    tree = replace(retired(pipeline.taxonomy, "graph-rag"), retired={})
    after = replace(pipeline, taxonomy=tree)
    run = after.match()
    assert (run.done, run.notes) == (
        1,
        ("topic 'graph-rag' is gone; `retired` names no successors",),
    )
    assert "graph-rag" not in matches(store, TITLES[1])
    assert after.match().notes == ()
    named = replace(pipeline, taxonomy=retired(pipeline.taxonomy, "graph-rag", "advanced-rag"))
    assert named.match().notes == ()


def test_a_kill_between_two_batches_leaves_the_rest_to_the_next_run(
    pipeline: Pipeline, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = with_topic(pipeline, "graph-rag", aliases={"en": ("GraphRAG", "coffee machine")})

    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(store.items, "add_matches", killed)
        with pytest.raises(KeyboardInterrupt):
            changed.match()
    assert changed.match().done == 2
    assert "graph-rag" in matches(store, TITLES[4])


def test_new_rules_place_everything_anew(
    pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("taxonomy.matching.VERSION", "other")
    assert pipeline.match().done == len(TITLES)


def test_items_of_a_retired_topic_are_suggested_at_its_successors(
    pipeline: Pipeline, store: Store
) -> None:
    tree = retired(pipeline.taxonomy, "graph-rag", "speculative-decoding", "kv-cache")
    assert replace(pipeline, taxonomy=tree).match().done == 1
    found = matches(store, TITLES[1])
    assert "graph-rag" not in found
    suggested = found["speculative-decoding"]
    assert (suggested.method, suggested.evidence) == (SUCCESSOR, ("graph-rag",))
    assert "kv-cache" in found
    assert found["kv-cache"].decided_by is None


def test_what_people_accepted_at_a_retired_topic_stays_and_is_suggested_onwards(
    pipeline: Pipeline, store: Store
) -> None:
    item = the_id(store, TITLES[1])
    coffee = the_id(store, TITLES[4])
    store.backlog.keep(a_backlog_entry(coffee, "graph-rag", state=BacklogState.ACCEPTED))
    store.backlog.keep(a_backlog_entry(item, "graph-rag", state=BacklogState.DISMISSED))
    store.backlog.keep(a_backlog_entry(coffee, "kv-cache", state=BacklogState.DISMISSED))
    tree = retired(pipeline.taxonomy, "graph-rag", "speculative-decoding", "kv-cache")
    after = replace(pipeline, taxonomy=tree)
    assert after.match().done == 2
    assert matches(store, TITLES[4])["graph-rag"].decided_by is not None
    assert SUCCESSOR in matches(store, TITLES[4])["speculative-decoding"].method
    assert "kv-cache" not in matches(store, TITLES[4])
    assert not any(m.method == SUCCESSOR for m in matches(store, TITLES[1]).values())
    assert after.match().done == 0
