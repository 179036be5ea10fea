"""The options of the whole program, and the clock that `--now` sets."""

import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

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


def read_text(file: Path) -> str:
    """The text of a file that a person named, of standard input for "-".

    Raises ConfigError with the reason.
    """
    try:
        said = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
        return said.decode("utf-8-sig")
    except OSError as error:
        raise ConfigError(f"{file}: cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{file}: is no text in UTF-8", hint="save it as UTF-8") from error


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
