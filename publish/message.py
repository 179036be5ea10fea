"""Makes the message of one recipient from a letter: its headers, and its body once encoded.

The body of a letter is equal for all but for the address to leave by, which stands near its end:
what comes before is encoded once.
"""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from functools import lru_cache
from hashlib import sha256
from html import escape
from urllib.parse import quote

from catchup.config import MailSettings
from catchup.types import Subscriber
from publish.letter import LEAVE, Letter

BOUNDARY = "=_catchup"  # base64 has no underscore
LINE = 57  # bytes in a line of base64
FIRST_WORD, NEXT_WORD = 39, 45  # bytes in an encoded word, so that lines stay within 76
SHORT = 64
ENCODED = "=?utf-8?b?{}?="
PLAIN_NAME = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -")


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Who gets a message. `token` lets them leave; `message_id` is the same in every attempt."""

    address: str
    message_id: str
    token: str


def message(letter: Letter, recipient: Recipient, settings: MailSettings, now: datetime) -> bytes:
    """A letter as it goes on the wire, with CRLF line ends."""
    page = f"{letter.base_url}/leave/{recipient.token}" if letter.base_url else ""
    mail = f"mailto:{contact_of(settings)}?subject=unsubscribe%20{quote(recipient.token)}"
    leave = page or mail
    headers = "\r\n".join(
        f"{name}: {value}" for name, value in _headers(letter, recipient, settings, (page, mail))
    )
    date = f"Date: {format_datetime(now)}"
    return b"".join(
        (
            f"{headers}\r\n{date}\r\n\r\n".encode("ascii"),
            _part("plain", letter.text, leave),
            _part("html", letter.html, escape(leave)),
            f"--{BOUNDARY}--\r\n".encode("ascii"),
        )
    )


def message_id(week: str, subscriber: Subscriber, settings: MailSettings) -> str:
    """The Message-ID of an issue to a subscriber: the same whenever it is made."""
    person = sha256(f"{subscriber.id}:{subscriber.address}".encode()).hexdigest()[:24]
    return f"<{week.lower()}.{person}@{_domain(settings)}>"


def contact_of(settings: MailSettings) -> str:
    """The address that answers reach."""
    return settings.reply_to or settings.sender


def encoded(text: str) -> str:
    """A header text in encoded words of at most 75 octets (RFC 2047), folded; ASCII as it is."""
    line = " ".join(text.split())
    if line.isascii() and line.isprintable() and len(line) <= SHORT and "=?" not in line:
        return line
    return _words(line)


def _headers(
    letter: Letter, recipient: Recipient, settings: MailSettings, ways: tuple[str, str]
) -> Iterator[tuple[str, str]]:
    page, mail = ways
    yield "From", f"{_name(settings.sender_name)} <{settings.sender}>"
    yield "To", recipient.address
    yield "Subject", encoded(letter.subject)
    yield "Message-ID", recipient.message_id
    if settings.reply_to:
        yield "Reply-To", settings.reply_to
    yield "List-Id", f"<{settings.list_id.strip('<>') or f'catchup.{_domain(settings)}'}>"
    if page.startswith("https://"):
        yield "List-Unsubscribe", f"<{page}>,\r\n <{mail}>"
        yield "List-Unsubscribe-Post", "List-Unsubscribe=One-Click"
    else:
        yield "List-Unsubscribe", f"<{mail}>"
    # RFC 3834: nobody's absence note should answer a letter.
    yield "Auto-Submitted", "auto-generated"
    yield "MIME-Version", "1.0"
    yield "Content-Type", f'multipart/alternative; boundary="{BOUNDARY}"'


def _part(kind: str, text: str, leave: str) -> bytes:
    lines, rest = _half_encoded(text)
    head = (
        f"--{BOUNDARY}\r\nContent-Type: text/{kind}; charset=utf-8\r\n"
        "Content-Transfer-Encoding: base64\r\n\r\n"
    )
    return head.encode("ascii") + lines + _base64(rest.replace(LEAVE.encode(), leave.encode()))


@lru_cache(maxsize=8)
def _half_encoded(text: str) -> tuple[bytes, bytes]:
    """The encoded lines of what is equal for all recipients, and the bytes of the rest."""
    content = text.replace("\n", "\r\n").encode()
    place = content.find(LEAVE.encode())
    equal = (place if place >= 0 else len(content)) // LINE * LINE
    return _base64(content[:equal]), content[equal:]


def _base64(content: bytes) -> bytes:
    return base64.encodebytes(content).replace(b"\n", b"\r\n")


def _name(name: str) -> str:
    """A display name, in which commas and brackets would mean something."""
    line = " ".join(name.split())
    return f'"{line}"' if set(line) <= PLAIN_NAME else _words(line)


def _words(line: str) -> str:
    return "\r\n ".join(ENCODED.format(base64.b64encode(word).decode()) for word in _cut(line))


def _cut(text: str) -> Iterator[bytes]:
    """A text in pieces for encoded words; no character is cut in two."""
    piece, room = b"", FIRST_WORD
    for character in text:
        more = character.encode("utf-8", "replace")
        if len(piece) + len(more) > room:
            yield piece
            piece, room = b"", NEXT_WORD
        piece += more
    yield piece


def _domain(settings: MailSettings) -> str:
    return settings.sender.rpartition("@")[2]
