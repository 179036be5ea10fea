"""The options of the whole program, and the clock that `--now` sets."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from catchup.errors import ConfigError
from catchup.types import Clock

EARLIEST, LATEST = 1990, 2100


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What stands before (or after) every command."""

    clock: Clock
    config: str | None = None
    json: bool = False
    quiet: bool = False


def parse_now(text: str) -> Clock:
    """A clock that starts at the given instant and runs on; the real one for empty text.

    Raises ConfigError when the text is no date or instant. A date or time without a zone is UTC.
    """
    if not text:
        return lambda: datetime.now(UTC)
    try:
        instant = datetime.fromisoformat(text)
    except ValueError as error:
        raise ConfigError(
            f"--now {text}: not an instant", hint="write 2026-03-02 or 2026-03-02T09:00:00+09:00"
        ) from error
    if not EARLIEST <= instant.year <= LATEST:
        raise ConfigError(f"--now {text}: the year must be {EARLIEST} to {LATEST}")
    start = instant.astimezone(UTC) if instant.tzinfo else instant.replace(tzinfo=UTC)
    begun = time.monotonic()
    return lambda: start + timedelta(seconds=time.monotonic() - begun)
