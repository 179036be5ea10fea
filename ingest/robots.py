"""Obeys robots.txt for pages (RFC 9309); feeds are named by the operator and not asked about."""

import threading
from collections import defaultdict
from collections.abc import Callable
from urllib.parse import urlsplit

from protego import Protego

from catchup.errors import FetchError, Forbidden, GoneError, HttpStatus, RobotsRefused
from ingest.charset import decode

AGENT = "Catchup"
LONGEST = 500 * 1024
NO_RULES = frozenset(range(400, 500)) - {429}


class Robots:
    """Rules of every origin asked about, each read once. `fetch` returns an address's bytes."""

    def __init__(self, fetch: Callable[[str], bytes]) -> None:
        self._fetch = fetch
        self._guard = threading.Lock()
        self._reading: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._rules: dict[str, Protego | str] = {}

    def check(self, url: str) -> None:
        """Raise RobotsRefused where the origin's rules forbid the page or cannot be read."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"
        with self._guard:
            reading = self._reading[origin]
        with reading:
            if origin not in self._rules:
                self._rules[origin] = self._read(origin)
        rules = self._rules[origin]
        if isinstance(rules, str):
            refused = RobotsRefused(f"robots.txt of {parts.hostname} cannot be read: {rules}")
            refused.retryable = True  # a server in trouble is no site that wants no visitors
            raise refused
        if not rules.can_fetch(url, AGENT):
            raise RobotsRefused(f"robots.txt of {parts.hostname} forbids {url}")

    def _read(self, origin: str) -> Protego | str:
        try:
            body = self._fetch(f"{origin}/robots.txt")
        except GoneError:
            return Protego.parse("")
        except HttpStatus as error:
            # Any 4xx means "no rules"; 429 only "not now".
            return Protego.parse("") if error.status in NO_RULES else str(error)
        except Forbidden:
            raise
        except FetchError as error:
            return str(error)
        return Protego.parse(decode(body[:LONGEST]).lstrip("\ufeff"))
