"""The hand labels of a week keep their own rules and name topics that exist."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from ingest.identity import canonical_url

ROOT = Path(__file__).parent.parent
LABELS = sorted((ROOT / "benchmarks" / "labels").glob("week-*.jsonl"))

pytestmark = pytest.mark.skipif(not LABELS, reason="source packages come without benchmarks")


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def topic_ids() -> set[str]:
    taxonomy = yaml.safe_load((ROOT / "catchup" / "templates" / "topics.yaml").read_text("utf-8"))
    return {topic["id"] for topic in taxonomy["topics"] if topic["kind"] == "topic"}


@pytest.mark.parametrize("path", LABELS, ids=lambda path: path.stem)
def test_labels_name_each_item_once_by_its_canonical_address_and_nothing_else(path: Path) -> None:
    rows = read(path)
    urls = [row["url"] for row in rows]
    assert urls == [canonical_url(url, keep_fragment=True) for url in urls]
    assert len(set(urls)) == len(urls)
    allowed = {"url", "topics", "class", "worth", "second"}
    assert all(set(row) <= allowed for row in rows)


@pytest.mark.parametrize("path", LABELS, ids=lambda path: path.stem)
def test_labels_are_topics_of_the_handbook_or_none(path: Path) -> None:
    rows = read(path)
    known = topic_ids()
    for label in [*rows, *(row["second"] for row in rows if "second" in row)]:
        assert label["worth"] in {"worth", "maybe", "not"}
        if label["class"] == "on-topic":
            assert 1 <= len(label["topics"]) <= 3
            assert set(label["topics"]) <= known
        else:
            assert label["class"] in {"off-topic", "spam"}
            assert (label["topics"], label["worth"]) == (["none"], "not")
