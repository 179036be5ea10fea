"""A message is legal on the wire, each reader's own, and cheap to make."""

import email
import email.policy
import re
from dataclasses import replace
from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catchup.config import MailSettings
from catchup.types import Subscriber, SubscriberState
from publish.letter import LEAVE, Letter, Links, letter
from publish.message import Recipient, encoded, message, message_id
from tests.publish.samples import W09, a_mixed_week, digest_of

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SETTINGS = MailSettings(
    server="relay.example.org",
    sender="letter@catchup.example.org",
    sender_name="LLM 핸드북 소식",
    reply_to="editors@catchup.example.org",
)
LINKS = Links(base_url="https://catchup.example.org", contact="editors@catchup.example.org")
MINA = Recipient(
    address="mina@readers.example.org",
    message_id="<2026-w09.abc@catchup.example.org>",
    token="17.a-token_of_some_length",
)


def a_letter(language: str = "ko", links: Links = LINKS) -> Letter:
    return letter(replace(digest_of(a_mixed_week(9)), week=W09), language, links)


def read(content: bytes) -> EmailMessage:
    return email.message_from_bytes(content, policy=email.policy.default)


def parts(content: bytes) -> tuple[str, str]:
    text, html = read(content).iter_parts()
    assert (text.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    return text.get_content(), html.get_content()


def test_the_headers_are_those_of_a_letter_to_one() -> None:
    mail = read(message(a_letter(), MINA, SETTINGS, NOW))
    assert mail["From"] == "LLM 핸드북 소식 <letter@catchup.example.org>"
    assert mail["To"] == "mina@readers.example.org"
    assert mail["Subject"] == a_letter().subject
    assert mail["Date"] == "Mon, 02 Mar 2026 09:00:00 +0000"
    assert mail["Message-ID"] == MINA.message_id
    assert mail["Reply-To"] == "editors@catchup.example.org"
    assert mail["List-Id"] == "<catchup.catchup.example.org>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert len(set(mail.keys())) == len(mail.keys())


def test_one_click_needs_a_public_https_address() -> None:
    leave = "https://catchup.example.org/leave/17.a-token_of_some_length"
    mailto = "mailto:editors@catchup.example.org?subject=unsubscribe%2017.a-token_of_some_length"
    public = read(message(a_letter(), MINA, SETTINGS, NOW))
    assert re.sub(r"\s", "", public["List-Unsubscribe"]) == f"<{leave}>,<{mailto}>"
    assert public["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    for base_url in ("", "http://127.0.0.1:8300"):
        one = a_letter(links=replace(LINKS, base_url=base_url))
        private = read(message(one, MINA, SETTINGS, NOW))
        assert private["List-Unsubscribe"] == f"<{mailto}>"
        assert private["List-Unsubscribe-Post"] is None


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("base_url", ["https://catchup.example.org", ""])
def test_each_reader_gets_the_same_letter_with_their_own_way_out(
    language: str, base_url: str
) -> None:
    one = a_letter(language, replace(LINKS, base_url=base_url))
    for token in ("1.a", "17.another-token", "x" * 90):
        content = message(one, replace(MINA, token=token), SETTINGS, NOW)
        leave = (
            f"{base_url}/leave/{token}"
            if base_url
            else (f"mailto:editors@catchup.example.org?subject=unsubscribe%20{token}")
        )
        text, html = parts(content)
        assert text.replace("\r\n", "\n") == one.text.replace(LEAVE, leave)
        assert html.replace("\r\n", "\n") == one.html.replace(LEAVE, leave)


def test_lines_are_short_and_end_as_the_wire_wants() -> None:
    content = message(a_letter(), MINA, SETTINGS, NOW)
    assert content.isascii()
    assert content.count(b"\n") == content.count(b"\r\n")
    head, _, body = content.partition(b"\r\n\r\n")
    assert max(map(len, body.split(b"\r\n"))) <= 76
    unsubscribe = b"https:", b"mailto:"
    short = [line for line in head.split(b"\r\n") if not any(u in line for u in unsubscribe)]
    assert max(map(len, short)) <= 78


@given(st.text(max_size=120))
def test_any_subject_comes_back_as_one_line(subject: str) -> None:
    line = " ".join(subject.encode("utf-8", "replace").decode().split())
    content = message(replace(a_letter(), subject=subject), MINA, SETTINGS, NOW)
    assert all(len(word) <= 75 for word in encoded(subject).split("\r\n "))
    if all(c.isprintable() for c in line):
        assert read(content)["Subject"] == line
    assert content.count(b"\r\nTo: ") == 1


NAMES = ("Catchup", "A, B <x@y.z>", "가" * 60, '"quoted"', "line\r\nBcc: x")


@pytest.mark.parametrize("name", NAMES)
def test_no_name_of_a_sender_breaks_the_header(name: str) -> None:
    mail = read(message(a_letter(), MINA, replace(SETTINGS, sender_name=name), NOW))
    (address,) = mail["From"].addresses
    assert address.addr_spec == "letter@catchup.example.org"
    # Python's reader puts a space between encoded words of a name; others join them.
    assert address.display_name.replace(" ", "") == "".join(name.split())
    assert mail["Bcc"] is None


def test_a_message_id_is_stable_and_nobody_elses() -> None:
    def reader(number: int) -> Subscriber:
        return Subscriber(
            id=number,
            address=f"r{number}@readers.example.org",
            language="ko",
            state=SubscriberState.ACTIVE,
            asked=NOW,
        )

    ids = [message_id(W09, reader(n), SETTINGS) for n in range(200)]
    assert len(set(ids)) == 200
    assert ids[7] == message_id(W09, reader(7), SETTINGS)
    assert message_id("2026-W10", reader(7), SETTINGS) not in ids
    assert re.fullmatch(r"<2026-w09\.[0-9a-f]{24}@catchup\.example\.org>", ids[7])


def test_the_id_of_the_list_may_be_set() -> None:
    settings = replace(SETTINGS, list_id="weekly.handbook.example.org", reply_to="")
    mail = read(message(a_letter(), MINA, settings, NOW))
    assert mail["List-Id"] == "<weekly.handbook.example.org>"
    assert mail["Reply-To"] is None
