"""Asks a chat model for a JSON object: budget, ladder of forms, retries, pauses, one repair."""

import hashlib
import re
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from catchup.config import WriterSettings
from catchup.errors import BadAnswer, ConfigError, WriterError, WriterUnavailable
from catchup.types import Budget, Cache, Clock, ItemId
from summarize import prompting
from summarize.answers import Answer, read
from summarize.outcomes import Outcome
from summarize.prompting import Message
from summarize.providers import metering
from summarize.providers.endpoint import Endpoint, Reply, send
from summarize.providers.ladder import AUTO, RUNGS, Form, first_form, next_form
from summarize.verdicts import Verdict

# Seconds before each retry, where the provider names none.
BACK_OFF = (1.0, 4.0)
LONGEST_WAIT = 60.0
# After so many items in a row without an answer, the provider is left alone for a while.
PATIENCE = 2
PAUSE = timedelta(minutes=15)
LONG_PAUSE = timedelta(hours=1)

_RETRIED = frozenset({Outcome.CONNECTION, Outcome.TIMEOUT, Outcome.THROTTLED, Outcome.SERVER})
_HOPELESS = frozenset({Outcome.KEY, Outcome.QUOTA, Outcome.NOT_FOUND})
_REPAIRED = frozenset({Outcome.SHAPE, Outcome.UNVERIFIED})
_TOOK_THE_FORM = _REPAIRED | {Outcome.OK, Outcome.CUT}
_HINTS = {
    Outcome.KEY: "set the environment variable that its key_env names",
    Outcome.NOT_FOUND: "see its base_url and model",
    Outcome.QUOTA: "the provider's own limit is used up",
    Outcome.CUT: "raise max_output_tokens in [writer]",
    Outcome.TOO_LONG: "lower max_input_characters in [writer]",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What a model is asked: the messages and the schema of their answer, named by the purpose.

    `judge` says what of an answer of the right shape can be used. `purpose`, `prompt` (the hash of
    the rules) and `item` are for the ledger, and so is whether this asks for a `repair`.
    """

    purpose: str
    prompt: str
    schema: Mapping[str, Any]
    messages: Sequence[Message]
    item: ItemId | None
    judge: Callable[[Answer], Verdict] = lambda _: Verdict()
    repair: bool = False


class Asker:
    """Asks one OpenAI-compatible model; `cache` is for the answers of whoever asks, too.

    While `not_before` lies ahead, the provider is not asked at all.
    """

    def __init__(
        self,
        settings: WriterSettings,
        budget: Budget,
        cache: Cache,
        clock: Clock,
        *,
        key: str = "",
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        """Raises ConfigError for settings that cannot work."""
        _refuse(settings)
        self.name = f"chat:{settings.model}"
        self.not_before: datetime | None = None
        self.settings = settings
        self.cache = cache
        self._endpoint = Endpoint(base_url=settings.base_url, key=key, timeout=settings.timeout)
        self._budget = budget
        self._clock = clock
        self._wait = wait
        self._unanswered = 0

    def answer(self, errand: Errand) -> Answer:
        """Ask, and ask once more, saying why, where the answer has another shape or a fault.

        Raises WriterUnavailable, BadAnswer or BudgetExceeded.
        """
        reply, answer = self._ask(errand)
        if reply.outcome in _REPAIRED:
            messages = prompting.repair(errand.messages, reply.text, reply.detail)
            reply, answer = self._ask(replace(errand, messages=messages, repair=True))
        if answer is None:
            raise _error(errand, reply)
        return answer

    def price(self, errand: Errand) -> float:
        """USD that one answer costs at most."""
        form = first_form(self.settings.structured, self.cache.get(self._form_key))
        body = self._body(form, errand)
        return metering.cost(metering.expected(body, self.settings), self.settings)

    def _body(self, form: Form, errand: Errand) -> dict[str, Any]:
        settings = self.settings
        return {
            "model": settings.model,
            "messages": list(errand.messages),
            **form.parameters(settings.max_output_tokens, errand.purpose, errand.schema),
        }

    def _ask(self, errand: Errand) -> tuple[Reply, Answer | None]:
        """Ask in the form that the provider takes, stepping down where it refuses one."""
        self._refuse_while_pausing()
        remembered = self.cache.get(self._form_key)
        form = first_form(self.settings.structured, remembered)
        reply, answer = self._ask_in(form, errand)
        while reply.outcome is Outcome.REQUEST:
            lower = next_form(form, self.settings.structured, reply.detail)
            if lower is None:
                break
            form = lower
            reply, answer = self._ask_in(form, errand)
        if reply.outcome in _TOOK_THE_FORM and str(form) != remembered:
            self.cache.put(self._form_key, str(form))
        self._heed(reply)
        return reply, answer

    @property
    def place(self) -> str:
        """Which model this is, and where: two hosts may serve models of one name."""
        return f"{self.settings.base_url}\n{self.settings.model}"

    @property
    def _form_key(self) -> str:
        return "form:" + hashlib.sha256(self.place.encode()).hexdigest()

    def _ask_in(self, form: Form, errand: Errand) -> tuple[Reply, Answer | None]:
        """Ask in one form, again after a while where that may help."""
        reply, answer = self._attempt(form, errand)
        for pause in BACK_OFF:
            seconds = pause if reply.retry_after is None else reply.retry_after
            if reply.outcome not in _RETRIED or seconds > LONGEST_WAIT:
                break
            self._wait(seconds)
            reply, answer = self._attempt(form, errand)
        return reply, answer

    def _attempt(self, form: Form, errand: Errand) -> tuple[Reply, Answer | None]:
        """One request, paid for: money is set aside before it and settled after it."""
        settings = self.settings
        body = self._body(form, errand)
        expected = metering.expected(body, settings)
        ticket = self._budget.reserve(metering.cost(expected, settings))
        attempt = metering.Attempt(
            provider=self._endpoint.host,
            purpose=f"{errand.purpose} repair" if errand.repair else errand.purpose,
            prompt=errand.prompt,
            item=errand.item,
            started=self._clock(),
            expected=expected,
        )
        started = time.monotonic()
        reply, answer = _understood(send(self._endpoint, body), errand)
        seconds = time.monotonic() - started
        self._budget.settle(ticket, metering.settled(attempt, reply, seconds, settings))
        return reply, answer

    def _refuse_while_pausing(self) -> None:
        if self.not_before and self._clock() < self.not_before:
            raise WriterUnavailable(
                f"{self._endpoint.host} is not asked before {self.not_before:%Y-%m-%d %H:%M} UTC"
            )

    def _heed(self, reply: Reply) -> None:
        """Leave a provider alone that asks for it, refuses us for good, or stays silent."""
        now = self._clock()
        if reply.outcome in _HOPELESS:
            self.not_before = now + LONG_PAUSE
        elif reply.outcome in _RETRIED:
            self._unanswered += 1
            if reply.retry_after is not None and reply.retry_after > LONGEST_WAIT:
                self.not_before = now + timedelta(seconds=reply.retry_after)
            elif self._unanswered >= PATIENCE:
                self.not_before = now + PAUSE
        else:
            self._unanswered = 0


def _understood(reply: Reply, errand: Errand) -> tuple[Reply, Answer | None]:
    """The reply with the answer in it, or with what is wrong with its shape or its points."""
    if reply.outcome is not Outcome.OK:
        return reply, None
    try:
        answer = read(reply.text, errand.schema)
    except BadAnswer as error:
        return replace(reply, outcome=Outcome.SHAPE, detail=str(error)), None
    verdict = errand.judge(answer)
    reply = replace(reply, points=verdict.points, dropped=verdict.dropped)
    if verdict.fault:
        return replace(reply, outcome=Outcome.UNVERIFIED, detail=verdict.fault), None
    return reply, answer


def _error(errand: Errand, reply: Reply) -> WriterError:
    kind = WriterUnavailable if reply.outcome in _RETRIED | _HOPELESS else BadAnswer
    message = f"the model gave no {errand.purpose} ({reply.outcome}) {reply.detail}".strip()
    return kind(message, hint=_HINTS.get(reply.outcome, ""))


def _refuse(settings: WriterSettings) -> None:
    if not settings.model:
        raise ConfigError("[writer] names no model", hint='set model, or use = "extract"')
    if not re.match(r"https?://[^/\s]", settings.base_url):
        message = f"base_url `{settings.base_url}` of {settings.model} is no http or https address"
        raise ConfigError(message)
    if settings.structured not in (AUTO, *RUNGS):
        allowed = ", ".join((AUTO, *RUNGS))
        raise ConfigError(f"structured `{settings.structured}` is not one of {allowed}")
