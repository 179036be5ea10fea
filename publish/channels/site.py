"""Publishes a whole site at once: it is built beside the old one, and a link is turned to it.

Whoever kills a build leaves the old site as it was. The folder of the site is a symbolic link to
the newest of the builds in `.NAME.builds`; files that did not change are shared between them.
"""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from catchup.errors import PublishError

KEPT = 2  # the one that is shown, and the one that somebody may be reading still
READABLE, ENTERABLE = 0o644, 0o755
HINT = "Check that the folder can be made, is yours to write, and that the disk has room."
OURS = "Move it away, or name another folder: the site's folder is replaced as a whole."


def write(folder: Path, files: Mapping[str, str]) -> tuple[Path, ...]:
    """Make these files, and no others, the site at `folder`; returns the paths that changed.

    Paths that went count as changed. Raises PublishError naming the folder.
    """
    try:
        return _write(folder, {name: text.encode() for name, text in files.items()})
    except OSError as error:
        reason = error.strerror or str(error)
        raise PublishError(f"cannot build the site at {folder}: {reason}", hint=HINT) from error


def _write(folder: Path, files: Mapping[str, bytes]) -> tuple[Path, ...]:
    builds = folder.with_name(f".{folder.name}.builds")
    old = folder.resolve()
    if os.path.lexists(folder) and old.parent != builds.resolve():
        raise PublishError(f"{folder} is there and is not a site of ours", hint=OURS)
    there = _files(old) if folder.exists() else frozenset()
    # Compared by content, not by a mark: whatever a crash left half written is written again.
    same = {name for name in there & files.keys() if (old / name).read_bytes() == files[name]}
    changed = (files.keys() - same) | (there - files.keys())
    if changed or not folder.exists():
        builds.mkdir(parents=True, exist_ok=True)
        new = Path(tempfile.mkdtemp(dir=builds))
        _build(new, files, old, same)
        _turn(folder, new)
        _tidy(builds, new)
    return tuple(folder / name for name in sorted(changed))


def _files(folder: Path) -> frozenset[str]:
    return frozenset(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def _build(new: Path, files: Mapping[str, bytes], old: Path, same: set[str]) -> None:
    new.chmod(ENTERABLE)
    for parent in sorted({(new / name).parent for name in files}):
        parent.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        if name not in same or not _linked(old / name, new / name):
            (new / name).write_bytes(content)
            (new / name).chmod(READABLE)


def _linked(old: Path, new: Path) -> bool:
    try:
        new.hardlink_to(old)
    except OSError:  # not every file system can
        return False
    return True


def _turn(folder: Path, new: Path) -> None:
    """Turn the link in one step: there is no moment without a site."""
    link = new.with_name(f"{new.name}.link")
    link.symlink_to(os.path.relpath(new, folder.parent))
    link.replace(folder)


def _tidy(builds: Path, shown: Path) -> None:
    """Drop what earlier builds left, killed ones too."""
    for stray in builds.glob("*.link"):
        stray.unlink(missing_ok=True)
    others = [each for each in builds.iterdir() if each.is_dir() and each != shown]
    newest = sorted(others, key=lambda each: each.stat().st_mtime, reverse=True)
    for each in newest[KEPT - 1 :]:
        shutil.rmtree(each, ignore_errors=True)
