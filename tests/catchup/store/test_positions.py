"""Positions are unique, ordered by time, and survive thousands of items of one instant."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from catchup.store.positions import (
    COUNTER_BITS,
    ROW_COUNTER_BITS,
    Used,
    assign,
    block_of,
    first_row_of,
    row_block_of,
)
from tests.fakes.builders import NOW

SLOTS = 1 << COUNTER_BITS


def used_by(positions: Sequence[int]) -> Used:
    """What a store with these positions answers."""

    def used(blocks: Sequence[int]) -> Mapping[int, int]:
        counts = {block: sum(p >> COUNTER_BITS == block for p in positions) for block in blocks}
        return {block: count for block, count in counts.items() if count}

    return used


def test_the_earlier_of_published_and_first_seen_decides() -> None:
    earlier = NOW - timedelta(days=400)
    assert block_of(earlier, NOW) < block_of(None, NOW)
    assert block_of(NOW + timedelta(days=9), NOW) == block_of(None, NOW)


def test_instants_before_1970_stand_at_the_beginning() -> None:
    assert block_of(datetime(1900, 1, 1, tzinfo=UTC), NOW) == 0


def test_positions_stay_exact_in_json() -> None:
    last = block_of(None, datetime(2248, 1, 1, tzinfo=UTC))
    assert assign([last], used_by([]))[0] < 2**53


def test_a_full_millisecond_spills_into_the_next_one() -> None:
    first = assign([7] * 6000, used_by([]))
    assert len(set(first)) == 6000
    assert first == sorted(first)
    assert first[SLOTS - 1] >> COUNTER_BITS == 7
    assert first[SLOTS] >> COUNTER_BITS == 8


def test_a_spill_makes_room_for_what_is_there_already() -> None:
    there = assign([7] * SLOTS + [8] * 3, used_by([]))
    assert assign([7, 8], used_by(there)) == [8 << COUNTER_BITS | 3, 8 << COUNTER_BITS | 4]


@given(st.lists(st.integers(0, 4 * 600_000 << COUNTER_BITS), min_size=1, max_size=200))
def test_no_row_stands_below_what_is_as_old_as_it(positions: list[int]) -> None:
    blocks = [row_block_of(position) for position in positions]
    rows = assign(blocks, used_by([]), ROW_COUNTER_BITS)
    oldest = min(positions)
    assert min(rows) == first_row_of(oldest)
    assert all(row >= first_row_of(p) for row, p in zip(rows, positions, strict=True))


@given(st.lists(st.lists(st.sampled_from([1, 2, 3, 9]), max_size=SLOTS), max_size=4))
def test_no_position_is_given_twice(batches: list[list[int]]) -> None:
    given_out: list[int] = []
    for batch in batches:
        fresh = assign(batch, used_by(given_out))
        assert all(p >> COUNTER_BITS >= block for p, block in zip(fresh, batch, strict=True))
        given_out += fresh
    assert len(set(given_out)) == len(given_out)
