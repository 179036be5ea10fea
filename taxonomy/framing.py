"""What a title announces: a work that measures is about measuring, whatever it measures."""

import re
from collections.abc import Iterable

from catchup.types import Topic, TopicId

_MEASURES = re.compile(
    r"\b(?:benchmark(?:s|ed|ing)?|evaluat(?:e|es|ed|ing|ion|ions|or|ors)|evals?|leaderboards?"
    r"|llm[- ]as[- ]a[- ]judge|judges?|judging|scorecards?|test[- ]?suites?)\b"
    r"|\b(?!work)\w+-?bench\b|벤치마크|벤치마킹|평가|심사자|심판|리더보드|채점",
    re.IGNORECASE,
)


def measures(title: str) -> bool:
    """Whether a title says that something is evaluated, benchmarked or judged."""
    return bool(_MEASURES.search(title))


def measuring(topics: Iterable[Topic]) -> frozenset[TopicId]:
    """The topics of a handbook that are about measuring, by their own titles."""
    return frozenset(
        topic.id for topic in topics if any(measures(title) for title in topic.titles.values())
    )
