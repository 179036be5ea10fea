"""Writers that are asked in turn: the next one writes what the one before could not."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime

from catchup.errors import BadAnswer, WriterUnavailable
from catchup.types import Brief, Clock, Draft, Writer


class InTurn:
    """Implements `Writer` by several of them, the preferred one first; it has that one's name.

    A ceiling ends the turn: the purse is the same for all.
    """

    def __init__(self, writers: Sequence[Writer], clock: Clock) -> None:
        self.name = writers[0].name
        self.prompt = writers[0].prompt
        self._writers = writers
        self._clock = clock

    @property
    def not_before(self) -> datetime | None:
        """The first instant at which one of them can be asked; None: now."""
        waits = [writer.not_before for writer in self._writers]
        ahead = [wait for wait in waits if wait is not None]
        return min(ahead) if len(ahead) == len(waits) else None

    def write(self, brief: Brief) -> Draft:
        """The draft of the first that gives a usable one, with that one's name.

        Raises what the last one does, and BudgetExceeded.
        """
        *others, last = self._writers
        for writer in others:
            with suppress(WriterUnavailable, BadAnswer):
                return replace(writer.write(brief), writer=writer.name)
        return replace(last.write(brief), writer=last.name)

    def price(self, brief: Brief) -> float:
        """What the first costs that is not left alone; the last one's, where all are."""
        now = self._clock()
        asked = (w for w in self._writers if w.not_before is None or w.not_before <= now)
        return next(asked, self._writers[-1]).price(brief)
