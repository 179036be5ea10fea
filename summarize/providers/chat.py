"""The writer that asks a model: cache, budget, ladder, retries, one repair, then the gate."""

import hashlib
import json
import re
import secrets
import time
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from catchup.config import WriterSettings
from catchup.errors import BadAnswer, ConfigError, WriterError, WriterUnavailable
from catchup.types import Brief, Budget, Cache, Clock, Draft, ItemId
from summarize import prompting
from summarize.answers import Answer, drafted, read
from summarize.checking import check
from summarize.prompting import PROMPT, Message
from summarize.providers import metering
from summarize.providers.endpoint import Endpoint, Outcome, Reply, send
from summarize.providers.ladder import AUTO, RUNGS, Form, first_form, next_form
from summarize.quotes import MIN_CHARACTERS

FEWEST_POINTS = 2
SHORT = 1_500
# Seconds before each retry, where the provider names none.
BACK_OFF = (1.0, 4.0)
LONGEST_WAIT = 60.0
# After so many items in a row without an answer, the provider is left alone for a while.
PATIENCE = 2
PAUSE = timedelta(minutes=15)
LONG_PAUSE = timedelta(hours=1)

_RETRIED = frozenset({Outcome.CONNECTION, Outcome.TIMEOUT, Outcome.THROTTLED, Outcome.SERVER})
_HOPELESS = frozenset({Outcome.KEY, Outcome.QUOTA, Outcome.NOT_FOUND})
_TOOK_THE_FORM = frozenset({Outcome.OK, Outcome.SHAPE, Outcome.CUT})
_HINTS = {
    Outcome.KEY: "set the environment variable that [writer] key_env names",
    Outcome.NOT_FOUND: "see base_url and model in [writer]",
    Outcome.QUOTA: "the provider's own limit is used up",
    Outcome.CUT: "raise max_output_tokens in [writer]",
    Outcome.TOO_LONG: "lower max_input_characters in [writer]",
}


