# ruff: noqa: ANN401 - the helpers pass any field on
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from catchup.config import (
    Config,
    HandbookSettings,
    MailSettings,
    SiteSettings,
    StandbySettings,
    WebSettings,
    WriterSettings,
)
from catchup.doctor import Finding, Probes, examine
from catchup.errors import (
    CatchupError,
    FetchError,
    NoDatabase,
    PublishError,
    SchemaTooOld,
    StoreError,
    WriterUnavailable,
)
from catchup.types import Page
from tests.fakes.builders import NOW, a_source
from tests.fakes.site import FakeWeb, rss

FEED = rss("Tidal", ("Post", "https://tidal.example/1", "", "<p>Words.</p>"))
SECRET = "a-secret-that-nobody-guesses"


class DatedWeb(FakeWeb):
    """A fake web whose servers know the time."""

    at: datetime = NOW

    def get(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> Page:
        return replace(super().get(url, etag=etag, last_modified=last_modified), date=self.at)


def a_config(**changes: Any) -> Config:
    config = Config(
        home=Path("/srv/catchup"),
        web=WebSettings(contact="crew@tidal.example"),
        sources=(a_source(),),
    )
    return replace(config, **changes)


def a_mail_config(**changes: Any) -> Config:
    mail = MailSettings(server="relay.example", user="crew", sender="letter@tidal.example")
    site = SiteSettings(base_url="https://letters.example")
    return replace(a_config(mail=mail, site=site), **changes)


def some_probes(**changes: Any) -> Probes:
    probes = Probes(
        web=FakeWeb({a_source().url: FEED}),
        clock=lambda: NOW,
        secret=lambda name: SECRET,
        check_store=lambda: (),
        ask_writer=lambda _: "3 points",
        log_in=lambda: None,
        list_remote=lambda: None,
    )
    return replace(probes, **changes)


def raising(error: CatchupError) -> Any:
    def probe(*_: object) -> None:
        raise error

    return probe


def faults(config: Config, **changes: Any) -> list[tuple[str, str]]:
    findings = examine(config, some_probes(**changes))
    assert all(finding.hint for finding in findings if not finding.ok)
    return [(finding.area, finding.message) for finding in findings if not finding.ok]


def test_a_sound_installation_has_no_faults_and_every_area_is_told() -> None:
    full = a_mail_config(
        writer=WriterSettings(use="chat", model="m", base_url="https://models.example/v1"),
        handbook=HandbookSettings(repository="https://git.example/handbook.git"),
    )
    findings = examine(full, some_probes())
    assert [finding for finding in findings if not finding.ok] == []
    assert {finding.area for finding in findings} == {
        "config",
        "secrets",
        "database",
        "sources",
        "clock",
        "writer",
        "mail",
        "handbook",
    }


def test_a_database_that_the_first_run_will_make_is_no_fault() -> None:
    assert faults(a_config(), check_store=raising(NoDatabase("catchup.db: no such file"))) == []


def test_a_database_that_waits_to_be_migrated_is_no_fault() -> None:
    waiting = raising(SchemaTooOld("catchup.db: its schema is 0014, this Catchup wants 0015"))
    assert faults(a_config(), check_store=waiting) == []


def test_what_is_switched_off_is_no_fault_and_is_not_asked() -> None:
    refuse = raising(PublishError("asked"))
    assert faults(a_config(), ask_writer=refuse, log_in=refuse, list_remote=refuse) == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"check_store": raising(StoreError("no such file"))}, ("database", "no such file")),
        (
            {"check_store": lambda: ("item 7 has no sighting",)},
            ("database", "faults: 1, the first one: item 7 has no sighting"),
        ),
        ({"web": FakeWeb()}, ("sources", "tidal: https://tidal.example/feed.xml: 404")),
        (
            {"log_in": raising(PublishError("535 wrong password"))},
            ("mail", "relay.example:587: 535 wrong password"),
        ),
    ],
)
def test_what_fails_is_named(changes: dict[str, Any], expected: tuple[str, str]) -> None:
    assert faults(a_mail_config(), **changes) == [expected]


def test_a_model_that_does_not_answer_is_named_with_its_address() -> None:
    config = a_config(writer=WriterSettings(use="chat", model="small"))
    away = raising(WriterUnavailable("connection refused"))
    assert faults(config, ask_writer=away) == [
        ("writer", "small at http://127.0.0.1:11434/v1: connection refused")
    ]


