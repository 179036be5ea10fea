"""Positions: the order of items, assigned once and never changed.

A position is an integer below 2^53 (every JSON reader keeps it exact): 43 bits of milliseconds
since 1970, then a 10-bit counter. The milliseconds are those of min(published, first seen), so
back-fill falls into its place in time. A millisecond holds 1,024 items; the next ones spill into
the following millisecond, because feeds that stamp thousands of entries with one instant exist.
Positions are never freed: the used counters of a millisecond are always 0..n.

Rows of the full-text index are positions in blocks of ten minutes with a 5-bit counter: its lists
of rows keep gaps, and small gaps make them half as large.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, Select, bindparam, func, select

from catchup.store.chunks import chunks
from catchup.store.columns import milliseconds
from catchup.store.tables import ITEMS

COUNTER_BITS = 10
ROW_COUNTER_BITS = 5
ROW_BLOCK = 600_000 << COUNTER_BITS  # positions of ten minutes
Used = Callable[[Sequence[int]], Mapping[int, int]]


def block_of(published: datetime | None, first_seen: datetime) -> int:
    """The millisecond in which an item belongs; what is older than 1970 stands at 0."""
    instant = first_seen if published is None else min(published, first_seen)
    return max(0, milliseconds(instant))


def row_block_of(position: int) -> int:
    """The block of the full-text index in which the row of an item belongs."""
    return position // ROW_BLOCK


def first_row_of(position: int) -> int:
    """The lowest row that an item of this position or a higher one can have."""
    return row_block_of(position) << ROW_COUNTER_BITS


def assign(blocks: Sequence[int], used: Used, bits: int = COUNTER_BITS) -> list[int]:
    """A free position for each block, in order; `bits` is the width of the counter.

    `used` answers how many counters are taken in each of some blocks (absent: none).
    """
    slots = 1 << bits
    taken = dict.fromkeys(blocks, 0) | dict(used(sorted(set(blocks))))
    forward = {block: block for block in taken}
    positions = []
    for block in blocks:
        free = forward[block]
        while taken[free] >= slots:
            free += 1
            if free not in taken:
                taken[free] = used([free]).get(free, 0)
        forward[block] = free
        positions.append(free << bits | taken[free])
        taken[free] += 1
    return positions


def used_in(
    connection: Connection, column: Column[Any] = ITEMS.c.position, bits: int = COUNTER_BITS
) -> Used:
    """How many counters of a block a unique column of positions uses."""

    def used(blocks: Sequence[int]) -> dict[int, int]:
        query = _last_of_blocks(column, bits)
        found = {}
        for some in chunks(blocks):
            # Counters start at 0: a block without its first position is empty.
            starts = [block << bits for block in some]
            for start, top in connection.execute(query, {"starts": starts}):
                found[start >> bits] = top - start + 1
        return found

    return used


@cache
def _last_of_blocks(column: Column[Any], bits: int) -> Select[Any]:
    # Made once: building a statement costs more than running it.
    heads, tails = column.table.alias("head"), column.table.alias("tail")
    head, tail = heads.c[column.name], tails.c[column.name]
    in_block = select(func.max(tail)).where(tail >= head, tail < head + (1 << bits))
    return select(head, in_block.scalar_subquery()).where(
        head.in_(bindparam("starts", expanding=True))
    )
