"""Files appear whole, unchanged ones keep their time, and a bad folder is named."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from catchup.errors import PublishError
from publish.channels import CHANNELS
from publish.channels.folder import write


def test_new_files_are_written_and_reported(tmp_path: Path) -> None:
    folder = tmp_path / "out" / "reports"
    changed = write(folder, {"a.ko.md": "가\n", "a.en.md": "a\n"})
    assert changed == (folder / "a.ko.md", folder / "a.en.md")
    assert (folder / "a.ko.md").read_bytes() == "가\n".encode()


def test_unchanged_files_are_left_alone(tmp_path: Path) -> None:
    write(tmp_path, {"a": "same", "b": "old"})
    before = (tmp_path / "a").stat()
    assert write(tmp_path, {"a": "same", "b": "new"}) == (tmp_path / "b",)
    after = (tmp_path / "a").stat()
    assert (after.st_mtime_ns, after.st_ino) == (before.st_mtime_ns, before.st_ino)


def test_nothing_but_the_files_is_left_behind(tmp_path: Path) -> None:
    write(tmp_path, {"a": "whole"})
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o644


def test_two_writers_at_once_do_not_meet(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: write(tmp_path, {"a": f"whole {n}" * 999}), range(200)))
    text = (tmp_path / "a").read_text()
    assert text in {f"whole {n}" * 999 for n in range(200)}


def test_a_folder_that_cannot_be_made_is_named_with_a_hint(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(PublishError, match="file") as failure:
        write(blocked / "out", {"a": "x"})
    assert failure.value.hint


def test_a_file_that_cannot_be_replaced_fails_without_losing_the_others(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "kept").write_text("kept")
    with pytest.raises(PublishError):
        write(tmp_path, {"a": "written", "b": "x"})
    assert (tmp_path / "a").read_text() == "written"
    assert (tmp_path / "b" / "kept").exists()


@pytest.mark.parametrize("name", CHANNELS)
def test_every_channel_reports_what_it_changed(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert CHANNELS[name](folder, {"a": "x"}) == (folder / "a",)
    assert CHANNELS[name](folder, {"a": "x"}) == ()
