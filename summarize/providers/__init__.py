"""Every writer by its name in the settings: add one by adding its module and a line here."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from catchup.config import WriterSettings
from catchup.types import Budget, Cache, Chooser, Clock, Writer
from summarize.findings import Findings

if TYPE_CHECKING:
    from summarize.providers.asking import Asker


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
    from summarize.providers.chat import Chat  # noqa: PLC0415 as below

    return Chat(_asker(settings, budget, cache, clock, key))


WRITERS: Mapping[str, Factory] = {"extract": _extract, "chat": _chat}


def chooser(
    settings: WriterSettings, budget: Budget, cache: Cache, clock: Clock, key: str = ""
) -> Chooser:
    """The model of the settings as the judge of topics. Raises ConfigError."""
    from summarize.providers.choosing import ChatChooser  # noqa: PLC0415 as below

    return ChatChooser(_asker(settings, budget, cache, clock, key))


def _asker(
    settings: WriterSettings, budget: Budget, cache: Cache, clock: Clock, key: str
) -> "Asker":
    # The SDK takes half a second to load, which nobody who uses no model should wait for.
    from summarize.providers.asking import Asker  # noqa: PLC0415

    return Asker(settings, budget, cache, clock, key=key)
