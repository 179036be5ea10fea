"""The chooser of topics that asks a model; what it says is shown to be there by whoever asks."""

import hashlib
import json
import secrets

from catchup.errors import BadAnswer
from catchup.types import Question, TopicId
from summarize import choosing
from summarize.instructions import is_instruction
from summarize.providers.asking import Asker, Errand

CHARACTERS = 4_000  # what an item is about stands at its beginning


class ChatChooser:
    """Chooses with any OpenAI-compatible chat model; implements `Chooser`.

    A text is asked about once: when the candidates change, the answer that was kept counts.
    """

    def __init__(self, asker: Asker) -> None:
        self.name = asker.name
        self._asker = asker
        self._cache = asker.cache

    def choose(self, question: Question) -> tuple[tuple[TopicId, str], ...]:
        """Topics and quotes, best first; what is in the cache costs nothing.

        Raises WriterUnavailable, BadAnswer or BudgetExceeded.
        """
        text = question.text[:CHARACTERS]
        key = self._key(question.title, text)
        kept = self._cache.get(key)
        if kept is None:
            errand = Errand(
                purpose="topics",
                prompt=choosing.PROMPT,
                schema=choosing.SCHEMA,
                messages=choosing.messages(question, text, secrets.token_hex(8)),
                item=question.item,
            )
            answer = self._asker.answer(errand)
            self._cache.put(key, json.dumps(answer))
        else:
            answer = json.loads(kept)
        chosen = tuple((one["id"], one["quote"]) for one in answer["topics"])
        if any(is_instruction(quote) for _, quote in chosen):
            raise BadAnswer("a quote reads like an order to a model")
        return chosen

    def _key(self, title: str, text: str) -> str:
        parts = (" ".join(f"{title}\n{text}".split()), choosing.PROMPT, self._asker.place)
        return "topics:" + hashlib.sha256(json.dumps(parts).encode()).hexdigest()
