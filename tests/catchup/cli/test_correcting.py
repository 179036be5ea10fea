"""Tests of corrections: told on the old page and on top of the next issue; the frozen stays."""

import sqlite3
from pathlib import Path

from tests.catchup.cli.conftest import Command

WRONG = ("--ko", "재현율은 0.79가 아니라 0.78입니다.", "--en", "Recall is 0.78, not 0.79.")
NEXT_WEEK = "2026-03-09T00:00:00Z"
AFTER_THAT = "2026-03-16T00:00:00Z"


def frozen(home: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(home / "catchup.db") as database:
        return database.execute("select content, sha256 from issue order by number").fetchall()


def test_a_correction_stands_on_the_old_page_with_its_day(issued: Path, command: Command) -> None:
    before = frozen(issued)
    item = str(command("search", "chunk", "--json").json[0]["id"])
    done = command("issues", "correct", "2026-w09", "--item", item, *WRONG)
    assert done.out.startswith("corrected 2026-W09")
    shown = command("issues", "show", "2026-W09").out
    assert "이 호가 나온 뒤 바로잡은 것" in shown
    assert "재현율은 0.79가 아니라 0.78입니다." in shown
    assert "3월 2일에 바로잡음" in shown
    command("publish", "-q")
    page = (issued / "out" / "issues" / "2026-W09.en.md").read_text("utf-8")
    assert "Recall is 0.78, not 0.79." in page
    assert "choosing a chunk size” — Recall" in page
    assert frozen(issued) == before


def test_the_next_issue_tells_it_on_top_and_the_one_after_no_more(
    issued: Path, command: Command
) -> None:
    command("issues", "correct", "1", *WRONG)
    command("issues", "open", "-q", "--now", NEXT_WEEK)
    told = command("issues", "show", "2026-W10").out
    assert told.index("정정\n") < told.index("출처와 상태")
    assert "2026년 9주차 호: 재현율은 0.79가 아니라 0.78입니다." in told
    command("issues", "open", "-q", "--now", AFTER_THAT)
    assert "정정" not in command("issues", "show", "2026-W11").out


def test_a_correction_needs_both_languages_and_something_to_correct(
    issued: Path, command: Command
) -> None:
    assert command("issues", "correct", "1", "--ko", "하나만").code == 2
    assert command("issues", "correct", "2026-W08", *WRONG).code == 1
    assert "no item `999`" in command("issues", "correct", "1", "--item", "999", *WRONG).err


def test_a_retracted_item_is_hidden_and_says_so_in_its_issue(
    issued: Path, command: Command
) -> None:
    command("items", "retract", "https://blog.example/rag", *WRONG)
    shown = command("issues", "show", "--language", "en").out
    assert "We no longer recommend this item. Recall is 0.78, not 0.79." in shown.replace(
        "\n  ", " "
    )
    assert "https://blog.example/rag" not in command().out


def test_only_what_an_issue_has_announced_can_be_retracted(crawled: Path, command: Command) -> None:
    done = command("items", "retract", "https://blog.example/rag", *WRONG)
    assert done.code == 1
    assert "catchup items hide" in done.err
    assert command("items", "retract", "https://blog.example/rag").code == 2


def test_hiding_can_be_taken_back(crawled: Path, command: Command) -> None:
    shown = command().out
    assert command("items", "hide", "https://blog.example/rag").out.startswith("hidden: item")
    assert "choosing a chunk size" not in command().out
    command("items", "unhide", "https://blog.example/rag")
    assert command().out == shown
