"""Phrases by which a sentence says what a text is about, so that it may stand first.

It names the thing that the text presents, says what a thing is, or states the goal or the problem.
Korean and English. "In this post we explain how …" names nothing.
"""

import re

from summarize.words import words

_PRESENTS = (
    r"(?:propose|present|introduce|develop|design|release|build|built|created?|formulate|launch"
    r"|open-sourced?|announce|study|investigate|examine|analy[sz]e|conduct)d?"
)
# What stands behind such a verb where it names nothing.
_NOTHING = (
    r"(?:how|why|what|when|where|whether|some|our (?:experiences?|journey|story|thoughts|approach"
    r" to)|it|this|these|them)\b"
)
_THING = (
    r"(?:연구|논문|보고서|조사|벤치마크|데이터셋|모델|프레임워크|라이브러리|도구|플랫폼|서비스"
    r"|시스템|기능|에이전트|오픈소스|프로젝트|방법론|기법|엔진|서버|운영체제|사례|패키지|확장"
    r"|제품|언어|표준|프로토콜|앱)"
)
NAMED = (
    (
        rf"\b(?:we|i)(?:'ve| have)? (?:also |then |now |first )?{_PRESENTS} (?!{_NOTHING})"
        rf"|\bwe(?:'ve| have) [\w-]+ (?:[\w-]+ ){{0,7}}and {_PRESENTS} (?!{_NOTHING})"
    ),
    (
        r"\bthis (?:paper|work|study|article|report|thesis) (?:\w+ )?"
        rf"(?:proposes|presents|introduces|develops|investigates|examines) (?!{_NOTHING})"
    ),
    (
        r"\bnow (?:supports|provides|offers|includes|runs|ships)\b"
        r"|\bhas (?:launched|released|announced|introduced|open-sourced)\b"
        r"|^[A-Z]\w*(?: [\w.]+){0,3} (?:launched|released|announced|introduced|open-sourced)\b"
    ),
    (
        r"(?:을|를)\s(?:\S+\s){0,3}(?:제안|제시|개발|출시|공개|발표|구축|구현|도입)"
        r"(?:했|하였|합니다|한다|함\b|하는)"
    ),
    (
        rf"(?:한|하는|할|된|되는|있는|없는|만든|위한|기반|용|의)\s(?:[^\s,]+\s){{0,3}}[^\s,]*{_THING}"
        r"(?:\s?결과)?(?:입니다|이다|임|이에요|예요)?[.!]?$"
    ),
    r"(?:새로|새롭게|정식으로?)\s?(?:추가|공개|출시|도입)(?:됨|됐|되었|됩니다|함|했)",
    # An announcement that goes on to list what it announces.
    (
        r"(?:소개|공유|설명|정리|제안)[가-힣]{1,6}\s?[:：]\s?.{20,}"
        r"|\b(?:walks? through|covers?|introduces?|presents?)\b[^.:]{0,80}:\s.{20,}"
    ),
)
# What something is; the thing stands before it.
DEFINED = (
    (
        r"^(?!(?:it|this|that|there|here|these|one|he|she|which|what)\b)(?P<en>[^,.;:]{2,70}?) "
        r"(?:is|are) (?:a|an|our|the first|now (?:\w+ )?(?:available|compatible))\b"
    ),
    (
        r"^(?P<ko>[^,.]{1,40}(?<![라하되있없았었인]))[은는]\s.{4,}"
        r"(?<![거것수편셈듯])(?:입니다|이다|이에요|예요)[.!]?$"
    ),
)
GOAL = (
    (
        r"\b(?:our|the|my) (?:goal|aim|task|challenge|problem|idea|question) (?:is|was)\b"
        r"|\b(?:we|i) (?:wanted|needed|had to|set out|decided|moved|migrated|switched|rebuilt)\b"
        r"|\b(?:we|i) (?:have|'ve) (?:built|developed|partnered|moved|released|set|made)\b"
    ),
    (
        r"(?:목표|목적|과제|문제|고민)(?:는|은|를|가|였|이었|로)\s"
        r"|^(?:저희|우리)\s?(?:팀|회사|조직|서비스)?(?:은|는|가|에서는?)?\s.{4,}(?:했|있|위해|였)"
    ),
)
# A thing is presented once; that it is released or measured is said again.
PRESENTED = (
    r"\b(?:propose|present|introduce)s?\b|\bintroduced\b",
    "제안|제시|소개",
)
# A name as programs have it: with a digit or an underscore, or a long run of capitals.
_IDENTIFIER = re.compile(r"\b(?:[A-Za-z]+\d\w*|[A-Za-z]\w*_\w+|[A-Z]{5,})\b")
CRAMMED = 2
ECHO = 2  # times as long as the title
PATTERNS = (NAMED, DEFINED, PRESENTED, GOAL, _IDENTIFIER.pattern)
_NAMED = re.compile("|".join(NAMED), re.IGNORECASE)
_DEFINED = [re.compile(each, re.IGNORECASE) for each in DEFINED]
_PRESENTED = re.compile("|".join(PRESENTED), re.IGNORECASE)
_GOAL = re.compile("|".join(GOAL), re.IGNORECASE)


def names_its_thing(text: str, title: str) -> bool:
    """Whether a sentence presents something by name or kind, or says what the title's thing is."""
    known = frozenset(words(title))
    defined = (match.group(1) for each in _DEFINED if (match := each.match(text)))
    return bool(_NAMED.search(text)) or any(not known.isdisjoint(words(one)) for one in defined)


def presents(text: str) -> bool:
    """Whether a sentence that names its thing does so for the first time."""
    return bool(_PRESENTED.search(text))


def states_goal(text: str) -> bool:
    """Whether it says what its authors wanted, or which problem they had."""
    return bool(_GOAL.search(text))


def echoes(text: str, title: str) -> bool:
    """Whether it is the title again with little beside it, as pages repeat it on top."""
    return title.casefold() in text.casefold() and len(text) < ECHO * len(title)


def is_crammed(text: str, title: str) -> bool:
    """Whether it is a detail full of identifiers; those of the title are its subject."""
    known = title.casefold()
    found = {each for each in _IDENTIFIER.findall(text) if each.casefold() not in known}
    return len(found) >= CRAMMED
