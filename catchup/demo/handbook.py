"""A small handbook for the demo to push to: a bare repository with one page of its own."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from publish.git import Git

PAGE = "# Handbook\n\nA handbook of people; the demo adds its page beside this one.\n"


def make_handbook(folder: Path, made: datetime, environment: Mapping[str, str]) -> None:
    """Make the bare repository with a `main` of one commit. Raises PublishError without git."""
    folder.mkdir()
    git = Git(folder=folder, remote=str(folder), environment=environment)
    git.run("init", "--quiet", "--bare", "--template=", "--initial-branch=main")
    page = git.run("hash-object", "-w", "--stdin", data=PAGE.encode())
    tree = git.run("mktree", data=f"100644 blob {page}\tREADME.md\n".encode())
    person = {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (
            ("NAME", "A maintainer"),
            ("EMAIL", "maintainer@handbook.example"),
            ("DATE", made.isoformat()),
        )
    }
    commit = git.run("commit-tree", tree, "-m", "A handbook", identity=person)
    git.run("update-ref", "refs/heads/main", commit)
