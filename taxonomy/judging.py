"""Lets a model choose among the likeliest topics, and believes nothing that it cannot show."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from catchup.errors import CatchupError
from catchup.types import Taxonomy, Topic, TopicMatch
from taxonomy.matching import MOST

CANDIDATES = 15
LONGEST_QUOTE = 200
SHORTEST_QUOTE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """An item's title and text, and the topics that it may belong to, likeliest first."""

    title: str
    text: str
    candidates: tuple[Topic, ...]


class Chooser(Protocol):
    """Answers a question with {"topics": [{"id": …, "quote": …}]}; an empty list says none."""

    name: str

    def choose(self, question: Question) -> str:
        """The answer as it came. Raises a CatchupError when there is none."""
        ...


def judge(
    title: str,
    text: str,
    ranked: Sequence[TopicMatch],
    offline: Sequence[TopicMatch],
    taxonomy: Taxonomy,
    chooser: Chooser,
) -> tuple[TopicMatch, ...]:
    """The topics chosen among the first fifteen of `ranked`, at most three, each with its quote.

    Whatever cannot be checked is as if nothing had been said: without an answer, with one of
    another form, an id that was not offered or a quote that is not in the item, `offline` stands.
    """
    likely = {match.topic: match for match in ranked[:CANDIDATES] if match.topic in taxonomy.topics}
    candidates = tuple(taxonomy.topics[topic] for topic in likely)
    if not candidates:
        return tuple(offline)
    question = Question(title=title, text=text, candidates=candidates)
    try:
        chosen = list(_choices(chooser.choose(question)))
    except (CatchupError, ValueError, RecursionError):
        return tuple(offline)
    said = _plain(f"{title}\n{text}")
    if any(topic not in likely or not _is_shown(quote, said) for topic, quote in chosen):
        return tuple(offline)
    matches = {
        topic: replace(likely[topic], method=chooser.name, evidence=(quote,))
        for topic, quote in chosen[:MOST]
    }
    # The chooser's order is the order of likelihood; scores must not contradict it.
    scores = sorted((match.score for match in matches.values()), reverse=True)
    return tuple(
        replace(match, score=score) for match, score in zip(matches.values(), scores, strict=True)
    )


def _choices(answer: str) -> Iterator[tuple[str, str]]:
    """Ids and quotes of an answer. Raises ValueError for any other form."""
    found: Any = json.loads(answer)
    if not isinstance(found, dict) or not isinstance(found.get("topics"), list):
        raise ValueError("no list of topics")  # noqa: TRY004 any other form is one kind of error
    for choice in found["topics"]:
        if not isinstance(choice, dict):
            raise ValueError("a topic is no object")  # noqa: TRY004
        topic, quote = choice.get("id"), choice.get("quote")
        if not isinstance(topic, str) or not isinstance(quote, str):
            raise ValueError("a topic lacks id or quote")  # noqa: TRY004
        yield topic, quote


def _is_shown(quote: str, said: str) -> bool:
    words = _plain(quote)
    return SHORTEST_QUOTE <= len(words) <= LONGEST_QUOTE and words in said


def _plain(text: str) -> str:
    return " ".join(text.split())
