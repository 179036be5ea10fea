"""Cuts a long feed into a document of the newest entries and archives of the older (RFC 5005).

Every entry stands in exactly one document, and an archive never changes: it is closed when the
head would hold two of its size, and the next one leads back to it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from publish.feedforms import Entry, Feed


def documents(feed: Feed, entries: Sequence[Entry], size: int) -> Iterator[Feed]:
    """The head and the archives of a feed, whose `entries` come in the order of appearance.

    Archives hold `size` entries, the head up to twice as many; the first archive is the oldest.
    """
    archives = max(0, len(entries) // size - 1)
    for number in range(1, archives + 1):
        part = entries[(number - 1) * size : number * size]
        yield replace(
            feed,
            stem=_stem(feed, number),
            entries=_newest_first(part),
            previous=_stem(feed, number - 1) if number > 1 else "",
            head=feed.stem,
        )
    yield replace(
        feed,
        entries=_newest_first(entries[archives * size :]),
        previous=_stem(feed, archives) if archives else "",
    )


def _stem(feed: Feed, number: int) -> str:
    return f"{feed.stem}.{number}"


def _newest_first(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    return tuple(sorted(entries, key=lambda entry: (entry.published, entry.id), reverse=True))
