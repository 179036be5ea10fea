"""Every writer by its name in the settings: add one by adding its module and a line here."""

from collections.abc import Mapping
from typing import Protocol

from catchup.config import WriterSettings
from catchup.types import Budget, Cache, Chooser, Clock, Writer
from summarize.findings import Findings


class Factory(Protocol):
    """Makes a writer out of its settings and what it may spend and remember."""

    def __call__(
        self, settings: WriterSettings, budget: Budget, cache: Cache, clock: Clock, key: str = ""
    ) -> Writer:
        """`key` is the secret that `settings.key_env` names. Raises ConfigError."""
        ...


def _extract(*_: object, **__: object) -> Writer:
    return Findings()


def _chat(
    settings: WriterSettings, budget: Budget, cache: Cache, clock: Clock, key: str = ""
) -> Writer:
    # The SDK takes half a second to load, which nobody who uses no model should wait for.
    from summarize.providers.chat import Chat  # noqa: PLC0415

    return Chat(settings, budget, cache, clock, key=key)


WRITERS: Mapping[str, Factory] = {"extract": _extract, "chat": _chat}


def chooser(
    settings: WriterSettings, budget: Budget, cache: Cache, clock: Clock, key: str = ""
) -> Chooser:
    """The model of the settings as the judge of topics. Raises ConfigError."""
    from summarize.providers.choosing import ChatChooser  # noqa: PLC0415 as above

    return ChatChooser(settings, budget, cache, clock, key=key)
