"""What an attempt may cost and what it did: the estimate to reserve, the row for the ledger."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from catchup.config import WriterSettings
from catchup.types import Call, ItemId
from summarize.providers.endpoint import Reply, Usage

# Tokens for a character, above what any measured tokenizer needs, so that no ceiling is overrun.
_HANGUL, _OTHER = 1.35, 0.28
_ENVELOPE = 64
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One request on its way: who asks what of whom, since when."""

    provider: str
    purpose: str
    prompt: str
    item: ItemId | None
    started: datetime
    expected: Usage


def tokens(text: str) -> int:
    """An estimate of the tokens of a text that errs upwards."""
    hangul = sum("가" <= character <= "힣" for character in text)
    return math.ceil(_HANGUL * hangul + _OTHER * (len(text) - hangul))


def expected(body: Mapping[str, Any], settings: WriterSettings) -> Usage:
    """The most that a request should use: all of its text, and as much output as it may have."""
    said = "".join(message["content"] for message in body["messages"])
    form = json.dumps(body.get("response_format", ""), ensure_ascii=False)
    return Usage(tokens_in=tokens(said + form) + _ENVELOPE, tokens_out=settings.max_output_tokens)


def cost(usage: Usage, settings: WriterSettings) -> float:
    """USD. Without a price of its own, cached input costs what any input costs."""
    cached_price = settings.cached_price or settings.input_price
    return (
        (usage.tokens_in - usage.cached) * settings.input_price
        + usage.cached * cached_price
        + usage.tokens_out * settings.output_price
    ) / _MILLION


def settled(attempt: Attempt, reply: Reply, seconds: float, settings: WriterSettings) -> Call:
    """The ledger's row. Work whose usage never arrived is estimated, and upwards."""
    usage = reply.usage or _estimated(attempt, reply)
    return Call(
        provider=attempt.provider,
        model=settings.model,
        purpose=attempt.purpose,
        prompt=attempt.prompt,
        item=attempt.item,
        started=attempt.started,
        seconds=seconds,
        tokens_in=usage.tokens_in,
        tokens_cached=usage.cached,
        tokens_out=usage.tokens_out,
        estimated=reply.usage is None and reply.worked,
        cost=cost(usage, settings),
        outcome=reply.outcome.value,
        points=reply.points,
        dropped=reply.dropped,
    )


def _estimated(attempt: Attempt, reply: Reply) -> Usage:
    if not reply.worked:
        return Usage(tokens_in=0, tokens_out=0)
    if not reply.text:
        return attempt.expected
    written = min(tokens(reply.text), attempt.expected.tokens_out)
    return Usage(tokens_in=attempt.expected.tokens_in, tokens_out=written)
