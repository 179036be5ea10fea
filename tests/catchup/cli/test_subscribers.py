"""Tests of `catchup subscribers`: who comes in, who stays out, and what is said about it."""

from pathlib import Path

from tests.catchup.cli.conftest import Command


def states(command: Command) -> dict[str, str]:
    rows = command("subscribers", "list", "--json").json
    return {row["address"]: row["state"] for row in rows}


def test_somebody_asks_confirms_leaves_and_is_forgotten(home: Path, command: Command) -> None:
    assert command("subscribers", "list", "--json").json == []
    added = command("subscribers", "add", "garam@Mail.example")
    assert added.out.startswith("garam@mail.example: pending\n  no mail was sent")
    words = ("--confirmed", "--consent", "2026-03-01 서면 동의")
    one = command("subscribers", "add", "garam@mail.example", *words, "--json").json
    assert (one["state"], one["language"]) == ("active", "ko")
    assert "active" in command("subscribers", "list").out
    assert command("subscribers", "remove", "garam@mail.example").code == 0
    assert states(command) == {"garam@mail.example": "left"}
    erased = command("subscribers", "erase", "garam@mail.example", "--json").json
    assert erased == {"erased": "garam@mail.example"}
    assert states(command) == {}


def test_who_has_left_stays_out_unless_they_ask_themselves(home: Path, command: Command) -> None:
    command("subscribers", "add", "garam@mail.example")
    command("subscribers", "remove", "garam@mail.example")
    done = command("subscribers", "add", "garam@mail.example")
    assert (done.code, done.out) == (1, "")
    assert "garam@mail.example has left" in done.err
    assert "they may subscribe themselves" in done.err


def test_who_was_erased_is_told_to_stay_out_and_nothing_of_them_is_shown(
    home: Path, command: Command
) -> None:
    command("subscribers", "add", "garam@한글.example")
    command("subscribers", "erase", "garam@한글.example")
    done = command("subscribers", "add", "GARAM@한글.example")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("catchup: GARAM@한글.example was erased and stays out\n")
    assert "never added again" in done.err
    assert "subscribe themselves" not in done.err
    assert "xn--" not in done.err
    assert command("subscribers", "remove", "garam@한글.example").code == 1


def test_what_cannot_be_is_one_clear_line_and_adds_nobody(home: Path, command: Command) -> None:
    for arguments, code, message in (
        (["add", "no-address"], 2, "'no-address' is no mail address"),
        (["add", "a@b.example\nBcc: c@d.example"], 2, "is no mail address"),
        (["add", "garam@mail.example", "--language", "jp"], 2, "not one of ko, en"),
        (["add", "garam@mail.example", "--confirmed"], 2, "--confirmed needs --consent"),
        (["remove", "garam@mail.example"], 1, "nobody has the address garam@mail.example"),
        (["erase", "garam@mail.example"], 1, "nobody has the address"),
        (["import", "none.csv"], 2, "none.csv: cannot be read"),
        (["import", "none.csv", "--confirmed"], 2, "--confirmed needs --consent"),
    ):
        done = command("subscribers", *arguments)
        assert (done.code, done.out) == (code, ""), arguments
        assert message in done.err
    assert states(command) == {}


def test_an_import_takes_the_good_lines_and_names_the_bad_ones(
    home: Path, command: Command
) -> None:
    command("subscribers", "add", "left@mail.example")
    command("subscribers", "remove", "left@mail.example")
    lines = (
        "# 구독자 명단",
        "",
        "garam@mail.example",
        "minseo@mail.example, en",
        "이메일",
        "left@mail.example",
        "third@mail.example,jp",
    )
    Path("people.csv").write_text("\ufeff" + "\r\n".join(lines), "utf-8")
    words = ("--confirmed", "--consent", "2026-03-01 모임")
    done = command("subscribers", "import", "people.csv", *words)
    assert (done.code, done.out) == (1, "added 2, there already 0, passed over 3\n")
    assert [line.split()[1] for line in done.err.splitlines()] == [
        "people.csv:5:",
        "people.csv:6:",
        "people.csv:7:",
    ]
    assert "left@mail.example has left" in done.err
    assert states(command)["minseo@mail.example"] == "active"
    exported = command("subscribers", "export")
    assert exported.out == "garam@mail.example,ko\nminseo@mail.example,en\n"
    assert command("subscribers", "export", "--json").json[1]["language"] == "en"


def test_importing_what_was_exported_adds_nobody(home: Path, command: Command) -> None:
    words = ("--confirmed", "--consent", "서면")
    command("subscribers", "add", "garam@mail.example", *words)
    Path("people.csv").write_text(command("subscribers", "export").out, "utf-8")
    again = command("subscribers", "import", "people.csv", *words, "--json")
    assert again.code == 0
    assert again.json == {"added": [], "known": ["garam@mail.example"], "wrong": []}


def test_a_file_that_is_no_utf8_is_refused_whole(home: Path, command: Command) -> None:
    Path("people.csv").write_bytes("가람@mail.example\n".encode("cp949"))
    done = command("subscribers", "import", "people.csv")
    assert (done.code, done.out) == (2, "")
    assert "UTF-8" in done.err
