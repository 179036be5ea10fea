"""Finds the parts of a series, so that it takes one card: a guide by chapters, a talk in parts."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from urllib.parse import unquote, urlsplit

from catchup.types import Candidate, ItemId, Reading, TopicMatch
from publish.homes import home_source, leading_match

# What numbers a part, at the end of a title or before a colon. A bare number may be a version.
NUMBER = re.compile(
    r"(?:[\(\[]\s*(?:part\s*)?\d{1,2}(?:\s*/\s*\d{1,2})?\s*(?:편|부|화|회)?\s*[\)\]]"
    r"|#\s?\d{1,3}|\b(?:part|chapter|episode|ep\.?|lesson)\s*\d{1,2}"
    r"|제?\s?\d{1,2}\s?(?:편|부|화|회|탄|장)|\b\d{1,2}\s?/\s?\d{1,2})"
    r"(?=\s*$|\s*[:：.\-–—|])",
    re.IGNORECASE,
)
SHORTEST_NAME = 8
DATE = re.compile(r"[\d-]+|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec", re.IGNORECASE)
FOLDERS = 2  # a series has a folder of its own below one that gathers such


def series_of(ranked: Sequence[Candidate]) -> Mapping[ItemId, ItemId]:
    """For each candidate that is part of a series, the id of the part that stands for it.

    Parts come from one source and share a title but for its number, or a folder of their own in
    the address. `ranked` has the best first. The best of those that are about what the series is
    about stands for all, and leads to none.
    """
    series: dict[tuple[str, str], list[Candidate]] = {}
    for candidate in ranked:
        names = list(_names(candidate))
        parts = next((series[name] for name in names if name in series), [])
        parts.append(candidate)
        for name in names:
            series.setdefault(name, parts)
    leaders = ((parts, _leader(parts)) for parts in series.values() if len(parts) > 1)
    return {
        part.item.id: leader.item.id
        for parts, leader in leaders
        for part in parts
        if part is not leader
    }


def _leader(parts: Sequence[Candidate]) -> Candidate:
    """The part that a person placed, else the best read one about the topic of the series."""
    topic = topic_of_series(parts).topic
    decided = (part for part in parts if leading_match(part.matches).decided_by)
    fitting = (
        part
        for part in parts
        if leading_match(part.matches).topic == topic and part.item.reading is not Reading.TITLE
    )
    return next(chain(decided, fitting), parts[0])


def topic_of_series(parts: Sequence[Candidate]) -> TopicMatch:
    """The match that a series is filed under: a sure one, else the likely one that most share."""
    matches = [leading_match(candidate.matches) for candidate in parts]
    likely = {match for match, c in zip(matches, parts, strict=True) if match == c.likely}
    sure = [match for match in matches if match not in likely]
    shared = Counter(match.topic for match in matches)
    return min(sure or matches, key=lambda m: (-shared[m.topic], -m.score, m.topic))


def name_of_series(title: str, url: str) -> str:
    """What a series is called: its folder in words, else the title of a part without its number."""
    folder = _own_folder(url).rpartition("/")[2]
    return unquote(folder).replace("-", " ") if folder else _without_number(title)


def _names(candidate: Candidate) -> Iterable[tuple[str, str]]:
    source = home_source(candidate.item)
    title = _without_number(candidate.item.title)
    if title != candidate.item.title.strip() and len(title) >= SHORTEST_NAME:
        yield source, title.casefold()
    folder = _own_folder(candidate.item.url)
    if folder:
        yield source, folder


def _without_number(title: str) -> str:
    return NUMBER.sub("", title).strip(" :：,.-–—|")


def _own_folder(url: str) -> str:
    """The folder that holds the page, where it has a name of several words and is deep enough."""
    path = urlsplit(url)
    above = [part for part in path.path.split("/") if part][:-1]
    if len(above) < FOLDERS or any(DATE.fullmatch(part) for part in above):
        return ""
    return f"{path.hostname}/{'/'.join(above)}" if "-" in above[-1] else ""
