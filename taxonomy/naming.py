"""Cuts short texts into the phrases by which people name a thing, and picks titles among them."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from catchup.types import Language
from taxonomy.tokens import Token, tokens

OPENING = 500
_TITLE, _TEXT, _GRAM = 2.0, 1.0, 0.4
_LONGEST = 3
_PAIR = "#"
_HANGUL_NAME = 3  # syllables of a Korean word that stands alone: shorter ones are everyday words
_NO_NAMES = """
    a an the of to in on for and or is are was were be by with as at from that this it its we our
    you your how what why when which who can do does not no vs via into about using use new more
    than then them they their i my me us all any some one two out up over has have had been will
    just now here there also but if so only very much many most such other these those after before
    between through while where get got make made like want need know see first last next best good
    great way thing week day year today announcing announce introducing introduce introduction
    available release released releasing update updated launch launched part guide notes paper
    post blog newsletter video podcast article read reading work working based approach method
    result show study recent propose present launche lab pro preview toward
    around against across build both setup without
    그리고 그러나 하지만 대한 대해 위한 위해 통해 통한 관련 어떻게 무엇 이번 오늘 우리 최근 정리
    소개 후기 발표 공개 출시 안내 방법 하기 있는 있다 없는 없다 되는 이유 시작 사용 활용 경우 가지
    사용자 개발자 서비스 데이터 프로젝트 인공지능
    합니다 입니다 했습니다 있습니다 됩니다 대해서 때문 모든 다양한 새로운 가장 함께 더
"""
_STOP = frozenset(_NO_NAMES.split())
# What everything here is about is no name of anything.
_FIELDS = """
    machine learning; deep learning; reinforcement learning; neural network; open source;
    artificial intelligence; generative ai; language model; large language; large language model;
    foundation model; ai model; ai agent; coding agent; 인공 지능; 기계 학습; 머신 러닝; 딥 러닝;
    언어 모델; 강화 학습; 오픈 소스; 생성형 ai
"""
_FIELD = frozenset(key.strip() for key in _FIELDS.split(";"))
_SENTENCE_ENDINGS = ("니다", "어요", "아요", "해요", "예요", "네요", "세요", "지만", "면서", "는데")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One to three words in a row, or two syllables of a Korean compound (`surface` is empty)."""

    key: str
    surface: str
    weight: float
    in_title: bool


def phrases(title: str, text: str) -> Iterator[Phrase]:
    """All phrases of a title and of the opening of a text; a word that names nothing cuts them."""
    for part, in_title in ((title, True), (text[:OPENING], False)):
        run: list[Token] = []
        end = 0
        for token in tokens(part):
            if run and (_names_nothing(token) or part[end : token.start].strip(" -'’")):
                yield from _of_run(run, part, in_title=in_title)
                run = []
            if not _names_nothing(token):
                run.append(token)
            end = token.end
        yield from _of_run(run, part, in_title=in_title)


def title_in(language: Language, ranked: Sequence[str], inside: Sequence[Phrase]) -> str:
    """The best phrase in the script of a language as it is mostly written, else the best of all."""
    korean = language == "ko"
    key = next((key for key in ranked if _is_hangul(key) == korean), ranked[0])
    written = Counter(phrase.surface for phrase in inside if phrase.key == key)
    return max(written, key=lambda surface: (written[surface], surface), default=key)


def may_name(key: str, common_words: Collection[str]) -> bool:
    """Whether a phrase can be the name of a thing: several words, or one that is no common word."""
    if key.startswith(_PAIR) or key in _FIELD:
        return False
    if " " in key:
        return True
    return len(key) >= _HANGUL_NAME if _is_hangul(key) else key not in common_words


def common_words(found: Iterable[Phrase]) -> frozenset[str]:
    """Latin words that somebody writes without any capital: titles alone capitalise all."""
    return frozenset(phrase.key for phrase in found if phrase.surface.islower())


def key_of(phrase: str) -> str:
    """A phrase as it is compared, however it is spelt."""
    return " ".join(token.stem for token in tokens(phrase))


def _of_run(run: Sequence[Token], part: str, *, in_title: bool) -> Iterator[Phrase]:
    weight = _TITLE if in_title else _TEXT
    for place, first in enumerate(run):
        for length in range(1, min(_LONGEST, len(run) - place) + 1):
            words = run[place : place + length]
            key = " ".join(token.stem for token in words)
            written = part[first.start : words[-1].start + len(_bare(words[-1]))]
            surface = " ".join(map(_bare, words)) if _is_hangul(key) else written
            yield Phrase(key, surface, weight, in_title)
        yield from _grams(first, weight * _GRAM, in_title=in_title)


def _grams(token: Token, weight: float, *, in_title: bool) -> Iterator[Phrase]:
    """Pairs of syllables carry Korean compounds that are written together or apart."""
    if _is_hangul(token.stem):
        for start in range(len(token.stem) - 1):
            pair = token.stem[start : start + 2]
            yield Phrase(f"{_PAIR}{pair}", "", weight, in_title)


def _bare(token: Token) -> str:
    """A word as it is written, without a Korean particle."""
    return token.surface[: len(token.stem)] if _is_hangul(token.stem) else token.surface


def _names_nothing(token: Token) -> bool:
    short = len(token.stem) < 2  # noqa: PLR2004 - one letter or syllable
    number = token.word.isdigit()
    return (
        short
        or number
        or token.word in _STOP
        or token.stem in _STOP
        or token.surface.endswith(_SENTENCE_ENDINGS)
    )


def _is_hangul(key: str) -> bool:
    return any(character >= "가" for character in key)
