"""Tests of `catchup issues`: opened once, frozen, found by week or number."""

from pathlib import Path

import pytest

from tests.catchup.cli.conftest import SUNDAY, Command


def test_before_the_first_issue_there_is_an_empty_list_and_a_way_on(
    home: Path, command: Command
) -> None:
    assert command("issues", "list").out.startswith("no issue")
    assert command("issues", "list", "--json").json == []
    done = command("issues", "show")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("catchup: there is no issue\n")
    assert "catchup issues list" in done.err


def test_when_no_issue_is_due_nothing_is_opened(crawled: Path, command: Command) -> None:
    assert command("issues", "preview").out.startswith("no issue is due")
    assert command("issues", "preview", "--json").json is None
    assert command("issues", "open").out == "no issue is due\n"
    assert command("issues", "open", "--json").json is None
    assert command("issues", "list", "--json").json == []


def test_a_preview_shows_what_will_be_opened_and_keeps_nothing(
    home: Path, command: Command, site: str
) -> None:
    command("sources", "add", f"{site}/feed")
    command("run", "-q", "--now", SUNDAY)
    preview = command("issues", "preview")
    assert preview.out.startswith("내가 안 본 사이: 2026년 9주")
    assert command("issues", "preview", "--json").json["week"] == "2026-W09"
    assert command("issues", "list", "--json").json == []
    opened = command("issues", "open")
    assert opened.out.startswith("opened 2026-W09 (")
    assert command("issues", "show").out == preview.out
    assert command("issues", "open").out == "no issue is due\n"


def test_an_open_issue_is_listed_and_its_files_are_written(issued: Path, command: Command) -> None:
    (issue,) = command("issues", "list", "--json").json
    assert (issue["number"], issue["week"]) == (1, "2026-W09")
    assert issue["period"][0].startswith("2026-02-22T15:00:00")
    assert set(issue["letters"].values()) == {0}
    assert "2026-W09  1       2026-03-02  -" in command("issues", "list").out
    page = (issued / "out" / "issues" / "2026-W09.ko.md").read_text("utf-8")
    assert page == command("issues", "show", "--format", "markdown").out


def test_the_newest_issue_stands_first(issued: Path, command: Command) -> None:
    assert command("issues", "open", "--now", "2026-03-09T00:00:00Z").code == 0
    weeks = [issue["week"] for issue in command("issues", "list", "--json").json]
    assert weeks == ["2026-W10", "2026-W09"]
    assert command("issues", "show", "--json").json["week"] == "2026-W10"


def test_an_issue_is_found_by_week_or_number(issued: Path, command: Command) -> None:
    latest = command("issues", "show").out
    assert "검색 증강 생성" in latest
    assert "choosing a chunk size" in latest
    for name in ("2026-W09", "2026-w09", "1"):
        assert command("issues", "show", name).out == latest


def test_an_issue_is_read_in_english_too(issued: Path, command: Command) -> None:
    shown = command("issues", "show", "--language", "en", "--format", "html").out
    assert "<html" in shown
    assert "While you were away" in shown


def test_an_issue_stays_as_it_was_whatever_is_found_later(issued: Path, command: Command) -> None:
    before = command("issues", "show", "--json").out
    assert command("sources", "remove", "blog").code == 0
    assert command("run", "-q", "--now", "2026-03-04T00:00:00Z").code == 0
    assert command("issues", "show", "2026-W09", "--json").out == before


def test_an_unknown_week_is_one_clear_line(issued: Path, command: Command) -> None:
    for name in ("2026-W08", "7", "9" * 30, "어제", "2026-W9"):
        done = command("issues", "show", name)
        assert done.code == 1
        assert done.err.startswith(f"catchup: there is no issue {name}\n")


def test_a_wrong_format_or_language_is_named(issued: Path, command: Command) -> None:
    for option, value, message in (
        ("--format", "pdf", "not one of text, markdown, html, json"),
        ("--language", "jp", "not one of ko, en"),
    ):
        done = command("issues", "show", option, value)
        assert (done.code, done.out) == (2, "")
        assert message in done.err


def test_an_editor_introduces_and_drops_before_the_issue_is_frozen(
    home: Path, command: Command, site: str
) -> None:
    command("sources", "add", f"{site}/feed")
    command("run", "-q", "--now", SUNDAY)
    said = command("issues", "edit").out
    path = home / "edits" / "2026-W09.toml"
    assert said == f"{path}: written; `catchup issues preview` reads it\n"
    assert "choosing a chunk size" in path.read_text("utf-8")
    assert "there already" in command("issues", "edit").out
    lead = 'lead_ko = "청킹을 다시 봅니다."\nlead_en = "Chunking again."\neditor = "Jun"\n'
    path.write_text(lead, "utf-8")
    assert "청킹을 다시 봅니다. — 쓴 사람: Jun" in command("issues", "preview").out
    path.write_text('drop = ["https://blog.example/rag"]\n' + lead, "utf-8")
    preview = command("issues", "preview").out
    assert "choosing a chunk size" not in preview
    assert "편집자가 뺀 글 1편" in preview
    command("issues", "open", "-q")
    assert command("issues", "show").out == preview


def test_a_mistake_in_the_editors_file_is_named_and_freezes_nothing(
    home: Path, command: Command, site: str
) -> None:
    command("sources", "add", f"{site}/feed")
    command("run", "-q", "--now", SUNDAY)
    command("issues", "edit", "-q")
    path = home / "edits" / "2026-W09.toml"
    path.write_text("\npin = [404]\n", "utf-8")
    done = command("issues", "open")
    assert done.code == 2
    assert f"{path}:2: item 404 is no candidate" in done.err
    assert command("issues", "list", "--json").json == []


def test_an_issue_explains_what_it_was_chosen_for(issued: Path, command: Command) -> None:
    found = command("issues", "explain", "--json").json
    assert [item["title"] for item in found["items"]] == [
        "Retrieval-augmented generation: choosing a chunk size"
    ]
    assert found["items"][0]["rank"] == pytest.approx(sum(found["items"][0]["parts"].values()))
    assert found["left_out"]["off-topic"] == 1
    shown = command("issues", "explain").out
    assert f"{found['items'][0]['rank']:.2f}" in shown
    assert "left out: 1 off-topic" in shown
