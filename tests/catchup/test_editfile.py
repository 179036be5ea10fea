"""The editor's file is read with file and line in every complaint; without one nothing changes."""

from pathlib import Path

import pytest

from catchup.editfile import TEMPLATE, edit_path, read_edit, refuse_unknown_items
from catchup.errors import ConfigError
from catchup.types import Edit

LINKS = {"https://tidal.example/posts/7": 7}


def read(folder: Path, text: str) -> Edit:
    path = edit_path(folder, "2026-W09")
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return read_edit(path, LINKS.get)


def test_without_a_file_nothing_is_wanted(tmp_path: Path) -> None:
    assert read_edit(edit_path(tmp_path, "2026-W09"), LINKS.get) == Edit()


def test_the_template_wants_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, TEMPLATE) == Edit()


def test_items_are_named_by_number_or_link(tmp_path: Path) -> None:
    text = 'order = [3, "https://tidal.example/posts/7", 3]\ndrop = [5]\neditor = "Jun"\n'
    assert read(tmp_path, text) == Edit(order=(3, 7), drop=(5,), editor="Jun")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("order = [1]\npinn = [2]\n", 2, "unknown key `pinn`"),
        ("\norder = 3\n", 2, "must be a list"),
        ("pin = [1]\ndrop = [2.5]\n", 2, "neither a number nor a link"),
        ('\n\npin = ["https://nowhere.example/"]\n', 3, "no item has the link"),
        ("order = [4]\ndrop = [4]\n", 2, "dropped and wanted"),
        ('order = []\nlead_ko = "하나만"\n', 2, "both languages"),
        ("lead_ko = 3\n", 1, "must be text"),
        (f'\nlead_en = "{"x" * 601}"\n', 2, "longer than 600"),
        ("order = [1\n", 1, "2026-W09.toml"),
    ],
)
def test_a_mistake_is_named_with_file_and_line(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    with pytest.raises(ConfigError, match=message) as raised:
        read(tmp_path, text)
    if "unknown" in message or "must" in message:
        assert f"2026-W09.toml:{line}:" in str(raised.value)


def test_an_item_that_is_no_candidate_is_named_with_its_line(tmp_path: Path) -> None:
    read(tmp_path, "order = [1]\npin = [12]\n")
    path = edit_path(tmp_path, "2026-W09")
    refuse_unknown_items(path, [])
    with pytest.raises(ConfigError, match=r"2026-W09\.toml:2: item 12 is no candidate"):
        refuse_unknown_items(path, [12])
