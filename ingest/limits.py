"""Cuts a document down before a parser sees it: entries, attributes of a tag, depth.

feedparser takes a second for 4,000 entries, and a time that grows with the square of a tag's
attributes: 50,000 of them are over 40 seconds (measured, 6.0.14).
"""

import re

from ingest.raw import MOST_ENTRIES

MOST_ATTRIBUTES = 100
ENTRY_TAG = re.compile(r"<(/?)(?:[\w.-]+:)?(?:item|entry)(?=[\s>])", re.IGNORECASE)
# Possessive, so that what is no tag costs linear time.
ATTRIBUTE = r"""\s++[^\s=<>"'/]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|(?:(?!/>)[^\s"'<>])++))?+"""
CROWDED_TAG = re.compile(rf"(<[\w:.-]++)(?:{ATTRIBUTE}){{{MOST_ATTRIBUTES + 1},}}+")


def first_entries(text: str, most: int = MOST_ENTRIES) -> tuple[str, int]:
    """Keep the first entries of a feed in XML; says how many were cut."""
    tags = list(ENTRY_TAG.finditer(text))
    begins = [tag.start() for tag in tags if not tag[1]]
    if len(begins) <= most:
        return text, 0
    last = tags[-1]
    end = text.find(">", last.start()) + 1 if last[1] else len(text)
    return text[: begins[most]] + text[end:], len(begins) - most


def few_attributes(text: str) -> str:
    """Take all attributes from tags that have more than a hundred; no feed means anything by them.

    Namespaces declared there are lost with them.
    """
    return CROWDED_TAG.sub(r"\1", text)


def ends_in_entry(text: str) -> bool:
    """Say whether a document ends inside an entry."""
    last = None
    for last in ENTRY_TAG.finditer(text):  # noqa: B007 - only the last one counts
        pass
    return last is not None and not last[1]
