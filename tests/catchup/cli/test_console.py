"""Tests of what a person sees: Korean widths, bars on a terminal, plain lines elsewhere."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from catchup.cli.console import print_list, print_run, print_table, progress
from catchup.cli.options import Options, parse_now
from catchup.types import Run
from tests.fakes.builders import NOW

ROOT = Path(__file__).parents[3]
QUIET = Options(clock=parse_now(""), quiet=True)


def test_columns_stand_below_each_other_in_korean_too(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("id", "title", "x"), [("a", "한국어 제목", "1"), ("b", "English ti!", "2")])
    _, korean, english = capsys.readouterr().out.splitlines()
    # Hangul takes two columns: five full-width letters and a space are as wide as eleven letters.
    assert korean.index("1") + 5 == english.index("2")


def test_an_empty_list_says_so_instead_of_naming_its_columns(
    capsys: pytest.CaptureFixture[str],
) -> None:
    print_list(("id", "title"), [], "nothing is watched yet")
    assert capsys.readouterr().out == "nothing is watched yet\n"


@pytest.mark.parametrize(
    ("done", "said"), [(0, "0 letters sent"), (1, "1 letter sent"), (2, "2 letters sent")]
)
def test_one_thing_is_counted_as_one(
    capsys: pytest.CaptureFixture[str], done: int, said: str
) -> None:
    options = Options(clock=parse_now(""))
    print_run(Run(job="send", started=NOW, ended=NOW, done=done), options)
    assert capsys.readouterr().out.split(maxsplit=1)[1] == f"{said}\n"


def test_markup_in_a_title_is_text(capsys: pytest.CaptureFixture[str]) -> None:
    print_table(("title",), [("[red]not red[/red]",)])
    assert "[red]not red[/red]" in capsys.readouterr().out


def test_there_is_no_bar_in_a_pipe_or_when_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    with progress(QUIET) as report:
        report("crawl", 1, 2, "")
    assert capsys.readouterr().err == ""


def demo_on_a_terminal(folder: str, **environment: str) -> str:
    """What `catchup demo` shows on a real pseudo-terminal."""
    main, side = pty.openpty()
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "80", **environment}
    process = subprocess.Popen(
        [sys.executable, "-m", "catchup", "demo", folder],
        stdin=side,
        stdout=side,
        stderr=side,
        env=env,
        close_fds=True,
    )
    os.close(side)
    shown = b""
    while True:
        try:
            piece = os.read(main, 65536)
        except OSError:  # the other end was closed: Linux says so by EIO
            break
        if not piece:
            break
        shown += piece
    process.wait(timeout=30)
    os.close(main)
    return shown.decode("utf-8", "replace")


def test_a_terminal_sees_bars_that_are_gone_at_the_end(tmp_path: Path) -> None:
    shown = demo_on_a_terminal(str(tmp_path))
    assert "visiting sources" in shown
    assert "내가 안 본 사이" in shown


def test_no_color_is_honoured(tmp_path: Path) -> None:
    assert "\x1b[3" not in demo_on_a_terminal(str(tmp_path), NO_COLOR="1")
