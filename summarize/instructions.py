"""Tells sentences that may stand in a summary from orders to a model and from page furniture."""

import re

_ENGLISH_ORDERS = (
    (
        r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:previous|prior|above"
        r"|earlier|all|any|your|these|those)\b.{0,40}\b(?:instructions?|prompts?|rules?"
        r"|directions?|messages?|guidelines?|context)\b"
    ),
    (
        r"\b(?:system|developer|hidden|secret) (?:prompt|message"
        r"|instructions?)\b.{0,60}\b(?:reveal|print|repeat|show|leak|output|include|send)\b"
    ),
    (
        r"\b(?:reveal|print|repeat|show|leak|output|include|send"
        r"|paste)\b.{0,60}\b(?:system prompt|api keys?|secret|password|credentials?"
        r"|instructions)\b"
    ),
    r"\byou(?:'re| are) (?:now|no longer)\b",
    (
        r"\b(?:pretend (?:to|you|that)|act as if|roleplay as|from now on"
        r"|new (?:task|instructions?)\s*:)"
    ),
    (
        r"^(?:and |then |also |please |now |next,? |finally,? |to \w+ \w+ \w+, )*(?:only "
        r"|always |never |exactly |just )*(?:reply|respond|answer|output|print|write|say|return"
        r"|echo|repeat)\b.{0,30}\b(?:only|exactly|with|verbatim|nothing|the (?:text|word|phrase"
        r"|following))\b"
    ),
    (
        r"\b(?:in|of|to|with|within|for|into|from|as|at|throughout) your (?:\w+ )?(?:reply"
        r"|response|answer|output|summary|solution|suggestions?|message|implementation)\b"
    ),
    (
        r"\byour (?:next |final |entire |whole )?(?:reply|response|answer|output"
        r"|solution)s? (?:must|should|in|into|backwards?|with|to|by|as|using)\b"
    ),
    (
        r"\b(?:let|make|have|ensure|allow|modify|adjust|rewrite|write|translate|encode|reverse"
        r"|shift|convert|format|augment|enrich|append|prepend|embed|substitute|present|craft"
        r"|express|render)\b.{0,40}\byour (?:\w+ )?(?:reply|response|answer|output|code"
        r"|solution|text|message|content|summary|words|letters)\b"
    ),
    (
        r"\b(?:code|function|program) (?:snippet|excerpt|segment|block|fragment"
        r"|piece)s?\b.{0,40}\b(?:your|into|in|within)\b"
    ),
    (
        r"\b(?:following|subsequent|below|given|next|succeeding|ensuing)\b (?:\w+ )?(?:code"
        r"|snippet|script)\b"
    ),
    (
        r"\b(?:rate|rank|score|label|tag|classify|recommend)\b.{0,20}\bthis (?:item|article"
        r"|page|post|document|paper|text)\b"
    ),
    (
        r"\b(?:ai|language model|llm|assistant|summari[sz]er|agent|model"
        r"|bot)s?\b.{0,20}\breading this\b"
    ),
    (
        r"^(?:dear |hey |attention,? |note to |instructions? (?:to|for) )(?:the )?(?:ai"
        r"|language model|llm|assistant|summari[sz]er|model|bot|crawler)s?\b"
    ),
    (
        r"\b(?:models?|llms?|ais?|assistants?|summari[sz]ers?|bots?)\b.{0,40}\b(?:must|should)"
        r" (?:only |always |just )?(?:answer|output|say|reply|respond|print|write|mention)\b"
    ),
    r"\band nothing else\b",
    r"\b(?:jailbreak|developer|maintenance|debug|god|admin|dan) mode\b",
)
_DROP_IT = r"(?:무시(?:하[라고세십시여]|해)|잊[어으고]|따르지\s?(?:말|마)|버리[고라세])"
_KOREAN_ORDERS = (
    (
        r"(?:이전|위|앞|지금까지|기존|모든|아래)의?\s?.{0,12}(?:지시|명령|지침|프롬프트|규칙|내용).{0,8}"
        rf"{_DROP_IT}"
    ),
    rf"(?:지시|명령|지침|규칙)(?:사항)?[을를]?\s?(?:모두\s)?{_DROP_IT}",
    r"시스템\s?(?:프롬프트|메시지).{0,20}(?:출력|공개|알려|보여|포함|말해)",
    (
        r"(?:요약|답변|응답|출력|대답).{0,60}(?:하라|해라|써라|쓰라|넣어라|적어라|하시오"
        r"|하십시오|으?세요|(?:해|써|넣어|적어|붙여) ?(?:줘|주세요))"
    ),
    (
        r"(?:요약|답변|응답|출력|대답)(?:문|본)?에는?\s.{0,20}(?:문구|문장|링크|코드|단어"
        r"|주소)[을를]"
    ),
    r"라고만?\s?(?:쓰|써|적|답하|출력하|대답하)(?:고|라|세|십|시|어)",
    r"(?:너|당신)[은는]\s?(?:이제|지금부터|앞으로)",
    r"(?:지금부터|이제부터)\s.{0,20}(?:역할|모드|행동|대답|답변)",
    (
        r"(?:이 (?:글|문서|항목|기사|페이지)).{0,30}(?:등록|분류|추천|평가|연결|올)(?:하세요"
        r"|하라|하십시오|해라|해 ?주세요|리세요|려라|려 ?주세요|하시오)"
    ),
    (
        r"(?:AI|인공지능|언어 모델|어시스턴트|요약기|챗봇|에이전트)(?:에게|는|은|가"
        r"|님)?\s?.{0,20}(?:읽고 있|읽는다면|하라|하십시오|하시오)"
    ),
    r"(?:관리자|운영자|시스템|개발자)\s?(?:공지|명령|모드|지시|메시지)\s?[\]:】]",
    r"(?:하라|해라|하시오|하십시오|십시오|써라|쓰라|답하라|넣어라|올려라)[.!]?[\"'”’)]*$",
)
_MARKUP = (
    (
        r"^\s*[\[<(*#]*(?:human|user|assistant|system|developer|사용자|시스템"
        r"|어시스턴트)[\]>)*]*\s*[:：]"
    ),
    r"<\|[a-z_]+\|>|</?(?:system|assistant|user|instructions?|article|document|script|iframe)\b",
    r"\[/?(?:INST|SYS)\]|<<SYS>>|###\s*(?:instruction|system)",
    r"!?\[[^\]]*\]\(\s*(?:javascript:|data:|[^)]*[?&][\w-]+=)",
    r"\bjavascript:",
)
_ORDER = re.compile("|".join(_ENGLISH_ORDERS + _MARKUP), re.IGNORECASE)
_KOREAN_ORDER = re.compile("|".join(_KOREAN_ORDERS), re.IGNORECASE)
# Written in capitals, a code word is something to be smuggled out, not a word of the text.
_CODE_WORD = re.compile(r"\b[A-Z]{4,}-(?=[0-9A-F]*\d)[0-9A-F]{6,}\b")

