"""Keeps requests to one host apart: one in flight, and a pause from one to the next.

Hosts that are one service take turns together, with the pause that it wants.
"""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from ingest.manners import LONGEST_CRAWL_DELAY, pause_of, service_of


class HostPacer:
    """Hands out turns, host by host; any number of threads may ask.

    `pause` is in seconds of `monotonic`; `sleep` lets that clock advance.
    """

    def __init__(
        self, pause: float, monotonic: Callable[[], float], sleep: Callable[[float], object]
    ) -> None:
        self._pause = pause
        self._monotonic = monotonic
        self._sleep = sleep
        self._guard = threading.Lock()
        self._turns: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._started: dict[str, float] = {}
        self._closed_until: dict[str, float] = {}
        self._slower: dict[str, float] = {}

    def close(self, host: str, seconds: float) -> None:
        """Remember that a host asked to be left alone for so long (Retry-After)."""
        service = service_of(host)
        until = self._monotonic() + seconds
        self._closed_until[service] = max(self._closed_until.get(service, until), until)

    def slow_down(self, host: str, pause: float) -> None:
        """Keep at least so many seconds between two requests to a host (Crawl-delay)."""
        if pause:
            self._slower[service_of(host)] = min(pause, LONGEST_CRAWL_DELAY)

    def closed_for(self, host: str) -> float:
        """Seconds for which a host is still to be left alone; 0 when it is open."""
        return max(0.0, self._closed_until.get(service_of(host), 0.0) - self._monotonic())

    def postpone(self, host: str, seconds: float) -> None:
        """Let the next request to a host start no sooner than in so many seconds."""
        service = service_of(host)
        started = self._monotonic() + seconds - self._pause_of(service)
        self._started[service] = max(self._started.get(service, started), started)

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait until a request to `host` may start; the host is taken until the block ends."""
        service = service_of(host)
        pause = self._pause_of(service)
        with self._guard:
            lock = self._turns[service]
        with lock:
            now = self._monotonic()
            wait = self._started.get(service, now - pause) + pause - now
            if wait > 0:
                self._sleep(wait)
            self._started[service] = self._monotonic()
            try:
                yield
            finally:
                # A request may leave late (a slow connection): the pause counts from its end.
                self._started[service] = max(self._started[service], self._monotonic())

    def _pause_of(self, service: str) -> float:
        return max(pause_of(service, self._pause), self._slower.get(service, 0.0))
