"""Writes finished files into a folder: each one whole or not at all, unchanged ones untouched."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from catchup.errors import PublishError

READABLE = 0o644
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
    path.parent.mkdir(parents=True, exist_ok=True)
    # A name of its own: two runs at once must not write into each other's part.
    handle, part = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        Path(part).chmod(READABLE)
        Path(part).replace(path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
    return True
