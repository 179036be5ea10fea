"""Lets a model choose among the likeliest topics, and believes nothing that it cannot show."""

from collections.abc import Sequence
from dataclasses import replace

from catchup.errors import BadAnswer
from catchup.types import Chooser, Item, Question, Taxonomy, TopicMatch
from taxonomy.matching import MOST, SHOWN

CANDIDATES = 15
LONGEST_QUOTE = 200
SHORTEST_QUOTE = 2
_STEP = 0.0001


def judge(
    item: Item, ranked: Sequence[TopicMatch], taxonomy: Taxonomy, chooser: Chooser
) -> tuple[TopicMatch, ...]:
    """The topics chosen among the first fifteen of `ranked`, at most three, each with its quote.

    An answer is believed as a whole or not at all. Raises BadAnswer where an id was not offered or
    a quote is not in the item, and what the chooser raises; then the offline topics are to stand.
    """
    likely = {match.topic: match for match in ranked[:CANDIDATES] if match.topic in taxonomy.topics}
    candidates = tuple(taxonomy.topics[topic] for topic in likely)
    if not candidates:
        return ()
    question = Question(title=item.title, text=item.text, candidates=candidates, item=item.id)
    chosen = chooser.choose(question)
    said = _plain(f"{item.title}\n{item.text}")
    for topic, quote in chosen:
        if topic not in likely:
            raise BadAnswer(f"`{topic[:40]}` was not offered")
        if not _is_shown(quote, said):
            raise BadAnswer(f"the item does not say what shows `{topic}`")
    matches = {
        topic: replace(likely[topic], method=chooser.name, evidence=(_plain(quote),))
        for topic, quote in chosen[:MOST]
    }
    # What is chosen is sure enough to be shown, and the chooser's order outlives being sorted.
    sure = sorted((max(SHOWN, match.score) for match in matches.values()), reverse=True)
    scores = (min(score, 1 - MOST * _STEP) - n * _STEP for n, score in enumerate(sure, -MOST))
    return tuple(
        replace(match, score=round(score, 4))
        for match, score in zip(matches.values(), scores, strict=True)
    )


def _is_shown(quote: str, said: str) -> bool:
    words = _plain(quote)
    return SHORTEST_QUOTE <= len(words) <= LONGEST_QUOTE and words in said


def _plain(text: str) -> str:
    return " ".join(text.split())
