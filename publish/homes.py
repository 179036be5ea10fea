"""Whose an item is: the topic it is filed under and the source it counts for."""

from collections.abc import Sequence
from urllib.parse import urlsplit

from catchup.types import Item, SourceId, TopicMatch

SHORTEST_LABEL = 4


def leading_match(matches: Sequence[TopicMatch]) -> TopicMatch:
    """The match an item is filed under: a person's decision, then the strongest, then by id."""
    return min(matches, key=lambda m: (m.decided_by is None, -m.score, m.topic))


def is_guess(match: TopicMatch, title: str) -> bool:
    """Whether nobody decided a match and a single word is all that speaks for it.

    A name of several words in the title says enough by itself.
    """
    if match.decided_by is not None or len(match.evidence) != 1:
        return False
    word = match.evidence[0]
    return " " not in word or word.casefold() not in title.casefold()


def home_source(item: Item) -> SourceId:
    """The source an item counts for: the one whose id names the item's host, else the first."""
    host = (urlsplit(item.url).hostname or "").split(".")
    labels = {label for label in host if len(label) >= SHORTEST_LABEL}
    at_home = (s for s in item.sources if labels & set(s.replace("-", ".").split(".")))
    return next(at_home, item.sources[0])
