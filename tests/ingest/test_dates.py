from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catchup.types import DateDoubt
from ingest.dates import KOREA, judge, read_date, zone_of
from tests.ingest.fakes import NOW


@pytest.mark.parametrize(
    ("raw", "instant"),
    [
        ("2026년 2월 18일 오후 3:05", "2026-02-18T06:05:00"),
        ("2026년 2월 18일 수요일 오전 12:05", "2026-02-17T15:05:00"),
        ("2026년 2월 18일 (수) 15시 5분", "2026-02-18T06:05:00"),
        ("2026.03.05", "2026-03-04T15:00:00"),
        ("2026. 3. 5. 오후 2:10", "2026-03-05T05:10:00"),
        ("Wed, 18 Feb 26 10:00 KST", "2026-02-18T01:00:00"),
        ("2026-02-18 10:00:00 JST", "2026-02-18T01:00:00"),
        ("Dec. 9, 2019, 6:11 p.m.", "2019-12-09T09:11:00"),
        ("2/18/2026 7:08 PM", "2026-02-18T10:08:00"),
        ("18/02/2026", "2026-02-17T15:00:00"),
        ("1771408800", "2026-02-18T10:00:00"),
        ("1771408800000", "2026-02-18T10:00:00"),
        ("Wed Feb 18 10:00:00 2026", "2026-02-18T01:00:00"),
        ("Wed, 18 Feb 2026 10:00:00 +0000", "2026-02-18T10:00:00"),
        (" 2026-02-18T10:00:00.123+09:00", "2026-02-18T01:00:00"),
        ("Wed, 18-Feb-26 10:00:00 EST", "2026-02-18T15:00:00"),
        ("Wed, 18 Feb 2026 10:00 -0800 (PST)", "2026-02-18T18:00:00"),
        ("2026-02-18T24:00:00Z", "2026-02-19T00:00:00"),
        ("2026年2月18日 15:05", "2026-02-18T06:05:00"),
        ("18.02.2026 15:05", "2026-02-18T06:05:00"),
        ("Wed,18 Feb 2026 10:00:00 GMT", "2026-02-18T10:00:00"),
        ("Wed Feb 18 10:00:00 KST 2026", "2026-02-18T01:00:00"),
        ("2026-02-18 10:00:00 +0000 UTC", "2026-02-18T10:00:00"),
        ("2026-02-18T10:00:00+00:00[UTC]", "2026-02-18T10:00:00"),
        ("20260218T100000Z", "2026-02-18T10:00:00"),
        ("2026-W08-3", "2026-02-17T15:00:00"),
        ("2026-049", "2026-02-17T15:00:00"),
        ("2026-02", "2026-01-31T15:00:00"),
        ("Tue, 30 Jun 2015 23:59:60 GMT", "2015-07-01T00:00:00"),
    ],
)
def test_dates_are_read_with_korean_time_where_no_zone_is_named(raw: str, instant: str) -> None:
    assert read_date(raw, KOREA) == datetime.fromisoformat(instant).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "raw", ["", "yesterday", "02/03/2026", "Wed, 31 Feb 2026 25:61:00 GMT", "10000-01-01"]
)
def test_what_is_no_date_is_not_read(raw: str) -> None:
    assert read_date(raw, UTC) is None


def test_the_parser_is_believed_only_when_its_year_stands_in_the_text() -> None:
    guess = (2026, 2, 18, 10, 0, 0)
    assert read_date("Σαβ, 18 Φεβ 2026", UTC, guess) == datetime(2026, 2, 18, 10, tzinfo=UTC)
    assert read_date("some day", UTC, guess) is None
    assert read_date("2026년 2월", UTC, guess) is None


def test_a_date_with_hangul_is_korean_time_in_any_source() -> None:
    assert read_date("2026년 2월 18일", UTC) == datetime(2026, 2, 17, 15, tzinfo=UTC)


def test_only_korean_sources_default_to_korean_time() -> None:
    assert zone_of("ko") is KOREA
    assert zone_of("en") is UTC


@given(st.text(max_size=60))
def test_any_text_is_a_date_or_none(raw: str) -> None:
    found = read_date(raw, UTC)
    assert found is None or found.tzinfo is UTC


def doubts(*instants: datetime | None, built: datetime | None = None) -> list[DateDoubt | None]:
    readings = judge([("x", instant) for instant in instants], built, NOW)
    assert all((reading.instant is None) == (reading.doubt is not None) for reading in readings)
    return [reading.doubt for reading in readings]


def test_missing_and_unreadable_dates_differ() -> None:
    missing, unreadable = judge([("", None), ("soon", None)], None, NOW)
    assert (missing.doubt, unreadable.doubt) == (DateDoubt.MISSING, DateDoubt.UNREADABLE)


def test_absurd_years_are_doubtful() -> None:
    early, late = datetime(1, 1, 1, tzinfo=UTC), NOW + timedelta(days=2)
    assert doubts(early, late) == [DateDoubt.BEFORE_1990, DateDoubt.FUTURE]


def test_a_date_a_little_ahead_becomes_now() -> None:
    (reading,) = judge([("x", NOW + timedelta(hours=9))], None, NOW)
    assert reading.instant == NOW


def test_three_entries_with_one_exact_instant_are_doubtful() -> None:
    stamp = datetime(2026, 3, 1, 4, 17, 9, tzinfo=UTC)
    other = stamp - timedelta(days=1)
    assert doubts(stamp, stamp, other) == [None, None, None]
    assert doubts(stamp, stamp, stamp, other) == [DateDoubt.SAME_INSTANT] * 3 + [None]


def test_whole_hours_are_doubtful_only_in_bulk() -> None:
    midnight = datetime(2026, 3, 1, tzinfo=UTC)
    others = [midnight - timedelta(days=day) for day in range(1, 30)]
    assert not any(doubts(*[midnight] * 6, *others))
    assert not any(doubts(*[midnight] * 4))
    assert all(doubts(*[midnight] * 20))


def test_two_entries_at_the_build_time_are_doubtful_and_one_is_not() -> None:
    built = datetime(2026, 3, 1, 4, 17, 9, tzinfo=UTC)
    other = built - timedelta(days=1)
    assert doubts(built, other, built=built) == [None, None]
    assert doubts(built, built, other, built=built) == [DateDoubt.BUILD_TIME] * 2 + [None]
