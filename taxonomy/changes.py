"""Tells what a changed topics file changes for its items, so that no others are placed anew."""

import hashlib
import json
from collections.abc import Mapping, Sequence

from catchup.types import Taxonomy, TopicId, TopicKind, TopicMatch

SUCCESSOR = "successor"  # the method of a match that followed a retired id
SUGGESTED = 0.5
_LENGTH = 16
Wording = Mapping[TopicId, str]


def wording(taxonomy: Taxonomy) -> dict[TopicId, str]:
    """By topic, a digest of all words by which items find it; by retired id, of its successors.

    Orders, levels, owners and priorities are not in it: they move no item.
    """
    topics = {
        topic.id: _digest([topic.titles, topic.descriptions, topic.aliases, topic.keywords])
        for topic in taxonomy.topics.values()
        if topic.kind is TopicKind.TOPIC
    }
    return {**topics, **{name: _digest(after) for name, after in taxonomy.retired.items()}}


def key_of(rules: str, words: Wording) -> str:
    """The name under which items count as matched by these rules with these words."""
    return _digest([rules, words])


def changed(before: Wording, now: Wording) -> frozenset[TopicId]:
    """Topics whose words are others than before, new ones and gone ones among them."""
    return frozenset(t for t in before.keys() | now.keys() if before.get(t) != now.get(t))


def succeeded(
    found: Sequence[TopicMatch],
    earlier: Sequence[TopicMatch],
    retired: Mapping[TopicId, Sequence[TopicId]],
) -> tuple[TopicMatch, ...]:
    """What was found, and as suggestions the successors of retired topics where the item stood.

    `earlier` are the item's matches at retired ids, and what followed from them before. Where one
    of the successors was found anyway, the others are not suggested.
    """
    here = {match.topic for match in found}
    names = [m.evidence[0] if m.method == SUCCESSOR else m.topic for m in earlier]
    suggested: dict[TopicId, TopicMatch] = {}
    for name in names:
        if here.isdisjoint(retired.get(name, ())):
            for topic in retired.get(name, ()):
                match = TopicMatch(topic=topic, score=SUGGESTED, method=SUCCESSOR, evidence=(name,))
                suggested.setdefault(topic, match)
    return (*found, *suggested.values())


def _digest(words: object) -> str:
    text = json.dumps(words, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:_LENGTH]
