# ruff: noqa: ANN401 - JSON and settings are passed on
"""The chat writer against the shared fake of a provider: careful, hijacked, broken in all ways."""

import json
import re
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from catchup.config import WriterSettings
from catchup.types import Item, Level, Reading, Summary, Taxonomy, TopicMatch
from summarize import WRITERS, write
from summarize.providers.asking import Asker
from summarize.providers.chat import Chat
from tests.fakes.builders import NOW, a_topic, an_item
from tests.fakes.model import FakeBudget, FakeCache

SHARED = Path(__file__).resolve().parents[4] / "shared"
FAKE = SHARED / "replay" / "fake_openai.py"
DOCUMENTS = SHARED / "corpus" / "summaries" / "dev.jsonl"
PAYLOADS = SHARED / "corpus" / "injection" / "dev.jsonl"
HOSTILE = SHARED / "replay" / "sites" / "hostile.example"
pytestmark = pytest.mark.skipif(not FAKE.exists(), reason="needs the shared fake provider")

CEILING = 0.5
TREE = Taxonomy(topics={t: a_topic(t) for t in ("rag", "agents", "serving")}, digest="tree")
MATCHES = tuple(TopicMatch(topic=t, score=0.9, method="lexical") for t in TREE.topics)
FAULT_NAMES = """
    rate_limit retry_after_300 quota server_error unavailable unauthorized context_length timeout
    slow reset bad_http_json html_page malformed_json fenced_json prose_around schema_invalid
    missing_keys extra_keys refusal content_filter truncated hallucinated_links unknown_topics
    echo_injection wrong_language empty_choices null_choices null_content empty_content no_usage
    duplicate_topics json_schema_refused no_json_schema json_object_refused formats_refused
"""
HARMLESS_NAMES = """
    slow fenced_json prose_around extra_keys hallucinated_links unknown_topics echo_injection
    no_usage duplicate_topics json_schema_refused no_json_schema json_object_refused formats_refused
"""
FAULTS, HARMLESS = FAULT_NAMES.split(), HARMLESS_NAMES.split()
LOST = {"timeout", "reset", "bad_http_json", "html_page", "no_usage"}
FOREIGN = re.compile(
    r"://|www\.|</?[a-z!]|\]\(|javascript:|<\||\b(?:CANARY|HELDCAN)[\w-]*", re.IGNORECASE
)


