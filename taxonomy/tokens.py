"""Cuts text into words that compare alike however they are spelt, in Korean and English."""

import re
from dataclasses import dataclass

# "VideoRAG" and "FlashAttention" are two words each; "LoRA" and "vLLM" are one.
_RUN = re.compile(
    r"[A-Za-z0-9]*?[a-z0-9]{3}(?=[A-Z][A-Za-z0-9]{2})|[A-Z]{3,}(?=[A-Z][a-z]{2})|[A-Za-z0-9]+|[가-힣]+"
)
HANGUL = re.compile("[가-힣]")
_ENDING_WORDS = """
    은 는 이 가 을 를 의 에 도 만 와 과 로 인 적 용 별 들 한 할 란 라 에서 에게 에는 에도 으로
    까지 부터 보다 처럼 이나 이란 이라 이다 라는 이라는 입니다 이에요 예요 에서는 에서의 으로는
    으로의 로의 로서 으로서 로써 과의 와의 들의 들은 들을 들이 들로 하기 하는 하고 하여 해서
    했다 한다 합니다 했습니다 하면 하며 하자 화하기 화된 되는 된 되어 됩니다 이고 이며 이자 조차
    마다 밖에
"""
# Particles and endings that may follow a noun; longest first, so that one cut is enough.
_ENDINGS = tuple(sorted(_ENDING_WORDS.split(), key=len, reverse=True))
_MIN_STEM = 2
_MIN_PLURAL = 4


@dataclass(frozen=True, slots=True)
class Token:
    """A run of Latin or Hangul characters: `word` folded, `stem` without a Korean ending."""

    start: int
    end: int
    surface: str
    word: str
    stem: str


def tokens(text: str) -> list[Token]:
    """Tokens in order. A particle glued to a Latin word ("RAG를") is dropped."""
    found: list[Token] = []
    previous_end = -1
    for run in _RUN.finditer(text):
        surface = run.group()
        latin = surface[0] < "가"
        glued = run.start() == previous_end
        previous_end = run.end()
        if latin:
            word = singular(surface.lower())
            found.append(Token(run.start(), run.end(), surface, word, word))
        elif not (glued and surface in _ENDINGS):
            found.append(Token(run.start(), run.end(), surface, surface, _stem(surface)))
    return found


def singular(word: str) -> str:
    """A folded Latin word without its plural s; short and Greek-looking words stay."""
    plural = len(word) >= _MIN_PLURAL and word[-1] == "s" and word[-2] not in "sui"
    return word[:-1] if plural else word


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _MIN_STEM:
            return word[: -len(ending)]
    return word
