"""Finds the figures in quotes, with their units, as they are written."""

import re
from collections.abc import Iterator, Sequence

_ONE = r"\d+(?:[.,]\d+)*"
_NUMBER = rf"{_ONE}(?:\s?[-–~]\s?{_ONE})?"
# What is measured says more than what is counted; one or two of a thing say nothing.
MEASURED = (
    rf"(?<![\w.,/$-])(?:\$\s?{_NUMBER}(?:[KMB]\b)?|\d/\d{{1,2}}(?![\d/])|{_NUMBER}\s?(?:%p?|percent\b"
    r"|퍼센트(?:포인트)?|x\b|×|배|-fold\b|ms\b|milliseconds\b|밀리초|seconds\b|minutes\b|hours\b"
    r"|초(?!당)|분(?![가-힣]|의)|시간|GB\b|MB\b|TB\b|달러|원(?![가-힣])))"
)
_MEASURED = re.compile(MEASURED, re.ASCII)
_COUNTED = re.compile(
    rf"(?<![\w.,/$-])(?:(?:{_ONE}[만억조]|(?=\d[\d.,]*\d){_ONE}\+?)\s?(?:개월|개|명|건|편|곳|가지|줄|토큰)"
    rf"|(?!(?:19|20)\d\d\s)(?:[3-9]|(?=\d[\d.,]*\d){_ONE}\+?) (?:[a-z]+ )?[a-z]{{4,}}s\b)"
)


def figures_in(quotes: Sequence[str]) -> tuple[str, ...]:
    """The figures of quotes: what is measured, then what is counted."""
    shown = [quote.replace("\\%", "%") for quote in quotes]
    return tuple(dict.fromkeys([*_found(_MEASURED, shown), *_found(_COUNTED, shown)]))


def _found(pattern: re.Pattern[str], texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        for match in pattern.finditer(text):
            yield " ".join(match[0].split())
