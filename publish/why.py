"""Why an item was chosen ("왜 이 글?"): fixed phrases and the figures that its quotes give.

Also what the parts of a rank are called.
"""

import re
from collections.abc import Mapping

from catchup.types import Card, Language, Part, Reason
from publish.aspects import OPEN, said_with_aspects
from publish.evidence import UNSEEN, quotes_of
from publish.gains import gains_in
from publish.naming import NAME_LIMIT
from publish.plain import plain
from publish.wording import use_of
from publish.words import Phrase

MOST = 2
SAID_ELSEWHERE = frozenset({Reason.REVISED, Reason.LATE, Reason.PAPER, Reason.WHOLE_TEXT})
# Said only where nothing else sets an item apart.
DULL = frozenset({Reason.TOPIC_IN_TITLE, Reason.KOREAN})
# Said only so where the words of a card do not show what of it.
VAGUE = frozenset({Reason.ENGINEERING, Reason.MEASURED})
# What sets one item apart; where our reading says what it is good for, nothing else adds to that.
SPECIFIC = frozenset(Reason) - VAGUE - DULL - {Reason.FIELD, Reason.FIGURES}
# Said by the figures themselves, where quotes give some.
MEASURES = frozenset({Reason.FIGURES, Reason.MEASURED})
SUBJECT = Phrase("핸드북이 다루는 주제의 글", "on a subject of the handbook")
# Several ways to say the same, so that cards in a row do not all read alike.
REASONS: Mapping[Reason, tuple[Phrase, ...]] = {
    Reason.REVISED: (Phrase("내용이 바뀐 글", "changed since it first came out"),),
    Reason.LATE: (Phrase("뒤늦게 들어온 글", "published earlier, arrived only now"),),
    Reason.PINNED: (Phrase("편집자가 고른 글", "the editor's choice"),),
    Reason.DROPPED: (
        Phrase("해 보고 버린 방법까지 공개", "tells what was tried and dropped"),
        Phrase("실패한 시도도 숨기지 않음", "does not hide what failed"),
        Phrase("시행착오를 함께 적음", "with the mistakes made on the way"),
    ),
    Reason.PRACTICE: (
        Phrase("직접 운영하며 얻은 경험", "from running it for real"),
        Phrase("현장에서 써 본 이야기", "a report from the field"),
        Phrase("실제 서비스에 적용한 사례", "a case from a real product"),
    ),
    Reason.SERIES: (
        Phrase("한 주제를 이어서 다룬 연재", "a series that stays with one subject"),
        Phrase("나눠 읽기 좋은 연재", "a series in small parts"),
    ),
    Reason.TRADE_OFFS: (
        Phrase("얻은 것과 잃은 것을 함께 적음", "says what it gains and what it costs"),
        Phrase("한계까지 밝힘", "open about its limits"),
    ),
    Reason.SAVINGS: (
        Phrase("비용이나 시간을 줄일 실마리", "a way to save money or time"),
        Phrase("바로 따져 볼 만한 절감 효과", "savings worth checking at home"),
    ),
    Reason.FIGURES: (
        Phrase("비교할 수치가 있음", "gives figures"),
        Phrase("수치로 견줘 볼 수 있음", "with numbers to compare"),
    ),
    Reason.CODE: (Phrase("코드나 데이터가 공개됨", "code or data is public"),),
    Reason.HANDS_ON: (
        Phrase("만들거나 쓰는 방법을 다룸", "about how it is made or used"),
        Phrase("방법을 구체적으로 설명", "explains how, in detail"),
        Phrase("따라 할 수 있게 풀어 씀", "written to be followed"),
    ),
    Reason.SEVERAL_SOURCES: (
        Phrase("여러 곳에서 다룸", "carried by several sources"),
        Phrase("서로 다른 곳에서 함께 주목", "noticed in more than one place"),
    ),
    Reason.INTRODUCTORY: (Phrase("처음 읽기에 좋음", "a good first read"),),
    Reason.MEASURED: (
        Phrase("실험이나 측정으로 확인함", "backed by experiments"),
        Phrase("평가 결과를 제시함", "with results of an evaluation"),
    ),
    Reason.ENGINEERING: (Phrase("비용, 속도, 운영 문제를 다룸", "about cost, speed or operation"),),
    Reason.FIELD: (SUBJECT,),
    Reason.TOPIC_IN_TITLE: (Phrase("토픽을 정면으로 다룸", "takes the topic head-on"),),
    Reason.KOREAN: (Phrase("한국어로 읽을 수 있음", "written in Korean"),),
    Reason.WHOLE_TEXT: (SUBJECT,),
    Reason.PAPER: (SUBJECT,),
}
KOREAN_CASE = Phrase("{house}의 현장 사례", "a report from the field by {house}")
NEWS = Phrase("새로 나온 기능이나 도구를 알림", "tells of a new feature or tool")
FIGURES = Phrase("수치: {figures}", "figures: {figures}")
NEW = re.compile(
    r"\b(?:release[sd]?|launch(?:es|ed)|announce[sd]?|introduce[sd]?|introducing)\b"
    r"|\bnow (?:\w+ )?(?:available|supports?)\b"
    r"|새로|새롭게|출시|추가(?:됨|됐|되었|했)|공개(?:됨|했)",
    re.IGNORECASE,
)
PARTS: Mapping[Part, Phrase] = {
    Part.TOPIC: Phrase("토픽", "topic"),
    Part.FIELD: Phrase("LLM 이야기인지", "about LLMs"),
    Part.TEXT: Phrase("읽을 수 있는 본문", "text to read"),
    Part.LENGTH: Phrase("분량", "length"),
    Part.LANGUAGE: Phrase("언어", "language"),
    Part.LEVEL: Phrase("난이도", "level"),
    Part.HANDS_ON: Phrase("따라 하기", "hands-on"),
    Part.PRACTICE: Phrase("현장 경험", "practice"),
    Part.EVIDENCE: Phrase("근거", "evidence"),
    Part.CANDOUR: Phrase("실패와 한계", "candour"),
    Part.ENGINEERING: Phrase("엔지니어링", "engineering"),
    Part.TRUST: Phrase("직접 쓴 글", "first-hand"),
    Part.COVERAGE: Phrase("여러 출처", "several sources"),
    Part.RECENCY: Phrase("최신", "recent"),
    Part.OUTSIDE: Phrase("다른 분야", "another field"),
    Part.NEWS: Phrase("업계 소식", "company news"),
    Part.ROUNDUP: Phrase("소식 모음", "roundup"),
}


