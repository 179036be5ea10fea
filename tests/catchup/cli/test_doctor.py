"""Tests of `catchup doctor`: whatever is broken is a finding, and nothing is changed by looking."""

from pathlib import Path

import pytest

from tests.catchup.cli.conftest import Command, set_in
from tests.fakes.model import a_model, refuses

Finding = dict[str, str | bool]


def wrong(command: Command) -> dict[str, Finding]:
    """What doctor finds to be wrong, by area, by this machine's clock."""
    done = command("doctor", "--json", "--now", "")
    found = {finding["area"]: finding for finding in done.json if not finding["ok"]}
    assert done.code == bool(found)
    assert all(finding["hint"] for finding in found.values())
    return found


def test_a_sound_installation_is_told_area_by_area(crawled: Path, command: Command) -> None:
    set_in(crawled, web_contact="crew@tidal.example")
    done = command("doctor", "--now", "")
    assert (done.code, done.err) == (0, "")
    assert "WRONG" not in done.out
    assert "opened and checked" in done.out
    assert wrong(command) == {}


def test_a_clock_that_is_wrong_is_a_finding(crawled: Path, command: Command) -> None:
    set_in(crawled, web_contact="crew@tidal.example")
    done = command("doctor")
    assert done.code == 1
    assert "the sources' clocks" in done.out
    assert done.out.count("WRONG") == 1


def test_before_the_first_run_the_database_is_no_fault_and_is_not_made(
    home: Path, command: Command
) -> None:
    with a_model(refuses(401, "no such key")) as model:
        set_in(home, writer_use="chat", writer_model="small", writer_base_url=model.url)
        found = wrong(command)
    assert "database" not in found
    assert "no such key" in str(found["writer"]["message"])
    assert model.asked
    assert not (home / "catchup.db").exists()


def test_a_database_that_cannot_be_made_is_a_finding(home: Path, command: Command) -> None:
    set_in(home, store_url="sqlite:///nowhere/catchup.db")
    assert "create the folder" in str(wrong(command)["database"]["hint"])


def test_a_broken_database_is_a_finding_and_stays_as_it_is(crawled: Path, command: Command) -> None:
    for leftover in crawled.glob("catchup.db-*"):
        leftover.unlink()
    broken = b"no database at all" * 300
    (crawled / "catchup.db").write_bytes(broken)
    set_in(crawled, writer_use="chat", writer_model="small")
    found = wrong(command)
    assert "restore" in str(found["database"]["hint"])
    assert "not asked" in str(found["writer"]["message"])
    assert (crawled / "catchup.db").read_bytes() == broken


def test_a_missing_list_of_sources_is_a_finding(crawled: Path, command: Command) -> None:
    set_in(crawled, web_contact="crew@tidal.example")
    (crawled / "sources.toml").unlink()
    assert "nothing to visit" in str(wrong(command)["config"]["message"])


def test_a_model_that_does_not_answer_is_a_finding(crawled: Path, command: Command) -> None:
    set_in(
        crawled, writer_use="chat", writer_model="small", writer_base_url="http://127.0.0.1:9/v1"
    )
    assert "small at http://127.0.0.1:9/v1" in str(wrong(command)["writer"]["message"])


def test_a_writer_and_its_standby_are_both_asked(
    crawled: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CATCHUP_WRITER_KEY", "one")
    monkeypatch.setenv("CATCHUP_STANDBY_KEY", "two")
    with a_model(refuses(401, "no such key")) as first, a_model(refuses(404, "gone")) as second:
        set_in(crawled, writer_use="chat", writer_model="small", writer_base_url=first.url)
        set_in(crawled, standby_model="other", standby_base_url=second.url)
        found = wrong(command)
    assert "no such key" in str(found["writer"]["message"])
    assert "gone" in str(found["standby"]["message"])
    assert (first.keys, second.keys) == (["Bearer one"], ["Bearer two"])


def test_mail_and_handbook_that_do_not_answer_are_findings(
    crawled: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CATCHUP_SECRET", raising=False)
    set_in(
        crawled,
        mail_server="127.0.0.1",
        mail_port=9,
        mail_sender="letter@tidal.example",
        handbook_repository="nowhere.git",
    )
    assert {"secrets", "mail", "site", "handbook"} <= set(wrong(command))


def test_settings_that_cannot_be_read_are_one_clear_line(home: Path, command: Command) -> None:
    set_in(home, site_base_url="letters.example")
    done = command("doctor")
    assert (done.code, done.out) == (2, "")
    assert "`base_url`" in done.err
