"""An installation that lives for months: sources that keep writing, a clock wound by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import pytest

from catchup.config import Config, DigestSettings, WebSettings
from catchup.pipeline import Pipeline, placing
from catchup.store import open_store
from catchup.types import Source
from summarize.extractive import Extractive
from taxonomy import Matcher, read_topics
from tests.fakes.site import FakeWeb, rss

MONDAY = datetime(2025, 9, 8, 0, 0, tzinfo=UTC)  # 09:00 in Seoul
DAY = timedelta(days=1)
HOUSES = ("dasan", "harbour", "quarry", "mirae", "lantern", "tidal", "namu", "orchard")
KOREAN = frozenset({"dasan", "mirae", "namu"})
THEMES = (
    ("벡터 데이터베이스", "vector database", "HNSW 색인", "an HNSW index"),
    ("하이브리드 검색", "hybrid search", "BM25와 임베딩", "BM25 and embeddings"),
    ("RAG 평가", "RAG evaluation", "검색 재현율", "retrieval recall"),
    ("프롬프트 엔지니어링", "prompt engineering", "퓨샷 예시", "few-shot examples"),
    ("MCP 서버", "MCP server", "도구 호출", "tool calls"),
    ("에이전트 메모리", "agent memory", "대화 요약", "conversation summaries"),
    ("LLM 심사자", "LLM-as-a-judge", "채점 기준표", "a grading rubric"),
    ("양자화", "quantization", "4비트 가중치", "4-bit weights"),
    ("LoRA 파인튜닝", "LoRA fine-tuning", "어댑터", "adapters"),
    ("추측 디코딩", "speculative decoding", "초안 모델", "a draft model"),
    ("프롬프트 인젝션", "prompt injection", "신뢰 경계", "trust boundaries"),
    ("청킹", "chunking", "문단 단위 청크", "chunks of paragraphs"),
)
PEOPLE = (
    ("검색팀이", "the search team"),
    ("플랫폼팀이", "the platform team"),
    ("신입 두 사람이", "two newcomers"),
    ("상담팀이", "the support desk"),
    ("연구원 셋이", "three researchers"),
    ("데이터팀이", "the data team"),
    ("인턴들이", "our interns"),
)
DEEDS = (
    ("갈아 끼운", "replaced"),
    ("줄여 본", "cut down"),
    ("둘로 나눈", "split"),
    ("끄고 지낸", "switched off"),
    ("손으로 고친", "mended by hand"),
    ("새로 짠", "rewrote"),
    ("하루씩 번갈아 쓴", "alternated"),
)
PLACES = (
    ("사내 문서에서", "over our own documents"),
    ("법률 자료에서", "over legal texts"),
    ("상품 설명에서", "over product pages"),
    ("상담 기록에서", "over support tickets"),
    ("코드 저장소에서", "over a code base"),
    ("회의록에서", "over minutes of meetings"),
    ("논문 초록에서", "over abstracts"),
)


@dataclass
class Life:
    """The pipeline, its clock and its web, and what every source has published so far."""

    pipeline: Pipeline
    web: FakeWeb
    now: datetime = MONDAY
    written: dict[str, list[tuple[str, str, str, str]]] = field(default_factory=dict)
    window: int = 10

    def publish(self, day: datetime) -> None:
        """One new post at every house on a day."""
        number = (day - MONDAY) // DAY
        for place, house in enumerate(HOUSES):
            posts = self.written.setdefault(house, [])
            posts.insert(0, _post(house, number * len(HOUSES) + place, day))
            self.web.pages[address(house)] = rss(house, *posts[: self.window])

    def pass_days(self, days: int, *, run_every: int = 1) -> None:
        """Days on every second of which the houses write; a run each so many mornings (0: none)."""
        for day in range(days):
            if ((self.now - MONDAY) // DAY) % 2 == 0:
                self.publish(self.now - timedelta(hours=3))
            if run_every and day % run_every == 0:
                self.look()
                self.pipeline.open_issue()
            self.now += DAY

    def look(self) -> None:
        """The stages that a report rests on; pages and files would only take time."""
        self.pipeline.crawl()
        self.pipeline.match()
        self.pipeline.summarize()


def address(house: str) -> str:
    return f"https://{house}.example/feed"


@contextmanager
def a_life(folder: Path) -> Iterator[Life]:
    """A new installation in a folder, with eight sources."""
    web = FakeWeb()
    config = Config(
        home=folder,
        digest=DigestSettings(languages=("ko", "en")),
        web=WebSettings(pause=0),
        sources=tuple(
            Source(
                id=house,
                url=address(house),
                title=house.title(),
                language="ko" if house in KOREAN else "en",
                every=timedelta(hours=12),
            )
            for house in HOUSES
        ),
    )
    with (
        open_store(f"sqlite:///{folder}/catchup.db", now=MONDAY) as store,
        as_file(files("catchup") / "templates" / "topics.yaml") as topics,
        pytest.MonkeyPatch.context() as patch,
    ):
        # Reading all names anew for every run would take most of the time.
        matchers: list[Matcher] = []
        patch.setattr(placing, "Matcher", lambda *known: _only_one(matchers, known))
        life: Life
        pipeline = Pipeline(
            config=config,
            store=store,
            web=web,
            writer=Extractive(),
            fallback=Extractive(),
            taxonomy=read_topics(topics),
            clock=lambda: life.now,
            progress=lambda *_: None,
        )
        life = Life(pipeline, web)
        yield life


def _only_one(made: list[Matcher], known: tuple[Any, ...]) -> Matcher:
    if not made:
        made.append(Matcher(*known))
    return made[0]


def _post(house: str, number: int, day: datetime) -> tuple[str, str, str, str]:
    korean, english, korean_thing, thing = THEMES[number % len(THEMES)]
    who, what, where = (
        words[number // step % 7] for words, step in ((PEOPLE, 1), (DEEDS, 7), (PLACES, 49))
    )
    found = 100 + number * 37 % 900
    if house in KOREAN:
        title = f"{korean} 운영 일지 {number}: {korean_thing}부터 다시 재기"
        text = (
            f"{who[0]} {where[0]} {korean_thing}를 {what[0]} 결과를 적습니다. "
            f"요청 {found}건을 두 번씩 돌렸고 {where[0]} 응답이 {found // 3}밀리초 빨라졌습니다. "
            f"{korean}의 오답은 {who[0]} 하나씩 읽고 {what[0]} 뒤에 다시 셌습니다. "
        )
    else:
        title = f"Notes on {english}, part {number}: measuring {thing} again"
        text = (
            f"{who[1]} {what[1]} {thing} {where[1]} and wrote down what came of it. "
            f"Of {found} requests {where[1]}, those {who[1]} sent twice took {found // 3} ms less. "
            f"Wrong answers of {english} were read by {who[1]}, who {what[1]} them one by one. "
        )
    link = f"https://{house}.example/posts/{number}"
    return title, link, format_datetime(day.astimezone(UTC)), f"<p>{text}</p>"
