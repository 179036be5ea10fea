"""Hands messages to a relay over one kept connection, at no more than the allowed rate."""

import re
import smtplib
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from catchup.config import MailSettings
from catchup.errors import PublishError
from catchup.types import DeliveryState

TIMEOUT = 30.0
PERMANENT = 500
POLICY = re.compile(r"5\.7\.")  # RFC 3463: relaying or security, and not the address, is at fault
HINT = "check [mail] server, port, security, user and the password; `catchup doctor` tries them"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one message: sent, deferred or failed. `bounced`: the address takes none."""

    state: DeliveryState
    detail: str = ""
    bounced: bool = False


class Mailer:
    """A relay: connects when the first message comes, and again when the connection was lost.

    `tls` replaces the system's trust; `monotonic` and `sleep` pace the messages.
    """

    def __init__(
        self,
        settings: MailSettings,
        password: str = "",
        *,
        tls: ssl.SSLContext | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._settings = settings
        self._password = password
        self._tls = tls or ssl.create_default_context()
        self._monotonic = monotonic
        self._sleep = sleep
        self._connection: smtplib.SMTP | None = None
        self._next = float("-inf")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def send(self, message: bytes, recipient: str) -> Outcome:
        """Offer one message. Raises PublishError when the relay cannot be used by anybody.

        That is when it cannot be reached, refuses the login, or refuses the sender.
        """
        self._wait()
        connection = self._connected()
        try:
            connection.sendmail(self._settings.sender, [recipient], message)
        except smtplib.SMTPRecipientsRefused as refused:
            code, text = refused.recipients[recipient]
            return self._refused(code, text, bounced=not POLICY.match(_words(text)))
        except smtplib.SMTPSenderRefused as refused:
            if refused.smtp_code >= PERMANENT:
                self.close()
                raise self._unusable(refused) from refused
            return self._refused(refused.smtp_code, refused.smtp_error)
        except smtplib.SMTPResponseException as refused:
            return self._refused(refused.smtp_code, refused.smtp_error)
        except (smtplib.SMTPException, OSError) as error:
            self._drop()
            return Outcome(DeliveryState.DEFERRED, f"connection lost: {error}")
        return Outcome(DeliveryState.SENT)

    def check(self) -> None:
        """Connect, log in, and say nothing. Raises PublishError when that does not work."""
        try:
            self._connected().noop()
        except (smtplib.SMTPException, OSError) as error:
            raise self._unusable(error) from error
        finally:
            self.close()

    def close(self) -> None:
        """Say goodbye, if there is anybody to say it to."""
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            connection.quit()
        except (smtplib.SMTPException, OSError):
            connection.close()

    def _refused(self, code: int, text: bytes | str, *, bounced: bool = False) -> Outcome:
        detail = f"{code} {_words(text)}"
        if self._connection is not None and self._connection.sock is None:
            self._drop()  # 421: the relay wants no more on this connection
        if code < PERMANENT:
            return Outcome(DeliveryState.DEFERRED, detail)
        return Outcome(DeliveryState.FAILED, detail, bounced)

    def _connected(self) -> smtplib.SMTP:
        if self._connection is None:
            try:
                self._connection = self._connect()
            except (smtplib.SMTPException, OSError) as error:
                raise self._unusable(error) from error
        return self._connection

    def _connect(self) -> smtplib.SMTP:
        settings = self._settings
        # Our own name is not asked of the DNS: that may take seconds and tells nothing.
        us = settings.sender.rpartition("@")[2] or "localhost"
        host, port = settings.server, settings.port
        connection: smtplib.SMTP
        if settings.security == "tls":
            connection = smtplib.SMTP_SSL(host, port, us, timeout=TIMEOUT, context=self._tls)
        else:
            connection = smtplib.SMTP(host, port, us, timeout=TIMEOUT)
        try:
            if settings.security == "starttls":
                connection.starttls(context=self._tls)
            # Refused here it concerns the relay; inside sendmail it would seem to be the letter.
            connection.ehlo_or_helo_if_needed()
            if settings.user:
                connection.login(settings.user, self._password)
        except (smtplib.SMTPException, OSError):
            connection.close()
            raise
        return connection

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _unusable(self, error: Exception) -> PublishError:
        where = f"{self._settings.server}:{self._settings.port}"
        return PublishError(f"the mail relay {where} cannot be used: {error}", hint=HINT)

    def _wait(self) -> None:
        """Messages start at least so far apart that no second holds more than `per_second`."""
        if not self._settings.per_second:
            return
        now = self._monotonic()
        if now < self._next:
            self._sleep(self._next - now)
        self._next = max(now, self._next) + 1 / self._settings.per_second


def _words(text: bytes | str) -> str:
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return " ".join(said.split())
