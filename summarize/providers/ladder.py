"""The forms in which an answer can be asked for, from the strictest down to plain text."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

RUNGS = ("json_schema", "json_object", "plain")
AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Form:
    """A rung, and whether the provider wants the parameters of reasoning models."""

    rung: str
    reasoning: bool = False

    def __str__(self) -> str:
        return f"{self.rung} reasoning" if self.reasoning else self.rung

    def parameters(self, most: int, name: str, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        """The part of a request that depends on the form; `most` tokens of output."""
        limits: dict[str, Any] = (
            {"max_completion_tokens": most}
            if self.reasoning
            else {"max_tokens": most, "temperature": 0}
        )
        return limits | _response_format(self.rung, name, schema)


def first_form(structured: str, remembered: str | None) -> Form:
    """Where to begin: as set, else where the provider was met last, else at the top."""
    rung, _, rest = (remembered or "").partition(" ")
    if structured != AUTO:
        rung = structured
    return Form(rung if rung in RUNGS else RUNGS[0], reasoning=bool(rest))


def next_form(form: Form, structured: str, complaint: str) -> Form | None:
    """What to try after a refused request, if anything is left."""
    if not form.reasoning and "max_completion_tokens" in complaint:
        return replace(form, reasoning=True)
    if structured == AUTO and form.rung != RUNGS[-1]:
        return replace(form, rung=RUNGS[RUNGS.index(form.rung) + 1])
    return None


def _response_format(rung: str, name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    if rung == "plain":
        return {}
    if rung == "json_object":
        return {"response_format": {"type": "json_object"}}
    named = {"name": name, "strict": True, "schema": schema}
    return {"response_format": {"type": "json_schema", "json_schema": named}}
