from datetime import UTC, datetime, timedelta

import pytest

from ingest.manners import back_off, retry_after

ANSWERED = datetime(2026, 3, 3, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 30 ", 30),
        ("0", 0),
        ("99999999", 86400),
        ("Tue, 03 Mar 2026 09:05:00 GMT", 300),
        ("Tuesday, 03-Mar-26 09:05:00 GMT", 300),
        ("Tue Mar  3 09:05:00 2026", 300),
        ("Tue, 03 Mar 2026 08:00:00 GMT", 0),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 86400),
        *((garbage, None) for garbage in ("", "abc", "-5", "+60", "1.5", "120, 240", "١٢")),
    ],
)
def test_retry_after_is_read_in_all_its_forms(value: str, seconds: float | None) -> None:
    assert retry_after(value, ANSWERED) == seconds


def test_a_date_without_the_answers_own_date_says_nothing() -> None:
    assert retry_after("Tue, 03 Mar 2026 09:05:00 GMT", None) is None


def test_failures_in_a_row_wait_longer_up_to_three_days() -> None:
    waits = [back_off(failures) for failures in (1, 2, 3, 7, 8, 1000)]
    hours = [wait / timedelta(hours=1) for wait in waits]
    assert hours == [1, 2, 4, 64, 72, 72]
