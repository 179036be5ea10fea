"""The writer that asks a model: an answer from the cache or the provider, then the gate.

A document that is too long for one question is read by parts; sentences of each part that are
truly there are all that the summary is then written from.
"""

import hashlib
import json
import secrets
import time
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from catchup.config import WriterSettings
from catchup.errors import BadAnswer
from catchup.types import Brief, Budget, Cache, Clock, Draft
from summarize import prompting
from summarize.answers import drafted
from summarize.checking import check
from summarize.prompting import PROMPT, SCHEMA
from summarize.providers.asking import Asker, Errand
from summarize.providers.notes import Notes, take_notes
from summarize.quotes import MIN_CHARACTERS

FEWEST_POINTS = 2
SHORT = 1_500


class Chat:
    """Writes with any OpenAI-compatible chat model; implements `Writer`."""

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
        self._asker = Asker(settings, budget, cache, clock, key=key, wait=wait)
        self.name = self._asker.name
        self._settings = settings
        self._cache = cache

    @property
    def not_before(self) -> datetime | None:
        """While this lies ahead, the provider is not asked at all."""
        return self._asker.not_before

    def write(self, brief: Brief) -> Draft:
        """Draft a summary in both languages; what is in the cache costs nothing.

        Raises WriterUnavailable, BadAnswer or BudgetExceeded.
        """
        if len(brief.text.strip()) < MIN_CHARACTERS:
            return Draft(points=())  # too little to be quoted
        document = self._document(brief)
        key = self._key(brief.title, document.text)
        kept = self._cache.get(key)
        if kept is None:
            errand = Errand(
                purpose="summary",
                prompt=PROMPT,
                schema=SCHEMA,
                messages=prompting.messages(brief, document.text, secrets.token_hex(8)),
                item=brief.item,
            )
            answer = self._asker.answer(errand)
        else:
            answer = json.loads(kept)
        draft = replace(drafted(answer, brief.text), read=document.read)
        _refuse_thin(check(draft, brief), len(draft.points), brief.text)
        if kept is None:
            self._cache.put(key, json.dumps(answer))
        return draft

    def _document(self, brief: Brief) -> Notes:
        """What stands for a document: itself, or notes from its parts where it is too long."""
        size = self._settings.max_input_characters
        if len(brief.text) <= size:
            return Notes(text=brief.text, read=())
        most = max(size, self._settings.max_document_characters)
        return take_notes(brief, self._asker, self._cache, size=size, most=most)

    def _key(self, title: str, text: str) -> str:
        document = " ".join(unicodedata.normalize("NFC", f"{title}\n{text}").split())
        parts = (document, self.prompt, self._settings.model, self._settings.max_output_tokens)
        return "answer:" + hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _refuse_thin(checked: Draft, offered: int, text: str) -> None:
    """A short text may say one thing only; of any other at least two points have to be left."""
    fewest = 1 if offered == 1 and len(text) <= SHORT else FEWEST_POINTS
    if len(checked.points) < fewest:
        raise BadAnswer(f"{len(checked.points)} of {offered} points could be verified")
