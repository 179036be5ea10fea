"""Tests of `catchup subscribers`: who comes in, who stays out, and what is said about it."""

from pathlib import Path

import pytest

from tests.catchup.cli.conftest import Command, set_in
from tests.fakes.mailbox import Mailbox, receiving


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


def relayed(home: Path, box: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings that send to a mail server of the test; no public address."""
    monkeypatch.setenv("CATCHUP_SECRET", "a-secret-that-nobody-guesses")
    set_in(
        home,
        mail_server="127.0.0.1",
        mail_port=box.port,
        mail_security="none",
        mail_sender="letter@tidal.example",
    )


def test_who_is_added_is_mailed_the_link_once_and_again_only_when_named(
    home: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    with receiving() as box:
        relayed(home, box, monkeypatch)
        added = command("subscribers", "add", "garam@mail.example")
        assert "a mail asks them to confirm" in added.out
        again = command("subscribers", "add", "garam@mail.example")
        assert "asked on 2026-03-02 already" in again.out
        assert command("subscribers", "invite").out == "asked 0, failed 0\n"
        assert box.addresses == ["garam@mail.example"]
        assert command("subscribers", "invite", "garam@mail.example").out == "asked 1, failed 0\n"
    first, second = box.messages
    assert first["Message-ID"] != second["Message-ID"]
    body = first.get_body(("plain",))
    assert body is not None
    assert "http://127.0.0.1:8300/confirm/" in body.get_content()


def test_who_was_imported_is_asked_once_and_a_refused_address_bounces(
    home: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("people.csv").write_text("a@mail.example\ngone@mail.example\nb@mail.example\n", "utf-8")
    with receiving(Mailbox(recipients={"gone@mail.example": "550 5.1.1 no such user"})) as box:
        relayed(home, box, monkeypatch)
        assert "`catchup subscribers invite`" in command("subscribers", "import", "people.csv").out
        assert box.accepted == []
        done = command("subscribers", "invite", "--json")
        assert done.code == 1
        assert done.json["asked"] == ["a@mail.example", "b@mail.example"]
        assert "gone@mail.example: 550" in done.err
        assert command("subscribers", "invite", "--json").json == {"asked": [], "wrong": []}
        assert box.addresses == ["a@mail.example", "b@mail.example"]
    assert states(command)["gone@mail.example"] == "bounced"


def test_a_mail_that_may_have_arrived_is_sent_again_under_the_same_name(
    home: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    with receiving(Mailbox(cut_after=frozenset({1}))) as box:
        relayed(home, box, monkeypatch)
        lost = command("subscribers", "add", "garam@mail.example")
        assert (lost.code, lost.out) == (1, "garam@mail.example: pending\n")
        assert "`catchup subscribers invite` tries it again" in lost.err
        assert command("subscribers", "invite", "--now", "2026-03-03").code == 0
    assert len({message["Message-ID"] for message in box.messages}) == 1
    assert len(box.accepted) == 2


def test_nobody_is_added_while_the_mail_is_set_up_by_half_and_the_active_are_not_asked(
    home: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    relayed(home, Mailbox(port=9), monkeypatch)
    monkeypatch.delenv("CATCHUP_SECRET")
    done = command("subscribers", "add", "garam@mail.example")
    assert (done.code, done.out) == (2, "")
    assert "CATCHUP_SECRET is not set" in done.err
    assert states(command) == {}
    words = ("--confirmed", "--consent", "서면")
    assert command("subscribers", "add", "garam@mail.example", *words).code == 0
    done = command("subscribers", "invite", "garam@mail.example")
    assert (done.code, done.out) == (1, "")
    assert "is active: there is nothing to confirm" in done.err


def test_a_file_that_cannot_be_opened_is_named_with_the_reason(
    home: Path, command: Command
) -> None:
    done = command("subscribers", "import", "none.csv")
    assert (done.code, done.err) == (
        2,
        "catchup: none.csv: cannot be read: No such file or directory\n",
    )
    assert "Is a directory" in command("subscribers", "import", ".").err
