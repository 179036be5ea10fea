"""Places items in topics: what is new, and what a changed topics file concerns."""

from collections.abc import Iterator, Sequence

from catchup.pipeline.judging import Judge
from catchup.pipeline.parts import Parts, kept
from catchup.types import Item, ItemId, Run, TopicId, TopicMatch
from taxonomy import Matcher, read_names
from taxonomy.changes import SUCCESSOR, changed, succeeded

BATCH = 500


def match(parts: Parts) -> Run:
    """Place every item that waits: offline, cheap, everything; news as the chooser says, if any.

    After the topics file changed, those wait that stand at a changed topic or speak of one; where a
    topic was retired, its successors are suggested for what stood there.
    """
    started = parts.clock()
    names = read_names(parts.config.names_file, parts.taxonomy.topics)
    matcher = Matcher(parts.taxonomy, names, parts.store.items.lessons())
    judge = Judge(matcher, parts.taxonomy, parts.chooser)
    notes = _spare(parts, matcher)
    done = 0
    stopped = False
    while not stopped and (items := parts.store.items.unmatched(matcher.key, BATCH)):
        placed = dict(_placed(parts, judge, items))
        matches = {item: found for item, (found, _) in placed.items()}
        likely = {item: guess for item, (_, guess) in placed.items() if guess is not None}
        versions = {item.id: item.version for item in items}
        parts.store.items.add_matches(matcher.key, matches, versions, likely)
        done += len(matches)
        stopped = len(matches) < len(items)
        parts.progress("match", done, 0, items[-1].title)
    if not stopped:
        parts.store.matchings.forget_others(matcher.key)
    run = Run(
        job="match", started=started, ended=parts.clock(), done=done, notes=(*notes, *judge.notes)
    )
    return kept(parts, run)


def _spare(parts: Parts, matcher: Matcher) -> tuple[str, ...]:
    """Let the items that a change of the topics does not concern count as matched.

    Answers which topics are gone without a word: what people accepted there leads nowhere.
    """
    gone: set[TopicId] = set()
    now = matcher.wording
    parts.store.matchings.keep(matcher.key, matcher.rules, now)
    for key, before in parts.store.matchings.others(matcher.key, matcher.rules).items():
        topics = changed(before, now)
        gone |= before.keys() - now.keys()
        for items in _batches(parts, key):
            standing = parts.store.matchings.standing_at(topics, [item.id for item in items])
            spared = [
                item.id
                for item in items
                if item.id not in standing and not matcher.mentions(topics, item.title, item.text)
            ]
            parts.store.matchings.count_as(matcher.key, spared, matched_with=key)
    return tuple(f"topic {one!r} is gone; `retired` names no successors" for one in sorted(gone))


def _batches(parts: Parts, key: str) -> Iterator[tuple[Item, ...]]:
    below = None
    while items := parts.store.matchings.items_of(key, BATCH, below):
        yield items
        below = items[-1].position


def _placed(
    parts: Parts, judge: Judge, items: Sequence[Item]
) -> Iterator[tuple[ItemId, tuple[tuple[TopicMatch, ...], TopicMatch | None]]]:
    retired = parts.taxonomy.retired
    declared = {
        source.id: tuple(now for topic in source.topics for now in retired.get(topic, (topic,)))
        for source in parts.config.sources
    }
    ids = [item.id for item in items]
    earlier = parts.store.matchings.inherited(retired, SUCCESSOR, ids) if retired else {}
    for item in items:
        if parts.stopping():  # a judge takes seconds for each; what it said is kept
            return
        known = declared.get(item.sources[0], ())
        found, likely = judge.place(item, known)
        yield item.id, (succeeded(found, earlier.get(item.id, ()), retired), likely)
