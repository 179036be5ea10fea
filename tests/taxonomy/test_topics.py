import hashlib
import re
import time
from pathlib import Path

import pytest

from catchup.errors import ConfigError
from catchup.types import Level, Priority, Taxonomy, TopicKind
from taxonomy import read_topics
from tests.taxonomy.conftest import TEMPLATE

GOOD = """\
version: 1
topics:
- {id: build, kind: part, parent: null, title_en: Build, title_ko: 만들기, order: 1}
- {id: search, kind: area, parent: build, title_en: Search, title_ko: 검색, order: 1}
- id: embeddings
  kind: topic
  parent: search
  title_en: Embeddings
  title_ko: 임베딩
  level: intro
  prereqs: []
  order: 1
  aliases_ko: [임베딩 모델]
- id: vector-index
  kind: topic
  parent: search
  title_en: Vector indexes
  title_ko: 벡터 색인
  desc_en: How neighbours are found fast.
  level: intermediate
  prereqs: [embeddings]
  order: 2
  keywords_en: [graph index]
"""

TOPIC = (
    "- {{id: {id}, kind: topic, parent: search, title_en: T, title_ko: 티, level: intro, {more}}}\n"
)


def complaint(tmp_path: Path, text: str) -> str:
    path = tmp_path / "topics.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as raised:
        read_topics(path)
    return str(raised.value).replace(str(path), "topics.yaml")


def test_a_good_file_becomes_a_tree(tmp_path: Path) -> None:
    path = tmp_path / "topics.yaml"
    path.write_text(GOOD, encoding="utf-8")
    tree = read_topics(path)
    index = tree.topics["vector-index"]
    assert (index.kind, index.level, index.order) == (TopicKind.TOPIC, Level.INTERMEDIATE, 2)
    assert index.titles == {"en": "Vector indexes", "ko": "벡터 색인"}
    assert index.descriptions == {"en": "How neighbours are found fast."}
    assert index.prerequisites == ("embeddings",)
    assert index.keywords == {"en": ("graph index",)}
    assert tree.area_of("vector-index").id == "search"
    assert tree.digest == hashlib.sha256(path.read_bytes()).hexdigest()


def test_the_book_order_and_the_stages_are_read(tmp_path: Path) -> None:
    path = tmp_path / "topics.yaml"
    staged = GOOD.replace("  order: 2", "  order: 2\n  stage: 3")
    path.write_text("tracks: {handbook: {areas: [search]}}\n" + staged, encoding="utf-8")
    tree = read_topics(path)
    assert tree.book_order == ("search",)
    assert [tree.topics[t].stage for t in ("embeddings", "vector-index")] == [1, 3]
    path.write_text("tracks: {developer: {rule: by order}}\n" + GOOD, encoding="utf-8")
    assert read_topics(path).book_order == ("search",)


@pytest.mark.parametrize(
    ("tracks", "said"),
    [
        ("{handbook: {areas: [serach]}}", "names no area 'serach' (did you mean 'search'?)"),
        ("{handbook: {areas: [build]}}", "names no area 'build'"),
        ("{handbook: {areas: [search, search]}}", "'search' stands twice"),
        ("{handbook: {areas: search}}", "expected a list"),
        ("{handbok: {}}", "unknown key 'handbok'"),
    ],
)
def test_a_wrong_book_order_is_said_with_its_line(tmp_path: Path, tracks: str, said: str) -> None:
    complained = complaint(tmp_path, f"tracks: {tracks}\n{GOOD}")
    assert complained.startswith("topics.yaml:1: ")
    assert said in complained


def test_the_packaged_handbook_names_every_area_in_its_book_order(handbook: Taxonomy) -> None:
    areas = [topic.id for topic in handbook.topics.values() if topic.kind is TopicKind.AREA]
    assert sorted(handbook.book_order) == sorted(areas)


def test_the_packaged_handbook_is_sound_and_ordered(handbook: Taxonomy) -> None:
    topics = [topic for topic in handbook.topics.values() if topic.kind is TopicKind.TOPIC]
    assert len(topics) > 100
    assert all(
        handbook.topics[wanted].order < topic.order
        for topic in topics
        for wanted in topic.prerequisites
    )


def test_the_packaged_handbook_is_read_quickly() -> None:
    best = min(_cpu_seconds() for _ in range(3))
    assert best < 0.08


def _cpu_seconds() -> float:
    started = time.process_time()
    read_topics(TEMPLATE)
    return time.process_time() - started


