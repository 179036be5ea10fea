"""Tests of `catchup seen`: the next report begins at the reader's mark, and only there."""

from pathlib import Path

from tests.catchup.cli.conftest import Command

TITLE = "choosing a chunk size"
TOMORROW = "2026-03-03T00:00:00Z"


def test_without_a_mark_nothing_is_marked_by_reading(crawled: Path, command: Command) -> None:
    assert TITLE in command().out
    assert TITLE in command().out


def test_what_was_there_at_the_mark_is_not_shown_again(crawled: Path, command: Command) -> None:
    said = command("seen", "--now", "2026-03-02T01:00:00Z").out
    assert said == "seen until 2026-03-02 10:00; `catchup` begins there\n"
    assert TITLE not in command("--now", TOMORROW).out
    assert TITLE in command("whatsnew", "--since", "7d", "--now", TOMORROW).out


def test_undo_takes_the_last_mark_back(crawled: Path, command: Command) -> None:
    command("seen", "--now", "2026-03-02T01:00:00Z")
    assert command("seen", "--undo", "--json").json == {"reader": "me", "seen": None}
    assert command("seen", "--undo").out == "no mark: `catchup` covers the last seven days\n"
    assert TITLE in command("--now", TOMORROW).out


def test_a_mark_may_lie_in_the_past(crawled: Path, command: Command) -> None:
    assert command("seen", "--at", "2d").out.startswith("seen until 2026-02-28 00:00")
    assert TITLE in command().out


def test_each_reader_has_a_mark_of_their_own(crawled: Path, command: Command) -> None:
    command("seen", "--reader", "jun", "--now", "2026-03-02T01:00:00Z")
    assert TITLE in command("--now", TOMORROW).out
    assert TITLE not in command("whatsnew", "--reader", "jun", "--now", TOMORROW).out
