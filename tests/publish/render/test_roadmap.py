"""A roadmap page keeps Mermaid's limits and Markdown's marks, whatever titles hold."""

import re
from dataclasses import replace

import pytest
from hypothesis import given

from catchup.types import (
    Card,
    Coverage,
    ItemKind,
    Leg,
    Level,
    Reading,
    Roadmap,
    Stop,
    Stretch,
    Topic,
    TopicKind,
    Track,
)
from publish.render.mermaid import flowcharts, label
from publish.render.roadmap import render
from tests.publish.render.hostile import HOSTILE
from tests.publish.render.test_markdown import marks

LINE = re.compile(
    r'flowchart TD|  subgraph a_\w+\["[^"]*"\]|    t_\w+\["[^"]*"\]|  end|  t_\w+ --> t_\w+'
)
CHART = re.compile(r"```mermaid\n(.*?)\n```\n", re.DOTALL)
CARD = Card(
    item=7,
    url="https://posts.example/0007",
    title="필터를 건 검색이 느려지는 까닭",
    kind=ItemKind.POST,
    language="ko",
    source="한강데브 기술 블로그",
    published=None,
    version=1,
    level=Level.INTERMEDIATE,
    level_estimated=True,
    minutes=4,
    reading=Reading.FULL,
    writer="extract",
    points=(),
    topic="graph-rag",
    other_topics=(),
    evidence=(),
    reasons=(),
    sources=("hangang",),
)


def a_topic(topic: str, title: str = "", **changes: object) -> Topic:
    facts: dict[str, object] = {"kind": TopicKind.TOPIC, "parent": "rag-area", "order": 1}
    titles = {"ko": title or f"토픽 {topic}", "en": title or f"Topic {topic}"}
    return Topic(id=topic, titles=titles, **{**facts, **changes})  # type: ignore[arg-type]


PART = a_topic("build", "만들기", kind=TopicKind.PART, parent=None)
AREA = a_topic("rag-area", "RAG", kind=TopicKind.AREA, parent="build")


def a_roadmap(track: Track = Track.DEVELOPER, title: str = "", card: Card = CARD) -> Roadmap:
    """Three topics in one part: one with two new items, one accepted, one with nothing."""
    first = a_topic("graph-rag", title)
    second = a_topic("end", title, prerequisites=("graph-rag",))
    third = a_topic("a---o", title, prerequisites=("end",))
    stops = (
        Stop(topic=first, prerequisites=(), coverage=Coverage(accepted=2, new=(card, card))),
        Stop(topic=second, prerequisites=(first,), coverage=Coverage(accepted=1)),
    )
    last = Stop(topic=third, prerequisites=(second, a_topic("else")), coverage=Coverage())
    stretches = (
        Stretch(area=AREA, stops=stops),
        Stretch(area=AREA, stops=(last,), continued=True),
    )
    return Roadmap(track=track, legs=(Leg(part=PART, stretches=stretches),))


def page(language: str = "ko") -> str:
    return render(a_roadmap(), language, week="2026-W09")


def charts(text: str) -> list[list[str]]:
    return [block.splitlines() for block in CHART.findall(text)]


def test_a_page_has_one_title_a_diagram_for_each_part_and_the_same_as_a_list() -> None:
    lines = page().splitlines()
    assert lines[0] == "# 로드맵: 개발자 우선 순서"
    assert sum(line.startswith("# ") for line in lines) == 1
    [chart] = charts(page())
    drawn = [line.split("[")[0].strip() for line in chart if line.startswith("    t_")]
    listed = re.findall(r'<a id="t-([\w-]+)"></a>', page())
    assert drawn == [f"t_{topic.replace('-', '_')}" for topic in listed]
    assert page() == page()
    assert page().endswith("\n")


def test_what_there_is_for_a_topic_is_said_in_words() -> None:
    assert "**토픽 graph-rag** · 입문 · 채택 2편, 새 글 2편" in page()
    assert "**토픽 end** · 입문 · 채택 1편" in page()
    assert "**Topic a---o** · intro\n" in page("en")
    assert '    t_a___o["Topic a---o"]\n' in page("en")
    assert '    t_graph_rag["토픽 graph-rag · 채택 2편, 새 글 2편"]' in page()
    assert "2026-W09 기준 · 토픽 3개 · 채택한 글이 있는 토픽 2개 · 새 글 1편" in page()
    assert "### RAG (이어서)" in page()


def test_new_items_and_prerequisites_are_links_under_their_topic() -> None:
    lines = page().splitlines()
    place = lines.index(next(line for line in lines if 't-graph-rag"' in line))
    assert f"](<{CARD.url}>)" in lines[place + 1]
    assert "  - 먼저 볼 것: [토픽 end](#t-end), 토픽 else" in lines


def test_every_line_of_a_diagram_has_one_of_five_shapes() -> None:
    [chart] = charts(page())
    assert [line for line in chart if not LINE.fullmatch(line)] == []
    assert "  t_graph_rag --> t_end" in chart
    assert "  t_end --> t_a___o" in chart
    assert not any("t_else" in line for line in chart)


@given(HOSTILE)
def test_hostile_titles_add_no_mark_and_leave_the_diagram_whole(text: str) -> None:
    card = replace(CARD, title=f"x{text}", source=f"x{text}")
    said = render(a_roadmap(title=f"x{text}", card=card), "ko", week="2026-W09")
    plain = render(a_roadmap(title="y", card=replace(card, title="y", source="y")), "ko", week="w")
    assert marks(said) == marks(plain)
    [chart] = charts(said)
    assert [line for line in chart if not LINE.fullmatch(line)] == []


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ('a "b" (c) | d', '"a #quot;b#quot; (c) #124; d"'),
        ("%%{init: {}}%%", '"#37;#37;#123;init: #123;#125;#125;#37;#37;"'),
        ("`x` C# <b>", '"#96;x#96; C#35; #60;b#62;"'),
        ("end 한국어 [x]", '"end 한국어 [x]"'),
    ],
)
def test_a_label_is_quoted_and_holds_nothing_that_mermaid_reads(title: str, shown: str) -> None:
    assert label(title) == shown


def a_leg(areas: int, topics: int, prerequisites: int) -> Leg:
    """A part in which each topic follows on the ones before it."""
    stretches = []
    for area in range(areas):
        names = [a_topic(f"t{area}-{number}") for number in range(topics)]
        stops = tuple(
            Stop(
                topic=topic,
                prerequisites=tuple(names[max(0, number - prerequisites) : number]),
                coverage=Coverage(),
            )
            for number, topic in enumerate(names)
        )
        stretches.append(Stretch(area=a_topic(f"area-{area}", kind=TopicKind.AREA), stops=stops))
    return Leg(part=PART, stretches=tuple(stretches))


@pytest.mark.parametrize(
    ("leg", "count"),
    [
        (a_leg(2, 30, 4), 1),
        (a_leg(2, 60, 4), 2),
        (a_leg(1, 80, 4), 0),
        (a_leg(2, 900, 0), 2),
        (a_leg(1, 1800, 0), 0),
    ],
)
def test_a_part_beyond_the_limits_is_drawn_by_area_or_only_listed(leg: Leg, count: int) -> None:
    words = {s.topic.id: "아직 없음" for stretch in leg.stretches for s in stretch.stops}
    drawn = flowcharts(leg, words, "ko")
    assert len(drawn) == count
    assert all(chart.count(" --> ") < 280 and len(chart) < 50_000 for chart in drawn)
    said = render(Roadmap(track=Track.HANDBOOK, legs=(leg,)), "ko", week="2026-W09")
    assert said.count("<a id=") == len(words)
