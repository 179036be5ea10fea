"""Counts how often something was let through lately: pure arithmetic over instants, no waiting."""

import threading
from collections import deque
from collections.abc import Hashable
from datetime import datetime, timedelta


class Limiter:
    """Lets each key through `most` times `within` a span, and `most_of_all` for all keys together.

    It remembers no more than `most_of_all` instants. It may be used by several threads.
    """

    def __init__(self, *, most: int, most_of_all: int, within: timedelta) -> None:
        self._most = most
        self._most_of_all = most_of_all
        self._within = within
        self._passed: deque[tuple[datetime, Hashable]] = deque()
        self._lock = threading.Lock()

    def is_full(self, now: datetime) -> bool:
        """Whether nobody is let through at the moment, whatever the key."""
        with self._lock:
            self._forget(now)
            return len(self._passed) >= self._most_of_all

    def allows(self, key: Hashable, now: datetime) -> bool:
        """Let a key through, or not; only what is let through counts."""
        with self._lock:
            self._forget(now)
            if len(self._passed) >= self._most_of_all:
                return False
            if sum(known == key for _, known in self._passed) >= self._most:
                return False
            self._passed.append((now, key))
            return True

    def _forget(self, now: datetime) -> None:
        while self._passed and self._passed[0][0] <= now - self._within:
            self._passed.popleft()
