"""git gets nothing of this machine but what it needs, and tells nobody the token."""

import base64
import os
import stat
import time
from pathlib import Path

import pytest

from catchup.errors import PublishError
from publish import git as git_module
from publish.git import Git

TOKEN = "ghp_0123456789secret"
ENCODED = base64.b64encode(f"x-access-token:{TOKEN}".encode()).decode()
HOST = "https://git.example/handbook.git"


def fake_git(folder: Path, script: str) -> dict[str, str]:
    """An environment in which `git` is this shell script."""
    folder.mkdir(exist_ok=True)
    path = folder / "git"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return {"PATH": f"{folder}:{os.defpath}"}


def a_git(tmp_path: Path, script: str, remote: str = HOST, token: str = TOKEN) -> Git:
    environment = {**fake_git(tmp_path / "bin", script), "SECRET": "x", "HOME": "/home/of/someone"}
    return Git(folder=tmp_path, remote=remote, token=token, environment=environment)


def test_the_token_goes_by_header_to_its_remote_alone(tmp_path: Path) -> None:
    said = a_git(tmp_path, 'echo "$@"; env').run("fetch", "--", HOST)
    command, _, environment = said.partition("\n")
    assert command == f"fetch -- {HOST}"
    assert f"=http.{HOST}.extraHeader\n" in environment
    assert f"=Authorization: Basic {ENCODED}\n" in environment
    assert TOKEN not in environment


@pytest.mark.parametrize("remote", ["/srv/handbook.git", "ssh://git@git.example/x", "git@h:x"])
def test_no_other_kind_of_remote_is_given_the_token(tmp_path: Path, remote: str) -> None:
    environment = a_git(tmp_path, "env", remote).run("push")
    assert "extraHeader" not in environment
    assert ENCODED not in environment


def test_of_the_operators_environment_only_what_git_needs_passes(tmp_path: Path) -> None:
    environment = a_git(tmp_path, "env").run("x")
    assert "SECRET" not in environment
    assert "/home/of/someone" not in environment
    assert "GIT_TERMINAL_PROMPT=0\n" in environment
    assert "GIT_ALLOW_PROTOCOL=file:https:ssh\n" in environment


def test_nobodys_settings_and_hooks_count(tmp_path: Path) -> None:
    (tmp_path / ".gitconfig").write_text("[user]\n\tname = Somebody\n")
    git = Git(folder=tmp_path, remote="", environment={"HOME": str(tmp_path)})
    git.run("init", "--quiet", "--bare", "--template=")
    settings = git.run("config", "--list")
    assert "Somebody" not in settings
    assert f"core.hookspath={os.devnull}" in settings


def test_an_error_holds_neither_token_nor_password_nor_control_characters(tmp_path: Path) -> None:
    script = (
        f"echo 'at https://me:pw@h/x {TOKEN} {ENCODED} \033[31mred' >&2; echo two >&2; exit 128"
    )
    git = a_git(tmp_path, script)
    with pytest.raises(PublishError, match="git fetch failed") as failed:
        git.run("fetch")
    said = f"{failed.value} {failed.value.hint} {git!r}"
    assert not any(word in said for word in (TOKEN, ENCODED, "pw@", "\033", "\n"))
    assert "https://***@h/x" in said


def test_a_machine_without_git_is_told_so(tmp_path: Path) -> None:
    git = Git(folder=tmp_path, remote="", environment={"PATH": str(tmp_path)})
    with pytest.raises(PublishError, match="git cannot be run") as failed:
        git.run("init")
    assert "install" in failed.value.hint


def test_a_git_that_hangs_is_ended_with_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git_module, "TIMEOUT", 0.3)
    git = a_git(tmp_path, f"sleep 60 & echo $! > '{tmp_path}/child'; wait")
    with pytest.raises(PublishError, match="took more than"):
        git.run("fetch")
    assert _ends(int((tmp_path / "child").read_text()))


def _ends(process: int) -> bool:
    """Whether a process is gone soon, or only its entry is left for its parent to collect."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.02)
    return False
