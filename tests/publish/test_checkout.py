"""A checkout gives its text files, with the instant of the last commit of each."""

from datetime import UTC, datetime
from pathlib import Path
from unicodedata import normalize

import pytest

from catchup.errors import ConfigError
from publish.checkout import MOST_BYTES, read_checkout
from tests.fakes.remote import git


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def test_pages_and_navigation_are_read_and_nothing_else(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "_toc.yml": "root: a\n",
            "a.md": "\ufeff# 가\n",
            "book/b.ipynb": "{}",
            "book/c.png": "x",
            "_build/a.md": "copy",
            ".github/x.md": "hidden",
            "node_modules/p/README.md": "not ours",
            "big.md": "x" * (MOST_BYTES + 1),
        },
    )
    (tmp_path / "linked.md").symlink_to(tmp_path / "a.md")
    (tmp_path / "linked").symlink_to(tmp_path)
    files = read_checkout(tmp_path, {})
    assert [(f.path, f.text) for f in files] == [
        ("_toc.yml", "root: a\n"),
        ("a.md", "# 가\n"),
        ("book/b.ipynb", "{}"),
    ]
    assert {f.changed for f in files} == {None}


def commit(folder: Path, at: datetime) -> datetime:
    """A commit of what is staged, made at an instant."""
    tree = git(folder, "write-tree")
    head = git(folder, "for-each-ref", "--format=%(objectname)", "refs/heads/main")
    person = f"Kim Garam <garam@example.org> {int(at.timestamp())} +0900"
    lines = [f"tree {tree}", *([f"parent {head}"] if head else [])]
    text = "\n".join([*lines, f"author {person}", f"committer {person}", "", "x", ""])
    made = git(folder, "hash-object", "-t", "commit", "-w", "--stdin", data=text.encode())
    git(folder, "update-ref", "refs/heads/main", made)
    return at


def test_the_last_commit_of_each_file_is_known_in_a_clone(tmp_path: Path) -> None:
    nfd = normalize("NFD", "한글.md")
    git(tmp_path, "init", "--quiet")
    write(tmp_path, {"a.md": "1", nfd: "1", "draft.md": "1"})
    git(tmp_path, "add", "a.md", nfd)
    first = commit(tmp_path, datetime(2026, 1, 2, 3, tzinfo=UTC))
    write(tmp_path, {nfd: "2"})
    git(tmp_path, "add", nfd)
    second = commit(tmp_path, datetime(2026, 2, 3, 4, tzinfo=UTC))
    changed = {f.path: f.changed for f in read_checkout(tmp_path, {})}
    assert changed == {"a.md": first, "draft.md": None, "한글.md": second}


def test_a_clone_without_a_commit_knows_no_changes(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    write(tmp_path, {"a.md": "1"})
    assert [f.changed for f in read_checkout(tmp_path, {})] == [None]


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="nowhere: no folder"):
        read_checkout(tmp_path / "nowhere", {})
