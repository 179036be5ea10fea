"""Makes the one commit of a push: pages into our folder, every other byte as it is on the base.

Nothing is ever checked out: a tree is built from the base's tree, so no filter, line-ending rule or
odd path of the repository can touch a file of somebody else.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from catchup import __version__
from catchup.errors import PublishError
from catchup.types import Issue
from publish.git import Git
from publish.pages import INDEX, index_of
from publish.stamps import is_as_written, stamped
from publish.target import Target

PLAIN_FILES = {"100644", "100755"}


class Left(StrEnum):
    """Why a page was left alone."""

    EDITED = "edited by a person, or never ours"
    DELETED = "deleted by a person"
    NO_FILE = "something that is no plain file has its name"


@dataclass(frozen=True, slots=True)
class Draft:
    """A commit on the base that is in no branch yet; None when the base has all of it already."""

    commit: str | None
    changed: tuple[str, ...]
    left: Mapping[str, Left]


@dataclass(frozen=True, slots=True)
class _Blob:
    """A file (or folder, or link) of the base."""

    mode: str
    kind: str
    sha: str


def draft(git: Git, target: Target, issue: Issue, pages: Mapping[str, str], base: str) -> Draft:
    """Commit the pages that differ from the base and are ours to write. Raises PublishError.

    The same pages on the same base give the same commit: its date is the issue's.
    """
    _check_folder(git, target, base)
    there = _listed(git, target, base)
    left = _left_alone(git, target, [*pages, INDEX], there, base)
    present = {*there, *(name for name in pages if name not in left)}
    wanted = {**pages, INDEX: index_of(present)}
    files: dict[str, tuple[str, str]] = {}
    for name, text in sorted(wanted.items()):
        sha = git.run("hash-object", "-w", "--stdin", data=stamped(text))
        old = there.get(name)
        if name not in left and (old is None or old.sha != sha):
            files[target.path(name)] = (old.mode if old else "100644", sha)
    told = {target.path(name): why for name, why in left.items()}
    if not files:
        return Draft(None, (), told)
    tree = _tree(git, base, files)
    return Draft(_commit(git, target, issue, (tree, base), tuple(files)), tuple(files), told)


def _check_folder(git: Git, target: Target, base: str) -> None:
    """Git would put a folder in the place of a file or link of that name without a word."""
    path = PurePosixPath(target.folder)
    for each in (path, *path.parents[:-1]):
        entry = git.run("ls-tree", "-z", base, "--", str(each))
        if entry and entry.split(" ")[1] != "tree":
            raise PublishError(
                f"{each} is no folder in the handbook's repository",
                hint="choose another [handbook] folder",
            )


def _listed(git: Git, target: Target, base: str) -> dict[str, _Blob]:
    """What the base has in our folder, by name."""
    found: dict[str, _Blob] = {}
    for entry in git.run("ls-tree", "-z", base, "--", f"{target.folder}/").split("\0"):
        facts, _, path = entry.partition("\t")
        if path.startswith(f"{target.folder}/"):
            found[path.rpartition("/")[2]] = _Blob(*facts.split(" "))
    return found


def _left_alone(
    git: Git, target: Target, names: list[str], there: Mapping[str, _Blob], base: str
) -> dict[str, Left]:
    left: dict[str, Left] = {}
    for name in names:
        blob = there.get(name)
        if blob is None:
            if _was_deleted(git, target.path(name), base):
                left[name] = Left.DELETED
        elif blob.mode not in PLAIN_FILES:
            left[name] = Left.NO_FILE
        elif not is_as_written(git.output("cat-file", "blob", blob.sha)):
            left[name] = Left.EDITED
    return left


def _was_deleted(git: Git, path: str, base: str) -> bool:
    """Whether the base once had a page that it has no more: somebody did not want it."""
    return bool(git.run("log", "-1", "--format=%H", "--diff-filter=D", base, "--", path))


def _tree(git: Git, base: str, files: Mapping[str, tuple[str, str]]) -> str:
    git.run("read-tree", base)
    entries = "".join(f"{mode} {sha}\t{path}\0" for path, (mode, sha) in files.items())
    git.run("update-index", "--add", "-z", "--index-info", data=entries.encode())
    return git.run("write-tree")


def _commit(
    git: Git, target: Target, issue: Issue, place: tuple[str, str], changed: tuple[str, ...]
) -> str:
    tree, base = place
    listed = "\n".join(f"- {path}" for path in changed)
    message = (
        f"{target.subject(issue.week)}\n\n{listed}\n\n"
        f"Digest-Id: sha256:{issue.sha256}\nGenerated-by: catchup {__version__}\n"
    )
    facts = {
        "NAME": target.author,
        "EMAIL": target.address,
        "DATE": f"{int(issue.opened.timestamp())} +0000",
    }
    identity = {
        f"GIT_{role}_{fact}": value
        for role in ("AUTHOR", "COMMITTER")
        for fact, value in facts.items()
    }
    return git.run("commit-tree", tree, "-p", base, data=message.encode(), identity=identity)
