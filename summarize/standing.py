"""Whether a sentence stands alone: joints to the one before, pointing back, lost beginnings."""

import re

from summarize.telling import KIND_OF_TEXT

# Signs that a page lost its typesetting on the way, or that this is part of its frame.
BROKEN = (
    r"\\[a-zA-Z]+\b|^\[!|\$[^$\d][^$]*\$|``|^[a-z]+ |^(?:[을를은는가의에]|에서|으로|와|과)\s",
    r"(?i:\breading time\b|\bmin(?:ute)?s? read\b)",
)
# What only joins a sentence to the one before it; without it the sentence says the same.
JOINT = (
    (
        r"^(?:however|moreover|furthermore|additionally|in addition|thus|therefore|hence"
        r"|consequently"
        r"|as a result|finally|specifically|in particular|notably|importantly|interestingly"
        r"|unfortunately|overall|in short|in summary|meanwhile|nevertheless|nonetheless|that said"
        r"|in practice|to this end|(?:to|in order to) (?:address|tackle|solve|overcome|mitigate"
        r"|bridge"
        r"|fill|meet|close|handle|achieve|do) (?:this|these|those|such|that|it)\b[^,.]{0,60}"
        r"|in (?:this|our) (?:paper|work|article|post|study|report)"
        r"|\w+ (?:on|by|from|upon) (?:this|these|that|such)\b[^,.]{0,40}),\s+"
    ),
    r"^(?:results?|conclusions?|findings?|methods?|tl;?dr|key takeaways?|note)\s?[:：]\s+",
    r"^(?:but|and|so|yet)\b,?\s+(?!that\b|far\b|called\b)",
    (
        r"^(?:하지만|대신|그러나|그런데|다만|물론|또한|또|그리고|따라서|그래서|결국|즉|특히|게다가"
        r"|더불어"
        r"|나아가"
        r"|한편|마지막으로|구체적으로|결과적으로|종합하면|요약하면|실제로|한 가지 예로),?\s+"
    ),
)
_NOT_BACK = (
    rf"(?! (?:\w+ )?{KIND_OF_TEXT}\b)(?! (?:is|was|'s) (?:important|clear|possible|easy|hard"
    r"|difficult|better|worth|common|essential"
    r"|crucial)\b)(?! turn)(?! week\b)(?! year\b)(?! month\b)"
)
DANGLING = (
    (
        rf"^(?:it|its|they|their|them|these|those|this|that|such|both|each|he|she|his|her|one"
        rf"|another"
        rf"|instead|in contrast|together|for example|for instance|then|also|here|there"
        rf"|the (?:former|latter"
        rf"|resulting|above|same|second|other|others|first|third|last|two|three|result)|second"
        rf"|third"
        rf"|e\.g|to (?:address|tackle|solve|overcome|do) (?:this|these|those|such"
        rf"|that))\b{_NOT_BACK}"
    ),
    (
        r"^(?:이|그|저)\s|^(?:이를|이는|이로|이에|이런|이러한|이와|이처럼|이것|이들|이후|그런"
        r"|그러한"
        r"|그것|그들"
        r"|그중|그 ?결과|그럼|그렇|그래도|그랬|여기|거기|이때|이렇게|이 ?때문|그 ?때문|이 ?외|위의?"
        r"|앞서|앞의"
        r"|해당|반면|반대로|예를|둘 다|두 번째|세 번째|첫 번째|첫째|둘째|셋째|다음으로|먼저"
        r"|왜냐하면"
        r"|각각|전자|후자"
        r"|마찬가지|동시에)"
    ),
    r"^[a-z]\w* (?:is|are|was|were)\b.{0,20}\b(?:above|below)\b",
)
PATTERNS = (BROKEN, JOINT, DANGLING)
_THIS_TEXT = re.compile(r"^(?:이|그)\s?(?:글|논문|연구|포스트|문서|모델은|기사)")
_JOINT, _DANGLING = (re.compile("|".join(each), re.IGNORECASE) for each in (JOINT, DANGLING))
_TURN = re.compile(r"(?:however|but|yet|하지만|그러나|그런데|다만)\b", re.IGNORECASE)
_CLIPPED = re.compile(r"[a-z]+(?![\w.])")
_BROKEN = re.compile("|".join(BROKEN))


def is_broken(text: str) -> bool:
    """Whether typesetting shows through, or the beginning of the sentence is missing."""
    return bool(_BROKEN.search(text))


def is_clipped(text: str) -> bool:
    """Whether it begins in lower case, as no sentence does but one that begins with a name."""
    return bool(_CLIPPED.match(text))


def turns(text: str) -> bool:
    """Whether it turns against what stands before it."""
    return bool(_TURN.match(text))


def joint(text: str) -> int:
    """How many characters at the beginning only join the sentence to the one before it."""
    found = _JOINT.match(text)
    return found.end() if found else 0


def dangles(text: str) -> bool:
    """Whether a sentence begins by pointing at one that is not shown ("This one …", "이를 …")."""
    return bool(_DANGLING.match(text)) and not _THIS_TEXT.match(text)
