"""Tests of `catchup send` and `catchup status` with a real mail server on this machine."""

from pathlib import Path

import pytest

from tests.catchup.cli.conftest import Command, set_in
from tests.fakes.mailbox import Mailbox, receiving

CONSENT = ("--confirmed", "--consent", "서면")


def relayed(home: Path, box: Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings that send to a mail server of the test."""
    monkeypatch.setenv("CATCHUP_SECRET", "a-secret-that-nobody-guesses")
    set_in(
        home,
        mail_server="127.0.0.1",
        mail_port=box.port,
        mail_security="none",
        mail_sender="letter@tidal.example",
        site_base_url="https://letters.example",
    )


def test_without_an_issue_nothing_is_sent_and_that_is_said(
    home: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    relayed(home, Mailbox(port=9), monkeypatch)
    for arguments in (["send"], ["send", "--dry-run"], ["send", "--to", "a@b.example"]):
        done = command(*arguments)
        assert (done.code, done.out) == (2, "")
        assert "no issue has been opened yet" in done.err
    assert command("send", "--write", "mails").code == 2
    assert command("status").code == 1


def test_without_a_relay_it_is_said_what_to_set(issued: Path, command: Command) -> None:
    command("subscribers", "add", "garam@mail.example", *CONSENT)
    for arguments in (["send"], ["send", "--to", "garam@mail.example"]):
        done = command(*arguments)
        assert (done.code, done.out) == (2, "")
        assert "no mail is set up" in done.err
        assert "[mail] server" in done.err
    assert set(command("status", "--json").json["letters"].values()) == {0}


def test_without_a_secret_its_variable_is_named(
    issued: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    relayed(issued, Mailbox(port=9), monkeypatch)
    monkeypatch.delenv("CATCHUP_SECRET")
    done = command("send")
    assert done.code == 2
    assert "CATCHUP_SECRET is not set" in done.err


def test_everyone_gets_the_letter_once(
    issued: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    with receiving() as box:
        relayed(issued, box, monkeypatch)
        command("subscribers", "add", "garam@mail.example", *CONSENT)
        command("subscribers", "add", "reader@mail.example", "--language", "en", *CONSENT)
        command("subscribers", "add", "waits@mail.example")
        assert box.addresses == ["waits@mail.example"]  # the letter that asks them to confirm
        box.accepted.clear()
        assert command("send", "--dry-run").out == "2 subscribers would get it\n"
        assert box.accepted == []
        assert set(command("status", "--json").json["letters"].values()) == {0}
        assert command("send", "--limit", "1", "--json").json["sent"] == 1
        assert command("send", "--dry-run", "--json").json == {"subscribers": 1}
        assert command("send").out.startswith("send       1 letter sent")
        assert command("send").out.startswith("send       0 letters sent")
        assert sorted(box.addresses) == ["garam@mail.example", "reader@mail.example"]
        korean = next(m for m in box.messages if m["To"] == "garam@mail.example")
        assert "2026년 9주" in korean["Subject"]
    status = command("status", "--json").json
    assert (status["issue"], status["letters"]["sent"]) == ("2026-W09", 2)
    assert "sent" in command("status").out
    assert "2 sent" in command("issues", "list").out


def test_a_trial_goes_to_one_address_and_is_in_no_ledger(
    issued: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    with receiving() as box:
        relayed(issued, box, monkeypatch)
        assert command("send", "--to", "me@mail.example").out == "sent a trial to me@mail.example\n"
        assert set(box.addresses) == {"me@mail.example"}
        assert all(message["Subject"].startswith("[TEST] ") for message in box.messages)
        assert len({message["Message-ID"] for message in box.messages}) == 2
        bad = command("send", "--to", "nobody")
        assert (bad.code, bad.out) == (2, "")
        assert "'nobody' is no mail address" in bad.err
    assert set(command("status", "--json").json["letters"].values()) == {0}


def test_a_trial_that_the_relay_does_not_take_is_one_clear_line(
    issued: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    with receiving(Mailbox(recipients={"me@mail.example": "550 5.1.1 no such user"})) as box:
        relayed(issued, box, monkeypatch)
        done = command("send", "--to", "me@mail.example")
    assert (done.code, done.out) == (1, "")
    assert "me@mail.example: 550 5.1.1 no such user" in done.err


def test_a_refused_address_is_counted_and_the_others_get_theirs(
    issued: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = {"gone@mail.example": "550 5.1.1 no such user"}
    with receiving(Mailbox(recipients=refused)) as box:
        relayed(issued, box, monkeypatch)
        command("subscribers", "add", "gone@mail.example", *CONSENT)
        command("subscribers", "add", "garam@mail.example", *CONSENT)
        done = command("send", "--json").json
    assert done == {"sent": 1, "failed": 1, "waiting": 0}
    assert "bounced" in command("subscribers", "list").out


def test_a_relay_that_is_not_there_is_one_clear_line(
    issued: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    with receiving() as box:
        relayed(issued, box, monkeypatch)
    command("subscribers", "add", "garam@mail.example", *CONSENT)
    done = command("send")
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith("catchup: ")
    assert command("send", "--dry-run", "--json").json == {"subscribers": 1}


def test_an_issue_past_its_time_is_sent_only_when_asked(
    issued: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = ("--now", "2026-03-04T00:00:00Z")
    with receiving() as box:
        relayed(issued, box, monkeypatch)
        command("subscribers", "add", "garam@mail.example", *CONSENT)
        done = command("send", *later)
        assert (done.code, done.out) == (1, "")
        assert "--late" in done.err
        assert command("send", "--late", "--json", *later).json["sent"] == 1


def test_mails_are_written_into_a_folder(issued: Path, command: Command) -> None:
    done = command("send", "--write", "mails")
    assert done.out == "wrote 2 mails\n"
    assert {path.name for path in (issued / "mails").iterdir()} == {
        "2026-W09.ko.eml",
        "2026-W09.en.eml",
    }
    refused = command("send", "--write", "catchup.toml")
    assert (refused.code, refused.out) == (1, "")
    assert "catchup.toml: cannot be written" in refused.err
