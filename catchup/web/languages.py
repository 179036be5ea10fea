"""Chooses the language of an answer: what the address asks for, else what the browser prefers."""

import re
from collections.abc import Sequence

from fastapi import Request

from catchup.config import Config
from catchup.types import Language

RANGE = re.compile(
    r"\s*([a-z]{1,8}|\*)(?:-[a-z0-9-]*)?\s*(?:;\s*q=([01](?:\.\d{0,3})?))?\s*", re.IGNORECASE
)
LONGEST = 500


def language_of(request: Request, config: Config) -> Language:
    """The language to answer a request in."""
    asked = request.query_params.get("language", "")
    accepted = request.headers.get("accept-language", "")
    return choose(asked, accepted, config.digest.languages)


def choose(asked: str, accepted: str, offered: Sequence[Language]) -> Language:
    """One of the offered languages, the first being the default; `accepted`: Accept-Language."""
    if asked in offered:
        return asked
    best, weight = offered[0], 0.0
    for part in accepted[:LONGEST].split(","):
        found = RANGE.fullmatch(part)
        if found is None:
            continue
        language, preference = found[1].lower(), float(found[2] or 1)
        if language in offered and preference > weight:
            best, weight = language, preference
    return best
