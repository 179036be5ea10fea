"""Issues are opened once and never changed; no item stands in two of them."""

import pytest

from catchup.errors import StoreError
from catchup.store import Store
from tests.catchup.store.test_taking import take
from tests.fakes.builders import an_entry, an_issue


@pytest.fixture
def filled(store: Store) -> Store:
    """A store with three items."""
    take(store, *(an_entry(number) for number in (1, 2, 3)))
    return store


def test_an_issue_is_kept_as_it_was_frozen(filled: Store) -> None:
    issue = an_issue(content='{"title":"검색 🦉"}')
    assert filled.issues.open(issue, [1, 2]) == issue
    assert filled.issues.all() == (issue,)
    assert filled.issues.held() == {1, 2}


def test_a_week_is_opened_once(filled: Store) -> None:
    first = filled.issues.open(an_issue(1), [1])
    again = an_issue(2, week=first.week, content="{}")
    assert filled.issues.open(again, [2]) == first
    assert filled.issues.held() == {1}
    assert filled.issues.all() == (first,)


def test_no_item_stands_in_two_issues(filled: Store) -> None:
    filled.issues.open(an_issue(1), [1, 2])
    with pytest.raises(StoreError, match="issue 1 has announced item 2"):
        filled.issues.open(an_issue(2), [3, 2])
    assert filled.issues.held() == {1, 2}
    assert filled.issues.get("2") is None


def test_a_number_belongs_to_one_week(filled: Store) -> None:
    filled.issues.open(an_issue(1), [])
    with pytest.raises(StoreError, match="2026-W09"):
        filled.issues.open(an_issue(1, week="2026-W31"), [])


def test_an_issue_is_found_by_week_and_by_number(filled: Store) -> None:
    assert filled.issues.latest() is None
    issues = [filled.issues.open(an_issue(number), [number]) for number in (2, 1, 3)]
    assert filled.issues.get("2026-W10") == filled.issues.get("2") == issues[0]
    assert filled.issues.latest() == issues[2]
    assert [issue.number for issue in filled.issues.all()] == [1, 2, 3]
    assert filled.issues.get("2026-W31") is None
    assert filled.issues.get("latest") is None


def test_the_issue_that_announced_an_item_is_known(filled: Store) -> None:
    first = filled.issues.open(an_issue(1), [1])
    second = filled.issues.open(an_issue(2), [2, 3])
    assert filled.issues.announcing(1) == first
    assert filled.issues.announcing(4) is None
    addresses = [f"https://tidal.example/posts/{number}" for number in (1, 3, 9)]
    told = filled.issues.told(addresses)
    assert {url: (each.week, each.item) for url, each in told.items()} == {
        addresses[0]: (first.week, 1),
        addresses[1]: (second.week, 3),
    }