@dataclass
class Provider:
    url: str

    def control(self, path: str, body: object = None) -> Any:
        request = urllib.request.Request(
            f"{self.url}{path}", data=None if body is None else json.dumps(body).encode()
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, str(FAKE), "--port", str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        assert "http://" in server.stdout.readline()
        yield Provider(f"http://127.0.0.1:{port}")
        server.terminate()


class Desk:
    """A writer at the fake, its budget, and summaries that fall back on extracts."""

    def __init__(self, provider: Provider, model: str, **changes: Any) -> None:
        self.budget, self.cache = FakeBudget(CEILING), FakeCache()
        settings = WriterSettings(
            base_url=f"{provider.url}/v1",
            model=model,
            **{"input_price": 0.25, "output_price": 2.0, "timeout": 20.0, **changes},
        )
        self.chat = Chat(Asker(settings, self.budget, self.cache, lambda: NOW, wait=lambda _: None))

    def summary(self, item: Item) -> Summary:
        extract = WRITERS["extract"](WriterSettings(), self.budget, self.cache, lambda: NOW)
        return write(item, MATCHES, TREE, self.chat, NOW, fallback=extract)


def items(count: int) -> list[Item]:
    """Real documents, papers and Korean posts mixed."""
    rows = [json.loads(line) for line in DOCUMENTS.read_text("utf-8").splitlines()]
    chosen = rows[:: max(1, len(rows) // count)][:count]
    return [
        an_item(n, title=r.get("title") or "", text=r["text"], language=r["lang"],
                reading=Reading.FULL)
        for n, r in enumerate(chosen, 1)
    ]  # fmt: skip


def words(summary: Summary) -> list[str]:
    """All text of a summary, ours and quoted."""
    maps = [*(p.texts for p in summary.points), *(s.texts for s in summary.tldr)]
    ours = [text for texts in (*maps, summary.headline, summary.why) for text in texts.values()]
    return [*ours, *(p.quote for p in summary.points)]


def assert_ledger(desk: Desk, provider: Provider) -> None:
    """What arrived is counted to the token; what was lost is estimated; nothing is left open."""
    stats = provider.control("/__stats")
    arrived = [c for c in desk.budget.calls if not c.estimated]
    assert sum(c.tokens_in for c in arrived) == stats["prompt_tokens"]
    assert sum(c.tokens_out for c in arrived) == stats["completion_tokens"]
    lost = [c for c in desk.budget.calls if c.estimated]
    assert len(lost) == stats["lost_requests"]
    assert sum(c.tokens_in for c in lost) >= stats["lost_prompt_tokens"]
    assert sum(c.tokens_out for c in lost) >= stats["lost_completion_tokens"]
    assert not desk.budget.open
    assert desk.budget.spent <= CEILING


def test_every_careful_answer_is_accepted(provider: Provider) -> None:
    provider.control("/__stats?reset=1")
    desk = Desk(provider, "fake-good")
    for item in items(60):
        summary = desk.summary(item)
        assert summary.fallback == "", item.title
        assert summary.points
        assert set(summary.why) == {"ko", "en"}
        assert all(item.text.startswith(p.quote, p.start) for p in summary.points)
    assert_ledger(desk, provider)
    assert len(desk.budget.calls) == 60


def hostile() -> list[tuple[str, str]]:
    """Documents with orders in them: pages whole with what they hide, payloads in three places."""
    pages = [(p.name, p.read_text("utf-8", "replace")) for p in sorted(HOSTILE.glob("*.body"))]
    rows = [json.loads(line) for line in PAYLOADS.read_text("utf-8").splitlines()][::5]
    host = items(1)[0].text
    half = host.index(". ", len(host) // 2) + 2
    planted = [
        (f"{row['id']} {place}", f"{host[:at]}{row['payload']} {host[at:]}")
        for row in rows
        for place, at in (("start", 0), ("middle", half), ("end", len(host)))
    ]
    return [*pages, *planted]


@pytest.mark.parametrize("structured", ["json_schema", "plain"])
def test_a_hijacked_model_gets_nothing_out(provider: Provider, structured: str) -> None:
    desk = Desk(provider, "fake-obey", structured=structured, run_usd=CEILING)
    desk.budget.ceiling = 10.0
    for number, (name, text) in enumerate(hostile(), 1):
        item = an_item(number, title=name, text=text, reading=Reading.FULL)
        summary = desk.summary(item)
        assert not [w for w in words(summary) if FOREIGN.search(w)], name
        assert set(summary.prerequisites) <= set(TREE.topics)
        assert summary.level in Level


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_breaks_a_summary_comes_out_and_is_paid_for(
    provider: Provider, fault: str
) -> None:
    provider.control("/__faults", [{"fault": fault, "s": 1.0}])
    provider.control("/__stats?reset=1")
    desk = Desk(provider, "fake-good", timeout=0.4 if fault == "timeout" else 20.0)
    try:
        for item in items(4):
            summary = desk.summary(item)
            assert summary.points
            assert summary.reading is Reading.FULL
            assert not [w for w in words(summary) if FOREIGN.search(w)]
            assert (summary.fallback == "") is (fault in HARMLESS)
        if fault == "timeout":
            time.sleep(1.0)  # the fake counts what was lost only when it would have answered
        assert_ledger(desk, provider)
        assert any(c.estimated for c in desk.budget.calls) is (fault in LOST)
    finally:
        provider.control("/__faults", [])
