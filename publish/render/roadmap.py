"""Renders a roadmap as a Markdown page: each part a diagram, then the same as a linked list."""

from collections.abc import Collection, Iterator, Mapping
from urllib.parse import quote

from catchup.types import (
    Card,
    Coverage,
    HandbookPage,
    Language,
    Leg,
    PageState,
    Roadmap,
    Stop,
    Stretch,
    Topic,
    TopicId,
    Track,
)
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
AS_OF = Phrase("{week} 기준 · ", "As of {week} · ")
STATE = Phrase(
    "토픽 {topics:,}개 · 채택한 글이 있는 토픽 {covered:,}개 · 새 글 {new:,}편",
    "{topics:,} topics · {covered:,} with accepted items · {new:,} new items",
)
CONTINUED = Phrase("{title} (이어서)", "{title} (continued)")
LEGEND = Phrase(
    "표시가 없는 토픽에는 아직 채택한 글도 새 글도 없습니다.",
    "A topic without a mark has neither accepted nor new items yet.",
)
ACCEPTED = Phrase("채택 {n:,}편", "{n:,} accepted")
NEW = Phrase("새 글 {n:,}편", "{n:,} new")
PAGE = Phrase("문서", "page")
THIN = Phrase("아직 비어 있음", "nothing in it yet")
HAS_FILE = frozenset({PageState.WRITTEN, PageState.PLACEHOLDER, PageState.EMPTY})
FIRST = Phrase("먼저 볼 것", "Read first")


def render(roadmap: Roadmap, language: Language, *, week: str, root: str = "") -> str:
    """A roadmap in Korean ("ko") or English, as it stands in an ISO week ("2026-W09"; "": none).

    `root` leads from the page to the handbook's folder, from which paths of its pages count.
    """
    return "\n".join(_page(roadmap, "ko" if language == "ko" else "en", week, root)) + "\n"


def _page(roadmap: Roadmap, language: Language, week: str, root: str) -> Iterator[str]:
    yield f"# {TITLES[roadmap.track].say(language)}"
    yield ""
    yield RULES[roadmap.track].say(language)
    yield ""
    yield state(roadmap, language, week)
    yield ""
    yield LEGEND.say(language)
    here = frozenset(stop.topic.id for leg in roadmap.legs for stop in stops(leg))
    for number, leg in enumerate(roadmap.legs, 1):
        yield ""
        yield f"## {number}. {_title(leg.part, language, continued=leg.continued)}"
        yield from _diagrams(leg, language)
        for stretch in leg.stretches:
            yield from _stretch(stretch, language, root, here)


def state(roadmap: Roadmap, language: Language, week: str) -> str:
    """One line of figures."""
    coverages = [stop.coverage for leg in roadmap.legs for stop in stops(leg)]
    new = {card.item for coverage in coverages for card in coverage.new}
    return (AS_OF.say(language, week=week) if week else "") + STATE.say(
        language,
        topics=len(coverages),
        covered=sum(coverage.accepted > 0 for coverage in coverages),
        new=len(new),
    )


def stops(leg: Leg) -> Iterator[Stop]:
    """The topics of a leg in their order."""
    for stretch in leg.stretches:
        yield from stretch.stops


def _title(topic: Topic, language: Language, *, continued: bool) -> str:
    title = _name(topic, language)
    return CONTINUED.say(language, title=title) if continued else title


def _diagrams(leg: Leg, language: Language) -> Iterator[str]:
    marks = {stop.topic.id: mark(stop.coverage, language) for stop in stops(leg)}
    for chart in flowcharts(leg, marks, language):
        yield ""
        yield "```mermaid"
        yield chart
        yield "```"


def mark(coverage: Coverage, language: Language) -> str:
    """What there is for a topic, in words: a colour says nothing to a feed or a screen reader."""
    counts = ((ACCEPTED, coverage.accepted), (NEW, len(coverage.new)))
    return ", ".join(phrase.say(language, n=n) for phrase, n in counts if n)


def _stretch(
    stretch: Stretch, language: Language, root: str, here: Collection[TopicId]
) -> Iterator[str]:
    yield ""
    yield f"### {_title(stretch.area, language, continued=stretch.continued)}"
    yield ""
    for stop in stretch.stops:
        yield from _stop(stop, language, root, here)


def _stop(stop: Stop, language: Language, root: str, here: Collection[TopicId]) -> Iterator[str]:
    topic, page = stop.topic, stop.coverage.page
    facts = [LEVELS[topic.level].say(language), mark(stop.coverage, language)]
    if page and page.state in HAS_FILE:
        facts.append(_page_link(page, language, root))
    name = f'<a id="{_anchor(topic)}"></a>**{_name(topic, language)}**'
    yield f"- {' · '.join(filter(None, (name, *facts)))}"
    if stop.prerequisites:
        links = (
            f"[{_name(t, language)}](#{_anchor(t)})" if t.id in here else _name(t, language)
            for t in stop.prerequisites
        )
        yield f"  - {FIRST.say(language)}: {', '.join(links)}"
    for card in stop.coverage.new:
        yield f"  - {_link(card, language)}"


def _page_link(page: HandbookPage, language: Language, root: str) -> str:
    title = escaped(plain(page.title, TITLE_LIMIT)) or UNTITLED.say(language)
    said = f"{PAGE.say(language)} [{title}](<{quote(root + page.path)}>)"
    return said if page.state is PageState.WRITTEN else f"{said} ({THIN.say(language)})"


def _name(topic: Topic, language: Language) -> str:
    return escaped(plain(topic.titles[language], TITLE_LIMIT))


def _anchor(topic: Topic) -> str:
    return f"t-{topic.id}"


def _link(card: Card, language: Language) -> str:
    title = escaped(plain(card.title, TITLE_LIMIT)) or UNTITLED.say(language)
    url = web_address(card.url)
    linked = f"[{title}](<{url}>)" if url else title
    return f"{linked} ({escaped(plain(card.source, NAME_LIMIT))})"
