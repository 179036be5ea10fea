"""What the web is made of: the configuration, the store, and what it asks of others."""

from collections.abc import Callable
from dataclasses import dataclass

from catchup.config import Config
from catchup.store import Store
from catchup.types import Clock, Subscriber


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Everything an answer may need.

    `secrets` sign the links in letters, the current one first; without any, or without a relay,
    nobody can subscribe. `invite` mails a subscriber the link to confirm; it is called after the
    answer has gone out, and what goes wrong then is told to `failed`.
    """

    config: Config
    store: Store
    clock: Clock
    secrets: tuple[str, ...]
    invite: Callable[[Subscriber], object]
    failed: Callable[[str, Exception], object]

    @property
    def base_url(self) -> str:
        """The address under which readers reach us, without a slash at its end."""
        return self.config.public_url

    @property
    def letters(self) -> bool:
        """Whether letters can be sent and the links in them be checked."""
        return bool(self.config.mail.server and self.secrets)
