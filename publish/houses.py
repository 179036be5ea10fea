"""Whose a source is: sources of one house are one voice, however many feeds it has."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from catchup.types import Source, SourceId

# Where many houses publish: such a host says nothing about whose a feed is.
SHARED_HOSTS = frozenset(
    {
        "blogspot.com",
        "brunch.co.kr",
        "buttondown.com",
        "dev.to",
        "feedburner.com",
        "github.com",
        "github.io",
        "githubusercontent.com",
        "google.com",
        "hashnode.dev",
        "medium.com",
        "naver.com",
        "substack.com",
        "tistory.com",
        "velog.io",
        "wordpress.com",
        "youtube.com",
    }
)
SECOND_LEVEL = frozenset({"co", "com", "or", "ac", "go", "ne", "re", "pe", "org", "net", "gov"})
PREFIX = re.compile(r"\A(.{2,20}?) [-–—|:] (?=\S)")
LISTS = 3  # so many sources begin alike: it is the name of a list, not theirs
WORD = re.compile(r"\w+")
NAME_WORDS = 2


def names_of(sources: Sequence[Source]) -> Mapping[SourceId, str]:
    """What each source is called, without the name of a list that it was imported with."""
    titles = {source.id: source.title or source.id for source in sources}
    begun = Counter(found[1] for title in titles.values() if (found := PREFIX.match(title)))
    return {
        source: title[found.end() :]
        if (found := PREFIX.match(title)) and begun[found[1]] >= LISTS
        else title
        for source, title in titles.items()
    }


def houses_of(sources: Sequence[Source]) -> Mapping[SourceId, str]:
    """The house of each source: those of one site, or with names that begin alike, are of one."""
    names = names_of(sources)
    house: dict[str, str] = {}
    found: dict[SourceId, str] = {}
    for source in sources:
        marks = list(filter(None, (_site(source.url), _name(names[source.id]))))
        known = next((house[mark] for mark in marks if mark in house), source.id)
        house.update(dict.fromkeys(marks, known))
        found[source.id] = known
    return found


def _site(url: str) -> str:
    """The registered part of a host; empty for one where many houses publish."""
    labels = (urlsplit(url).hostname or "").split(".")
    length = 3 if len(labels) > NAME_WORDS and labels[-2] in SECOND_LEVEL else 2
    site = ".".join(labels[-length:])
    return "" if site in SHARED_HOSTS else site


def _name(name: str) -> str:
    """The first two words of a name; one word is too little to tell a house by."""
    words = WORD.findall(name.casefold())[:NAME_WORDS]
    return " ".join(words) if len(words) == NAME_WORDS else ""