def test_a_standby_is_asked_by_itself_and_needs_a_key_of_its_own() -> None:
    config = a_config(
        writer=WriterSettings(use="chat", model="small", max_output_tokens=900),
        standby=StandbySettings(model="other", base_url="https://models.example/v1"),
    )
    asked: list[WriterSettings] = []

    def probe(settings: WriterSettings) -> str:
        asked.append(settings)
        if settings.model == "other":
            raise WriterUnavailable("401: no such key")
        return "2 points"

    assert faults(config, ask_writer=probe, secret=lambda _: "") == [
        ("secrets", "CATCHUP_STANDBY_KEY is not set: the model asks for a key"),
        ("standby", "other at https://models.example/v1: 401: no such key"),
    ]
    assert [(one.model, one.max_output_tokens) for one in asked] == [("small", 900), ("other", 900)]


def test_a_repository_that_does_not_answer_is_named_with_the_hint_of_the_error() -> None:
    config = a_config(handbook=HandbookSettings(repository="git@git.example:handbook.git"))
    away = raising(PublishError("host key unknown", hint="add the key to known_hosts"))
    found = examine(config, some_probes(list_remote=away))[-1]
    assert found == Finding(
        area="handbook", ok=False, message="host key unknown", hint="add the key to known_hosts"
    )


def test_missing_secrets_are_named_and_no_value_is_ever_shown() -> None:
    config = a_mail_config(
        writer=WriterSettings(use="chat", base_url="https://models.example/v1"),
        handbook=HandbookSettings(repository="https://git.example/handbook.git"),
    )
    missing = [
        message.split(" ")[0]
        for area, message in faults(config, secret=lambda _: "")
        if area == "secrets"
    ]
    assert missing == [
        "CATCHUP_SECRET",
        "CATCHUP_MAIL_PASSWORD",
        "CATCHUP_WRITER_KEY",
        "CATCHUP_GIT_TOKEN",
    ]
    assert SECRET not in repr(examine(config, some_probes()))


def test_a_short_signing_secret_is_a_fault_even_beside_a_long_one() -> None:
    short = lambda name: f"{SECRET}, hunter2" if name == "CATCHUP_SECRET" else SECRET  # noqa: E731
    found = faults(a_mail_config(), secret=short)
    assert found == [("secrets", "CATCHUP_SECRET is short enough to be guessed")]


def test_a_model_on_this_machine_needs_no_key() -> None:
    config = a_config(writer=WriterSettings(use="chat", model="small"))
    assert faults(config, secret=lambda _: "") == []


def test_letters_without_an_https_address_or_a_sender_are_faults() -> None:
    config = a_mail_config(
        mail=MailSettings(server="relay.example"), site=SiteSettings(base_url="http://l.example")
    )
    assert [area for area, _ in faults(config)] == ["mail", "site"]


def test_an_empty_list_of_sources_and_an_empty_contact_are_faults() -> None:
    config = a_config(web=WebSettings(), sources=(a_source(paused=True),))
    assert [area for area, _ in faults(config)] == ["config", "config"]


def test_a_sample_of_five_is_spread_over_the_sources_and_one_failure_keeps_no_other_out() -> None:
    sources = tuple(a_source(f"blog{n}") for n in range(23))
    web = FakeWeb({source.url: FEED for source in sources})
    web.broken[sources[5].url] = FetchError("refused")
    findings = examine(a_config(sources=sources), some_probes(web=web))
    visited = [finding.message for finding in findings if finding.area == "sources"]
    assert visited == [
        "blog0: entries read: 1",
        "blog5: refused",
        "blog10: entries read: 1",
        "blog15: entries read: 1",
        "blog20: entries read: 1",
    ]


@pytest.mark.parametrize(
    ("ahead", "expected"),
    [
        (timedelta(minutes=4), []),
        (timedelta(hours=9), [("clock", "9:00:00 ahead of the sources' clocks")]),
        (timedelta(days=-1), [("clock", "1 day, 0:00:00 behind the sources' clocks")]),
    ],
)
def test_the_clock_is_compared_with_the_sources(
    ahead: timedelta, expected: list[tuple[str, str]]
) -> None:
    web = DatedWeb({a_source().url: FEED})
    web.at = NOW - ahead
    assert faults(a_config(), web=web) == expected
