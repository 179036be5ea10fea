"""Tests of what is written to a terminal."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from catchup.cli.saying import printable, say_json

ROOT = Path(__file__).parents[3]


def test_text_from_outside_cannot_drive_the_terminal() -> None:
    assert printable("a\x1b]0;t\x07b\x9b31m\u202ec\nd") == "a ]0;t b 31mc\nd"


def test_a_reader_that_has_gone_stops_no_work(tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = f"{sys.executable} -m catchup demo {tmp_path} | true"
    done = subprocess.run(command, shell=True, env=env, capture_output=True, text=True, check=False)
    assert done.stderr.count("Traceback") == 0
    assert len([path for path in tmp_path.iterdir() if path.is_file()]) == 7


def test_a_full_disk_behind_the_output_is_one_line(tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = f"{sys.executable} -m catchup demo {tmp_path} -q > /dev/full"
    done = subprocess.run(command, shell=True, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith("catchup: cannot print: No space left")


def test_a_terminal_without_hangul_gets_escapes(tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "catchup", "demo", str(tmp_path)]
    done = subprocess.run(command, env=env, capture_output=True, check=False)
    assert done.returncode == 0
    assert b"\\ub0b4" in done.stdout


def test_instants_in_json_are_what_every_program_reads(capsys: pytest.CaptureFixture[str]) -> None:
    say_json({"seen": datetime(2026, 3, 2, 9, 30, tzinfo=UTC), "place": Path("out")})
    assert json.loads(capsys.readouterr().out) == {
        "seen": "2026-03-02T09:30:00+00:00",
        "place": "out",
    }
