"""Keeps requests to one host apart: one in flight, and a pause between their starts."""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager


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

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait until a request to `host` may start; the host is taken until the block ends."""
        with self._guard:
            lock = self._turns[host]
        with lock:
            now = self._monotonic()
            wait = self._started.get(host, now - self._pause) + self._pause - now
            if wait > 0:
                self._sleep(wait)
            self._started[host] = self._monotonic()
            yield
