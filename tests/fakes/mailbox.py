# ruff: noqa: N802 - the library calls handlers by the names of SMTP's commands
"""A mail server on 127.0.0.1 that keeps what it accepts and misbehaves when told to."""

import asyncio
import email
import email.policy
import socket
import ssl
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

HOST = "127.0.0.1"
CERTIFICATE = Path(__file__).with_name("relay.pem")


@dataclass
class Mailbox:
    """What arrived, and how the server answers. `port` is where it listens.

    `recipients` answers for addresses, `data` for the nth message (from 1), `sender` for any MAIL,
    `greeting` for HELO and EHLO.
    The connection is cut without a word instead of the nth message (`cut_before`), or after it was
    taken but before that was said (`cut_after`). `for_one` messages a connection may bring.
    """

    port: int = 0
    recipients: Mapping[str, str] = field(default_factory=dict)
    data: Mapping[int, str] = field(default_factory=dict)
    sender: str = ""
    greeting: str = ""
    cut_before: frozenset[int] = frozenset()
    cut_after: frozenset[int] = frozenset()
    for_one: int = 0
    accepted: list[tuple[str, bytes]] = field(default_factory=list)
    offered: int = 0
    sessions: set[int] = field(default_factory=set)

    @property
    def messages(self) -> list[EmailMessage]:
        """The accepted messages, read."""
        policy = email.policy.default
        return [email.message_from_bytes(content, policy=policy) for _, content in self.accepted]

    @property
    def addresses(self) -> list[str]:
        """Whom the accepted messages were for, in the order of their coming."""
        return [address for address, _ in self.accepted]

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, name: str, offers: list[str]
    ) -> list[str]:
        session.host_name = name
        return [self.greeting] if self.greeting else offers

    async def handle_HELO(
        self, server: SMTP, session: Session, envelope: Envelope, name: str
    ) -> str:
        session.host_name = name
        return self.greeting or f"250 {server.hostname}"

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.sender:
            return self.sender
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.recipients:
            return self.recipients[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.offered += 1
        self.sessions.add(id(session))
        session.brought = getattr(session, "brought", 0) + 1  # type: ignore[attr-defined]
        if self.for_one and session.brought > self.for_one:  # type: ignore[attr-defined]
            return "421 4.7.0 too many messages on this connection"
        if self.offered in self.cut_before:
            return _cut(server)
        if self.offered in self.data:
            return self.data[self.offered]
        assert isinstance(envelope.content, bytes)
        self.accepted += [(address, envelope.content) for address in envelope.rcpt_tos]
        return _cut(server) if self.offered in self.cut_after else "250 OK"


@contextmanager
def receiving(
    mailbox: Mailbox | None = None, *, login: tuple[str, str] | None = None
) -> Iterator[Mailbox]:
    """A mail server that fills a mailbox; with a `login` it asks for that, after STARTTLS."""
    box = mailbox or Mailbox()
    box.port = _free_port()
    options: dict[str, Any] = {"hostname": HOST, "port": box.port}
    if login is not None:
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        tls.load_cert_chain(CERTIFICATE)
        options |= {"tls_context": tls, "auth_required": True, "authenticator": _only(login)}
    controller = Controller(box, **options)
    controller.start()
    try:
        yield box
    finally:
        controller.stop()


def _cut(server: SMTP) -> str:
    assert isinstance(server.transport, asyncio.WriteTransport)
    server.transport.abort()
    return "421 gone"


def _only(login: tuple[str, str]) -> Any:  # noqa: ANN401 - a callback of the library
    def check(
        server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: LoginPassword
    ) -> AuthResult:
        name, password = login
        known = (data.login, data.password) == (name.encode(), password.encode())
        return AuthResult(success=known, handled=known)

    return check


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
