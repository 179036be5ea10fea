"""Tests of `catchup handbook` on a real bare repository."""

from pathlib import Path

from tests.catchup.cli.conftest import Command, set_in
from tests.fakes.remote import Remote, git

BRANCH = "catchup/weekly"


def test_without_a_repository_it_is_said_what_to_set(issued: Path, command: Command) -> None:
    for arguments in (["diff"], ["push"], ["push", "--dry-run"]):
        done = command("handbook", *arguments)
        assert (done.code, done.out) == (2, "")
        assert "no handbook to push to" in done.err
        assert "[handbook] repository" in done.err


def test_without_an_issue_there_is_nothing_to_propose(
    home: Path, command: Command, tmp_path: Path
) -> None:
    remote = Remote(tmp_path)
    set_in(home, handbook_repository=str(remote.path))
    done = command("handbook", "push")
    assert (done.code, done.out) == (2, "")
    assert "no issue has been opened yet" in done.err
    assert remote.head(BRANCH) == ""


def test_an_issue_is_pushed_once_and_a_second_push_makes_no_commit(
    issued: Path, command: Command, tmp_path: Path
) -> None:
    remote = Remote(tmp_path)
    set_in(issued, handbook_repository="handbook.git")
    before = remote.git("for-each-ref")
    patch = command("handbook", "diff").out
    assert patch == command("handbook", "push", "--dry-run").out
    assert "+# " in patch
    assert remote.git("for-each-ref") == before

    pushed = command("handbook", "push", "--json").json
    assert (pushed["pushed"], pushed["branch"]) == (True, BRANCH)
    assert remote.head(BRANCH) == pushed["commit"]
    assert remote.git("rev-list", "--count", f"main..{BRANCH}") == "1"
    page = remote.git("show", f"{BRANCH}:whats-new/2026-W09.md")
    assert "검색 증강 생성" in page

    again = command("handbook", "push")
    assert (again.code, again.out) == (0, "nothing to push\n")
    assert command("handbook", "push", "--json").json["commit"] is None
    assert command("handbook", "diff").out == "nothing to push\n"
    assert remote.head(BRANCH) == pushed["commit"]


def test_git_takes_the_printed_patch(issued: Path, command: Command, tmp_path: Path) -> None:
    remote = Remote(tmp_path)
    set_in(issued, handbook_repository=str(remote.path))
    patch = command("handbook", "diff").out
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", str(remote.path), str(clone))
    git(clone, "apply", "--check", "-", data=patch.encode())
    git(clone, "am", "--quiet", "-", data=patch.encode())
    assert (clone / "whats-new" / "2026-W09.md").is_file()


def test_a_patch_is_written_where_nothing_may_be_pushed(
    issued: Path, command: Command, tmp_path: Path
) -> None:
    remote = Remote(tmp_path)
    set_in(issued, handbook_repository=str(remote.path), handbook_mode="patch")
    done = command("handbook", "push")
    patch = issued / "out" / "2026-W09.patch"
    assert done.out.startswith(f"wrote {patch}: whats-new/")
    assert "`git am`" in done.out
    assert patch.is_file()
    assert command("handbook", "push", "--json").json["file"] == str(patch)
    assert remote.head(BRANCH) == ""


def test_a_branch_on_which_a_person_works_is_left_alone(
    issued: Path, command: Command, tmp_path: Path
) -> None:
    remote = Remote(tmp_path)
    set_in(issued, handbook_repository=str(remote.path))
    assert command("handbook", "push").out.startswith("pushed ")
    theirs = remote.commit(BRANCH, {"book/new.md": b"# mine\n"})
    done = command("handbook", "push")
    assert (done.code, done.out) == (1, "")
    assert "by Kim Garam" in done.err
    assert remote.head(BRANCH) == theirs


def test_a_repository_that_is_not_there_is_one_clear_line(issued: Path, command: Command) -> None:
    set_in(issued, handbook_repository="nowhere.git")
    done = command("handbook", "push")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("catchup: ")
