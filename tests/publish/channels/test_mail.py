"""A real relay answers in every way it can, and each answer becomes the right outcome."""

import ssl
from collections.abc import Iterator
from dataclasses import replace

import pytest

from catchup.config import MailSettings
from catchup.errors import PublishError
from catchup.types import DeliveryState
from publish.channels.mail import Mailer, Outcome
from tests.fakes.mailbox import CERTIFICATE, HOST, Mailbox, receiving

SENT = Outcome(DeliveryState.SENT)
MESSAGE = b"From: a@catchup.example.org\r\nSubject: x\r\n\r\n.one dot\r\n..two\r\n"
READER = "mina@readers.example.org"


def settings_of(box: Mailbox, **changes: object) -> MailSettings:
    settings = MailSettings(
        server=HOST, port=box.port, security="none", sender="a@catchup.example.org", per_second=0
    )
    return replace(settings, **changes)  # type: ignore[arg-type]


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with receiving() as mailbox:
        yield mailbox


def test_messages_arrive_whole_over_one_connection(box: Mailbox) -> None:
    with Mailer(settings_of(box)) as mailer:
        outcomes = [mailer.send(MESSAGE, f"r{n}@readers.example.org") for n in range(5)]
    assert outcomes == [SENT] * 5
    assert box.addresses == [f"r{n}@readers.example.org" for n in range(5)]
    assert {content for _, content in box.accepted} == {MESSAGE}
    assert len(box.sessions) == 1


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("550 5.1.1 no such user", Outcome(DeliveryState.FAILED, "550 5.1.1 no such user", True)),
        ("554 5.7.1 relay denied", Outcome(DeliveryState.FAILED, "554 5.7.1 relay denied")),
        ("450 4.2.1 try later", Outcome(DeliveryState.DEFERRED, "450 4.2.1 try later")),
        ("421 4.7.0 closing", Outcome(DeliveryState.DEFERRED, "421 4.7.0 closing")),
    ],
)
def test_an_address_may_be_refused(box: Mailbox, answer: str, outcome: Outcome) -> None:
    box.recipients = {READER: answer}
    with Mailer(settings_of(box)) as mailer:
        assert mailer.send(MESSAGE, READER) == outcome
        assert mailer.send(MESSAGE, "other@readers.example.org") == SENT


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ("554 5.7.1 refused", DeliveryState.FAILED),
        ("451 4.3.0 busy", DeliveryState.DEFERRED),
        ("421 4.3.2 closing", DeliveryState.DEFERRED),
    ],
)
def test_a_message_may_be_refused_and_that_is_not_the_addresss_fault(
    box: Mailbox, answer: str, state: DeliveryState
) -> None:
    box.data = {1: answer}
    with Mailer(settings_of(box)) as mailer:
        assert mailer.send(MESSAGE, READER) == Outcome(state, answer)
        assert mailer.send(MESSAGE, READER) == SENT


@pytest.mark.parametrize("after", [False, True])
def test_a_lost_connection_defers_and_the_next_message_has_a_new_one(
    box: Mailbox, after: bool
) -> None:
    box.cut_after = frozenset({1} if after else ())
    box.cut_before = frozenset(() if after else {1})
    with Mailer(settings_of(box)) as mailer:
        lost = mailer.send(MESSAGE, READER)
        assert lost.state is DeliveryState.DEFERRED
        assert not lost.bounced
        assert mailer.send(MESSAGE, READER) == SENT
    assert len(box.accepted) == 1 + after
    assert len(box.sessions) == 2


def test_a_relay_that_takes_three_messages_a_connection_gets_them_all(box: Mailbox) -> None:
    box.for_one = 3
    with Mailer(settings_of(box)) as mailer:
        states = [mailer.send(MESSAGE, READER).state for _ in range(8)]
    assert states.count(DeliveryState.DEFERRED) == 2
    assert len(box.accepted) == 6


def test_a_refused_sender_stops_everything(box: Mailbox) -> None:
    box.sender = "550 5.7.1 not you"
    with Mailer(settings_of(box)) as mailer, pytest.raises(PublishError, match="not you") as raised:
        mailer.send(MESSAGE, READER)
    assert "doctor" in raised.value.hint


def test_a_refused_greeting_stops_everything(box: Mailbox) -> None:
    box.greeting = "550 5.7.1 a public name is needed"
    with Mailer(settings_of(box)) as mailer, pytest.raises(PublishError, match="public name"):
        mailer.send(MESSAGE, READER)
    assert box.offered == 0


def test_a_sender_refused_for_now_defers(box: Mailbox) -> None:
    box.sender = "451 4.7.1 greylisted"
    with Mailer(settings_of(box)) as mailer:
        assert mailer.send(MESSAGE, READER).state is DeliveryState.DEFERRED


def test_a_relay_that_is_not_there_stops_everything(box: Mailbox) -> None:
    settings = settings_of(box, port=1)
    with Mailer(settings) as mailer, pytest.raises(PublishError, match=f"{HOST}:1"):
        mailer.send(MESSAGE, READER)
    with pytest.raises(PublishError):
        Mailer(settings).check()


def test_a_check_sends_nothing(box: Mailbox) -> None:
    Mailer(settings_of(box)).check()
    assert box.accepted == []


def test_messages_keep_the_allowed_distance(box: Mailbox) -> None:
    now, slept = [100.0], []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        now[0] += seconds

    with Mailer(settings_of(box, per_second=4.0), monotonic=lambda: now[0], sleep=sleep) as mailer:
        for _ in range(4):
            mailer.send(MESSAGE, READER)
        now[0] += 10
        mailer.send(MESSAGE, READER)
    assert slept == pytest.approx([0.25] * 3)


def test_the_login_goes_over_starttls_only() -> None:
    trusting = ssl.create_default_context(cafile=str(CERTIFICATE))
    with receiving(login=("letter", "a password")) as box:
        settings = settings_of(box, security="starttls", user="letter")
        with Mailer(settings, "a password", tls=trusting) as mailer:
            assert mailer.send(MESSAGE, READER) == SENT
        for wrong in (
            Mailer(settings, "another password", tls=trusting),
            Mailer(settings, "a password"),
            Mailer(replace(settings, security="none"), "a password"),
            Mailer(replace(settings, security="tls"), "a password", tls=trusting),
        ):
            with pytest.raises(PublishError):
                wrong.check()
    with receiving() as plain_box, pytest.raises(PublishError, match="STARTTLS"):
        Mailer(settings_of(plain_box, security="starttls")).check()


def test_no_error_tells_the_password() -> None:
    with receiving(login=("letter", "right")) as box:
        trusting = ssl.create_default_context(cafile=str(CERTIFICATE))
        settings = settings_of(box, security="starttls", user="letter")
        with pytest.raises(PublishError) as raised:
            Mailer(settings, "very wrong", tls=trusting).check()
    assert "very wrong" not in f"{raised.value} {raised.value.hint}"
