"""Makes text and addresses from outside harmless before any renderer sees them."""

import unicodedata
from functools import lru_cache
from urllib.parse import quote, urlsplit

ZERO_WIDTH_JOINER = "\u200d"  # emoji of several people need it
SPACES = frozenset({"Cc", "Zl", "Zp", "Zs"})
DROPPED = frozenset({"Cf", "Cs", "Co", "Cn"})
ADDRESS_CHARACTERS = "%/:?#[]@!$&'()*+,;=-._~"


@lru_cache(maxsize=4096)  # a report is laid out many times before it fits its reading time
def plain(text: str, limit: int) -> str:
    """One line of visible text, at most `limit` characters and an ellipsis.

    Control characters and line breaks become spaces; direction overrides, invisible and
    unassigned characters go: they could reorder or hide what a reader sees, or drive a terminal.
    """
    line = " ".join("".join(_visible(character) for character in text).split())
    return line if len(line) <= limit else line[:limit].rstrip() + "…"


def web_address(url: str) -> str:
    """The address in plain ASCII, safe inside any markup; empty unless it is http or https."""
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return ""
    if parts.scheme.lower() not in {"http", "https"} or not parts.netloc:
        return ""
    return quote(url.strip(), safe=ADDRESS_CHARACTERS, errors="replace")


def _visible(character: str) -> str:
    if character.isascii() and character.isprintable():
        return character
    category = unicodedata.category(character)
    if category in SPACES:
        return " "
    return "" if category in DROPPED and character != ZERO_WIDTH_JOINER else character
