"""A handbook's repository for tests: a bare remote, and a person who commits to it."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

PERSON = "Kim Garam"
FILES: Mapping[str, bytes] = {
    "book/intro.md": "# 들어가며\n\n사람이 쓴 글.\n".encode(),
    "book/windows.md": b"# CRLF\r\n\r\ntext\r\n",
    "book/no-newline.md": b"# No line break at the end",
    "book/bom.md": b"\xef\xbb\xbf# BOM\n",
    "book/latin1.txt": b"caf\xe9\x00\xff",
    "book/a file, (odd) & 한글.md": b"# odd name\n",
    ".gitattributes": b"*.md text eol=crlf\n*.txt filter=missing\n",
}


def git(folder: Path, *words: str, data: bytes | None = None) -> str:
    """Run git as a person would, without this machine's settings."""
    environment = {
        "PATH": os.defpath,
        "HOME": str(folder),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": PERSON,
        "GIT_AUTHOR_EMAIL": "garam@example.org",
        "GIT_COMMITTER_NAME": PERSON,
        "GIT_COMMITTER_EMAIL": "garam@example.org",
    }
    command = ["git", "-c", "init.defaultBranch=main", "-c", "core.quotePath=off", *words]
    done = subprocess.run(
        command, cwd=folder, env=environment, input=data, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode("utf-8", "replace").strip()


class Remote:
    """A bare repository with one branch, `main`, and a clone in which a person works."""

    def __init__(self, folder: Path, files: Mapping[str, bytes] = FILES) -> None:
        self.path = folder / "handbook.git"
        self._clone = folder / "person"
        self._clone.mkdir(parents=True)
        git(folder, "init", "--quiet", "--bare", str(self.path))
        git(self._clone, "init", "--quiet")
        git(self._clone, "remote", "add", "origin", str(self.path))
        self.commit("main", files)

    def commit(self, branch: str, files: Mapping[str, bytes | None], *words: str) -> str:
        """A person's commit on a branch: contents by path, None deletes; returns its sha."""
        git(self._clone, "fetch", "--quiet", "--prune", "origin")
        known = git(self._clone, "branch", "--remotes", "--list", f"origin/{branch}")
        git(self._clone, "read-tree", *((f"origin/{branch}",) if known else ("--empty",)))
        for path, content in files.items():
            if content is None:
                git(self._clone, "rm", "--quiet", "--cached", "--", path)
                continue
            sha = git(self._clone, "hash-object", "-w", "--stdin", data=content)
            git(self._clone, "update-index", "--add", "--cacheinfo", f"100644,{sha},{path}")
        tree = git(self._clone, "write-tree")
        parents = ("-p", f"origin/{branch}") if known else ()
        commit = git(self._clone, "commit-tree", tree, *parents, "-m", " ".join(words) or "people")
        git(self._clone, "push", "--quiet", "origin", f"{commit}:refs/heads/{branch}")
        return commit

    def merge(self, branch: str, *, into: str = "main") -> None:
        """Merge as a hosting site squashes: one new commit with the branch's tree."""
        tree = self.git("rev-parse", f"{branch}^{{tree}}")
        commit = git(self.path, "commit-tree", tree, "-p", into, "-m", "squashed")
        self.git("update-ref", f"refs/heads/{into}", commit)

    def git(self, *words: str) -> str:
        """Ask the remote itself."""
        return git(self.path, *words)

    def head(self, branch: str) -> str:
        """Sha of a branch; empty when there is none."""
        return self.git("for-each-ref", "--format=%(objectname)", f"refs/heads/{branch}")

    def tree(self, commit: str) -> dict[str, str]:
        """Mode and blob of every file of a commit."""
        entries = self.git("ls-tree", "-r", "-z", commit).split("\0")
        return {path: facts for facts, _, path in (e.partition("\t") for e in entries) if path}

    def hook(self, name: str, script: str) -> None:
        """Give the remote a hook."""
        path = self.path / "hooks" / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
