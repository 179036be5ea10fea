"""Makes text and addresses from outside harmless before any renderer sees them."""

import unicodedata
from functools import lru_cache
from urllib.parse import quote, urlsplit

ZERO_WIDTH_JOINER = "\u200d"  # emoji of several people need it
WIDE = frozenset({"W", "F"})
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


def columns_of(text: str) -> int:
    """How wide a text is in letters; Korean ones take two."""
    return sum(2 if unicodedata.east_asian_width(c) in WIDE else 1 for c in text)


def shortened(text: str, columns: int) -> str:
    """A line cut between two words to so many columns, Korean letters taking two, with "…"."""
    taken = 0
    for place, character in enumerate(text):
        taken += columns_of(character)
        if taken > columns:
            whole = text[:place].rpartition(" ")[0]
            return (whole or text[:place]).rstrip(" ,.;:·-–—") + "…"
    return text


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
