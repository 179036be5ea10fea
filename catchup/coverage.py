"""Answers "what does the handbook have about each topic?" from the store and its checkout."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from catchup.config import Config, for_git
from catchup.store import Store
from catchup.types import Card, Coverage, Issue, Roadmap, Taxonomy, TopicId, TopicKind, Track
from publish.checkout import read_checkout
from publish.freezing import thaw
from taxonomy.book import Connected, connect, read_book
from taxonomy.roadmap import roadmap


def read_handbook(config: Config, taxonomy: Taxonomy) -> Connected | None:
    """The handbook's pages by topic; None where no checkout is set. Raises ConfigError."""
    folder = config.handbook_checkout
    if folder is None:
        return None
    return connect(read_book(read_checkout(folder, for_git())), taxonomy)


def cover(
    store: Store, taxonomy: Taxonomy, handbook: Connected | None, issue: Issue | None = None
) -> dict[TopicId, Coverage]:
    """What there is at each topic: items, what people accepted, the issue's cards, the page."""
    accepted, placed, fresh = store.backlog.accepted(), store.topics.counts(), _cards(issue)
    found = {}
    for topic in taxonomy.topics.values():
        if topic.kind is not TopicKind.TOPIC:
            continue
        page = handbook.pages.get(topic.id) if handbook else None
        newer = store.topics.since(topic.id, page.changed) if page and page.changed else 0
        found[topic.id] = Coverage(
            accepted=accepted.get(topic.id, 0),
            new=fresh.get(topic.id, ()),
            placed=placed.get(topic.id, 0),
            page=page,
            newer=newer,
        )
    return found


def roadmaps(
    store: Store, config: Config, taxonomy: Taxonomy, issue: Issue | None, tracks: Iterable[Track]
) -> list[Roadmap]:
    """The roadmaps with what there is at each topic, and what the issue brought."""
    handbook = read_handbook(config, taxonomy)
    covered = cover(store, taxonomy, handbook, issue)
    return [roadmap(taxonomy, covered, track) for track in tracks]


def _cards(issue: Issue | None) -> Mapping[TopicId, tuple[Card, ...]]:
    """What an issue brought to each topic; what stands there only by a guess is left out."""
    if issue is None:
        return {}
    digest = thaw(issue.content)
    fresh: defaultdict[TopicId, list[Card]] = defaultdict(list)
    for card in (*(c for s in digest.sections for c in s.cards), *digest.briefs):
        if not card.topic_likely:
            fresh[card.topic].append(card)
    return {topic: tuple(cards) for topic, cards in fresh.items()}
