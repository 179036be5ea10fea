import re
from pathlib import Path

import pytest

from catchup.errors import ConfigError
from catchup.types import Taxonomy, TopicKind
from taxonomy import Matcher
from taxonomy.names import read_names


def test_names_and_hints_stand_under_topics_of_the_handbook(handbook: Taxonomy) -> None:
    names = read_names()
    known = {t.id for t in handbook.topics.values() if t.kind is TopicKind.TOPIC}
    assert set(names.topics) == known
    assert set(names.hints) == known


def test_no_name_is_empty_or_stands_twice_under_one_topic() -> None:
    names = read_names()
    for listed in (*names.topics.values(), *names.hints.values(), names.elsewhere):
        texts = [name.text for name in listed]
        assert all(texts)
        assert len(set(texts)) == len(texts)


def test_a_question_mark_marks_an_ordinary_word() -> None:
    outlines = [n for n in read_names().topics["structured-output"] if n.text == "Outlines"]
    assert [name.ordinary for name in outlines] == [True]


def test_names_of_ones_own_are_added(tmp_path: Path, handbook: Taxonomy) -> None:
    own = tmp_path / "names.yaml"
    own.write_text("names:\n  kv-cache: Dotorimem, Neureup?\n", encoding="utf-8")
    names = read_names(own, handbook.topics)
    assert [n.text for n in names.topics["kv-cache"]][:2] == ["Dotorimem", "Neureup"]
    assert names.digest != read_names().digest
    matcher = Matcher(handbook, names)
    assert matcher.key != Matcher(handbook).key
    assert matcher.rank("Dotorimem 2 is out", "", "en")[0].topic == "kv-cache"


def test_without_a_file_of_ones_own_the_packaged_names_stand(tmp_path: Path) -> None:
    assert read_names(tmp_path / "names.yaml").digest == read_names().digest


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("names:\n  kv-cash: Dotorimem\n", "names.yaml:2: no topic 'kv-cash'"),
        ("name:\n  kv-cache: Dotorimem\n", "names.yaml:1: unknown key 'name'"),
        ("names: Dotorimem\n", "names.yaml:1: expected topics"),
        ("names:\n  kv-cache: [Dotorimem]\n", "names.yaml:2: expected one value"),
        ("names: [\n", "names.yaml:2: not YAML"),
    ],
)
def test_a_wrong_list_is_refused_with_its_line(
    tmp_path: Path, handbook: Taxonomy, written: str, complaint: str
) -> None:
    own = tmp_path / "names.yaml"
    own.write_text(written, encoding="utf-8")
    with pytest.raises(ConfigError, match=re.escape(complaint)):
        read_names(own, handbook.topics)
