"""Positions: the order of items, assigned once and never changed.

A position is an integer below 2^53 (every JSON reader keeps it exact): 43 bits of milliseconds
since 1970, then a 10-bit counter. The milliseconds are those of min(published, first seen), so
back-fill falls into its place in time. A millisecond holds 1,024 items; the next ones spill into
the following millisecond, because feeds that stamp thousands of entries with one instant exist.
Positions are never freed: the used counters of a millisecond are always 0..n.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Connection, bindparam, func, select

from catchup.store.chunks import chunks
from catchup.store.columns import milliseconds
from catchup.store.tables import ITEMS

COUNTER_BITS = 10
SLOTS = 1 << COUNTER_BITS
HEAD, TAIL = ITEMS.alias("head"), ITEMS.alias("tail")
LAST_OF_BLOCKS = select(
    HEAD.c.position,
    select(func.max(TAIL.c.position))
    .where(TAIL.c.position >= HEAD.c.position, TAIL.c.position < HEAD.c.position + SLOTS)
    .scalar_subquery(),
).where(HEAD.c.position.in_(bindparam("starts", expanding=True)))
Used = Callable[[Sequence[int]], Mapping[int, int]]


def block_of(published: datetime | None, first_seen: datetime) -> int:
    """The millisecond in which an item belongs; what is older than 1970 stands at 0."""
    instant = first_seen if published is None else min(published, first_seen)
    return max(0, milliseconds(instant))


def assign(blocks: Sequence[int], used: Used) -> list[int]:
    """A free position for each block, in order.

    `used` answers how many counters are taken in each of some blocks (absent: none).
    """
    taken = dict.fromkeys(blocks, 0) | dict(used(sorted(set(blocks))))
    forward = {block: block for block in taken}
    positions = []
    for block in blocks:
        free = forward[block]
        while taken[free] >= SLOTS:
            free += 1
            if free not in taken:
                taken[free] = used([free]).get(free, 0)
        forward[block] = free
        positions.append(free << COUNTER_BITS | taken[free])
        taken[free] += 1
    return positions


def used_in(connection: Connection) -> Used:
    """How many counters of a block the store's items use."""

    def used(blocks: Sequence[int]) -> dict[int, int]:
        found = {}
        for some in chunks(blocks):
            # Counters start at 0: a block without its first position is empty.
            starts = [block << COUNTER_BITS for block in some]
            for start, top in connection.execute(LAST_OF_BLOCKS, {"starts": starts}):
                found[start >> COUNTER_BITS] = top - start + 1
        return found

    return used
