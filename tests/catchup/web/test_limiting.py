from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from catchup.web.limiting import Limiter
from tests.fakes.builders import NOW

HOUR = timedelta(hours=1)


def test_a_key_passes_a_few_times_and_again_when_the_first_one_is_long_ago() -> None:
    limiter = Limiter(most=2, most_of_all=100, within=HOUR)
    minutes = (0, 30, 31, 59, 60, 61, 90)
    passed = [limiter.allows("mina", NOW + timedelta(minutes=m)) for m in minutes]
    assert passed == [True, True, False, False, True, False, True]


def test_keys_do_not_stand_in_each_others_way_until_all_together_are_too_many() -> None:
    limiter = Limiter(most=1, most_of_all=2, within=HOUR)
    assert [limiter.allows(key, NOW) for key in "aabc"] == [True, False, True, False]
    assert limiter.is_full(NOW)
    assert not limiter.is_full(NOW + HOUR)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(0, 20)), max_size=60))
def test_in_no_span_does_a_key_pass_more_often_than_it_may(asked: list[tuple[str, int]]) -> None:
    limiter = Limiter(most=2, most_of_all=4, within=HOUR)
    at = NOW
    passed = []
    for key, minutes in asked:
        at += timedelta(minutes=minutes)
        if limiter.allows(key, at):
            passed.append((at, key))
    for start, _ in passed:
        within = [key for instant, key in passed if start <= instant < start + HOUR]
        assert len(within) <= 4
        assert all(within.count(key) <= 2 for key in within)
