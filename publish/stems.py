"""Cuts words to what particles and endings leave alone, to see what two texts share."""

import re

STEM = 2  # syllables of a Korean word that particles leave alone
_WORD = re.compile(r"[a-z0-9]{2,}|[가-힣]{2,}")


def stems(text: str) -> frozenset[str]:
    """The words of a text in either language, folded, Korean ones cut to their beginning."""
    found = _WORD.findall(text.casefold())
    return frozenset(word[:STEM] if word >= "가" else word for word in found)
