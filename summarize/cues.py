"""Phrases by which authors themselves say what matters in a text, in Korean and English."""

import re

AIM = (
    (
        r"\bwe (?:\w+ )?(?:propose|present|introduce|describe|develop|study|investigate|explore"
        r"|suggest|design|release|built|build|share|explain|consider|address|examine|formulate"
        r"|provide|aim|announce|tackle|analy[sz]e|compare|evaluate|measured|report)\b"
    ),
    (
        r"\b(?:this|the|our) (?:paper|work|article|post|survey|report|guide|study|tutorial|talk"
        r"|video|release|chapter|series)\b.{0,30}\b(?:\w+s)\b"
    ),
    (
        r"\bin this (?:\w+ )?(?:paper|work|article|post|survey|report|guide|study|tutorial|talk"
        r"|video)\b"
    ),
    (
        r"\b(?:i|we)(?:'ll| will| am going to|'re going to) (?:show|explain|walk|describe|cover"
        r"|look)\b"
    ),
    (
        r"\b(?:to this end|in summary|in short|tl;?dr|our (?:key|main) (?:idea|insight"
        r"|contribution))\b"
    ),
    (
        r"\btoday,? (?:we|i)\b|\b(?:announcing|introducing)\b|\b(?:is"
        r"|are) now (?:generally )?available\b"
    ),
    (
        r"(?:이|본|이번|해당)\s?(?:글|포스트|포스팅|문서|논문|연구|아티클|시리즈|편|영상|발표"
        r"|시간|안내|장)(?:에서는?|에는|은|는|을|를|의)"
    ),
    (
        r"(?:소개|공유|설명|제안|정리|발표|안내)(?:하고자|하려|하겠|해 ?보|해 ?드리|합니다|드리"
        r"|드립|했|한다|할)"
    ),
    (
        r"(?:다루|다룹|다뤄|알아보|알아봅|살펴보|살펴봅|이야기하|이야기해|적용한|적용하|개발한"
        r"|개발하|구축한|도입한|경험을|과정을|방법을)"
    ),
)
RESULT = (
    (
        r"\b(?:outperform|surpass|exceed|achieve|reduce|improve|increase|decrease|cut|double"
        r"|halve|save|rose|fell)\w*\b"
    ),
    r"\b(?:achieving|reducing|improving|increasing|decreasing|doubling|halving|saving)\b",
    r"\bstate[- ]of[- ]the[- ]art\b|\bresults (?:show|demonstrate|indicate|suggest)\b",
    r"\bwe (?:also )?(?:find|found|show|showed|demonstrate|observe|prove|learned|conclude)\b",
    r"\d(?:[\d.,]*)\s?(?:%|percent|x\b|times\b|배|퍼센트|점\b|ms\b|밀리초|초\b)",
    (
        r"(?:개선|향상|단축|절감|감소|증가|달성|해결|성공)(?:했|하였|됐|되었|시켰|시킨|한|할"
        r"|하는|합니다)|(?:줄었|늘었|올랐|줄였|높였|낮췄|빨라졌)"
    ),
)
PROBLEM = (
    (
        r"^(?:however|unfortunately|but|despite|although|though|while|existing|current"
        r"|currently|recent|recently|previous|prior|traditional|many|most|modern|yet"
        r"|in recent years)\b"
    ),
    (
        r"\b(?:remains?|challeng\w+|difficult\w*|lacks?|suffers?|limited|largely|typically"
        r"|often|usually|expensive|unclear|struggle\w*)\b"
    ),
    (
        r"^(?:하지만|그러나|그런데|다만|물론|기존)|(?:문제가|한계가|어려움이|어렵|부족했|필요했"
        r"|필요합|있었습니다)"
    ),
)
ASIDE = (
    (
        r"\b(?:code|data|dataset|models?|demo|project page|videos?"
        r"|supplementary)\b.{0,40}\bavailable\b"
    ),
    r"\bgithub\b|\bproject page\b|\bfor (?:more|further) (?:information|details)\b|\bsee also\b",
    (
        r"\b(?:figure|table|appendix|section) \d|\b(?:extensive|comprehensive) (?:experiments"
        r"|ablation)\b"
    ),
    (
        r"(?:코드|자료|데이터)는\s.{0,30}(?:있|공개)|(?:아래|위|다음)의?\s?(?:그림|표|코드|사진"
        r"|이미지|링크)|참고(?:해|하)"
    ),
)
LEANING = (
    (
        r"^to (?:address|tackle|solve|overcome|mitigate|bridge|fill|meet|close) (?:this|these"
        r"|those|such|that)\b"
    ),
    (
        r"^이 (?:여정|과정|문제|한계|방식|결과|점|때|경우|사건|현상|부분|차이)"
        r"(?:[은는이가을를에의도]|에서|까지)?\s"
    ),
    (
        r"^(?:it|they|these|those|this|that|such|thus|therefore|hence|so|then|finally|moreover"
        r"|furthermore|additionally|also|and|for example|for instance|e\.g|in addition|second"
        r"|third|next|lastly|consequently|as a result|in contrast|instead|specifically"
        r"|in particular)\b(?! (?:paper|work|article|post|survey|report|guide|study|tutorial"
        r"|talk|video|release))"
    ),
    (
        r"^(?:그래서|그리고|따라서|또한|또|그러면|그러므로|이를|이는|이런|이러한|그런|그|이것"
        r"|여기서|예를 들어|즉|결국|먼저|다음으로|마지막으로|반면|그중|그럼|이때|이렇게|특히"
        r"|왜냐하면)\s"
    ),
)
PATTERNS = (AIM, RESULT, PROBLEM, ASIDE, LEANING)


def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_AIM, _RESULT, _PROBLEM = _compiled(AIM), _compiled(RESULT), _compiled(PROBLEM)
_ASIDE, _LEANING = _compiled(ASIDE), _compiled(LEANING)


def states_aim(text: str) -> bool:
    """Whether the sentence says what the text does ("we propose", "이 글에서는 … 소개")."""
    return bool(_AIM.search(text))


def states_result(text: str) -> bool:
    """Whether it says what came of it: a comparison, a figure with a unit, a finding."""
    return bool(_RESULT.search(text))


def states_problem(text: str) -> bool:
    """Whether it sets the scene instead: background, difficulty, what others did."""
    return bool(_PROBLEM.search(text))


def is_aside(text: str) -> bool:
    """Whether it points elsewhere: code, figures, appendices."""
    return bool(_ASIDE.search(text))


def leans_on_context(text: str) -> bool:
    """Whether it begins by pointing back, so that it reads badly on its own."""
    return bool(_LEANING.search(text))
