"""Phrases that tell a finding from an announcement.

What a text is about is said in its announcements ("in this post we …"), what a reader takes home in
its findings: a figure, a comparison, a cause, a piece of advice. Korean and English.
"""

import re

KIND_OF_TEXT = (
    r"(?:paper|work|article|(?:blog )?post|blog|survey|report|guide|study|tutorial|talk|video"
    r"|series"
    r"|section|chapter|release|announcement|newsletter|episode|piece|walkthrough|thread|page)"
)
_TELLS = (
    r"(?:show|explain|walk|describe|cover|look|discuss|share|explore|examine|outline|detail|go over"
    r"|dive|dig|introduce|present|review|summari[sz]e|highlight|break down|take|demonstrate|learn"
    r"|see|find out|talk|unpack|provide|offer|tell|begin|start|focus|investigate|compare|report)"
)
ANNOUNCEMENT = (
    (
        rf"\b(?:in )?(?:this|the following|today's|our) (?:\w+ ){{0,2}}{KIND_OF_TEXT}\b.{{0,40}}"
        rf"\b(?:{_TELLS}(?:s|es|d|ed)?|aims|is about|contains|gives|serves|intends|will)\b"
    ),
    rf"\bin this (?:\w+ )?{KIND_OF_TEXT},? (?:we|i|you)\b",
    (
        rf"\b(?:we|i|you)(?:'ll| will| want to|'d like to| would like to| hope to| am going to"
        rf"|'re going to| are going to|'m going to) (?:also |then |now |first )?{_TELLS}\b"
    ),
    r"^(?:let's|let us|here(?:'s| is| are) (?:what|how|why|a|an|the|our|my|some)|below|read on)\b",
    (
        r"^(?:first|next|then|finally|below|here|now)?,? ?(?:we|i) (?:also |then |now |first )?"
        r"(?:explain|describe|discuss|share|cover|outline|walk|review|explore|detail|summari[sz]e"
        r"|highlight)\b"
    ),
    (
        r"\b(?:excited|happy|pleased|thrilled|proud|delighted) to (?:announce|share|introduce"
        r"|present"
        r"|release|see|bring)\b"
    ),
    (
        r"\b(?:stay tuned|look(?:ing)? forward|we hope|i hope|we invite|feel free|let us know"
        r"|check (?:it )?out|learn more|get started)\b"
    ),
    r"\b(?:each|every) (?:section|chapter|part)\b|\bthe (?:rest|remainder) of this\b",
    (
        r"^(?:이|본|이번|해당)\s?(?:글|포스트|포스팅|문서|기사|요약|영상)(?:은"
        r"|는)\s.{0,120}(?:것|글"
        r"|요약|영상"
        r"|문서|기사|내용)(?:입니다|이다|임)"
    ),
    (
        r"(?:이|본|이번|해당|오늘|다음)\s?(?:글|포스트|포스팅|문서|아티클|시리즈|편|영상|발표"
        r"|시간|장"
        r"|절|챕터"
        r"|기사|강의|튜토리얼)(?:에서는?|에는|은|는|을|를|의 (?:나머지|목적|목표)).{0,200}"
        r"(?:소개|공유|설명|정리|다루|다룹|다뤄|살펴|알아|이야기|말씀|나누|나눠|전하|전해|기대|통일"
        r"|안내|풀어)"
    ),
    (
        r"(?:소개|공유|설명|정리|이야기|말씀|안내)(?:하고자|하려|하겠|해 ?보려|해 ?보고"
        r"|해 ?보겠|해 ?볼"
        r"|해 ?드리|드리려|드리겠|드릴|할게|할까|해요|합니다|한다)"
    ),
    (
        r"(?:살펴|알아|들여다|풀어|돌아)\s?(?:보겠|볼게|봅니다|보려|보고자|볼 ?까|봅시다|보자|본다)"
        r"|다뤄 ?(?:보|볼|봅)|다루(?:고자|려|겠|었)|다룹니다"
    ),
    (
        r"(?:기대(?:합니다|됩니다|해 ?주)|바랍니다|궁금하(?:다면|시다면)|여러분|이 글을 읽"
        r"|도움이 되(?:었|길|기를|시)"
        r"|시작해 ?(?:보|볼|봅))"
    ),
)
FINDING = (
    (
        r"\b(?:outperform|surpass|exceed|reduc|improv|increase|increasing|decrease|decreasing"
        r"|doubl|halv"
        r"|degrad|gain"
        r"|accelerat)\w*\b|\b(?:cut|cuts|rose|fell|drops?|dropped|saved?|saves|faster|slower"
        r"|cheaper"
        r"|fewer|worse|better than|more than|less than|lower|higher|compared (?:to|with)|up to)\b"
    ),
    (
        r"\b(?:we|i|results?|experiments?|analys[ie]s|evaluations?|tests?|data|findings?|study)"
        r"(?: \w+)? (?:find|finds|found|shows?|showed|shown|observed?|learned|concluded?"
        r"|discover(?:ed)?"
        r"|confirm(?:s|ed)?|saw|reveal(?:s|ed)?|demonstrate[sd]?|suggests?|indicates?|noticed"
        r"|measured)\b"
    ),
    (
        r"\b(?:turns? out|turned out|because|root cause|the (?:reason|problem|fix|trick|key"
        r"|catch|cost)"
        r" (?:is|was)|caused by|led to|leads to|fails? (?:to|when|on|if)|failed)\b"
    ),
    (
        r"(?:개선|향상|단축|절감|감소|증가|달성|해결|하락|상승|저하|실패|성공)(?:했|하였|됐"
        r"|되었|시켰"
        r"|시킨"
        r"|시키|한다|하며|합니다|하고|해 )|(?:줄었|늘었|올랐|올라|줄일 수 있|높일 수 있|줄어들"
        r"|늘어나|줄였|높였|낮췄|빨라|느려|떨어졌|떨어지"
        r"|나아졌"
        r"|좋아졌|나빠졌|넘었|앞섰|뛰어)"
    ),
    (
        r"(?:확인|발견|관찰|측정|검증|입증)(?:했|하였|됐|되었|할 수 있었)|(?:나타났|드러났|밝혀졌"
        r"|보였|알게"
        r" ?되|알 수 있었|나왔)|(?:때문|원인|덕분|탓)(?:이|에|입|으로|였|은)|(?:대신|비해|보다)\s"
    ),
)
FIGURE = (
    (
        r"\d[\d.,]*\s?(?:%|percent\b|percentage points?|x\b|×|times\b|-fold|배|퍼센트|%p|ms\b"
        r"|밀리초|초"
        r"|seconds?\b|minutes?\b|hours?\b|분|시간|GB|MB|TB|tokens?\b|토큰|points?\b|건|개|명"
        r"|달러|원)"
    ),
    (
        r"\$\s?\d|\b\d/\d{1,2}(?:로|의|\b(?!/))|\bfrom [\d.,$]+\S* to [\d.,$]+"
        r"|\d[\d.,]*\S{0,8}에서 \d[\d.,]*|\b(?:half|twice"
        r"|double"
        r"|tenfold)\b|절반|두 배|세 배"
    ),
)
ADVICE = (
    (
        r"\b(?:should|shouldn't|must|avoid|prefer|recommend(?:s|ed)?|make sure|instead of"
        r"|rather than"
        r"|best practice|worth|don't|do not|never|always|only (?:if|when)|unless)\b"
    ),
    (
        r"(?:해야|하지 말|않아야|하는 (?:것|게|편)이 (?:좋|낫|안전|더)|(?:게|것이|편이) (?:좋|낫"
        r"|안전)|권장"
        r"|추천(?:합|한)|피해야|피하는|필수|충분(?:합|하|했))"
    ),
)
MECHANISM = (
    (
        r"\b(?:by \w+ing|so that|which (?:lets|allows|means|makes|enables)|consists? of|works by"
        r"|combines?|combining|replac(?:es?|ing)|splits?|rout(?:es?|ing)|trigger(?:s|ed)?|without"
        r" (?:\w+ing|any|the need)|using)\b"
    ),
    (
        r"(?:방식으로|하도록|결합(?:해|하)|조합(?:해|하)|나누어|나눠|통해|함으로써|바꿔|바꾸"
        r"|분리(?:해|하"
        r"|했)|활용(?:해|하))"
    ),
)
BACKGROUND = (
    (
        r"\b(?:has|have) (?:\w+ )?(?:become|emerged|advanced|shown|demonstrated|achieved|gained"
        r"|attracted"
        r"|enabled|been widely|revolutioni[sz]ed|transformed)\b|\b(?:is|are) (?:\w+ )?(?:widely"
        r"|increasingly"
        r"|prone|essential|crucial|critical|powerful|promising|ubiquitous)\b|\b(?:existing|current"
        r"|prior"
        r"|previous|traditional|conventional) (?:\w+ )?(?:methods?|approaches|works?|systems?"
        r"|techniques"
        r"|benchmarks|models|research|studies|solutions|evaluations?|datasets|agents"
        r"|mechanisms)\b"
        r"|\b(?:remains?|still) (?:\w+ )?(?:challeng|limited|unclear|difficult|underexplored|open"
        r"|elusive"
        r"|lag)\w*|\boften (?:suffers?|struggles?|lacks?|rely|relies|requires?|fails?)\b"
        r"|\b(?:requires?|suffers? from|struggles? (?:to|with)|face[sd]?) .{0,60}\b(?:challenges?"
        r"|limitations?|bottlenecks?)\b|^(?:background|motivation|objective)s?:"
        r"|\b(?:future work|in the future|we (?:plan|intend|aim|hope) to)\b"
        r"|^(?:recent|rapid) (?:advances?|progress|developments?|work)\b|\b(?:attract|receive"
        r"|gain)(?:s|d|ed|ing)"
        r" (?:\w+ )?(?:attention|traction|interest)\b|\bfalls? short\b|\bexcels? (?:at|in)\b"
    ),
    (
        r"(?:보려고|하려고|할 예정|할 계획|계획이|계획입|개선점)|(?:팀|조직|회사)(?:은|는"
        r"|에서는?)\s.{0,200}(?:운영|담당|개발|서비스)하고 있|(?:주목받"
        r"|각광받|널리 (?:쓰|사용)|중요(?:해지|성이)|발전(?:하면서|함에)|관심이|화두"
        r"|필수가 되)"
    ),
)
PATTERNS = (ANNOUNCEMENT, FINDING, FIGURE, ADVICE, MECHANISM, BACKGROUND)


def _compiled(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_ANNOUNCEMENT, _FINDING, _FIGURE = map(_compiled, (ANNOUNCEMENT, FINDING, FIGURE))
_ADVICE, _MECHANISM = map(_compiled, (ADVICE, MECHANISM))
_BACKGROUND = _compiled(BACKGROUND)


def has_figure(text: str) -> bool:
    """Whether a quantity with its unit, or a change from one to another, is given."""
    return bool(_FIGURE.search(text))


def announces(text: str) -> bool:
    """Whether a sentence says what the text will do, and gives no figure of what came of it."""
    return bool(_ANNOUNCEMENT.search(text)) and not has_figure(text)


def finds(text: str) -> bool:
    """Whether it says what came of something, or why: a change, a comparison, a cause."""
    return bool(_FINDING.search(text))


def advises(text: str) -> bool:
    """Whether it says what to do or to leave."""
    return bool(_ADVICE.search(text))


def explains(text: str) -> bool:
    """Whether it says how something works."""
    return bool(_MECHANISM.search(text))


def sets_the_scene(text: str) -> bool:
    """Whether it says what everybody knew before: the state of a field, what others lack."""
    return bool(_BACKGROUND.search(text)) and not has_figure(text)