_REQUEST = re.compile(
    r"^(?:please |kindly |now |also |then |and |can you |could you |would you |i (?:want"
    r"|need) you to )*(?:add|alter|analy[sz]e|append|arrange|assess|augment|calculate|change"
    r"|choose|compare|compile|compose|conduct|convert|craft|create|debug|define|describe|design"
    r"|determine|develop|devise|discuss|disguise|draft|embed|encode|encourage|ensure|estimate"
    r"|evaluate|examine|explain|find|fix|generate|give|group|guide|help|highlight|identify"
    r"|incorporate|insert|integrate|interpret|introduce|invent|investigate|list|make|mention"
    r"|modify|narrate|offer|optimi[sz]e|outline|paraphrase|plan|predict|present|produce|promote"
    r"|propose|provide|rearrange|recommend|remove|rephrase|replace|report|reverse|review"
    r"|rewrite|scramble|search|send|share|shift|show|simplify|solve|spell|substitute|suggest"
    r"|summari[sz]e|swap|switch|tell|transform|translate"
    r"|use|utili[sz]e|weave|write)\b(?!,)",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"\b(?:we|this (?:site|website)) uses? cookies|\bcookie (?:policy|settings|consent"
    r"|preferences)|\baccept (?:all )?cookies|\bsubscribe (?:to|now|for|here)\b"
    r"|\bsign up (?:for|to)\b|\bread (?:more|the full|the original)\b|\bcontinue reading\b"
    r"|\bclick (?:here|below)\b|\bshare (?:this|on)\b|\bfollow us\b|\ball rights reserved\b|©"
    r"|\bcopyright \d|\bprivacy policy\b|\bterms of (?:service|use)\b"
    r"|\bthe post .{1,120} (?:first )?appeared (?:first )?on\b|\benable javascript\b"
    r"|\bskip to (?:main )?content\b|\bcomments? (?:are )?(?:closed|off)\b|\bleave a (?:comment"
    r"|reply)\b|\bview (?:in|on) (?:browser|github)\b|\btable of contents\b|\bphoto by\b"
    r"|\bimage (?:credit|source)\b|\bwe(?:'re| are) hiring\b|쿠키를 사용|쿠키 (?:설정|정책"
    r"|동의)|구독(?:하기|해 ?주|과 좋아요|\s?신청)|좋아요와 구독|공유하기|더 ?보기|이어서 읽기"
    r"|전체 글 보기|원문 보기|무단 ?전재|재배포 금지|저작권|개인정보 ?(?:처리|취급)|이용 ?약관"
    r"|댓글 ?(?:\d|달기|쓰기|남)|채용 ?(?:공고|중|페이지)|함께할 .{0,12}(?:찾|모십)|(?:팀|랩"
    r"|파트|챕터|소속|담당|\bLab|\bteam)\S{0,3}\s.{0,40}(?:입니다|이에요|예요)[.!]?$"
    r"|^\[?updated? (?:on|at)\b|(?:…|\.\.\.)$|^안녕하세요|^감사합니다|읽어 ?주셔서 감사|^목차"
    r"|^참고 ?(?:자료|문헌)|^출처\s?[:：]"
    r"|^이미지\s?출처",
    re.IGNORECASE,
)
_LINK = re.compile(r"https?://|www\.\w|\]\(|[\w.+-]+@[\w-]+\.\w")
_CODE = re.compile(
    r"```|^\s*(?:import |from \w+ import|def |class |const |let |var |return\b|\$ |>>> "
    r"|#include|sudo |pip install|npm |curl |docker |SELECT |@\w+\()|[{};]\s*$|\w\(\)|=>|:=|=="
    r"|\w+\.\w+\("
    r"|\s=\s\S+\(",
)
_JSON = re.compile(r"[\"'}\]]\s*[}\]]\s*,?\s*[{\"\[]|\"\s*:\s*[\"\[{]")
_TABLE = re.compile(r"\|.*\||\t.*\t| {3,}\S+ {3,}")
_BLOB = re.compile(r"[A-Za-z0-9+/=_-]{40,}")
_FURNITURE = (_BOILERPLATE, _LINK, _CODE, _JSON, _TABLE, _BLOB)
_FINAL = re.compile(r"(?<!\.\.)[.!?。！？][\"'”’)\]」』]*$|[다요죠음함됨]$")
_LETTERS_SHARE = 0.6


def is_instruction(text: str) -> bool:
    """Whether a sentence addresses a model or breaks out of data: such text is never shown.

    Patterns in English and Korean: orders about answers and prompts, role markers, links that
    carry data out, code words. Quoted prompts in honest articles are lost on purpose.
    """
    if _ORDER.search(text) or _CODE_WORD.search(text):
        return True
    return not text.isascii() and bool(_KOREAN_ORDER.search(text))


def is_request(text: str) -> bool:
    """Whether a sentence begins like a task for the reader ("Explain …"), which may be honest."""
    return bool(_REQUEST.match(text))


def is_boilerplate(text: str) -> bool:
    """Whether a sentence is page furniture, code, a table row, a link, or hardly any letters."""
    if any(pattern.search(text) for pattern in _FURNITURE):
        return True
    visible = len(text) - sum(map(str.isspace, text))
    return sum(map(str.isalpha, text)) < _LETTERS_SHARE * visible


def is_fragment(text: str) -> bool:
    """Whether a sentence has no end of its own (heading, list item, cut text) or half a bracket."""
    balanced = text.count("(") == text.count(")") and text.count("[") == text.count("]")
    return not balanced or not _FINAL.search(text)
