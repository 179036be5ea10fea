"""One request to an OpenAI-compatible chat endpoint; whatever happens, the outcome is a value."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import openai

from summarize.outcomes import Outcome

MAX_BYTES = 2 * 1024 * 1024
_CONNECT_SECONDS = 10.0
_DETAIL = 300
# Errors of the SDK's HTTP library, by name because it is the SDK's own affair.
_NEVER_SENT = frozenset({"ConnectError", "ConnectTimeout", "UnsupportedProtocol", "InvalidURL"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Tokens as the provider counted them."""

    tokens_in: int
    tokens_out: int
    cached: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came back. `worked`: a model may have run, so that tokens may have to be paid for.

    `points` and `dropped` are counted by whoever reads the text.
    """

    outcome: Outcome
    worked: bool
    text: str = ""
    detail: str = ""
    usage: Usage | None = None
    retry_after: float | None = None
    points: int = 0
    dropped: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where to ask, with which key, and how long an answer may take in all."""

    base_url: str
    key: str
    timeout: float

    @property
    def host(self) -> str:
        """Host and port, without a password that the address may hold."""
        return urlsplit(self.base_url).netloc.rpartition("@")[2]


def send(endpoint: Endpoint, body: Mapping[str, Any]) -> Reply:
    """Ask once. Never raises for anything that a server, a proxy or the network does."""
    try:
        return _read(_exchange(endpoint, body))
    except openai.APIStatusError as error:
        return _refusal(error)
    except Exception as error:  # noqa: BLE001 the SDK lets errors of its HTTP library through
        return _failure(error)


def _exchange(endpoint: Endpoint, body: Mapping[str, Any]) -> bytes:
    """The body of an answer with status 200. The SDK's own parsing loses usage on odd bodies."""
    deadline = time.monotonic() + endpoint.timeout
    timeout = openai.Timeout(endpoint.timeout, connect=min(_CONNECT_SECONDS, endpoint.timeout))
    # A model on this machine is never behind a proxy, whatever the environment says.
    http = openai.DefaultHttpxClient(trust_env=not _is_here(endpoint), timeout=timeout)
    client = openai.OpenAI(
        base_url=endpoint.base_url,
        api_key=endpoint.key or "none",
        max_retries=0,
        timeout=timeout,
        http_client=http,
    )
    found = bytearray()
    with client, client.chat.completions.with_streaming_response.create(**body) as answer:
        for chunk in answer.iter_bytes():
            found += chunk
            if time.monotonic() > deadline:
                raise TimeoutError("the answer trickled in for too long")
            if len(found) > MAX_BYTES:
                break
    return bytes(found)


def _is_here(endpoint: Endpoint) -> bool:
    host = urlsplit(endpoint.base_url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _failure(error: Exception) -> Reply:
    cause = error.__cause__ or error
    name = type(cause).__name__
    return Reply(
        outcome=Outcome.TIMEOUT if "Timeout" in name else Outcome.CONNECTION,
        worked=name not in _NEVER_SENT,
        detail=f"{name}: {cause}"[:_DETAIL],
    )


def _read(body: bytes) -> Reply:
    """The reply in a chat completion's JSON. Usage is kept also where nothing else can be used."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError):
        return Reply(outcome=Outcome.UNREADABLE, worked=True, detail=repr(body[:_DETAIL]))
    if not isinstance(answer, dict):
        return Reply(outcome=Outcome.UNREADABLE, worked=True, detail=repr(body[:_DETAIL]))
    outcome, text, detail = _content(answer)
    usage = _usage(answer.get("usage"))
    return Reply(outcome=outcome, worked=True, text=text, detail=detail, usage=usage)


def _content(answer: Mapping[str, Any]) -> tuple[Outcome, str, str]:
    choices = answer.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else None
    message = choice.get("message") if isinstance(choice, dict) else None
    if not isinstance(choice, dict) or not isinstance(message, dict):
        return Outcome.EMPTY, "", f"no message; {answer.get('error')}"[:_DETAIL]
    content = message.get("content")
    text = content if isinstance(content, str) else ""
    # A lone surrogate can neither be stored nor sent again.
    text = text.encode("utf-8", "replace").decode()
    if refusal := message.get("refusal"):
        return Outcome.REFUSED, text, str(refusal)[:_DETAIL]
    ended = {"content_filter": Outcome.FILTERED, "length": Outcome.CUT}
    outcome = ended.get(str(choice.get("finish_reason")), Outcome.OK)
    if outcome is Outcome.OK and not text.strip():
        outcome = Outcome.EMPTY
    return outcome, text, ""


def _usage(usage: object) -> Usage | None:
    if not isinstance(usage, dict):
        return None
    details = usage.get("prompt_tokens_details")
    cached = details.get("cached_tokens") if isinstance(details, dict) else 0
    counts = (usage.get("prompt_tokens"), usage.get("completion_tokens"))
    tokens_in, tokens_out = (n if type(n) is int and n >= 0 else None for n in counts)
    if tokens_in is None or tokens_out is None:
        return None
    cached = min(cached, tokens_in) if type(cached) is int and cached > 0 else 0
    return Usage(tokens_in=tokens_in, tokens_out=tokens_out, cached=cached)


def _refusal(error: openai.APIStatusError) -> Reply:
    status = error.status_code
    return Reply(
        outcome=_outcome(status, str(error.code or "")),
        worked=False,
        detail=f"{status}: {error.message}"[:_DETAIL],
        retry_after=_retry_after(error.response.headers),
    )


def _outcome(status: int, code: str) -> Outcome:
    if code == "context_length_exceeded":
        return Outcome.TOO_LONG
    if code == "insufficient_quota" or status == 402:  # noqa: PLR2004 Payment Required
        return Outcome.QUOTA
    known = {401: Outcome.KEY, 403: Outcome.KEY, 404: Outcome.NOT_FOUND, 429: Outcome.THROTTLED}
    retried = {408: Outcome.TIMEOUT, 409: Outcome.SERVER}
    if status >= 500:  # noqa: PLR2004 the server's own errors
        return Outcome.SERVER
    return known.get(status) or retried.get(status) or Outcome.REQUEST


def _retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds to wait as the header says; a date counts from the answer's own date."""
    value = headers.get("retry-after", "").strip()
    try:
        if value.replace(".", "", 1).isdecimal():
            return float(value)
        span = parsedate_to_datetime(value) - parsedate_to_datetime(headers.get("date", ""))
        return max(0.0, span.total_seconds())
    except (ValueError, TypeError):
        return None