class Chat:
    """Writes with any OpenAI-compatible chat model; implements `Writer`.

    While `not_before` lies ahead, the provider is not asked at all.
    """

    prompt = PROMPT

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
        _refuse(settings)
        self.name = f"chat:{settings.model}"
        self.not_before: datetime | None = None
        self._settings = settings
        self._endpoint = Endpoint(base_url=settings.base_url, key=key, timeout=settings.timeout)
        self._budget = budget
        self._cache = cache
        self._clock = clock
        self._wait = wait
        self._unanswered = 0

    def write(self, brief: Brief) -> Draft:
        """Draft a summary in both languages; what is in the cache costs nothing.

        Raises WriterUnavailable, BadAnswer or BudgetExceeded.
        """
        text = brief.text[: self._settings.max_input_characters]
        if len(text.strip()) < MIN_CHARACTERS:
            return Draft(points=())  # too little to be quoted
        key = self._key(brief.title, text)
        kept = self._cache.get(key)
        answer = json.loads(kept) if kept is not None else self._answer(brief, text)
        read_brief = replace(brief, text=text)
        draft = replace(drafted(answer, text), partial=len(text) < len(brief.text))
        _refuse_thin(check(draft, read_brief), len(draft.points), text)
        if kept is None:
            self._cache.put(key, json.dumps(answer))
        return draft

    def _key(self, title: str, text: str) -> str:
        document = " ".join(unicodedata.normalize("NFC", f"{title}\n{text}").split())
        parts = (document, self.prompt, self._settings.model, self._settings.max_output_tokens)
        return "answer:" + hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    def _answer(self, brief: Brief, text: str) -> Answer:
        """Ask, and ask once more where the answer has another shape than was asked for."""
        messages = prompting.messages(brief, text, secrets.token_hex(8))
        reply, answer = self._ask(messages, brief.item)
        if reply.outcome is Outcome.SHAPE:
            messages = prompting.repair(messages, reply.text, reply.detail)
            reply, answer = self._ask(messages, brief.item)
        if answer is None:
            raise _error(reply)
        return answer

    def _ask(self, messages: Sequence[Message], item: ItemId | None) -> tuple[Reply, Answer | None]:
        """Ask in the form that the provider takes, stepping down where it refuses one."""
        self._refuse_while_pausing()
        remembered = self._cache.get(self._form_key)
        form = first_form(self._settings.structured, remembered)
        reply, answer = self._ask_in(form, messages, item)
        while reply.outcome is Outcome.REQUEST:
            lower = next_form(form, self._settings.structured, reply.detail)
            if lower is None:
                break
            form = lower
            reply, answer = self._ask_in(form, messages, item)
        if reply.outcome in _TOOK_THE_FORM and str(form) != remembered:
            self._cache.put(self._form_key, str(form))
        self._heed(reply)
        return reply, answer

    @property
    def _form_key(self) -> str:
        place = f"{self._settings.base_url}\n{self._settings.model}"
        return "form:" + hashlib.sha256(place.encode()).hexdigest()

    def _ask_in(
        self, form: Form, messages: Sequence[Message], item: ItemId | None
    ) -> tuple[Reply, Answer | None]:
        """Ask in one form, again after a while where that may help."""
        reply, answer = self._attempt(form, messages, item)
        for pause in BACK_OFF:
            seconds = pause if reply.retry_after is None else reply.retry_after
            if reply.outcome not in _RETRIED or seconds > LONGEST_WAIT:
                break
            self._wait(seconds)
            reply, answer = self._attempt(form, messages, item)
        return reply, answer

    def _attempt(
        self, form: Form, messages: Sequence[Message], item: ItemId | None
    ) -> tuple[Reply, Answer | None]:
        """One request, paid for: money is set aside before it and settled after it."""
        settings = self._settings
        body = {
            "model": settings.model,
            "messages": list(messages),
            **form.parameters(settings.max_output_tokens),
        }
        expected = metering.expected(body, settings)
        ticket = self._budget.reserve(metering.cost(expected, settings))
        attempt = metering.Attempt(
            provider=self._endpoint.host,
            prompt=self.prompt,
            item=item,
            started=self._clock(),
            expected=expected,
        )
        started = time.monotonic()
        reply, answer = _understood(send(self._endpoint, body))
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


def _understood(reply: Reply) -> tuple[Reply, Answer | None]:
    """The reply with the answer in it, or with what is wrong with its shape."""
    if reply.outcome is not Outcome.OK:
        return reply, None
    try:
        return reply, read(reply.text)
    except BadAnswer as error:
        return replace(reply, outcome=Outcome.SHAPE, detail=str(error)), None


def _error(reply: Reply) -> WriterError:
    kind = WriterUnavailable if reply.outcome in _RETRIED | _HOPELESS else BadAnswer
    message = f"the model gave no summary ({reply.outcome}) {reply.detail}".strip()
    return kind(message, hint=_HINTS.get(reply.outcome, ""))


def _refuse_thin(checked: Draft, offered: int, text: str) -> None:
    """A short text may say one thing only; of any other at least two points have to be left."""
    fewest = 1 if offered == 1 and len(text) <= SHORT else FEWEST_POINTS
    if len(checked.points) < fewest:
        raise BadAnswer(f"{len(checked.points)} of {offered} points could be verified")


def _refuse(settings: WriterSettings) -> None:
    if not settings.model:
        raise ConfigError("[writer] names no model", hint='set model, or use = "extract"')
    if not re.match(r"https?://[^/\s]", settings.base_url):
        raise ConfigError(f"[writer] base_url `{settings.base_url}` is no http or https address")
    if settings.structured not in (AUTO, *RUNGS):
        allowed = ", ".join((AUTO, *RUNGS))
        raise ConfigError(f"[writer] structured `{settings.structured}` is not one of {allowed}")
