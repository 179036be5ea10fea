"""One Korean form for each term, English in brackets at first, particles that agree."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_PAIRS = (("은", "는"), ("이", "가"), ("을", "를"), ("과", "와"), ("으로", "로"))
_PARTICLE = r"(으로|[은는이가을를과와로])(?![가-힣])"
_AFTER_BRACKETS = re.compile(rf"([가-힣])(\([^()]{{1,60}}\)){_PARTICLE}")
_AFTER_TERM = re.compile(_PARTICLE)
# What may follow a term that stands as a word: a particle, or the verb that it makes.
_ENDS = (
    r"(?=[^가-힣(]|$|(?:은|는|이|가|을|를|의|에|에서|에는|과|와|로|으로|도|만|까지|부터|보다|처럼)"
    r"(?![가-힣])|하|한|할|해|했|되|된|될|돼|됐)"
)
_FIRST, _FINALS, _RIEUL = ord("가"), 28, 8


@dataclass(frozen=True, slots=True)
class Term:
    """A term in Korean and English, and the Korean forms that are not used for it."""

    ko: str
    en: str
    forbidden: tuple[str, ...]


@cache
def glossary() -> tuple[Term, ...]:
    """The terms of `glossary.toml`."""
    text = (files("summarize") / "glossary.toml").read_text("utf-8")
    return tuple(
        Term(term["ko"], term["en"], tuple(term["forbidden"]))
        for term in tomllib.loads(text)["term"]
    )


def settled(texts: Iterable[str]) -> list[str]:
    """Korean sentences in reading order, each term in its one form and introduced once.

    Particles behind what was put in, and behind any brackets, agree with the Korean word.
    """
    found = [_in_one_form(text) for text in texts]
    for term in glossary():
        _introduce(term, found)
    return [_AFTER_BRACKETS.sub(_agreeing, text) for text in found]


def _in_one_form(text: str) -> str:
    for term in glossary():
        for form in term.forbidden:
            head, *rest = text.split(form)
            text = head + "".join(term.ko + _agree(term.ko[-1], part) for part in rest)
    return text


def _introduce(term: Term, texts: list[str]) -> None:
    """Put the English behind the first mention that stands as a word; none where it is there."""
    if any(re.search(rf"{term.ko}\s?\(", text) for text in texts):
        return
    mention = re.compile(rf"(?<![가-힣]){term.ko}{_ENDS}")
    for place, text in enumerate(texts):
        if mention.search(text):
            texts[place] = mention.sub(f"{term.ko}({term.en})", text, count=1)
            return


def _agreeing(match: re.Match[str]) -> str:
    return match[1] + match[2] + _agree(match[1], match[3])


def _agree(syllable: str, following: str) -> str:
    """What follows a syllable, its particle in the form that the syllable takes."""
    match = _AFTER_TERM.match(following)
    if match is None:
        return following
    final = (ord(syllable) - _FIRST) % _FINALS
    closed, opened = next(pair for pair in _PAIRS if match[1] in pair)
    is_closed = bool(final) and not (closed == "으로" and final == _RIEUL)
    return (closed if is_closed else opened) + following[match.end() :]
