"""Reads the dates that feeds write, and says which of them cannot be believed.

The feed parser's own reading comes last, and never where a text begins with its year: it takes
"2026년 2월 18일" for the first of November and UNIX seconds for the year 1771 (measured, feedparser
6.0.14).
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

from catchup.types import DateDoubt, Language

KOREA = ZoneInfo("Asia/Seoul")
NOON, MIDNIGHT_AFTER = 12, 24
LEAP_SECOND, LAST_SECOND = "60", 59
SHORT_YEAR, PIVOT_YEAR = 2, 70
FARTHEST_ZONE = timedelta(hours=15)
FIRST_YEAR = 1990
FUTURE_TOLERANCE = timedelta(days=1)
SAME_EXACT_INSTANT = 3
SAME_WHOLE_HOUR = 5
WHOLE_HOUR_SHARE = 0.25
BUILD_TIME_ENTRIES = 2
HOURS_FROM_UTC = {
    **dict.fromkeys(("Z", "UT", "UTC", "GMT", "WET"), 0),
    **dict.fromkeys(("KST", "JST"), 9),
    **dict.fromkeys(("CET", "BST", "WEST"), 1),
    **dict.fromkeys(("CEST", "EET", "SAST"), 2),
    **dict.fromkeys(("EEST", "MSK"), 3),
    **dict.fromkeys(("SGT", "HKT", "AWST"), 8),
    **dict.fromkeys(("EST", "CDT"), -5),
    **dict.fromkeys(("CST", "MDT"), -6),
    **dict.fromkeys(("MST", "PDT"), -7),
    "EDT": -4,
    "PST": -8,
    "AEST": 10,
    "AEDT": 11,
    "NZST": 12,
    "NZDT": 13,
}
HANGUL = re.compile("[가-힣]")
MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1
    )
}
HALF = r"오전|오후|am|pm|a\.m\.|p\.m\."
TIME = (
    rf"(?:\D{{0,3}}?(?P<before>{HALF})?\s*(?P<hour>\d{{1,2}})\s*[:시]\s*(?P<minute>\d{{1,2}})"
    rf"(?:\s*[:분]\s*(?P<second>\d{{1,2}})?(?:[.,]\d+)?초?)?\s*(?P<after>{HALF})?)?"
)
# KST, +09:00, GMT+9, and the doubled "+0900 KST" of programs that print both
ZONE = (
    r"(?:\s*(?P<zone>(?:UTC|GMT)?\s*[+-]\d{1,2}:?\d{0,2}|[A-Z]{1,4})(?:(?<=\d)\s*[A-Z]{1,5})?)?"
    r"(?:\s*[\[(][^)\]]*[)\]])?\s*\Z"
)
MONTH = r"(?P<name>[A-Za-z]{3,9})"
PATTERNS = tuple(
    re.compile(date + TIME + ZONE, re.IGNORECASE)
    for date in (
        # 2026-02-18T06:05:00Z, 2026.03.05, 2026/03/05, 2026. 3. 5. 오후 2:10
        r"\A(?P<year>\d{4})\s*[-./]\s*(?P<month>\d{1,2})\s*[-./]\s*(?P<day>\d{1,2})\.?(?=\D|\Z)T?",
        r"\A(?P<year>\d{4})\s*[년年]\s*(?P<month>\d{1,2})\s*[월月]\s*(?P<day>\d{1,2})\s*[일日](?:\s*\(?[월화수목금토일](?:요일)?\)?)?",
        # 2/18/2026 9:08 AM is American, 18/02/2026 has no month 18; 02/03/2026 could be either
        r"\A(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4})(?=.*\d\s*[ap]\.?m)",
        r"\A(?P<day>1[3-9]|2\d|3[01])/(?P<month>\d{1,2})/(?P<year>\d{4})(?=\D|\Z)",
        # 18.02.2026: nobody writes the month first with dots
        r"\A(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d{4})(?=\D|\Z)",
        # Wed, 18 Feb 2026 10:00:00 +0900, 18 February 26
        rf"\A(?:[A-Za-z]+\.?\s*[,\s]\s*)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+{MONTH}\.?,?[\s-]+(?P<year>\d{{4}}|\d\d)(?=\D|\Z)",
        # Feb 18, 2026, Dec. 9, 2019, 6:11 p.m., Wednesday, February 18, 2026
        rf"\A(?:[A-Za-z]+day,?\s+|[A-Z][a-z]{{2}},\s+)?{MONTH}\.?\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}})(?=\D|\Z)",
    )
)
# asctime and date(1): Wed Feb 18 10:00:00 2026, Wed Feb 18 10:00:00 KST 2026
ASCTIME = re.compile(
    r"\A[A-Za-z]{3}\s+([A-Za-z]{3})\s+(\d{1,2})\s+(\d\d:\d\d:\d\d)\s+(?:([A-Z]{1,4})\s+)?(\d{4})\Z"
)
# The reduced forms of W3CDTF, and ordinal dates
MONTH_ONLY = re.compile(r"\A(\d{4})(?:-(\d\d))?\Z")
ORDINAL = re.compile(r"\A\d{4}-?\d{3}\Z")
YEAR_FIRST = re.compile(r"\A\d{4}")
# Seconds or, with three digits more, milliseconds
UNIX_TIME = re.compile(r"\A(?:\d{9,10}(?:\.\d+)?|\d{12,13})\Z")
LAST_UNIX = 10**11


@dataclass(frozen=True, slots=True)
class DateReading:
    """A date as read: the instant, or None and the reason."""

    instant: datetime | None
    doubt: DateDoubt | None = None


def zone_of(language: Language) -> tzinfo:
    """Return the zone of dates that name none: Korean sources write Korean time, others UTC."""
    return KOREA if language == "ko" else UTC


def read_date(
    raw: str, zone: tzinfo = UTC, guess: tuple[int, ...] | None = None
) -> datetime | None:
    """Read a date in any of the forms seen in feeds; None where it cannot be read.

    `zone` holds where the text names none; a date with Hangul in it is Korean time. `guess` is
    the feed parser's reading in UTC, used only for forms unknown here and only when its year
    stands in the text.
    """
    text = " ".join(raw.split())
    zone = KOREA if HANGUL.search(text) else zone
    if match := ASCTIME.match(text):
        month, day, clock, named, year = match.groups()
        text = f"{day} {month} {year} {clock} {named or ''}"
    try:
        return _read(text, zone, guess)
    except (ValueError, OverflowError, OSError):
        return None


def _read(text: str, zone: tzinfo, guess: tuple[int, ...] | None) -> datetime | None:
    if UNIX_TIME.match(text):
        seconds = float(text)
        return datetime.fromtimestamp(seconds / 1000 if seconds > LAST_UNIX else seconds, UTC)
    match = next((found for pattern in PATTERNS if (found := pattern.match(text))), None)
    if match:
        return _instant(match, zone)
    if YEAR_FIRST.match(text):
        return _iso_8601(text, zone)
    if guess and f"{guess[0]:04d}" in text:
        return datetime(*guess[:6], tzinfo=UTC)  # type: ignore[misc,arg-type]
    return None


def _iso_8601(text: str, zone: tzinfo) -> datetime:
    """Read the rarer forms: basic, week, ordinal, month or year alone. Raises ValueError."""
    if match := MONTH_ONLY.match(text):
        moment = datetime(int(match[1]), int(match[2] or 1), 1)  # noqa: DTZ001 - zone below
    elif ORDINAL.match(text):
        moment = datetime.strptime(text.replace("-", ""), "%Y%j")  # noqa: DTZ007 - zone below
    else:
        moment = datetime.fromisoformat(text)
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def _instant(match: re.Match[str], zone: tzinfo) -> datetime | None:
    part = match.groupdict()
    month = int(part["month"]) if part.get("month") else MONTHS.get(part["name"][:3].lower())
    if month is None:
        return None
    clock_hour, second = _hour(part), part["second"]
    # 24:00 is the end of the day, and a leap second the start of the next minute.
    extra = timedelta(days=clock_hour // 24, seconds=int(second == LEAP_SECOND))
    moment = datetime(
        _year(part["year"]),
        month,
        int(part["day"]),
        0 if clock_hour == MIDNIGHT_AFTER else clock_hour,
        int(part["minute"] or 0),
        LAST_SECOND if second == LEAP_SECOND else int(second or 0),
        tzinfo=UTC,
    )
    named = _named_zone(part["zone"], zone)
    return None if named is None else (moment.replace(tzinfo=named) + extra).astimezone(UTC)


def _year(text: str) -> int:
    year = int(text)
    # RFC 2822 4.3, with the pivot that POSIX uses.
    return year if len(text) > SHORT_YEAR else year + (2000 if year < PIVOT_YEAR else 1900)


def _hour(part: dict[str, str]) -> int:
    hour = int(part["hour"] or 0)
    half = (part["before"] or part["after"] or "").lower().replace(".", "")
    if half in {"pm", "오후"}:
        return hour if hour >= NOON else hour + NOON
    return 0 if half in {"am", "오전"} and hour == NOON else hour


def _named_zone(name: str | None, default: tzinfo) -> tzinfo | None:
    if not name:
        return default
    name = name.upper().replace(" ", "")
    if name in HOURS_FROM_UTC:
        return timezone(timedelta(hours=HOURS_FROM_UTC[name]))
    match = re.fullmatch(r"(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?", name)
    if match is None:
        return default
    offset = timedelta(hours=int(match[2]), minutes=int(match[3] or 0))
    if offset > FARTHEST_ZONE:
        return None
    return timezone(-offset if match[1] == "-" else offset)


def judge(
    dates: Sequence[tuple[str, datetime | None]], built: datetime | None, now: datetime
) -> tuple[DateReading, ...]:
    """Decide which dates of one feed body to believe; one answer per (text, instant), in order.

    Doubtful: missing, unreadable, before 1990, more than a day ahead of `now` (less is clamped to
    `now`: clocks and zones differ), equal to the feed's build time in two entries or more, one
    instant shared by three entries or more. Whole hours (dates without a time, posts scheduled on
    the hour) are shared by honest feeds, up to 6 of 100 entries were seen: there it takes five
    entries and a quarter of the feed.
    """
    shared = _suspicious_instants((instant for _, instant in dates), len(dates))
    stamped = Counter(instant for _, instant in dates)
    build_time = None
    if built is not None and not _whole_hour(built) and stamped[built] >= BUILD_TIME_ENTRIES:
        build_time = built
    return tuple(_judged(raw, instant, build_time, shared, now) for raw, instant in dates)


def _judged(
    raw: str,
    instant: datetime | None,
    build_time: datetime | None,
    shared: frozenset[datetime],
    now: datetime,
) -> DateReading:
    doubt: DateDoubt | None = None
    if instant is None:
        doubt = DateDoubt.UNREADABLE if raw.strip() else DateDoubt.MISSING
    elif instant.year < FIRST_YEAR:
        doubt = DateDoubt.BEFORE_1990
    elif instant > now + FUTURE_TOLERANCE:
        doubt = DateDoubt.FUTURE
    elif instant == build_time:
        doubt = DateDoubt.BUILD_TIME
    elif instant in shared:
        doubt = DateDoubt.SAME_INSTANT
    if doubt is not None or instant is None:
        return DateReading(None, doubt)
    return DateReading(min(instant, now))


def _suspicious_instants(instants: Iterable[datetime | None], total: int) -> frozenset[datetime]:
    counts = Counter(instant for instant in instants if instant is not None)
    return frozenset(
        instant for instant, count in counts.items() if count >= _least(instant, total)
    )


def _least(instant: datetime, total: int) -> float:
    if _whole_hour(instant):
        return max(SAME_WHOLE_HOUR, WHOLE_HOUR_SHARE * total)
    return SAME_EXACT_INSTANT


def _whole_hour(instant: datetime) -> bool:
    return instant.minute == 0 and instant.second == 0 and instant.microsecond == 0
