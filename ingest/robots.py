"""Obeys robots.txt for pages (RFC 9309); feeds are named by the operator and not asked about."""

import re
import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from urllib.parse import urlsplit

from protego import Protego

from catchup.errors import FetchError, Forbidden, GoneError, HttpStatus, RobotsRefused
from ingest.charset import decode

AGENT = "Catchup"
LONGEST = 500 * 1024
KEPT_FOR = 24 * 3600.0
TROUBLE_KEPT_FOR = 3600.0
TOKEN = re.compile(r"[A-Za-z_-]+")
# Agent lines with what follows on their line; a robots.txt may end its lines with CR alone.
AGENT_LINE = re.compile(r"(?im)(^[ \t]*user-?agent[ \t]*:[ \t]*)([^\r\n#]*)")
NOBODY = "nobody-whose-name-is-this-long"


class Access(StrEnum):
    """What the status of a robots.txt means (RFC 9309 2.3.1)."""

    PARSE = "parse"
    FOLLOW = "follow"
    ALLOW = "allow"
    DISALLOW = "disallow"


def access(status: int) -> Access:
    """Say what a status means: any 4xx is "no rules" but 429, which is "not now" as 5xx is."""
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return Access.DISALLOW
    meanings = {2: Access.PARSE, 3: Access.FOLLOW, 4: Access.ALLOW}
    return meanings.get(status // 100, Access.DISALLOW)


class Rules:
    """The rules of one robots.txt for one agent, named by its product token."""

    def __init__(self, text: str, agent: str = AGENT) -> None:
        token = TOKEN.match(agent.strip())
        self._agent = token[0] if token else agent
        self._rules = Protego.parse(_exact(_lines(text), self._agent))

    def allow(self, url: str) -> bool:
        """Say whether the agent may visit an address of this host; robots.txt itself always."""
        return urlsplit(url).path == "/robots.txt" or self._rules.can_fetch(url, self._agent)

    @property
    def delay(self) -> float:
        """The seconds that the agent should leave between two requests, 0 when not said."""
        return self._rules.crawl_delay(self._agent) or 0.0


def _lines(text: str) -> str:
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _exact(text: str, agent: str) -> str:
    """Name groups by whole product tokens, others' by one of nobody.

    Protego takes "Cat" for "Catchup", and "Catchup/2" for somebody else.
    """

    def named(line: re.Match[str]) -> str:
        name = line[2].strip()
        if name == "*":
            return line[0]
        token = TOKEN.match(name)
        ours = token is not None and token[0].lower() == agent.lower()
        return f"{line[1]}{agent if ours else NOBODY}"

    return AGENT_LINE.sub(named, text)


@dataclass(frozen=True, slots=True)
class _Kept:
    """The rules of an origin, or why they cannot be read; read again after `until`."""

    rules: Rules | str
    until: float


class Robots:
    """Rules of every origin asked about, kept for a day. `fetch` returns an address's bytes.

    A copy that cannot be renewed stays in force; trouble without one is asked about after an hour.
    """

    def __init__(
        self, fetch: Callable[[str], bytes], monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._fetch = fetch
        self._monotonic = monotonic
        self._guard = threading.Lock()
        self._reading: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._kept: dict[str, _Kept] = {}

    def check(self, url: str) -> float:
        """Return the origin's Crawl-delay, 0 without one.

        Raises RobotsRefused where the origin's rules forbid the page or cannot be read.
        """
        parts = urlsplit(url)
        rules = self._rules_of(f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}")
        if isinstance(rules, str):
            refused = RobotsRefused(f"robots.txt of {parts.hostname} cannot be read: {rules}")
            refused.retryable = True  # a server in trouble is no site that wants no visitors
            raise refused
        if not rules.allow(url):
            raise RobotsRefused(f"robots.txt of {parts.hostname} forbids {url}")
        return rules.delay

    def _rules_of(self, origin: str) -> Rules | str:
        with self._guard:
            reading = self._reading[origin]
        with reading:
            kept = self._kept.get(origin)
            if kept is None or kept.until <= self._monotonic():
                kept = self._kept[origin] = self._renewed(origin, kept)
        return kept.rules

    def _renewed(self, origin: str, old: _Kept | None) -> _Kept:
        found = self._read(origin)
        if isinstance(found, Rules):
            return _Kept(found, self._monotonic() + KEPT_FOR)
        in_force = old.rules if old is not None and isinstance(old.rules, Rules) else found
        return _Kept(in_force, self._monotonic() + TROUBLE_KEPT_FOR)

    def _read(self, origin: str) -> Rules | str:
        try:
            body = self._fetch(f"{origin}/robots.txt")
        except GoneError:
            return Rules("")
        except HttpStatus as error:
            return Rules("") if access(error.status) is Access.ALLOW else str(error)
        except Forbidden:
            raise
        except FetchError as error:
            return str(error)
        return Rules(decode(body[:LONGEST]))
