"""What a generated sentence may look like before anybody reads it: language, numbers, no links."""

import re
import unicodedata
from functools import cache

from catchup.types import Language
from summarize.evidence import Evidence, supports
from summarize.instructions import is_instruction
from summarize.terms import glossary

HANGUL_SHARE, LEAST_HANGUL = 0.4, 0.1  # without names and originals, and with them
_LINK_OR_MARKUP = re.compile(
    r"[a-z][a-z0-9+.-]*://|\bwww\.\w|\b(?:javascript|data|mailto):\S"
    r"|</?[a-z!][^<>]*>|&(?:lt|gt|#\d+|#x[0-9a-f]+);"
    r"|!?\[[^\]]*\]\s?\(|\]\s?\(|```"
    r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)
# A mail program or a forge makes links of these; a name in a repository's page is a person told.
_AT_NAME = re.compile(r"(?<!\w)@\w")
_HOST_WITH_PATH = re.compile(r"\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}/\S", re.IGNORECASE)
_DOTTED_NAME = re.compile(r"\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}\b", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)\]]*\s+")
_FORMAL = re.compile(r"니[다까][.!?]*[\"'”’)\]]*$")
_PREDICATE = re.compile(r"(?:[다요까죠])[.!?]*[\"'”’)\]]*$")
# A term of up to four words behind the Korean one that stands for it.
_ORIGINAL = re.compile(
    r"(?<=[가-힣])\s?\((?=.{2,40}\))([A-Za-z0-9.+/-]+(?: [A-Za-z0-9.+/-]+){0,3})\)"
)
_LATIN_RUN = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.+/-]*")
_INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cs"})


def has_link_or_markup(text: str) -> bool:
    """Whether a text holds an address, markup or an e-mail address: nothing published may."""
    return bool(_LINK_OR_MARKUP.search(text))


def is_publishable(text: str, language: Language, document: Evidence, known: Evidence) -> bool:
    """Whether a generated sentence may be published.

    `document` is what it is about; `known` is the part of it that the sentence may restate.
    """
    return (
        bool(text.strip())
        and not any(unicodedata.category(character) in _INVISIBLE for character in text)
        and not has_link_or_markup(text)
        and not _AT_NAME.search(text)
        and not _HOST_WITH_PATH.search(text)
        and all(name.group().casefold() in document.folded for name in _DOTTED_NAME.finditer(text))
        and _is_in(text, language, document)
        and supports(known, text, document)
        and not is_instruction(text)
    )


def is_formal(text: str) -> bool:
    """Whether each sentence of a Korean text ends in the 합니다 style, which is never mixed."""
    return all(_FORMAL.search(sentence) for sentence in _SENTENCE_END.split(text.strip()))


def is_heading(text: str) -> bool:
    """Whether a Korean headline ends in a noun, as headlines do."""
    return not _PREDICATE.search(text.strip())


def _is_in(text: str, language: Language, document: Evidence) -> bool:
    """Whether a Korean text is mostly Korean, and an English one has no Hangul at all.

    Names that the document writes in Latin letters stay so, and the original of a term stands
    behind it in parentheses: neither says in which language a sentence is.
    """
    if language != "ko":
        return bool(_letters(text)) and not _hangul(text)
    if _hangul(text) < LEAST_HANGUL * _letters(text):
        return False
    without = _ORIGINAL.sub(lambda term: "" if _is_known(term[1], document) else term[0], text)
    told = _LATIN_RUN.sub(lambda run: "" if _is_name(run[0], document) else run[0], without)
    return bool(_hangul(told)) and _hangul(told) >= HANGUL_SHARE * _letters(told)


def _is_known(term: str, document: Evidence) -> bool:
    """Whether an original is one of the glossary or stands in the document."""
    folded = term.casefold()
    return folded in document.folded or folded in _originals()


@cache
def _originals() -> frozenset[str]:
    return frozenset(term.en.casefold() for term in glossary())


def _is_name(run: str, document: Evidence) -> bool:
    """Whether what stands between spaces and Hangul is a name of the document: GPT-5.3, vLLM.

    A word in capitals alone is one only where the document never writes it otherwise.
    """
    marked = not run.isalpha() or not (run.islower() or run.istitle() or run.isupper())
    if marked and any(map(str.isupper, run)):
        return run.casefold() in document.folded
    return run.casefold() in document.names


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _hangul(text: str) -> int:
    return sum("가" <= character <= "힣" for character in text)
