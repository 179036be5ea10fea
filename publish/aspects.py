"""Names what the words of a card show: which side of operation, which results, what is public."""

import re
from collections.abc import Mapping

from catchup.types import Card, Language, Reason
from publish.evidence import quotes_of
from publish.words import Phrase

MOST = 2
_ASPECTS: Mapping[Reason, tuple[tuple[str, Phrase], ...]] = {
    Reason.ENGINEERING: (
        (r"\bcosts?\b|\bprices?\b|\bcheap\w*|\$\s?\d|비용|요금|단가", Phrase("비용", "cost")),
        (
            r"\b(?:latency|ttft|tpot|faster|slower|speed\w*|throughput)\b|지연|속도|처리량|빨라|느려",
            Phrase("속도", "speed"),
        ),
        (r"\bmemory\b|\bvram\b|메모리", Phrase("메모리", "memory")),
        (r"\bcach(?:e|es|ing)\b|캐시|캐싱", Phrase("캐싱", "caching")),
        (
            r"\bproduction\b|\bdeploy\w*|\bserving\b|서빙|배포|운영(?!체제)",
            Phrase("운영", "operation"),
        ),
    ),
    Reason.MEASURED: (
        (r"\bbenchmarks?\b|벤치마크", Phrase("벤치마크", "benchmarks")),
        (r"\baccuracy\b|정확도|정답률", Phrase("정확도", "accuracy")),
        (r"\brecall (?:at|of|rose|fell|is|was)\b|재현율", Phrase("재현율", "recall")),
        (r"\bsuccess rates?\b|\btask success\b|성공률", Phrase("성공률", "success rates")),
    ),
    Reason.CODE: (
        (
            r"\bcode\b|\bgithub\b|\bopen[- ]?source[sd]?|오픈소스|코드|깃허브",
            Phrase("코드", "code"),
        ),
        (
            r"\bdata\b|\bdatasets?\b|\bcorp(?:us|ora)\b|데이터|말뭉치",
            Phrase("데이터", "data"),
        ),
        (r"\bweights\b|\bcheckpoints?\b|가중치", Phrase("가중치", "weights")),
    ),
}
_FOUND = {
    reason: [(re.compile(pattern, re.IGNORECASE), name) for pattern, name in aspects]
    for reason, aspects in _ASPECTS.items()
}
OPEN = re.compile(
    r"\b(?:open[- ]?sourced?|publicly|github|release[sd]?|(?:is|are) available)\b"
    r"|오픈소스|공개|깃허브",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[;,]\s|\s(?:but|while|whereas)\s|(?<=[가-힣])(?:지만|으나)\s")
_NOT = re.compile(r"\b(?:not|no|private)\b|n[’']t\b|않|없|비공개", re.IGNORECASE)
_SAID: Mapping[Reason, Phrase] = {
    Reason.ENGINEERING: Phrase("{aspects} 문제를 다룸", "about its {aspects}"),
    Reason.MEASURED: Phrase("{aspects}로 견준 결과가 있음", "with results: {aspects}"),
    Reason.CODE: Phrase("{aspects}가 공개됨", "public {aspects}"),
}


def said_with_aspects(reason: Reason, card: Card, language: Language) -> str:
    """A reason with what of it the title, the shown quotes and our sentences show; "" for none.

    What is public is what the very clause of a quote says that speaks of it.
    """
    quotes = [point.quote for point in quotes_of(card)]
    ours = [text for said in card.tldr for text in said.texts.values()]
    shown = [card.title, *quotes, *ours]
    if reason is Reason.CODE:
        clauses = (clause for quote in quotes for clause in _CLAUSE.split(quote))
        shown = [clause for clause in clauses if OPEN.search(clause) and not _NOT.search(clause)]
    found = _FOUND.get(reason, ())
    names = [name for pattern, name in found if any(map(pattern.search, shown))][:MOST]
    if not names:
        return ""
    together = ("·" if language == "ko" else " and ").join(name.say(language) for name in names)
    return _SAID[reason].say(language, aspects=together)