def reasons_of(card: Card, language: Language) -> tuple[str, ...]:
    """Why the item was chosen: the most concrete first, the same reasons in every language.

    But for figures: only a text in the reader's language gives them, where no words of ours do.
    A case from practice names its house, figures are said with what they measure in the quotes that
    are shown, and that code is public is said where a quote says so. At most two fixed phrases
    stand beside the figures; what the badge and the line of facts say already only where there is
    nothing else. An item of an issue from before there were reasons has none.
    """
    shown_quotes = [point.quote for point in quotes_of(card)]
    use = use_of(card, language)
    # A piece of a sentence in another language would be no reason but a riddle.
    gives = card.reasons and card.language == language and not use
    figures = gains_in(shown_quotes)[:MOST] if gives else ()
    # Beside our reading of what an item is of use for, one fixed phrase is enough.
    most = 1 if use else MOST
    told = [reason for reason in card.reasons if _is_told(reason, card, figures)]
    if use and not SPECIFIC.intersection(told):
        return ()
    vague = [r for r in told if r in VAGUE and not said_with_aspects(r, card, language)]
    told = [reason for reason in told if reason not in vague]
    dull = [*vague, *(reason for reason in card.reasons if reason in DULL)]
    shown = told[:most]
    if card.reasons and not (shown or figures) and any(map(NEW.search, shown_quotes)):
        return (NEWS.say(language),)
    if not (shown or figures):
        shown = dull[:1] or [_subject(reason) for reason in card.reasons][:1]
    cases = [reason for reason in shown if _is_case(reason, card)]
    others = [reason for reason in shown if reason not in cases]
    said = [say_reason(reason, card, language) for reason in cases]
    said += [FIGURES.say(language, figures=", ".join(figures))] if figures else []
    return (*said, *(say_reason(reason, card, language) for reason in others))


def _is_told(reason: Reason, card: Card, figures: tuple[str, ...]) -> bool:
    """Whether a reason sets the item apart, and its quotes do not say the same in figures."""
    if reason is Reason.PRACTICE and card.reading in UNSEEN:
        return False  # that it is a case, and whose, an introduction by somebody else does not say
    if reason is Reason.CODE:
        return any(OPEN.search(point.quote) for point in quotes_of(card))
    repeated = MEASURES if figures or not quotes_of(card) else {Reason.FIGURES}
    return reason not in SAID_ELSEWHERE | DULL | repeated


def _subject(reason: Reason) -> Reason:
    """What is said where nothing sets an item apart: nothing that no quote bears out."""
    return Reason.FIELD if reason in {Reason.CODE, Reason.FIGURES} else reason


def _is_case(reason: Reason, card: Card) -> bool:
    return reason is Reason.PRACTICE and card.language == "ko"


def say_reason(reason: Reason, card: Card, language: Language) -> str:
    """One reason in one of its phrases, always the same one for the same item."""
    if _is_case(reason, card):
        return KOREAN_CASE.say(language, house=plain(card.source, NAME_LIMIT))
    if said := said_with_aspects(reason, card, language):
        return said
    ways = REASONS[reason]
    return ways[card.item % len(ways)].say(language)
