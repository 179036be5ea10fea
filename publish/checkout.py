"""Reads the text files of a handbook's checkout, and when each of them was last committed."""

import os
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from unicodedata import normalize

from catchup.errors import ConfigError, PublishError
from catchup.types import HandbookFile
from publish.git import Git

ENDINGS = (".md", ".markdown", ".mdx", ".myst", ".rst", ".ipynb", ".yml", ".yaml")
MOST_FILES = 5_000
MOST_BYTES = 1_000_000
# What builders and installers leave behind holds copies of pages.
NOT_ENTERED = frozenset(("_build", "node_modules", "site-packages", "venv", "__pycache__"))


def read_checkout(folder: Path, environment: Mapping[str, str]) -> tuple[HandbookFile, ...]:
    """The pages and navigation files below a folder, in order of their paths.

    Links are not followed, hidden folders and those of builders not entered, files above one
    megabyte left out. `environment` is what git may need. Raises ConfigError without a folder.
    """
    if not folder.is_dir():
        raise ConfigError(
            f"{folder}: no folder", hint="set [handbook] checkout to a clone of the handbook"
        )
    changed = _last_commits(folder, environment)
    files = []
    for path in _paths(folder):
        name = normalize("NFC", path.relative_to(folder).as_posix())
        text = path.read_bytes().decode("utf-8-sig", "replace")
        files.append(HandbookFile(path=name, text=text, changed=changed.get(name)))
        if len(files) == MOST_FILES:
            break
    return tuple(sorted(files, key=lambda file: file.path))


def _paths(folder: Path) -> Iterator[Path]:
    for top, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if f not in NOT_ENTERED and not f.startswith("."))
        for name in sorted(names):
            path = Path(top, name)
            if not name.endswith(ENDINGS) or path.is_symlink():
                continue
            if path.is_file() and path.stat().st_size <= MOST_BYTES:
                yield path


def _last_commits(folder: Path, environment: Mapping[str, str]) -> dict[str, datetime]:
    """By path, when it was last committed; nothing where the folder is no clone of its own."""
    if not (folder / ".git").exists():
        return {}
    git = Git(folder=folder / ".git", remote="", environment=environment)
    words = ("-z", "--no-renames", "--name-only", "--format=format:%x01%cI")
    try:
        log = git.output("log", *words, "HEAD")
    except PublishError:
        return {}
    found: dict[str, datetime] = {}
    for commit in log.decode("utf-8", "replace").split("\x01")[1:]:
        instant, _, names = commit.partition("\n")
        for name in names.split("\0"):
            if name:
                found.setdefault(
                    normalize("NFC", name), datetime.fromisoformat(instant.strip("\0"))
                )
    return found