@pytest.mark.parametrize(
    ("wrong", "right", "said"),
    [
        (
            "  tilte_en: Embeddings",
            "  title_en: Embeddings",
            "topics.yaml:8: unknown key 'tilte_en'",
        ),
        ("  tilte_en: Embeddings", "  title_en: Embeddings", "did you mean 'title_en'?"),
        ("  level: expert", "  level: intermediate", "topics.yaml:20: level 'expert' is none of"),
        ("  level: intermedate", "  level: intermediate", "did you mean 'intermediate'?"),
        ("prereqs: [embedings]", "prereqs: [embeddings]", "(did you mean 'embeddings'?)"),
        (
            "prereqs: [search]",
            "prereqs: [embeddings]",
            "topics.yaml:21: vector-index: prerequisite",
        ),
        ("id: Vector_Index", "id: vector-index", "topics.yaml:14: id 'Vector_Index' is not a slug"),
        ("id: embeddings", "id: vector-index", "topics.yaml:14: id 'embeddings' is taken since"),
        ("  order: 0", "  order: 2", "'embeddings' comes later in the order"),
        ("  order: second", "  order: 2", "topics.yaml:22: expected a whole number"),
        ("  title_ko: ''", "  title_ko: 벡터 색인", "vector-index: no title_ko"),
        ("parent: build\n  title_en: V", "parent: search\n  title_en: V", "must be a area"),
        ("kind: chapter", "kind: area", "topics.yaml:4: kind 'chapter' is none of"),
        ("kind: part, parent: search", "kind: part, parent: null", "a part has no parent"),
        ("  keywords_en: graph", "  keywords_en: [graph index]", "topics.yaml:23: expected a list"),
        ("topics: {}", "topics:", "topics.yaml"),
        ("  priority: must", "  order: 2", "topics.yaml:22: a priority needs a person's reason"),
        ("  reason: since", "  order: 2", "topics.yaml:22: a reason without a priority"),
        (
            "  priority: mist\n  reason: new",
            "  order: 2",
            "topics.yaml:22: priority 'mist' is none of must, should, skip (did you mean 'must'?)",
        ),
        ("  owners: Kim", "  order: 2", "topics.yaml:22: expected a list"),
        ("  owners: [Kim, '']", "  order: 2", "topics.yaml:22: an empty entry in a list"),
        ("  page: ../x.md", "  order: 2", "topics.yaml:22: page '../x.md' is no path inside"),
        ("  page: [a, b]", "  order: 2", "topics.yaml:22: expected one value"),
        ("  order: 2\n  order: 3", "  order: 2", "topics.yaml:23: key 'order' stands twice"),
        ("  title_en: {a: b}", "  title_en: Embeddings", "topics.yaml:8: expected one value"),
    ],
)
def test_what_is_wrong_is_said_with_file_and_line(
    tmp_path: Path, wrong: str, right: str, said: str
) -> None:
    assert right in GOOD
    assert said in complaint(tmp_path, GOOD.replace(right, wrong))


def test_every_circle_of_prerequisites_is_named_with_its_path(tmp_path: Path) -> None:
    text = GOOD.replace("prereqs: []", "prereqs: [vector-index]")
    text += TOPIC.format(id="alone", more="prereqs: [alone]")
    said = complaint(tmp_path, text)
    assert "prerequisites go in a circle: embeddings <- vector-index <- embeddings" in said
    assert "topics.yaml:24: prerequisites go in a circle: alone <- alone" in said


def test_order_stage_and_book_order_are_derived_where_the_file_is_silent(tmp_path: Path) -> None:
    path = tmp_path / "topics.yaml"
    text = GOOD.replace("  order: 1\n", "").replace("  order: 2\n", "").replace(", order: 1", "")
    text += "- {id: run, kind: part, title_en: Run, title_ko: 운영}\n"
    text += "- {id: serving, kind: area, parent: run, title_en: Serving, title_ko: 서빙}\n"
    text += TOPIC.format(id="speed", more="").replace("parent: search", "parent: serving")
    text = text.replace("prereqs: []", "prereqs: [speed]")
    path.write_text(text, encoding="utf-8")
    topics = read_topics(path).topics
    assert [topics[t].order for t in ("build", "run", "search", "serving")] == [1, 2, 1, 2]
    assert [topics[t].order for t in ("speed", "embeddings", "vector-index")] == [1, 2, 3]
    assert [topics[t].stage for t in ("speed", "embeddings", "vector-index")] == [2, 2, 2]
    assert read_topics(path).book_order == ("search", "serving")


def test_the_packaged_orders_and_stages_are_those_that_would_be_derived(
    tmp_path: Path, handbook: Taxonomy
) -> None:
    path = tmp_path / "topics.yaml"
    lines = TEMPLATE.read_text("utf-8").splitlines(keepends=True)
    kept = [line for line in lines if not re.match(r"  (?:order|stage): \d+$", line)]
    assert len(lines) - len(kept) > 200
    path.write_text("".join(kept), encoding="utf-8")
    derived = read_topics(path).topics
    for name, topic in handbook.topics.items():
        if topic.kind is TopicKind.TOPIC:
            assert (derived[name].order, derived[name].stage) == (topic.order, topic.stage)


