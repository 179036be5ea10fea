"""Writes finished files into a folder: each one whole or not at all, unchanged ones untouched."""

import os
from collections.abc import Mapping
from pathlib import Path

from catchup.errors import PublishError

HINT = "Check that the folder exists or can be made, is yours to write, and that the disk has room."


def write(folder: Path, files: Mapping[str, str]) -> tuple[Path, ...]:
    """Write texts as UTF-8 files named by the keys; returns the paths whose content changed.

    Raises PublishError naming the folder when it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return tuple(
            folder / name for name, text in files.items() if _write(folder / name, text.encode())
        )
    except OSError as error:
        reason = error.strerror or str(error)
        raise PublishError(f"cannot write to {folder}: {reason}", hint=HINT) from error


def _write(path: Path, content: bytes) -> bool:
    """Replace a file in one step, so that a reader or a crash never meets half of it."""
    if path.is_file() and path.read_bytes() == content:
        return False
    part = path.with_name(f".{path.name}.part")
    with part.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    part.replace(path)
    return True
