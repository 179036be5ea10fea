"""A site changes all at once, or not at all; what is unchanged is not written again."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from catchup.errors import PublishError
from publish.channels import site
from publish.channels.site import write

ROOT = Path(__file__).parents[3]
OLD = {"index.html": "old", "topics/rag/index.html": "rag"}
NEW = {"index.html": "new", "topics/rag/index.html": "rag", "feeds/items.ko.atom": "<feed/>"}


def contents(folder: Path) -> dict[str, str]:
    real = folder.resolve()
    return {p.relative_to(real).as_posix(): p.read_text() for p in real.rglob("*") if p.is_file()}


def test_a_site_is_exactly_its_files(tmp_path: Path) -> None:
    folder = tmp_path / "out" / "site"
    assert write(folder, OLD) == (folder / "index.html", folder / "topics/rag/index.html")
    assert contents(folder) == OLD
    assert write(folder, NEW) == (folder / "feeds/items.ko.atom", folder / "index.html")
    assert contents(folder) == NEW
    assert write(folder, {"index.html": "new"}) == (
        folder / "feeds/items.ko.atom",
        folder / "topics/rag/index.html",
    )
    assert contents(folder) == {"index.html": "new"}


def test_an_unchanged_site_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write(folder, OLD)
    before = folder.readlink()
    assert write(folder, OLD) == ()
    assert folder.readlink() == before


def test_unchanged_files_are_shared_with_the_build_before(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write(folder, OLD)
    before = (folder / "topics/rag/index.html").stat().st_ino
    write(folder, NEW)
    assert (folder / "topics/rag/index.html").stat().st_ino == before


def test_a_build_that_is_killed_leaves_the_old_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "site"
    write(folder, OLD)

    class Killed(BaseException):
        pass

    def killed(*_: object) -> None:
        raise Killed

    for moment in ("_linked", "_turn"):
        with monkeypatch.context() as patch:
            patch.setattr(site, moment, killed)
            with pytest.raises(Killed):
                write(folder, NEW)
        assert contents(folder) == OLD
    write(folder, NEW)
    assert contents(folder) == NEW
    assert len(list((tmp_path / ".site.builds").iterdir())) == 2


WRITING = """
import sys
from pathlib import Path
from publish.channels.site import write
number = 0
while True:
    number += 1
    write(Path(sys.argv[1]), {f"{n}.html": f"build {number}" for n in range(40)})
    print(number, flush=True)
"""


def test_a_process_that_is_killed_while_it_builds_leaves_a_whole_site(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    for pause in (0.001, 0.004, 0.007):
        command = [sys.executable, "-c", WRITING, str(folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=ROOT) as builder:
            assert builder.stdout is not None
            for _ in range(3):
                builder.stdout.readline()
            time.sleep(pause)
            builder.kill()
        found = contents(folder)
        assert len(found) == 40
        assert len(set(found.values())) == 1
    write(folder, OLD)
    assert contents(folder) == OLD


def test_a_file_that_a_crash_left_half_written_is_written_again(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write(folder, OLD)
    (folder / "index.html").write_text("")
    assert write(folder, OLD) == (folder / "index.html",)
    assert contents(folder) == OLD


def test_the_page_somebody_reads_outlives_the_next_build(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    write(folder, OLD)
    read = folder.resolve()
    write(folder, NEW)
    assert contents(read) == OLD
    write(folder, {"index.html": "newest"})
    assert not read.exists()


def test_a_folder_that_is_not_ours_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "kept").write_text("kept")
    with pytest.raises(PublishError, match="not a site of ours"):
        write(folder, NEW)
    assert (folder / "kept").read_text() == "kept"
    elsewhere = tmp_path / "link"
    elsewhere.symlink_to(folder)
    with pytest.raises(PublishError, match="not a site of ours"):
        write(elsewhere, NEW)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(PublishError, match=r"cannot build the site at .*file/site"):
        write(tmp_path / "file" / "site", NEW)
