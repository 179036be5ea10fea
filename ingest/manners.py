"""The rules of politeness towards hosts, as pure functions; `ingest.revisits` has those of sources.

Which hosts are one service, pauses, second tries, Retry-After, freshness, which validators can be
believed, and what a challenge page looks like.
"""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from catchup.errors import FetchError, HttpStatus

# Hosts below these names are one service: its limits count them together (Tumblr and Medium limit
# all their blogs at once, arXiv all its interfaces). Everything else is limited host by host.
SERVICES = (
    "arxiv.org",
    "medium.com",
    "reddit.com",
    "substack.com",
    "tumblr.com",
    "youtube.com",
)
ALSO = {"youtu.be": "youtube.com", "redd.it": "reddit.com"}
# Services that want more than the usual pause, in seconds: arXiv's terms of use; Reddit lets one
# address have about one feed a minute (since 2026-06).
PAUSES = {"arxiv.org": 3.0, "reddit.com": 60.0}
# arXiv refuses (429) without naming a time: the seconds to wait before the second and third try.
WAITS_WHEN_REFUSED = {"arxiv.org": (30.0, 60.0)}
# Reddit says 403 where it means 429.
REFUSES_BY_403 = frozenset({"reddit.com"})
# YouTube's feeds answer 404, 410 and 500 for days and come back.
NEVER_GONE = frozenset({"youtube.com"})
LEFT_ALONE = timedelta(hours=1)
# An interface is asked (by POST) ten times as seldom as pages: every 10 s with the usual pause.
QUESTION_PAUSES = 10.0
LONGEST_CRAWL_DELAY = 30.0

LONGEST_RETRY_AFTER = timedelta(days=7)
LONGEST_FRESHNESS = timedelta(hours=24)  # a year is said of files, and a day misses nothing
CLOCKS_DIFFER = timedelta(days=1)
MAX_AGE = re.compile(r'(?:^|[\s,])max-age\s*=\s*"?([0-9]{1,12})', re.IGNORECASE)
NOT_KEPT = re.compile(r"(?:^|[\s,])no-(?:cache|store)(?:$|[\s,;])", re.IGNORECASE)

CHALLENGING = frozenset({401, 403, 405, 406, 429, 503})
# What the pages of Cloudflare, DataDome, PerimeterX, Imperva, AWS, SiteGround, DDoS-Guard, Sucuri
# and Anubis contain when they ask a visitor to prove that he is a person.
CHALLENGE = re.compile(
    rb"/cdn-cgi/challenge-platform/|\bcf[-_]chl[-_]|cf-browser-verification|<title>just a moment"
    rb"|attention required! \| cloudflare|captcha-delivery\.com|px-captcha|_incapsula_resource"
    rb"|awswaf|sgcaptcha|ddos-guard|sucuri website firewall|/\.within\.website/x/cmd/anubis"
    rb"|checking your browser|are not a (?:ro)?bot|verify (?:that )?you are (?:a )?human",
    re.IGNORECASE,
)


def service_of(host: str) -> str:
    """Name the service that a host belongs to: itself, unless several hosts are one."""
    host = ALSO.get(host, host)
    return next((name for name in SERVICES if f".{host}".endswith(f".{name}")), host)


def pause_of(service: str, usual: float) -> float:
    """Return the seconds between two requests to a service: `usual`, or more where it wants so."""
    return max(usual, PAUSES.get(service, 0.0))


def another_try(error: FetchError, host: str, tries: int) -> float | None:
    """Return the seconds after which to ask the same once more after `tries`; None: give up.

    Once, at once, where a connection or a server broke; later where a service refuses for a while.
    """
    if _refused(error, host):
        waits = WAITS_WHEN_REFUSED.get(service_of(host), ())
        return waits[tries - 1] if tries <= len(waits) else None
    if isinstance(error, HttpStatus):
        broke = error.status >= HTTPStatus.INTERNAL_SERVER_ERROR and error.retry_after is None
    else:
        broke = type(error) is FetchError
    return 0.0 if broke and tries == 1 else None


def left_alone(error: FetchError, host: str) -> timedelta:
    """Return how long a host (or its whole service) is not asked at all after a failure.

    As long as it asked for, or an hour when it refused without naming a time. After a challenge
    other addresses may be asked: pages are often guarded where feeds are not.
    """
    if isinstance(error, HttpStatus) and error.retry_after is not None:
        return timedelta(seconds=error.retry_after)
    return LEFT_ALONE if _refused(error, host) else timedelta(0)


def _refused(error: FetchError, host: str) -> bool:
    if not isinstance(error, HttpStatus) or error.retry_after is not None:
        return False
    if error.status == HTTPStatus.FORBIDDEN:
        return service_of(host) in REFUSES_BY_403
    return error.status == HTTPStatus.TOO_MANY_REQUESTS


def http_date(value: str) -> datetime | None:
    """Read an HTTP date in any of its three forms (RFC 9110 5.6.7); None for anything else."""
    try:
        date = parsedate_to_datetime(value)
        return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):  # overflow: year 9999 and a zone
        return None


def retry_after(value: str, answered: datetime) -> float | None:
    """Return the seconds a Retry-After header asks for (RFC 9110 10.2.3), at most seven days.

    A date is read relative to `answered`, the answer's own Date where it has one: clocks differ.
    None for garbage.
    """
    value = value.strip()
    longest = LONGEST_RETRY_AFTER.total_seconds()
    if re.fullmatch(r"[0-9]+", value):
        return min(float(value[:12]), longest)
    date = http_date(value) if value[:1].isalpha() else None
    if date is None:
        return None
    return min(max((date - answered).total_seconds(), 0.0), longest)


def fresh_for(cache_control: str, expires: str, answered: datetime) -> timedelta:
    """Return how long a server says that its answer stays fresh, at most a day (RFC 9111 4.2.1).

    max-age counts before Expires; a file cached for a year may still be a feed that changes daily.
    """
    if NOT_KEPT.search(cache_control):
        return timedelta(0)
    if said := MAX_AGE.search(cache_control):
        return min(timedelta(seconds=int(said[1])), LONGEST_FRESHNESS)
    date = http_date(expires.strip())
    if date is None:
        return timedelta(0)
    return min(max(date - answered, timedelta(0)), LONGEST_FRESHNESS)


def believed(
    etag: str | None, last_modified: str | None, expires: str, answered: datetime
) -> tuple[str | None, str | None]:
    """Return the validators worth sending back, verbatim; None for one that cannot be believed.

    `Expires: 0` comes from servers whose validators are stuck (Miniflux keeps none of theirs), and
    a Last-Modified in the future freezes a feed until then.
    """
    if expires.strip() == "0":
        return None, None
    date = http_date(last_modified) if last_modified else None
    if date is not None and date > answered + CLOCKS_DIFFER:
        last_modified = None
    return etag or None, last_modified or None


def is_challenge(status: int, mitigated: str, content_type: str, beginning: bytes) -> bool:
    """Say whether an error asks the visitor to prove that he is a person.

    `mitigated` is Cloudflare's own header (cf-mitigated), `beginning` the first bytes of the body.
    """
    if status not in CHALLENGING:
        return False
    if mitigated.strip().lower() == "challenge":
        return True
    return "html" in content_type.lower() and CHALLENGE.search(beginning) is not None
