"""Made-up topics, items and digests that the publish tests share."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from catchup.types import (
    Candidate,
    Choice,
    DateDoubt,
    Digest,
    Health,
    Issue,
    Item,
    ItemKind,
    Level,
    Period,
    Point,
    Reading,
    Selection,
    SourceNote,
    SourceTrouble,
    Statement,
    Summary,
    Taxonomy,
    Topic,
    TopicKind,
    TopicMatch,
)
from publish.composing import compose
from publish.freezing import freeze, sha256_of, thaw
from publish.rules import Rules
from publish.selecting import select

SEOUL = "Asia/Seoul"
WEEK = Period(datetime(2026, 2, 22, 15, tzinfo=UTC), datetime(2026, 3, 1, 15, tzinfo=UTC))
WEDNESDAY = datetime(2026, 2, 25, 3, tzinfo=UTC)
RULES = Rules(period=WEEK, young=False)
SOURCES = {
    "hangang": "한강데브 기술 블로그",
    "namsan": "남산 LLM 연구 노트",
    "nightshift": "Night Shift Engineering",
    "arxiv": "arXiv cs.CL",
    "lab": "Lighthouse Lab",
    "talks": "Evening Talks",
}


# ---- Topics -----------------------------------------------------------------------------------


def group(
    topic: str, kind: TopicKind, parent: str | None, order: int, titles: tuple[str, str]
) -> Topic:
    return Topic(
        id=topic,
        kind=kind,
        parent=parent,
        order=order,
        titles={"ko": titles[0], "en": titles[1]},
    )


def leaf(topic: str, parent: str, order: int, words: Sequence[str], first: str = "") -> Topic:
    titles_ko, titles_en, about_ko, about_en = words
    return Topic(
        id=topic,
        kind=TopicKind.TOPIC,
        parent=parent,
        order=order,
        titles={"ko": titles_ko, "en": titles_en},
        descriptions={"ko": about_ko, "en": about_en},
        level=Level.INTERMEDIATE,
        prerequisites=(first,) if first else (),
    )


HYBRID = (
    "하이브리드 검색",
    "Hybrid search",
    "낱말 검색과 의미 검색의 순위를 합쳐 서로의 약점을 메웁니다.",
    "Word search and vector search, their ranks combined.",
)
VECTORS = (
    "벡터 검색",
    "Vector search",
    "임베딩이 가까운 문서를 빠르게 찾는 색인을 다룹니다.",
    "Indexes that find documents with near embeddings.",
)
RAG = (
    "RAG 기초",
    "RAG basics",
    "찾은 문서를 모델에 건네 근거 있는 답을 만듭니다.",
    "Handing retrieved documents to a model so that answers have grounds.",
)
AGENTS = (
    "코딩 에이전트",
    "Coding agents",
    "저장소를 읽고 고치고 시험까지 돌리는 에이전트를 다룹니다.",
    "Agents that read a repository, change it and run its tests.",
)
EVALUATION = (
    "평가 방법론",
    "Evaluation methods",
    "무엇을 재고 얼마나 믿을 수 있는지 따집니다.",
    "What to measure, and how far to trust the figure.",
)
SERVING = (
    "추론 서빙",
    "Inference serving",
    "모델을 여러 요청에 빠르고 싸게 내주는 방법입니다.",
    "Answering many requests fast and cheaply.",
)
TAXONOMY = Taxonomy(
    digest="0" * 64,
    topics={
        topic.id: topic
        for topic in (
            group("building", TopicKind.PART, None, 1, ("만들기", "Building")),
            group("running", TopicKind.PART, None, 2, ("운영하기", "Running")),
            group("search-area", TopicKind.AREA, "building", 9, ("임베딩과 검색", "Search")),
            group(
                "rag-area", TopicKind.AREA, "building", 3, ("검색 증강 생성", "Retrieval and RAG")
            ),
            group("agents-area", TopicKind.AREA, "building", 4, ("에이전트", "Agents")),
            group("evals-area", TopicKind.AREA, "running", 1, ("평가", "Evaluation")),
            group("serving-area", TopicKind.AREA, "running", 2, ("서빙", "Serving")),
            leaf("vectors", "search-area", 1, VECTORS),
            leaf("hybrid", "search-area", 2, HYBRID, "vectors"),
            leaf("rag", "rag-area", 3, RAG, "hybrid"),
            leaf("coding-agents", "agents-area", 4, AGENTS),
            leaf("evaluation", "evals-area", 5, EVALUATION),
            leaf("serving", "serving-area", 6, SERVING, "evaluation"),
        )
    },
)


# ---- Items ------------------------------------------------------------------------------------


def candidate(
    number: int,
    title: str = "",
    *,
    topic: str | None = "rag",
    quotes: Sequence[str] = (),
    evidence: Sequence[str] = (),
    level: Level = Level.INTERMEDIATE,
    **changes: object,
) -> Candidate:
    """An item of the week with its match and, where there are quotes, its summary."""
    facts: dict[str, object] = {
        "id": number,
        "position": number,
        "url": f"https://posts.example/{number:04d}",
        "kind": ItemKind.POST,
        "title": title or f"Item number {number}",
        "text": " ".join(quotes),
        "reading": Reading.FULL if quotes else Reading.TITLE,
        "authors": (),
        "published": WEDNESDAY - timedelta(minutes=number),
        "date_doubt": None,
        "first_seen": WEDNESDAY,
        "language": "en",
        "version": 1,
        "revised": None,
        "backfill": False,
        "hidden": False,
        "mentions": (),
        "sources": (f"source-{number}",),
    }
    item = Item(**(facts | changes))  # type: ignore[arg-type]
    matches = (
        (TopicMatch(topic=topic, score=0.8, method="lexical", evidence=tuple(evidence)),)
        if topic
        else ()
    )
    return Candidate(
        item=item, matches=matches, summary=summary_of(item, quotes, level) if quotes else None
    )


def summary_of(item: Item, quotes: Sequence[str], level: Level) -> Summary:
    return Summary(
        item=item.id,
        version=item.version,
        points=tuple(Point(quote=quote, start=0) for quote in quotes),
        level=level,
        level_estimated=True,
        reading=item.reading,
        writer="extract",
        prompt="",
        written=WEDNESDAY,
    )


def a_week() -> tuple[Candidate, ...]:
    """Eleven made-up items: Korean and English, one work twice, one update, one late, some off."""
    long_text = "검색 품질을 재는 방법부터 정했습니다. " * 160
    paper = "https://arxiv.org/abs/2602.99901"
    return (
        candidate(
            1,
            "사내 문서 40만 건, 하이브리드 검색으로 다시 찾기",
            topic="hybrid",
            quotes=(
                "벡터 검색만 쓸 때는 제품 코드처럼 뜻이 없는 낱말을 자꾸 놓쳤습니다.",
                "BM25와 임베딩의 순위를 합친 뒤 상위 다섯 건의 적중률이 61%에서 78%로 올랐습니다.",
                "대신 질의 하나에 드는 시간은 평균 40ms 늘었습니다.",
            ),
            evidence=("하이브리드 검색", "BM25", "임베딩"),
            language="ko",
            url="https://tech.hangang.example/hybrid-search",
            sources=("hangang",),
            text=long_text,
        ),
        candidate(
            2,
            "PATCHWORK: Measuring How Coding Agents Recover from Failing Tests",
            topic="coding-agents",
            quotes=(
                "Agents that read the failing test first needed 38% fewer edits to turn it green.",
            ),
            evidence=("coding agents",),
            kind=ItemKind.PAPER,
            url=paper,
            sources=("arxiv",),
            reading=Reading.ABSTRACT,
            level=Level.ADVANCED,
        ),
        candidate(
            3,
            "PATCHWORK 논문 읽기: 실패한 테스트 앞의 코딩 에이전트",
            topic="coding-agents",
            language="ko",
            url="https://namsan.example/patchwork",
            sources=("namsan",),
            mentions=(paper,),
        ),
        candidate(
            4,
            "What our pager taught us about serving small models",
            topic="serving",
            quotes=(
                "Most of the latency came from a queue nobody owned, not from the model.",
                "We now shed load before the batch is full, and the tail dropped from 9 s to 2 s.",
            ),
            evidence=("serving", "batch"),
            url="https://nightshift.example/pager",
            sources=("nightshift", "lab"),
            text="word " * 1900,
        ),
        candidate(
            5,
            "평가 세트 50개로 시작하기",
            topic="evaluation",
            quotes=(
                "처음부터 큰 평가 세트를 만들지 말고, 실제로 틀린 질문 50개를 모으세요.",
                "두 사람이 따로 채점해 일치하지 않는 문항은 질문을 고칩니다.",
            ),
            evidence=("평가 세트",),
            language="ko",
            url="https://namsan.example/fifty",
            sources=("namsan",),
            level=Level.INTRO,
            text="평가는 작게 시작해도 됩니다. " * 60,
        ),
        candidate(
            6,
            "Chunking by structure, revisited",
            topic="rag",
            quotes=("The new section shows that tables need their header repeated in each chunk.",),
            evidence=("chunking",),
            url="https://lab.example/chunking",
            sources=("lab",),
            first_seen=WEDNESDAY - timedelta(days=12),
            published=WEDNESDAY - timedelta(days=13),
            revised=WEDNESDAY,
            version=2,
            reading=Reading.PARTIAL,
        ),
        candidate(
            7,
            "RAG in production: a talk in four parts",
            topic="rag",
            kind=ItemKind.VIDEO,
            url="https://www.youtube.com/watch?v=AAAAAAAAAAA",
            sources=("talks",),
        ),
        candidate(
            8,
            "벡터 색인을 옮기며 배운 것",
            topic="vectors",
            language="ko",
            url="https://tech.hangang.example/index",
            sources=("hangang",),
            published=WEDNESDAY - timedelta(days=9),
        ),
        candidate(9, "Our new office plants", topic=None, sources=("nightshift",)),
        candidate(
            10,
            "Undatable",
            published=None,
            date_doubt=DateDoubt.SAME_INSTANT,
            sources=("lab",),
        ),
        candidate(11, "Older than the subscription", backfill=True, sources=("lab",)),
    )


HEALTH = Health(
    polled=38,
    failed=2,
    last_crawl=WEEK.end - timedelta(hours=6),
    notes=(
        SourceNote(
            source="Harbour Papers",
            trouble=SourceTrouble.FAILED,
            detail="http-503",
            since=WEDNESDAY - timedelta(days=3),
        ),
        SourceNote(source="북촌 AI 모임", trouble=SourceTrouble.FAILED, detail="not-a-feed"),
        SourceNote(source="동네 뉴스", trouble=SourceTrouble.GAP, since=WEDNESDAY),
        SourceNote(source="Lighthouse Lab", trouble=SourceTrouble.DOUBTFUL, count=20),
        SourceNote(source="바닷가 연구소", trouble=SourceTrouble.DOUBTFUL, count=3),
        SourceNote(
            source="Papers of the Month",
            trouble=SourceTrouble.QUIET,
            since=datetime(2025, 6, 29, tzinfo=UTC),
        ),
        SourceNote(source="Endless Feed", trouble=SourceTrouble.CUT, count=5000),
    ),
)


def digest_of(
    candidates: Sequence[Candidate],
    *,
    minutes: int = 8,
    young: bool = False,
    health: Health = HEALTH,
    rules: Rules = RULES,
) -> Digest:
    return composed(select(candidates, rules), minutes=minutes, young=young, health=health)


def composed(
    selection: Selection, *, minutes: int = 8, young: bool = False, health: Health = HEALTH
) -> Digest:
    return compose(
        selection,
        taxonomy=TAXONOMY,
        health=health,
        source_titles=SOURCES,
        timezone=SEOUL,
        minutes=minutes,
        young=young,
    )


def selection_of(candidates: Sequence[Candidate]) -> Selection:
    """Everything chosen in the given order, no questions asked."""
    choices = tuple(Choice(candidate=each, reasons=()) for each in candidates)
    return Selection(period=WEEK, chosen=choices, left_out=())


# ---- Issues -----------------------------------------------------------------------------------

OPENED = WEEK.end + timedelta(hours=6)
W09 = "2026-W09"
MODEL = "chat:harbour-8b"


def written(one: Candidate, **changes: object) -> Candidate:
    """A candidate whose summary a model wrote: two points, two sentences, and all the rest."""
    assert one.summary is not None
    summary = replace(
        one.summary,
        writer=MODEL,
        level_estimated=False,
        headline={
            "ko": "순위를 합치면 놓치던 낱말이 보인다",
            "en": "Ranks combined find lost words",
        },
        tldr=(
            Statement(
                texts={
                    "ko": "벡터 검색만으로는 제품 코드를 자주 놓쳤습니다.",
                    "en": "Vector search alone kept missing product codes.",
                },
                points=(0,),
            ),
            Statement(
                texts={
                    "ko": "순위를 합치자 적중률이 78%로 올랐습니다.",
                    "en": "With ranks combined, hits rose to 78%.",
                },
                points=(1,),
            ),
        ),
        why={
            "ko": "코드나 품번이 많은 문서라면 먼저 견주어 볼 만합니다.",
            "en": "Worth comparing first where documents are full of part numbers.",
        },
    )
    return replace(one, summary=replace(summary, **changes))  # type: ignore[arg-type]


def issue_of(digest: Digest, week: str = W09, number: int = 1) -> tuple[Issue, Digest]:
    """A digest frozen as the issue of a week, and what thaws from it."""
    content = freeze(replace(digest, week=week))
    issue = Issue(
        number=number,
        week=week,
        period=digest.period,
        opened=OPENED + timedelta(weeks=number - 1),
        content=content,
        sha256=sha256_of(content),
    )
    return issue, thaw(content)


def a_mixed_week(count: int = 30) -> tuple[Candidate, ...]:
    """Up to thirty items over all topics, half of them Korean, a third summarised by a model."""
    topics = ("hybrid", "coding-agents", "serving", "evaluation", "rag", "vectors")
    korean = "질문 400개를 다시 재 보니, 바꾸기 전과 후의 차이는 두 문항에서만 나왔습니다."
    english = "We asked the same 400 questions twice, and only two of them made the difference."
    rows = []
    for n in range(1, count + 1):
        own = korean if n % 2 else english
        note = f"{n}번째 현장 기록: 작은 팀의 서빙 이야기"
        title = note if n % 2 else f"Field note {n}: a small team"
        one = candidate(
            n,
            title,
            topic=topics[n % len(topics)],
            quotes=(own, own),
            evidence=("현장",) if n % 2 else ("field",),
            language="ko" if n % 2 else "en",
            text=own * 40,
        )
        rows.append(written(one) if n % 3 == 0 else one)
    return tuple(rows)
