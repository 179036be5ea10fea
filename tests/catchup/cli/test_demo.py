"""The demo, as someone who has just cloned the repository sees it."""

from pathlib import Path

import pytest
from pytest_socket import disable_socket

from tests.catchup.cli.conftest import Command

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture
def shown(folder: Path, command: Command) -> str:
    disable_socket(allow_unix_socket=True)  # the parser's workers talk through a pipe
    done = command("demo", str(folder))
    assert done.code == 0
    return done.out


def test_the_demo_prints_a_report_writes_it_and_says_how_to_go_live(
    shown: str, folder: Path
) -> None:
    assert "내가 안 본 사이: 2026년 11월 9일" in shown
    assert "catchup init" in shown
    assert len([path for path in folder.iterdir() if path.is_file()]) == 7
    assert (folder / "site" / "en" / "issues" / "2026-W46" / "index.html").is_file()


def test_the_demo_ends_with_a_commit_on_the_branch_of_a_real_handbook(
    shown: str, folder: Path
) -> None:
    pushed = shown.split("One commit was pushed to the branch catchup/weekly")[1]
    assert "whats-new/2026-W46.md" in pushed
    assert "+# 내가 안 본 사이" in pushed
    patch = (folder / "handbook.patch").read_text("utf-8")
    assert patch.startswith("From ")
    assert "+++ b/whats-new/roadmap.md" in patch
    assert "README.md" not in patch
    assert "편을 골랐습니다" in patch.split("diff --git a/whats-new/2026-W46.md")[1]


def test_without_git_the_demo_still_shows_everything_else(
    tmp_path: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    done = command("demo", str(tmp_path / "out"))
    assert done.code == 0
    assert "No handbook was pushed to: git cannot be run" in done.out
    assert "catchup init" in done.out


def test_the_demo_shows_every_rule_that_matters(shown: str, folder: Path) -> None:
    everything = shown + "".join(p.read_text("utf-8") for p in folder.iterdir() if p.is_file())
    site = "".join(p.read_text("utf-8") for p in (folder / "site").rglob("*") if p.is_file())
    assert "DEMO-CANARY" not in everything + site
    assert "갱신 v2" in shown
    assert "뒤늦게 들어옴" in shown
    assert "함께" in shown
    assert "4편은 새 글로 세지 않았습니다" in shown
    assert "피드가 아님" in shown
    assert "coffee-machine" not in everything


def test_a_second_demo_leaves_the_same_bytes(shown: str, folder: Path, command: Command) -> None:
    before = contents(folder)
    command("demo", str(folder))
    assert contents(folder) == before


def contents(folder: Path) -> dict[Path, bytes]:
    paths = [*folder.iterdir(), *(folder / "site").rglob("*")]
    return {path: path.read_bytes() for path in paths if path.is_file()}


@pytest.mark.parametrize(("readme", "language"), [("README.md", "en"), ("README.ko.md", "ko")])
def test_the_sample_in_the_readme_is_what_the_demo_prints(
    readme: str, language: str, tmp_path: Path, command: Command
) -> None:
    text = (ROOT / readme).read_text("utf-8")
    sample = text.split("\n```\n")[2]
    printed = command("demo", str(tmp_path), "--language", language, "-q").out.splitlines()
    assert len(sample.splitlines()) > 20
    assert [line for line in sample.splitlines() if line not in {*printed, "…"}] == []


def test_the_demo_never_replaces_the_output_of_an_installation(
    tmp_path: Path, command: Command
) -> None:
    (tmp_path / "catchup.toml").write_text("", "utf-8")
    done = command("demo", str(tmp_path / "out"))
    assert done.code == 2
    assert "belongs to the catchup.toml beside it" in done.err
    assert not (tmp_path / "out").exists()
