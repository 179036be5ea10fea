"""Writes to the terminal: what came from outside cannot drive it, a closed pipe stops no work."""

import json
import os
import sys
from datetime import datetime

from publish.plain import plain

LONGEST_LINE = 2000


def say(text: str = "", *, err: bool = False, end: str = "\n") -> None:
    """Write a text of ours. A reader that has gone (`catchup run | head`) is no reason to stop."""
    stream = sys.stderr if err else sys.stdout
    try:
        stream.write(text + end)
        stream.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def say_json(value: object) -> None:
    """One JSON document on standard output, Korean as it is; instants as RFC 3339 says."""
    say(json.dumps(value, ensure_ascii=False, indent=2, default=_as_text))


def printable(text: str) -> str:
    """Text from outside, line by line, without control, direction and invisible characters."""
    return "\n".join(plain(line, LONGEST_LINE) for line in text.split("\n"))


def _as_text(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)
