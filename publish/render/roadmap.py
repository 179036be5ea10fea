"""Renders a roadmap as a Markdown page: each part a diagram, then the same as a linked list."""

from collections.abc import Iterator, Mapping

from catchup.types import Card, Coverage, Language, Leg, Roadmap, Stop, Stretch, Topic, Track
from publish.plain import plain, web_address
from publish.render.markdown import escaped
from publish.render.mermaid import flowcharts
from publish.words import LEVELS, UNTITLED, Phrase

TITLE_LIMIT = 160
NAME_LIMIT = 60
TITLES: Mapping[Track, Phrase] = {
    Track.DEVELOPER: Phrase("로드맵: 개발자 우선 순서", "Roadmap: developer order"),
    Track.HANDBOOK: Phrase("로드맵: 책 순서", "Roadmap: book order"),
}
RULES: Mapping[Track, Phrase] = {
    Track.DEVELOPER: Phrase(
        "위에서 아래로 읽으면 먼저 알아야 할 토픽이 늘 앞에 옵니다.",
        "Read from top to bottom: what a topic needs always comes before it.",
    ),
    Track.HANDBOOK: Phrase(
        "이론부터 차례로 읽는 책의 순서입니다.", "The order of the book: theory first."
    ),
}
STATE = Phrase(
    "{week} 기준 · 토픽 {topics:,}개 · 채택한 글이 있는 토픽 {covered:,}개 · 새 글 {new:,}편",
    "As of {week} · {topics:,} topics · {covered:,} with accepted items · {new:,} new items",
)
CONTINUED = Phrase("{title} (이어서)", "{title} (continued)")
LEGEND = Phrase(
    "표시가 없는 토픽에는 아직 채택한 글도 새 글도 없습니다.",
    "A topic without a mark has neither accepted nor new items yet.",
)
ACCEPTED = Phrase("채택 {n:,}편", "{n:,} accepted")
NEW = Phrase("새 글 {n:,}편", "{n:,} new")
FIRST = Phrase("먼저 볼 것", "Read first")


def render(roadmap: Roadmap, language: Language, *, week: str) -> str:
    """A roadmap in Korean ("ko") or English, as it stands in an ISO week ("2026-W09")."""
    return "\n".join(_page(roadmap, "ko" if language == "ko" else "en", week)) + "\n"


def _page(roadmap: Roadmap, language: Language, week: str) -> Iterator[str]:
    yield f"# {TITLES[roadmap.track].say(language)}"
    yield ""
    yield RULES[roadmap.track].say(language)
    yield ""
    yield _state(roadmap, language, week)
    yield ""
    yield LEGEND.say(language)
    for number, leg in enumerate(roadmap.legs, 1):
        yield ""
        yield f"## {number}. {_title(leg.part, language, continued=leg.continued)}"
        yield from _diagrams(leg, language)
        for stretch in leg.stretches:
            yield from _stretch(stretch, language)


def _state(roadmap: Roadmap, language: Language, week: str) -> str:
    coverages = [stop.coverage for leg in roadmap.legs for stop in _stops(leg)]
    new = {card.item for coverage in coverages for card in coverage.new}
    return STATE.say(
        language,
        week=week,
        topics=len(coverages),
        covered=sum(coverage.accepted > 0 for coverage in coverages),
        new=len(new),
    )


def _stops(leg: Leg) -> Iterator[Stop]:
    for stretch in leg.stretches:
        yield from stretch.stops


def _title(topic: Topic, language: Language, *, continued: bool) -> str:
    title = _name(topic, language)
    return CONTINUED.say(language, title=title) if continued else title


def _diagrams(leg: Leg, language: Language) -> Iterator[str]:
    marks = {stop.topic.id: _mark(stop.coverage, language) for stop in _stops(leg)}
    for chart in flowcharts(leg, marks, language):
        yield ""
        yield "```mermaid"
        yield chart
        yield "```"


def _mark(coverage: Coverage, language: Language) -> str:
    """What there is for a topic, in words: a colour says nothing to a feed or a screen reader."""
    counts = ((ACCEPTED, coverage.accepted), (NEW, len(coverage.new)))
    return ", ".join(phrase.say(language, n=n) for phrase, n in counts if n)


def _stretch(stretch: Stretch, language: Language) -> Iterator[str]:
    yield ""
    yield f"### {_title(stretch.area, language, continued=stretch.continued)}"
    yield ""
    for stop in stretch.stops:
        yield from _stop(stop, language)


def _stop(stop: Stop, language: Language) -> Iterator[str]:
    topic = stop.topic
    facts = [LEVELS[topic.level].say(language), _mark(stop.coverage, language)]
    name = f'<a id="{_anchor(topic)}"></a>**{_name(topic, language)}**'
    yield f"- {' · '.join(filter(None, (name, *facts)))}"
    if stop.prerequisites:
        links = (f"[{_name(t, language)}](#{_anchor(t)})" for t in stop.prerequisites)
        yield f"  - {FIRST.say(language)}: {', '.join(links)}"
    for card in stop.coverage.new:
        yield f"  - {_link(card, language)}"


def _name(topic: Topic, language: Language) -> str:
    return escaped(plain(topic.titles[language], TITLE_LIMIT))


def _anchor(topic: Topic) -> str:
    return f"t-{topic.id}"


def _link(card: Card, language: Language) -> str:
    title = escaped(plain(card.title, TITLE_LIMIT)) or UNTITLED.say(language)
    url = web_address(card.url)
    linked = f"[{title}](<{url}>)" if url else title
    return f"{linked} ({escaped(plain(card.source, NAME_LIMIT))})"
