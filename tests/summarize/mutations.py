"""Documents of our own by the dozen, in both languages, and ways to falsify a sentence of them."""

import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

TOOLS = (
    "Kestrel", "Palimpsest", "Marlow", "TernDB", "Quillbox", "Oskar", "Fenwick", "LarkServe",
    "Boreal", "Nimbelt", "Cobalt7", "Harrow",
)  # fmt: skip
ENGLISH = (
    "{a} now answers {n} of {m} questions about our runbooks without a person.",
    "We measured a recall of {p} percent when passages were cut at headings.",
    "The planner of {a} was not faster than {b} on prompts above {m} tokens.",
    "Moving the cache into {b} is what cut the slowest answers from {m} to {n} ms.",
    "Nobody on the team could explain why {a} dropped {n} connections in March.",
    "The judge agreed with two reviewers and never with the third in {p} percent of cases.",
    "After the change, {b} was able to index {m} documents on one machine.",
    "A smaller model without tools has a lower cost but fails {n} tasks more than {a}.",
)
KOREAN = (
    "{a}는 이제 운영 문서에 대한 질문 {m}개 가운데 {n}개에 사람 없이 답합니다.",
    "제목에서 문단을 잘랐을 때 재현율은 {p}퍼센트였고 이후로도 유지되었습니다.",
    "{a}의 계획기는 {m}토큰이 넘는 입력에서 {b}보다 빠르지 않았습니다.",
    "캐시를 {b}로 옮기자 가장 느린 응답이 {m}밀리초에서 {n}밀리초로 줄었습니다.",
    "{a}가 3월에 연결 {n}개를 끊은 까닭은 팀의 누구도 설명하지 못했습니다.",
    "평가 모델은 두 검토자와 {p}퍼센트 일치했지만 세 번째 검토자와는 일치하지 않았습니다.",
    "변경한 뒤에 {b}는 장비 한 대에서 문서 {m}건을 색인할 수 있었습니다.",
    "도구를 쓰지 않는 작은 모델은 싸지만 {a}보다 과제 {n}개를 더 틀립니다.",
)
WORDS = {"en": ("often", "quickly", "larger", "internal"), "ko": ("자주", "매우", "내부", "거의")}
_NUMBER = re.compile(r"\d+")
_PLUS = {
    "en": ((r"\b(now|was|could|is|has)\b", r"\1 not"), (r"\bWe measured\b", "We never measured")),
    "ko": (
        (r"(답|틀)(합|립)니다", r"\1\2니다만 그렇지 않습니다"),
        (r"되었습니다", "되지 않았습니다"),
        (r"줄었습니다", "줄지 않았습니다"),
        (r"있었습니다", "없었습니다"),
    ),
}
_MINUS = {
    "en": ((r"\b(not|never|without) ", ""), (r"\bNobody\b", "Somebody")),
    "ko": (
        (r"빠르지 않았습니다", "빨랐습니다"),
        (r"설명하지 못했습니다", "설명했습니다"),
        (r"일치하지 않았습니다", "일치했습니다"),
        (r"쓰지 않는", "쓰는"),
        (r" 사람 없이", ""),
    ),
}
_HARMFUL = re.compile(
    r"\d|없|않|못|\b(?:two|third|not|never|without|nobody|fails|one)\b", re.IGNORECASE
)
_COUNTED = re.compile(r"두|세|한")


@dataclass(frozen=True)
class Document:
    """A text, its sentences, and the values they were made of."""

    text: str
    sentences: tuple[str, ...]
    values: Mapping[str, str]


def documents(language: str, number: int) -> list[Document]:
    """Documents without a number or a tool in common with their neighbours."""
    return [_document(language, seed) for seed in range(number)]


def _document(language: str, seed: int) -> Document:
    chance = random.Random(seed)
    a, b = TOOLS[2 * seed % len(TOOLS)], TOOLS[(2 * seed + 1) % len(TOOLS)]
    n, m, p = (chance.randrange(low, low + 90) for low in (10, 1_100, 100))
    values = {"a": a, "b": b, "n": f"{n}", "m": f"{m}", "p": f"{p / 10:.1f}"}
    frames = list(ENGLISH if language == "en" else KOREAN)
    chance.shuffle(frames)
    sentences = tuple(frame.format(**values) for frame in frames)
    return Document(" ".join(sentences), sentences, values)


def number_changed(sentence: str, language: str, seed: int) -> Iterator[str]:
    """One digit of one number is another."""
    for match in _NUMBER.finditer(sentence):
        digit = str((int(match.group()[-1]) + 1 + seed % 8) % 10)
        yield sentence[: match.end() - 1] + digit + sentence[match.end() :]


def negation_added(sentence: str, language: str, seed: int) -> Iterator[str]:
    """It says that it is not so."""
    yield from _replaced(sentence, _PLUS[language])


def negation_removed(sentence: str, language: str, seed: int) -> Iterator[str]:
    """It says that it is so."""
    yield from _replaced(sentence, _MINUS[language])


def word_added(sentence: str, language: str, seed: int) -> Iterator[str]:
    """One word too many."""
    words = sentence.split()
    at = 1 + seed % (len(words) - 1)
    yield " ".join([*words[:at], WORDS[language][seed % 4], *words[at:]])


def word_left_out(sentence: str, language: str, seed: int) -> Iterator[str]:
    """One word less, which is neither a number nor a negation, from the middle."""
    words = sentence.split()
    for at in range(1, len(words) - 1):
        if not _HARMFUL.search(words[at]) and not _COUNTED.fullmatch(words[at]):
            yield " ".join(words[:at] + words[at + 1 :])


Mutation = Callable[[str, str, int], Iterator[str]]
FALSE: tuple[Mutation, ...] = (number_changed, negation_added, negation_removed, word_added)


def _replaced(sentence: str, forms: tuple[tuple[str, str], ...]) -> Iterator[str]:
    for pattern, other in forms:
        changed = re.sub(pattern, other, sentence, count=1)
        if changed != sentence:
            yield changed
