"""What a clause speaks of, word by word, and which words say that two speak of different things."""

import re
from collections.abc import Sequence

_WORD = re.compile(
    r"[a-z][a-z0-9\u00e0-\u024f]*(?:[-.][a-z0-9]+)*|[가-힣]{2,}|(?<![가-힣])[전후뒤](?![가-힣])"
)
_NUMBER = re.compile(r"(?<![\w.])\d\S*")
_PLURAL = 4
_DOES = re.compile(
    r"(?:cut|lower|reduce|reducing|drop|fell|fall|decrease|decreasing|rose|rise|rising|raise|raising"
    r"|increase|increasing|improve|improving|grew|grow|gain|reach|attain|achieve|achieving|obtain"
    r"|hit|answer|solve|solving|take|taking|took|need|require|requiring|cost|use|using|hold|held"
    r"|contain|keep|kept|score|scoring|measure|measuring|report|yield|show)\w*$"
    r"|줄|늘|낮|높|감소|증가|개선|향상|도달|달성|기록|측정|나타|걸"
)
# Korean words by their first two syllables, as `words` gives them.
_SAYS_NOTHING = """
    a about again also an and any are as at be been both but by can could did do does each for
    from had has have he her here his how if in into is it its just may more most no not now of on
    only or our out over she so some still such than that the their them then there these they
    this those to up us very was we were what when where which while who will would you your
    percent percentage number value get got make made show shown use used
    그리 하지 그러 있다 있습 없다 되었 됐다 했다 했습 합니 입니 이다 우리 이것 그것 이는 퍼센 결과
    보면 였습 였다 이었 정도 나왔 기록
"""
_IGNORED = frozenset(_SAYS_NOTHING.split())
_GROUPS = """
    with without | before after | train training test validation dev | old new
    first second third fourth fifth last | day week month quarter year
    basic standard premium pro enterprise | free paid | succeed fail | succeeded failed
    success failure | passed failed | agree disagree | agreed disagreed | accepted rejected
    correct incorrect wrong | correctly incorrectly wrongly | hit miss | won lost
    english korean japanese chinese | short long | smallest largest | best worst
    small medium large
    median mean average maximum minimum p50 p90 p95 p99
    precision recall accuracy f1 bleu ndcg mrr perplexity loss agreement correlation
    latency throughput memory cost price accuracy error quality speed storage recall
    input output prefill decode | cpu gpu | baseline ours | cold warm | read write | online offline
    전 후 | 성공 실패 | 통과 탈락 | 일치 불일 | 무료 유료
    기존 신규 | 기본 커스 | 평균 중앙 최대 최소 최고 최저 | 영어 한국 일본 중국
    정확 정밀 재현 손실 | 지연 처리 메모 비용 오류 품질 용량 | 학습 평가 검증 시험 | 입력 출력
    읽기 쓰기 | 오전 오후 | 처음 마지
"""
# Of each group a sentence says the one or the other: they do not speak of the same thing then.
_BEFORE_AND_AFTER = {
    **dict.fromkeys(("전에", "전엔", "전의", "이전"), "전"),
    **dict.fromkeys(("후에", "후엔", "후의", "이후", "뒤", "뒤에", "뒤엔", "뒤의"), "후"),
}
OPPOSED = tuple(frozenset(group.split()) for group in re.split(r"[|\n]", _GROUPS) if group.strip())


def words(text: str) -> list[str]:
    """What a text speaks of: Latin words without their plural, the beginnings of Korean ones."""
    found = (_stem(word) for word in _WORD.findall(_NUMBER.sub(" ", text.casefold())))
    return [word for word in found if word not in _IGNORED]


def are_parallel(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether two sentences say the same of two things: word for word, but for one that names it.

    Verbs that say what a number does are ways to say the same.
    """
    if len(one) != len(other):
        return False
    different = [pair for pair in zip(one, other, strict=True) if pair[0] != pair[1]]
    return len(different) == 1 and not all(map(_DOES.match, different[0]))


def are_opposed(near: frozenset[str], said: frozenset[str]) -> bool:
    """Whether `near` has a word of a group of which `said` has only other ones."""
    return any(
        (here := near & group) and said & group and here.isdisjoint(said) for group in OPPOSED
    )


def _stem(word: str) -> str:
    if word >= "가":
        return _BEFORE_AND_AFTER.get(word[:2], word[:2])
    plural = len(word) >= _PLURAL and word[-1] == "s" and word[-2] not in "sui"
    return word[:-1] if plural else word
