"""Numbers with their units, and changes that go one way."""

from summarize.measures import are_directed, changes


def test_a_change_goes_from_one_number_to_another_in_either_language() -> None:
    assert changes("비용이 12%에서 21%로 올랐다") == {("12", "21")}
    assert changes("latency fell from 90 ms to 40 ms") == {("90", "40")}
    assert not are_directed("21%에서 12%로 내렸다", changes("12%에서 21%로 올랐다"))


def test_text_without_a_space_is_read_once_not_once_from_every_character() -> None:
    # Takes a tenth of a second; ten minutes when the pattern was not bounded.
    assert changes("가" * 200_000) == frozenset()
    assert changes("7" * 50_000 + "가" * 50_000) == frozenset()
