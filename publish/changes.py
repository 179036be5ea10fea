"""Says what an update changed: the title, sentences that are new, sentences that are gone."""

import re

from catchup.types import Change, Item, Words
from publish.plain import plain

# A sentence ends with its mark and a space, or with the line; Korean and English alike.
BETWEEN = re.compile(r"(?<=[.!?。])\s+|\n+")
SHORTEST, LONGEST = 20, 240
MOST = 2


def change(before: Words, item: Item) -> Change | None:
    """What is different from the words that were there before; None when nothing that can be told.

    Of a text that was read to another extent than now, only the titles can be compared.
    """
    old_title, title = plain(before.title, LONGEST), plain(item.title, LONGEST)
    renamed = old_title if old_title != title else ""
    if before.reading is not item.reading:
        return Change(title_before=renamed) if renamed else None
    old, new = _sentences(before.text), _sentences(item.text)
    added = [sentence for sentence in new if sentence not in old]
    removed = sum(sentence not in new for sentence in old)
    if not (renamed or added or removed):
        return None
    telling = [sentence for sentence in added if SHORTEST <= len(sentence) <= LONGEST]
    return Change(title_before=renamed, added=tuple(telling[:MOST]), removed=removed)


def _sentences(text: str) -> dict[str, None]:
    """The sentences of a text in order, each once."""
    parts = (" ".join(part.split()) for part in BETWEEN.split(text))
    return {part: None for part in parts if part}
