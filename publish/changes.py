"""Says what an update changed: the title, sections, sentences that are new or gone."""

import re
from collections.abc import Mapping
from dataclasses import replace

from catchup.types import Body, Change, Item, Words
from publish.plain import plain

# A sentence ends with its mark and a space, or with the line; Korean and English alike.
BETWEEN = re.compile(r"(?<=[.!?。])\s+|\n+")
FIGURE = re.compile(r"\d")
SHORTEST, LONGEST = 20, 240
MOST = 2

Sentences = Mapping[str, None]


def change(before: Words, item: Item, body: Body | None = None) -> Change | None:
    """What is different from the words that were there before; None when nothing that can be told.

    Where both editions were read by their sections, these are compared; `body` is the new one's. Of
    a text that was read to another extent than now, only the titles can be compared.
    """
    old_title, title = plain(before.title, LONGEST), plain(item.title, LONGEST)
    renamed = old_title if old_title != title else ""
    found: Change | None = None
    if before.body and body and before.body != body:
        found = _of_sections(_sections(before.body), _sections(body))
    elif before.reading is item.reading:
        found = _of_sentences(_sentences(before.text), _sentences(item.text))
    if renamed:
        return replace(found or Change(), title_before=renamed)
    return found


def _of_sections(old: Mapping[str, Sentences], new: Mapping[str, Sentences]) -> Change | None:
    """The difference of two texts with sections, which are the same where their titles are."""
    found = _of_sentences(_joined(old), _joined(new))
    if found is None:
        return None
    return replace(
        found,
        sections=tuple(t for t in new if t in old and new[t].keys() != old[t].keys()),
        new_sections=tuple(title for title in new if title not in old),
        lost_sections=tuple(title for title in old if title not in new),
    )


def _of_sentences(old: Sentences, new: Sentences) -> Change | None:
    """The difference of two texts; of the new sentences those with figures tell most."""
    added = [sentence for sentence in new if sentence not in old]
    removed = sum(sentence not in new for sentence in old)
    if not (added or removed):
        return None
    telling = [sentence for sentence in added if SHORTEST <= len(sentence) <= LONGEST]
    telling.sort(key=lambda sentence: not FIGURE.search(sentence))
    return Change(added=tuple(telling[:MOST]), removed=removed, new=len(added))


def _sections(body: Body) -> dict[str, Sentences]:
    """The sentences of each section by its title, which is none of them; of one title together."""
    marks = [mark for mark in body.outline if mark.title]
    ends = [mark.start for mark in marks[1:]] + [len(body.text)]
    found: dict[str, Sentences] = {}
    for mark, end in zip(marks, ends, strict=False):
        said = _sentences(body.text[mark.start : end].removeprefix(mark.title))
        found[mark.title] = {**found.get(mark.title, {}), **said}
    return found


def _joined(sections: Mapping[str, Sentences]) -> Sentences:
    return {sentence: None for sentences in sections.values() for sentence in sentences}


def _sentences(text: str) -> Sentences:
    """The sentences of a text in order, each once."""
    parts = (" ".join(part.split()) for part in BETWEEN.split(text))
    return {part: None for part in parts if part}
