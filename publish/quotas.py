"""Keeps one source, topic or kind from crowding out the others."""

import math
from collections import Counter
from collections.abc import Hashable, Iterator, Sequence

from catchup.types import Candidate, ItemId, ItemKind, LeftOut
from publish.homes import home_source, leading_match
from publish.rules import Rules


def over_quota(ranked: Sequence[Candidate], rules: Rules) -> dict[ItemId, LeftOut]:
    """Who has to wait, the best first served: why each of them does."""
    taken: Counter[Hashable] = Counter()
    number = 0
    over: dict[ItemId, LeftOut] = {}
    for candidate in ranked:
        shares = list(_shares(candidate, rules))
        full = next((why for share, most, why in shares if taken[share] >= most), None)
        if full is None and number >= rules.items:
            full = LeftOut.LIMIT
        if full is not None:
            over[candidate.item.id] = full
            continue
        number += 1
        taken.update(share for share, _, _ in shares)
    return over


def _shares(candidate: Candidate, rules: Rules) -> Iterator[tuple[Hashable, int, LeftOut]]:
    item = candidate.item
    # A feed of papers has as many voices as papers: the share of their kind keeps them in bounds.
    if item.kind is not ItemKind.PAPER:
        yield ("source", home_source(item)), rules.per_source, LeftOut.SOURCE_QUOTA
    if candidate.matches:
        topic = leading_match(candidate.matches).topic
        yield ("topic", topic), rules.per_topic, LeftOut.TOPIC_QUOTA
    if item.kind is not ItemKind.POST:
        most = math.ceil(rules.items * rules.per_kind)
        yield ("kind", item.kind), most, LeftOut.KIND_QUOTA
