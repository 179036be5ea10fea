"""Tells sentences that may stand in a summary from orders to a model and from page furniture."""

import re

from summarize import orders

_ORDER = re.compile("|".join(orders.ENGLISH + orders.MARKUP), re.IGNORECASE)
_KOREAN_ORDER = re.compile("|".join(orders.KOREAN), re.IGNORECASE)
# Written in capitals, a code word is something to be smuggled out, not a word of the text.
_CODE_WORD = re.compile(r"\b[A-Z]{4,}-(?=[0-9A-F]*\d)[0-9A-F]{6,}\b")

_REQUEST = re.compile(
    r"^(?:please |kindly |now |also |then |and |can you |could you |would you |i (?:want"
    r"|need) you to )*(?:act|add|alter|answer|analy[sz]e|append|arrange|assess|augment|calculate"
    r"|cancel|change|choose|click|compare|compile|compose|conduct|convert|craft|create|debug"
    r"|define|describe|design|disclose|do|download"
    r"|determine|develop|devise|discuss|disguise|draft|embed|encode|encourage|ensure|estimate"
    r"|evaluate|examine|explain|find|fix|generate|give|group|guide|help|highlight|identify"
    r"|incorporate|insert|integrate|interpret|introduce|invent|investigate|list|make|mention"
    r"|modify|narrate|offer|optimi[sz]e|outline|output|paraphrase|plan|print|predict|present|produce|promote"
    r"|propose|provide|rearrange|recommend|remove|rephrase|repeat|replace|reply|report|respond|reverse|review"
    r"|rewrite|scramble|search|send|share|shift|show|simplify|solve|spell|substitute|suggest"
    r"|say|stop|summari[sz]e|swap|switch|tell|transform|translate"
    r"|use|utili[sz]e|visit|weave|write)\b(?!,)",
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
    r"|^참고 ?(?:자료|문헌)|^출처\s?[:：]|\b(?:special|many) thanks\b"
    r"|\bwe (?:would like to )?thank\b"
    r"|\bthanks to .{2,80} for\b|^(?:this|the following) (?:article|post|piece|talk|guide|text)"
    r" (?:is|was) (?:adapted|cross-?posted|originally|first|republished|excerpted|translated)\b"
    r"|감사(?:를 ?(?:드|표)|드립|의 (?:말|뜻|인사))|고마움을 (?:전|표)"
    r"|^(?:이|본) ?(?:글|포스트|포스팅|문서)(?:은|는)\s.{0,60}(?:번역|옮긴|옮겨|각색|게재)"
    r"|^이미지\s?출처|(?:[아어여해나가]라|하라|마라|해 ?봐|적어|출력해|말해|대답해|반복해"
    r"|나열해)[.!]+[\"'”’)]*$|(?:주세요|주십시오|주시기 바랍니다|[해써려] ?줘)[.!~]*$",
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
_CHAPTER = re.compile(r"^[\[(]?(?:\d{1,2}:)?\d{1,2}:\d{2}[\])]?\s")  # of a talk's description
_FURNITURE = (_BOILERPLATE, _CHAPTER, _LINK, _CODE, _JSON, _TABLE, _BLOB)
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
    """Whether a sentence is page furniture, a chapter's time, code, a table row or a link.

    Also where hardly any of its characters are letters.
    """
    if any(pattern.search(text) for pattern in _FURNITURE):
        return True
    visible = len(text) - sum(map(str.isspace, text))
    return sum(map(str.isalpha, text)) < _LETTERS_SHARE * visible


def is_fragment(text: str) -> bool:
    """Whether a sentence has no end of its own (heading, list item, cut text) or half a bracket."""
    balanced = text.count("(") == text.count(")") and text.count("[") == text.count("]")
    return not balanced or not _FINAL.search(text)
