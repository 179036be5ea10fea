"""Says what is odd in a topics file that is sound; pure."""

from collections import defaultdict
from collections.abc import Iterator

from catchup.types import Taxonomy, TopicId, TopicKind


def remarks(taxonomy: Taxonomy) -> Iterator[str]:
    """Aliases that name several topics, areas without a place in the book, what it puts too late.

    The book's order is people's choice: theory first may well show a topic before what it needs.
    """
    for alias, topics in _shared_aliases(taxonomy).items():
        yield f"alias {alias!r} names {', '.join(topics)}"
    for area in taxonomy.topics.values():
        if area.kind is TopicKind.AREA and area.id not in taxonomy.book_order:
            yield f"area {area.id!r} is missing in the book order and comes last"
    places = {area: place for place, area in enumerate(taxonomy.book_order)}
    for topic in taxonomy.topics.values():
        for wanted in topic.prerequisites:
            here, there = (places.get(taxonomy.area_of(t).id) for t in (topic.id, wanted))
            if here is not None and there is not None and there > here:
                yield f"in the book {topic.id!r} comes before {wanted!r}, which it needs"


def _shared_aliases(taxonomy: Taxonomy) -> dict[str, list[TopicId]]:
    named: defaultdict[str, dict[TopicId, None]] = defaultdict(dict)
    for topic in taxonomy.topics.values():
        for phrases in topic.aliases.values():
            for phrase in phrases:
                named[phrase.casefold()][topic.id] = None
    return {phrase: list(topics) for phrase, topics in named.items() if len(topics) > 1}
