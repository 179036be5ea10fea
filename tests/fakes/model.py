"""A model that answers by script over HTTP, and the budget and cache that a writer is handed."""

import json
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from catchup.errors import BudgetExceeded
from catchup.types import Call

USAGE = {"prompt_tokens": 700, "completion_tokens": 200, "total_tokens": 900}


@dataclass(frozen=True, kw_only=True)
class Answer:
    """One scripted HTTP answer; `drop` closes the connection instead, `drip` sends byte by byte."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0
    drop: bool = False
    drip: float = 0.0


Scripted = Answer | Callable[[dict[str, Any]], Answer]


def says(text: str | None, *, usage: Any = USAGE, finish: str = "stop", **message: Any) -> Answer:  # noqa: ANN401
    """A chat completion with this content."""
    said = {"role": "assistant", "content": text, **message}
    completion = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "choices": [{"index": 0, "message": said, "finish_reason": finish}],
        "usage": usage,
    }
    return Answer(body=json.dumps(completion).encode())


def writes(answer: Mapping[str, Any], **more: Any) -> Answer:  # noqa: ANN401
    """A chat completion whose content is this object."""
    return says(json.dumps(answer, ensure_ascii=False), **more)


def refuses(status: int, message: str = "no", code: str = "", **headers: str) -> Answer:
    """An error in the form that providers send."""
    error = {"error": {"message": message, "type": "error", "code": code}}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answer(body=json.dumps(error).encode(), status=status, headers=named)


@dataclass
class FakeModel:
    """What was asked, and what is answered: the script in order, its last answer for ever."""

    script: Sequence[Scripted]
    url: str = ""
    asked: list[dict[str, Any]] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def answer(self, asked: dict[str, Any], key: str) -> Answer:
        """The next answer."""
        self.asked.append(asked)
        self.keys.append(key)
        scripted = self.script[min(len(self.asked), len(self.script)) - 1]
        return scripted if isinstance(scripted, Answer) else scripted(asked)


@contextmanager
def a_model(*script: Scripted) -> Iterator[FakeModel]:
    """A server on 127.0.0.1 that answers by the script; stops with the block."""
    model = FakeModel(script)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            _send(self, model.answer(asked, self.headers.get("Authorization", "")))

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    model.url = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield model
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _send(handler: BaseHTTPRequestHandler, answer: Answer) -> None:
    time.sleep(answer.delay)
    handler.close_connection = True
    if answer.drop:
        return
    try:
        handler.send_response_only(answer.status)
        headers = {"Content-Type": "application/json", **answer.headers}
        for name, value in {**headers, "Content-Length": str(len(answer.body))}.items():
            handler.send_header(name, value)
        handler.end_headers()
        for at in range(0, len(answer.body), 1 if answer.drip else len(answer.body) or 1):
            handler.wfile.write(answer.body[at : at + 1] if answer.drip else answer.body)
            time.sleep(answer.drip)
    except OSError:
        return


@dataclass
class FakeBudget:
    """A ceiling kept in memory; `calls` is its ledger."""

    ceiling: float = 1_000.0
    calls: list[Call] = field(default_factory=list)
    open: dict[int, float] = field(default_factory=dict)
    tickets: int = 0

    @property
    def spent(self) -> float:
        """What all settled calls cost."""
        return sum(call.cost for call in self.calls)

    def reserve(self, cost: float) -> int:
        """Set money aside, as `Budget` promises."""
        if self.spent + sum(self.open.values()) + cost > self.ceiling:
            raise BudgetExceeded(f"{cost:.6f} USD more would be too much")
        self.tickets += 1
        self.open[self.tickets] = cost
        return self.tickets

    def settle(self, ticket: int, call: Call) -> None:
        """Replace the reservation by the call."""
        del self.open[ticket]
        self.calls.append(call)


@dataclass
class FakeCache:
    """Answers kept in memory."""

    kept: dict[str, str] = field(default_factory=dict)

    def get(self, key: str) -> str | None:
        """The answer under a key."""
        return self.kept.get(key)

    def put(self, key: str, value: str) -> None:
        """Keep an answer, which has to be storable text."""
        value.encode()
        self.kept[key] = value
