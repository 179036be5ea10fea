"""The writer that asks a model: an answer from the cache or the provider, then the gate.

A document that is too long for one question is read by parts; sentences of each part that are
truly there are all that the summary is then written from.
"""

import hashlib
import json
import secrets
import unicodedata
from dataclasses import replace
from datetime import datetime

from catchup.errors import BadAnswer
from catchup.types import Brief, Draft
from summarize import prompting
from summarize.answers import drafted
from summarize.outcomes import SUMMARY
from summarize.prompting import PROMPT, SCHEMA, given
from summarize.providers.asking import Asker, Errand
from summarize.providers.notes import Notes, price_of_notes, take_notes
from summarize.quotes import MIN_CHARACTERS
from summarize.verdicts import judged


class Chat:
    """Writes with any OpenAI-compatible chat model; implements `Writer`."""

    prompt = PROMPT

    def __init__(self, asker: Asker) -> None:
        self.name = asker.name
        self._asker = asker
        self._cache = asker.cache

    @property
    def not_before(self) -> datetime | None:
        """While this lies ahead, the provider is not asked at all, as `Writer` promises."""
        return self._asker.not_before

    def write(self, brief: Brief) -> Draft:
        """Draft a summary in both languages; what is in the cache costs nothing.

        Raises WriterUnavailable, BadAnswer or BudgetExceeded.
        """
        if len(brief.text.strip()) < MIN_CHARACTERS:
            return Draft(points=())  # too little to be quoted
        document = self._document(brief)
        key = self._key(brief, document.text)
        kept = self._cache.get(key)
        if kept is None:
            answer = self._asker.answer(_errand(brief, document.text))
            self._cache.put(key, json.dumps(answer))
        else:
            answer = json.loads(kept)
        draft = replace(drafted(answer, brief.text), read=document.read)
        if kept is not None and (fault := judged(draft, brief).fault):
            raise BadAnswer(fault)  # what was kept has to pass the checks of today
        return draft

    def price(self, brief: Brief) -> float:
        """USD that `write` may cost, no repair and no second try counted."""
        if len(brief.text.strip()) < MIN_CHARACTERS:
            return 0.0
        size, most = self._sizes
        notes = 0.0
        if len(brief.text) > size:
            notes = price_of_notes(brief, self._asker, size=size, most=most)
        if notes:  # what they will say is not known; no more than one question may hold
            return notes + self._asker.price(_errand(brief, brief.text[:size]))
        try:
            document = self._document(brief)
        except BadAnswer:  # known to have nothing to write from
            return 0.0
        if self._cache.get(self._key(brief, document.text)) is not None:
            return 0.0
        return self._asker.price(_errand(brief, document.text))

    def _document(self, brief: Brief) -> Notes:
        """What stands for a document: itself, or notes from its parts where it is too long."""
        size, most = self._sizes
        if len(brief.text) <= size:
            return Notes(text=brief.text, read=())
        return take_notes(brief, self._asker, size=size, most=most)

    @property
    def _sizes(self) -> tuple[int, int]:
        """The characters of one question, and of all that are asked of one document."""
        settings = self._asker.settings
        size = settings.max_input_characters
        return size, max(size, settings.max_document_characters)

    def _key(self, brief: Brief, text: str) -> str:
        title, reading = brief.title, given(brief, text)
        document = " ".join(unicodedata.normalize("NFC", f"{title}\n{text}").split())
        settings = self._asker.settings
        asked = (self._asker.place, settings.max_output_tokens)
        parts = (document, reading, self.prompt, *asked)
        return "answer:" + hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _errand(brief: Brief, text: str) -> Errand:
    return Errand(
        purpose=SUMMARY,
        prompt=PROMPT,
        schema=SCHEMA,
        messages=prompting.messages(brief, text, secrets.token_hex(8)),
        item=brief.item,
        judge=lambda answer: judged(drafted(answer, brief.text), brief),
    )
