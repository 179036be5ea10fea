"""Items about one thing are grouped under the name that they share, and nothing else is."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from taxonomy import read_names, read_topics
from taxonomy.clustering import (
    Cluster,
    Unmapped,
    clusters,
    independent,
    says_field,
    vocabulary_of,
)
from taxonomy.names import Name, Names
from tests.taxonomy.posts import about, an_item, noise

HANDBOOK = read_topics(Path(__file__).parents[2] / "catchup" / "templates" / "topics.yaml")
KNOWN = vocabulary_of(HANDBOOK, read_names())


def found(items: list[Unmapped]) -> list[Cluster]:
    return clusters(items, KNOWN)


def test_three_blogs_about_one_new_thing_are_a_cluster_that_is_called_so() -> None:
    items = noise(100, 40, random.Random(1))
    items[7:7] = about("Gryphon Harness", 1)
    (cluster,) = found(items)
    assert {member.item for member in cluster.members} == {1, 2, 3}
    assert cluster.sources == 3
    assert cluster.titles == {"ko": "Gryphon Harness", "en": "Gryphon Harness"}
    assert cluster.words[0] == "gryphon harness"


def test_a_cluster_in_two_scripts_has_a_title_in_each() -> None:
    text = "하네스 공학(Harness Engineering)은 LLM 에이전트를 둘러싼 것을 다룬다."
    items = [
        an_item(1, "하네스 공학 입문", text, language="ko"),
        an_item(2, "사내 도구로 배우는 하네스 공학", text, language="ko"),
        an_item(3, "Harness Engineering 첫걸음", text, language="ko"),
    ]
    (cluster,) = found(items)
    assert cluster.titles == {"ko": "하네스 공학", "en": "Harness Engineering"}


def test_what_a_topic_is_called_already_emerges_no_more() -> None:
    assert found(about("Speculative Decoding", 1)) == []


def test_what_lies_outside_the_field_is_not_proposed() -> None:
    assert found(about("Gryphon Harness", 1, in_field=False)) == []
    assert says_field("Prompts for LLMs", "")
    assert not says_field("커피 머신을 바꿨습니다", "40초 만에 커피가 나옵니다.")


def test_what_is_listed_by_name_emerges_no_more() -> None:
    names = Names({"serving-frameworks": (Name("Gryphon Harness", ordinary=False),)}, {}, (), "")
    assert clusters(about("Gryphon Harness", 1), vocabulary_of(HANDBOOK, names)) == []


@pytest.mark.parametrize(
    "title",
    [
        "Gryphon raises $40M for LLM agents",
        "LLM startup Gryphon closes a $1.2B round at a $9B valuation",
        "Gryphon acquires Lantern, an LLM tool",
        "LLM 스타트업 그리폰, 400억 투자 유치",
        "그리폰, LLM 학습 자료로 소송",
    ],
)
def test_what_companies_pay_buy_and_quarrel_about_is_no_topic(title: str) -> None:
    assert not says_field(title, "An LLM company.")


@pytest.mark.parametrize(
    "title",
    [
        "How we raise recall of LLM search by 12 points",
        "Data acquisition for LLM fine-tuning",
        "LLM 인수 시험을 자동화하기",
        "Closing the gap between 3 and 70 billion parameters in LLMs",
    ],
)
def test_words_of_business_in_a_technical_title_are_no_company_news(title: str) -> None:
    assert says_field(title, "About an LLM.")


def test_everyday_words_are_no_name() -> None:
    items = [
        an_item(1, "Learning Fast", "we were learning about LLMs"),
        an_item(2, "Learning Slowly", "still learning"),
        an_item(3, "Learning Again", "learning is fun"),
    ]
    assert found(items) == []


def test_a_name_that_no_two_titles_hold_is_none() -> None:
    items = [
        an_item(n, title, "It runs on Gryphon Harness, an LLM runtime.")
        for n, title in enumerate(("Harbour lantern", "Meadow granite", "Violin pepper"), 1)
    ]
    assert found(items) == []


def test_copies_and_feeds_of_one_site_are_one_source() -> None:
    assert independent(about("Gryphon Harness", 1)) == 3
    assert independent(about("Gryphon Harness", 1, site="one.example")) == 1
    assert independent(about("Gryphon Harness", 1, source="one")) == 1
    same = an_item(1, "Gryphon Harness explained")
    mirror = replace(same, item=2, source="mirror", site="mirror.example")
    assert independent([same, mirror]) == 1
    long = replace(same, title="Gryphon Harness explained to those who run it - Summary")
    told = replace(mirror, title="Gryphon Harness explained to those who run it")
    assert independent([long, told]) == 1


def test_clusters_do_not_depend_on_anything_but_the_items() -> None:
    items = [*noise(100, 60, random.Random(2)), *about("Gryphon Harness", 1, 5)]
    items += about("Tidepool Memory", 10, 4)
    assert found(items) == found(list(items))
    assert [cluster.words[0] for cluster in found(items)] == ["gryphon harness", "tidepool memory"]
