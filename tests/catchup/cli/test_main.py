"""Tests of the command line as a whole: options anywhere, one clear line for an error."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catchup.cli import hoisted, main
from catchup.cli.options import parse_now
from catchup.errors import ConfigError


def run(*arguments: str) -> int:
    """The exit code of one command."""
    try:
        main(list(arguments))
    except SystemExit as left:
        return int(left.code or 0)
    return 0


def test_options_of_the_program_may_stand_behind_the_command() -> None:
    assert hoisted(["sources", "list", "--json", "--now", "2026-03-02", "x"]) == [
        "--json",
        "--now",
        "2026-03-02",
        "sources",
        "list",
        "x",
    ]
    assert hoisted(["whatsnew", "--config=a.toml", "--since", "6w"]) == [
        "--config=a.toml",
        "whatsnew",
        "--since",
        "6w",
    ]


@given(st.lists(st.sampled_from(["run", "--json", "-q", "--now", "2026-01-01", "--", "--since"])))
def test_hoisting_loses_and_invents_nothing(arguments: list[str]) -> None:
    assert sorted(hoisted(arguments)) == sorted(arguments)


def test_behind_two_dashes_nothing_is_moved() -> None:
    assert hoisted(["search", "--", "--json"]) == ["search", "--", "--json"]


def test_the_clock_starts_at_now_and_runs_on() -> None:
    clock = parse_now("2026-03-02T09:00:00+09:00")
    first = clock()
    assert first.isoformat().startswith("2026-03-02T00:00:00")
    assert clock() >= first


def test_a_time_that_is_none_is_refused_with_a_hint(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(ConfigError, match="not an instant"):
        parse_now("next week")
    assert run("--now", "next week", "whatsnew") == 2
    assert "2026-03-02" in capsys.readouterr().err


def test_without_a_configuration_one_line_says_how_to_make_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CATCHUP_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)
    assert run() == 2
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("catchup: no configuration")
    assert "catchup init" in lines[1]
    assert len(lines) == 2


def test_an_unknown_command_exits_with_2() -> None:
    assert run("frobnicate") == 2


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--version") == 0
    assert capsys.readouterr().out.startswith("catchup 0.")