def test_a_topic_without_a_number_stands_between_its_neighbours(tmp_path: Path) -> None:
    path = tmp_path / "topics.yaml"
    path.write_text(
        GOOD.replace(
            "- id: vector-index", TOPIC.format(id="between", more="") + "- id: vector-index"
        ),
        encoding="utf-8",
    )
    topics = read_topics(path).topics
    assert [topics[t].order for t in ("embeddings", "between", "vector-index")] == [1, 2, 3]


def test_a_number_that_cannot_be_kept_is_said_with_what_stands_in_its_way(tmp_path: Path) -> None:
    text = GOOD.replace("prereqs: [embeddings]", "prereqs: []")
    text += TOPIC.format(id="between", more="prereqs: [vector-index]")
    text = text.replace("prereqs: []\n  order: 1", "prereqs: [between]\n  order: 1")
    said = complaint(tmp_path, text)
    assert said == (
        "topics.yaml:12: embeddings: order 1 cannot be kept,"
        " 'vector-index' must come before it (order 2)"
    )


def test_what_people_decide_about_a_topic_is_read(tmp_path: Path) -> None:
    path = tmp_path / "topics.yaml"
    more = "  priority: must\n  reason: 이번 시즌 주제\n  owners: [김가람, mira]\n"
    more += "  page: book/index.md\n"
    path.write_text(GOOD + more, encoding="utf-8")
    topic = read_topics(path).topics["vector-index"]
    assert (topic.priority, topic.reason) == (Priority.MUST, "이번 시즌 주제")
    assert (topic.owners, topic.page) == (("김가람", "mira"), "book/index.md")


def test_several_faults_are_told_at_once_and_no_more_than_ten(tmp_path: Path) -> None:
    text = GOOD + "".join(f"- {{id: t{n}, kind: word}}\n" for n in range(6))
    lines = complaint(tmp_path, text).splitlines()
    assert len(lines) == 11
    assert lines[-1].endswith("more")
    assert lines[0].startswith("topics.yaml:24: ")


def test_a_retired_id_names_successors_and_is_never_used_again(tmp_path: Path) -> None:
    said = complaint(tmp_path, "retired:\n- {id: embeddings, successors: [vectors]}\n" + GOOD)
    assert "topics.yaml:2: id 'embeddings' is retired and may not be used again" in said
    assert "successor 'vectors' is unknown" in said
    for entries, fault in (
        ("{id: old, successors: []}", "topics.yaml:2: retired id 'old' names no successors"),
        ("{id: old, successors: [old]}", "topics.yaml:2: old: its successors lead to no topic"),
        ("{id: old, successors: [search]}", "topics.yaml:2: old: its successors lead to no topic"),
        (
            "{id: old, successors: [embeddings]}\n- {id: old, successors: [embeddings]}",
            "topics.yaml:3: id 'old' is retired twice",
        ),
    ):
        assert fault in complaint(tmp_path, f"retired:\n- {entries}\n{GOOD}")


def test_successors_that_retired_in_their_turn_lead_on(tmp_path: Path) -> None:
    path = tmp_path / "topics.yaml"
    entries = "[{id: a, successors: [b, embeddings]}, {id: b, successors: [vector-index]}]"
    path.write_text(f"retired: {entries}\n{GOOD}", encoding="utf-8")
    assert read_topics(path).retired == {
        "a": ("embeddings", "vector-index"),
        "b": ("vector-index",),
    }


def test_a_prerequisite_that_is_retired_names_its_successors(tmp_path: Path) -> None:
    text = "retired: [{id: old, successors: [embeddings]}]\n" + GOOD
    said = complaint(tmp_path, text.replace("prereqs: [embeddings]", "prereqs: [old]"))
    assert said == (
        "topics.yaml:22: vector-index: prerequisite 'old' is no topic,"
        " it is retired: use embeddings"
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("topics: [\n}", "topics.yaml:2: not YAML"),
        ("topics: !!python/object:os.system []\n", "topics.yaml: no topics"),
        ("- just a list\n", "topics.yaml:1: expected a mapping"),
        ("", "topics.yaml: no topics"),
        ("topics: []\n", "topics.yaml: no topics"),
        ("topics: [\x00]\n", "topics.yaml"),
    ],
)
def test_a_file_of_another_shape_is_refused_in_one_line(
    tmp_path: Path, text: str, said: str
) -> None:
    assert said in complaint(tmp_path, text)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.yaml: cannot be read"):
        read_topics(tmp_path / "none.yaml")
