"""Items by the million for the search benchmark: made up, after Zipf's law, always the same.

40 % are Korean: stems with particles and endings, a fifth of them in compounds (언어모델), so that
a stem stands at the beginning, in the middle and at the end of words. Dates cover three years and
arrive in no order; some of the sixty topics are far larger than others.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate

from catchup.types import Entry, ItemKind, Reading, TopicMatch

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SECONDS = 3 * 365 * 86_400
TOPICS = [f"topic-{number:02d}" for number in range(60)]
KOREAN_SHARE = 0.4
COMPOUNDS = 0.2
WITH_ENDING = 0.75
TITLE, TEXT = 60, 600  # characters
KOREAN_WORDS = """
    모델 언어 데이터 학습 검색 평가 추론 생성 문서 질문 답변 서비스 개발 성능 임베딩 프롬프트
    에이전트 토큰 벡터 재순위화 미세조정 파이프라인 벤치마크 환각 양자화 증류 캐시 지연 비용
    배포 로그 관측 보안 정렬 보상 강화 사전 계층 주의 문맥 길이 창구 색인 질의 요약 번역 분류
    추출 도구 호출 메모리 계획 그래프 지식 청크 분할 메타데이터 필터 하이브리드 희소 밀집 점수
    순위 지표 재현율 정밀도 정답 라벨 주석 코드
"""
ENGLISH_WORDS = """
    model data retrieval training evaluation inference agent token prompt embedding vector
    search index query document context window cache latency cost benchmark ranking reranker
    pipeline chunk chunking graph memory tool planning quantization distillation alignment
    reward safety serving throughput batch scheduler kernel attention layer gradient dataset
    label metric recall precision hallucination guardrail observability trace deployment
    checkpoint adapter tokenizer decoder
"""
ENDING_WORDS = """
    은 는 이 가 을 를 의 에 도 와 과 로 에서 으로 까지 부터 에는 에서는 으로는 하는 하고 한다
    했다 합니다 했습니다 됩니다 되는 이다 입니다 처럼 보다
"""
KOREAN, ENGLISH, ENDINGS = KOREAN_WORDS.split(), ENGLISH_WORDS.split(), ENDING_WORDS.split()
SYLLABLES = [chr(0xAC00 + code) for code in range(0, 11172, 13)]
LETTERS = "etaoinshrdlucmfwypvbgk"
Draw = Callable[[random.Random, int], list[str]]


def zipf(number: int) -> list[float]:
    """Cumulative weights by rank."""
    return list(accumulate(1 / (rank + 3) for rank in range(number)))


def vocabulary(real: list[str], signs: list[str] | str, lengths: Sequence[int], size: int) -> Draw:
    """Draws words: the real ones over the commoner ranks, made-up ones between and behind them."""
    chance = random.Random(len(real))
    made = ["".join(chance.choices(signs, k=chance.choice(lengths))) for _ in range(size)]
    words = list(dict.fromkeys(made))
    for rank, word in enumerate(real):
        words.insert(rank * rank // 2, word)
    weights = zipf(len(words))
    return lambda own, number: own.choices(words, cum_weights=weights, k=number)


def drawn(chance: random.Random, draw: Draw) -> Iterator[str]:
    """Words without end, some at a time: a draw costs more than all else that is done here."""
    while True:
        yield from draw(chance, 16)


def korean_text(chance: random.Random, draw: Draw, length: int) -> str:
    said: list[str] = []
    words = drawn(chance, draw)
    size = 0
    while size < length:
        word = next(words)
        if chance.random() < COMPOUNDS:
            word += next(words)
        if chance.random() < WITH_ENDING:
            word += ENDINGS[int(chance.random() * len(ENDINGS))]
        said.append(word)
        size += len(word) + 1
    return " ".join(said)


def english_text(chance: random.Random, draw: Draw, length: int) -> str:
    said: list[str] = []
    size = 0
    for word in drawn(chance, draw):
        size += len(word) + 1
        if size >= length:
            break
        said.append(word)
    return " ".join(said)


def entries(number: int) -> Iterator[Entry]:
    """That many entries, their dates in no order."""
    chance = random.Random(11)
    korean = vocabulary(KOREAN, SYLLABLES, (2, 2, 2, 3, 3, 4), 20_000)
    english = vocabulary(ENGLISH, LETTERS, range(3, 11), 60_000)
    for n in range(number):
        is_korean = chance.random() < KOREAN_SHARE
        make, draw = (korean_text, korean) if is_korean else (english_text, english)
        yield Entry(
            entry_id=f"e{n}",
            link=f"https://blog.example/{n}",
            canonical=f"https://blog.example/{n}",
            title=make(chance, draw, TITLE // 2 if is_korean else TITLE),
            text=make(chance, draw, TEXT),
            published=NOW - timedelta(seconds=int(SECONDS * chance.random())),
            language="ko" if is_korean else "en",
            kind=chance.choices(list(ItemKind), (3, 6, 1, 0.2))[0],
            reading=Reading.DESCRIPTION,
        )


def matches(number: int) -> Iterator[tuple[TopicMatch, ...]]:
    """The topics of that many items: none to three each."""
    chance = random.Random(13)
    weights = zipf(len(TOPICS))
    for _ in range(number):
        several = set(chance.choices(TOPICS, cum_weights=weights, k=chance.randrange(4)))
        yield tuple(TopicMatch(topic=one, score=0.7, method="made up") for one in sorted(several))
