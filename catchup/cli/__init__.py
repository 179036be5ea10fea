"""The command line. One noun, one file; loads nothing heavy until a command is chosen."""

import errno
import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper

from catchup.cli.saying import printable, say
from catchup.cli.tree import app
from catchup.errors import CatchupError

CANNOT_PRINT = frozenset({errno.ENOSPC, errno.EIO, errno.EBADF})

# Options of the whole program may stand anywhere on the line: `sources list --json` is what
# fingers type. The value says whether an argument follows.
GLOBAL_OPTIONS = {"--json": False, "--quiet": False, "-q": False, "--now": True, "--config": True}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run one command and leave with its exit code: 0, 1 for a CatchupError, 2 for bad input."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a terminal that knows no Hangul gets escapes
            stream.reconfigure(errors="backslashreplace")
    try:
        app(args=hoisted(sys.argv[1:] if arguments is None else arguments), prog_name="catchup")
    except CatchupError as error:
        say(printable(f"catchup: {error}"), err=True)
        if error.hint:
            say("\n".join(f"  {line}" for line in printable(error.hint).split("\n")), err=True)
        sys.exit(error.exit_code)
    except OSError as error:
        if error.filename is not None or error.errno not in CANNOT_PRINT:
            raise
        say(f"catchup: cannot print: {error.strerror}", err=True)
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def hoisted(arguments: Sequence[str]) -> list[str]:
    """The arguments with the program's own options moved to the front."""
    front: list[str] = []
    rest = list(arguments)
    position = 0
    while position < len(rest) and rest[position] != "--":
        name, has_value, _ = rest[position].partition("=")
        if name not in GLOBAL_OPTIONS:
            position += 1
            continue
        width = 2 if GLOBAL_OPTIONS[name] and not has_value else 1
        front += rest[position : position + width]
        del rest[position : position + width]
    return front + rest
