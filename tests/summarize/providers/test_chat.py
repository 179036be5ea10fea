# ruff: noqa: ANN401 - settings are passed on
"""The chat writer against a server that answers by script; nothing of the network is faked."""

import json
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from catchup.config import WriterSettings
from catchup.errors import (
    BadAnswer,
    BudgetExceeded,
    ConfigError,
    WriterError,
    WriterUnavailable,
)
from catchup.types import Brief, ItemKind, Reading
from summarize.answers import drafted
from summarize.boilerplate import plain
from summarize.prompting import CANARY
from summarize.providers import metering
from summarize.providers.asking import BACK_OFF, Asker
from summarize.providers.chat import Chat
from summarize.providers.endpoint import Endpoint, Usage
from summarize.sentences import split
from summarize.verdicts import NOT_FOUND, UNVERIFIED
from tests.fakes.answers import GOOD, TEXT
from tests.fakes.builders import NOW, a_topic
from tests.fakes.model import (
    USAGE,
    Answer,
    FakeBudget,
    FakeCache,
    FakeModel,
    a_model,
    refuses,
    says,
    writes,
)

BRIEF = Brief(
    title="Evaluation on a node of its own",
    text=TEXT,
    language="en",
    kind=ItemKind.POST,
    reading=Reading.FULL,
    item=7,
    topics=(a_topic("evaluation"),),
)
PRICED = WriterSettings(use="chat", model="careful-1", input_price=0.25, output_price=2.0)
FORMAT = "response_format 'json_schema' is not supported"


class Desk:
    """A writer with its budget and cache, and the waits that it asked for."""

    def __init__(self, server: FakeModel, ceiling: float = 10.0, **settings: Any) -> None:
        self.budget, self.cache = FakeBudget(ceiling), FakeCache()
        self.waits: list[float] = []
        self.now = NOW
        changes = {"base_url": server.url, "timeout": 5.0, **settings}
        self.settings = replace(PRICED, **changes)
        self.chat = self.writer()

    def writer(self) -> Chat:
        return Chat(
            Asker(
                self.settings,
                self.budget,
                self.cache,
                lambda: self.now,
                key="s3cret",
                wait=self.waits.append,
            )
        )

    @property
    def outcomes(self) -> list[str]:
        return [call.outcome for call in self.budget.calls]


def forms(model: FakeModel) -> list[str]:
    return [asked.get("response_format", {}).get("type", "plain") for asked in model.asked]


def test_a_careful_answer_becomes_the_draft_and_a_row_of_the_ledger() -> None:
    with a_model(writes(GOOD)) as model:
        desk = Desk(model)
        assert desk.chat.write(BRIEF) == drafted(GOOD, TEXT)
    (call,) = desk.budget.calls
    assert (call.model, call.item, call.purpose, call.outcome) == ("careful-1", 7, "summary", "ok")
    assert (call.tokens_in, call.tokens_out, call.estimated) == (700, 200, False)
    assert call.cost == pytest.approx((700 * 0.25 + 200 * 2.0) / 1_000_000)
    assert call.provider == model.url.removeprefix("http://").removesuffix("/v1")
    assert call.prompt == desk.chat.prompt
    assert not desk.budget.open
    assert model.keys == ["Bearer s3cret"]


def test_rules_stand_first_and_are_always_the_same_and_the_document_stands_last_as_data() -> None:
    with a_model(writes(GOOD)) as model:
        Desk(model).chat.write(BRIEF)
        Desk(model).chat.write(replace(BRIEF, topics=()))
    (rules, data), (same_rules, other_data) = (asked["messages"] for asked in model.asked)
    assert rules == same_rules
    assert "JSON" in rules["content"]
    assert TEXT not in rules["content"]
    fences = [re.search(r"<document-(\w+)>\n(.*)\n</document-\1>", m["content"], re.DOTALL)
              for m in (data, other_data)]  # fmt: skip
    assert all(fence and fence[2] == TEXT for fence in fences)
    assert len({fence[1] for fence in fences if fence}) == 2
    assert "- evaluation: " in data["content"]


def test_the_same_document_is_never_paid_for_twice() -> None:
    with a_model(writes(GOOD)) as model:
        desk = Desk(model)
        first = desk.chat.write(BRIEF)
        assert desk.writer().write(BRIEF) == first
        assert desk.writer().write(replace(BRIEF, text=TEXT.replace("\n", "\n\n"))).points
        assert len(model.asked) == 1
        desk.settings = replace(desk.settings, model="another-2")
        desk.writer().write(BRIEF)
        assert len(model.asked) == 2


@pytest.mark.parametrize("text", [" \n", "Comments"])
def test_nothing_to_quote_is_nothing_to_ask(text: str) -> None:
    with a_model(writes(GOOD)) as model:
        assert Desk(model).chat.write(replace(BRIEF, text=text)).points == ()
    assert model.asked == []


@pytest.mark.parametrize(
    ("refusals", "rung"),
    [
        ([], "json_schema"),
        ([refuses(400, FORMAT)], "json_object"),
        ([refuses(422, FORMAT), refuses(400, "json_object is not supported")], "plain"),
    ],
)
def test_the_form_that_a_provider_takes_is_found_once(refusals: list[Answer], rung: str) -> None:
    with a_model(*refusals, writes(GOOD)) as model:
        desk = Desk(model)
        desk.chat.write(BRIEF)
        found = len(model.asked)
        desk.writer().write(replace(BRIEF, title="Another"))
        assert forms(model)[-1] == rung
        assert len(model.asked) == found + 1
    assert [c.cost for c in desk.budget.calls[:-2]] == [0.0] * len(refusals)


def test_a_form_that_was_set_is_the_only_one_tried() -> None:
    with a_model(refuses(400, FORMAT)) as model:
        with pytest.raises(BadAnswer):
            Desk(model, structured="json_object").chat.write(BRIEF)
        assert forms(model) == ["json_object"]


def test_reasoning_models_get_their_own_parameters() -> None:
    complaint = "Unsupported parameter: use 'max_completion_tokens' instead"
    with a_model(refuses(400, complaint), writes(GOOD)) as model:
        desk = Desk(model)
        desk.chat.write(BRIEF)
        desk.writer().write(replace(BRIEF, title="Another"))
    assert [("max_tokens" in a, "max_completion_tokens" in a) for a in model.asked] == [
        (True, False),
        (False, True),
        (False, True),
    ]
    assert "temperature" not in model.asked[-1]
    assert forms(model) == ["json_schema"] * 3


def test_an_answer_of_another_shape_is_repaired_once() -> None:
    with a_model(says('{"points": 3}'), writes(GOOD)) as model:
        desk = Desk(model)
        assert desk.chat.write(BRIEF).points
    assert desk.outcomes == ["wrong-shape", "ok"]
    *_, said, asked_again = model.asked[1]["messages"]
    assert said == {"role": "assistant", "content": '{"points": 3}'}
    assert "not of type array" in asked_again["content"]


WRONG = {"points": [{**p, "en": "It costs 77 dollars."} for p in GOOD["points"]]}
ELSEWHERE = {"points": [{**GOOD["points"][0], "quote": "Nothing of this was said."}]}


def test_an_answer_that_the_gate_leaves_too_little_of_is_repaired_once() -> None:
    half = {**GOOD, "points": [*WRONG["points"][:2], *ELSEWHERE["points"], GOOD["points"][2]]}
    with a_model(writes(half), writes(GOOD)) as model:
        desk = Desk(model)
        assert desk.chat.write(BRIEF) == drafted(GOOD, TEXT)
        assert desk.writer().write(BRIEF) == drafted(GOOD, TEXT)
    assert desk.outcomes == ["unverified", "ok"]
    assert [(call.points, call.dropped) for call in desk.budget.calls] == [(4, 3), (3, 0)]
    assert [call.purpose for call in desk.budget.calls] == ["summary", "summary repair"]
    assert {call.prompt for call in desk.budget.calls} == {desk.chat.prompt}
    *asked, said, asked_again = model.asked[1]["messages"]
    assert asked == model.asked[0]["messages"]
    assert json.loads(said["content"]) == half
    assert asked_again["content"].startswith(
        "That answer cannot be used: 1 of 4 points could be verified, 2 are needed; "
        f"points[0]: {UNVERIFIED} en; points[1]: {UNVERIFIED} en; points[2]: {NOT_FOUND}."
    )
    assert model.asked[0]["response_format"] == model.asked[1]["response_format"]


@pytest.mark.parametrize(
    ("first", "second", "outcomes"),
    [
        (says("no object"), writes({**GOOD, **WRONG}), ["wrong-shape", "unverified"]),
        (writes({**GOOD, **WRONG}), says("no object"), ["unverified", "wrong-shape"]),
        (writes({**GOOD, **WRONG}), writes({**GOOD, **ELSEWHERE}), ["unverified"] * 2),
        (writes({**GOOD, **WRONG}), says(None, refusal="No."), ["unverified", "refused"]),
    ],
)
def test_there_is_one_repair_in_all_whatever_was_wrong(
    first: Answer, second: Answer, outcomes: list[str]
) -> None:
    with a_model(first, second, writes(GOOD)) as model:
        desk = Desk(model)
        with pytest.raises(BadAnswer):
            desk.chat.write(BRIEF)
    assert desk.outcomes == outcomes


def test_a_repair_that_could_break_the_ceiling_is_not_made() -> None:
    with a_model(writes({**GOOD, **WRONG}), writes(GOOD)) as model:
        desk = Desk(model)
        desk.budget.ceiling = desk.chat.price(BRIEF)
        with pytest.raises(BudgetExceeded):
            desk.chat.write(BRIEF)
    assert desk.outcomes == ["unverified"]


def test_what_was_kept_has_to_pass_the_checks_of_today_and_is_not_asked_for_again() -> None:
    with a_model(writes(GOOD)) as model:
        desk = Desk(model)
        desk.chat.write(BRIEF)
        told = replace(BRIEF, boilerplate=frozenset(plain(s.text) for s in split(TEXT)))
        with pytest.raises(BadAnswer, match="0 of 3 points"):
            desk.chat.write(told)
    assert len(model.asked) == 1


@pytest.mark.parametrize(
    ("answer", "outcomes"),
    [
        (says("I see no JSON here."), ["wrong-shape"] * 2),
        (writes({}), ["wrong-shape"] * 2),
        (says(CANARY), ["wrong-shape"] * 2),
        (says(None, refusal="I cannot help with that."), ["refused"]),
        (writes(GOOD, finish="content_filter"), ["content-filter"]),
        (writes(GOOD, finish="length"), ["cut-off"]),
        (says(None), ["empty"]),
        (says(""), ["empty"]),
        (says("\ud800 {"), ["wrong-shape"] * 2),
        (Answer(body=b'{"choices": null, "error": {"message": "upstream"}}'), ["empty"]),
        (Answer(body=b'{"choices": []}'), ["empty"]),
        (Answer(body=b'{"choices": ["text"]}'), ["empty"]),
        (Answer(body=b'{"choices": [{"message": {"content": [1]}}]}'), ["empty"]),
        (Answer(body=b"[]"), ["unreadable"]),
        (Answer(body=b'{"id": "chat'), ["unreadable"]),
        (Answer(body=b"\xff\xfe\x00"), ["unreadable"]),
        (Answer(body=b"[" * 90_000), ["unreadable"]),
        (
            Answer(body=b"<!DOCTYPE html><title>Sign in", headers={"Content-Type": "text/html"}),
            ["unreadable"],
        ),
        (Answer(body=b'{"x": "' + b"y" * 3_000_000 + b'"}'), ["unreadable"]),
        (refuses(400, "too long", "context_length_exceeded"), ["context-length"]),
        (refuses(413, "too large"), ["request-refused"] * 3),
        (writes({**GOOD, **WRONG}), ["unverified"] * 2),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_an_answer_that_cannot_be_used_is_a_bad_answer(answer: Answer, outcomes: list[str]) -> None:
    with a_model(answer) as model:
        desk = Desk(model)
        with pytest.raises(BadAnswer):
            desk.chat.write(BRIEF)
    assert desk.outcomes == outcomes
    assert not desk.budget.open
    assert not [key for key in desk.cache.kept if key.startswith("answer:")]


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        (refuses(500), "server-error"),
        (refuses(503, Retry_After="2"), "server-error"),
        (refuses(429, Retry_After="2"), "rate-limited"),
        (refuses(408), "timeout"),
        (refuses(409), "server-error"),
        (Answer(drop=True), "connection"),
        (Answer(body=b"no gzip at all", headers={"Content-Encoding": "gzip"}), "connection"),
    ],
)
def test_what_may_pass_is_asked_three_times(answer: Answer, outcome: str) -> None:
    with a_model(answer) as model:
        desk = Desk(model)
        with pytest.raises(WriterUnavailable):
            desk.chat.write(BRIEF)
    assert desk.outcomes == [outcome] * 3
    assert desk.waits in ([*BACK_OFF], [2.0, 2.0])


def test_what_passes_is_forgotten() -> None:
    with a_model(refuses(503), Answer(drop=True), writes(GOOD)) as model:
        desk = Desk(model)
        assert desk.chat.write(BRIEF).points
    assert desk.outcomes == ["server-error", "connection", "ok"]


@pytest.mark.parametrize(
    "answer", [Answer(delay=1.0), Answer(body=b" " * 100, drip=0.05)], ids=["silent", "trickling"]
)
def test_an_answer_has_to_be_there_in_time(answer: Answer) -> None:
    with a_model(answer) as model:
        desk = Desk(model, timeout=0.3)
        with pytest.raises(WriterUnavailable):
            desk.chat.write(BRIEF)
    assert desk.outcomes == ["timeout"] * 3


def test_lost_work_is_estimated_and_refused_work_costs_nothing() -> None:
    with a_model(Answer(drop=True), refuses(503), writes(GOOD, usage=None)) as model:
        desk = Desk(model)
        desk.chat.write(BRIEF)
    lost, refused, unmetered = desk.budget.calls
    assert lost.estimated
    assert lost.tokens_out == desk.settings.max_output_tokens
    assert (refused.estimated, refused.tokens_in, refused.cost) == (False, 0, 0.0)
    assert unmetered.estimated
    assert 0 < unmetered.tokens_out < lost.tokens_out
    assert lost.cost > unmetered.cost > 0


@pytest.mark.parametrize(
    "usage", ["many", {}, {"prompt_tokens": "7"}, {"prompt_tokens": -1, "completion_tokens": 1}]
)
def test_usage_that_makes_no_sense_is_estimated(usage: object) -> None:
    with a_model(writes(GOOD, usage=usage)) as model:
        desk = Desk(model)
        desk.chat.write(BRIEF)
    assert desk.budget.calls[0].estimated


def test_cached_input_has_its_own_price() -> None:
    usage = {**USAGE, "prompt_tokens_details": {"cached_tokens": 600}}
    with a_model(writes(GOOD, usage=usage)) as model:
        desk = Desk(model, cached_price=0.025)
        desk.chat.write(BRIEF)
    (call,) = desk.budget.calls
    assert call.tokens_cached == 600
    assert call.cost == pytest.approx((100 * 0.25 + 600 * 0.025 + 200 * 2.0) / 1_000_000)


def test_cached_input_without_a_price_is_not_free() -> None:
    usage = Usage(tokens_in=1_000, tokens_out=0, cached=1_000)
    assert metering.cost(usage, PRICED) == pytest.approx(0.25 / 1_000)


def test_a_call_that_could_break_the_ceiling_is_not_made() -> None:
    with a_model(writes(GOOD)) as model:
        desk = Desk(model, ceiling=0.0001)
        with pytest.raises(BudgetExceeded):
            desk.chat.write(BRIEF)
    assert model.asked == []


def test_spending_stays_below_the_ceiling_whatever_is_lost_on_the_way() -> None:
    with a_model(Answer(drop=True)) as model:
        desk = Desk(model, ceiling=0.02)
        for number in range(20):
            with pytest.raises(WriterError):
                desk.writer().write(replace(BRIEF, title=str(number)))
    assert 0 < desk.budget.spent <= 0.02


@pytest.mark.parametrize(
    ("answer", "pause"),
    [
        (refuses(429, Retry_After="300"), timedelta(minutes=5)),
        (
            refuses(
                503,
                Date="Mon, 02 Mar 2026 09:00:00 GMT",
                Retry_After="Mon, 02 Mar 2026 09:10:00 GMT",
            ),
            timedelta(minutes=10),
        ),
        (refuses(429, "used up", "insufficient_quota"), timedelta(hours=1)),
        (refuses(402), timedelta(hours=1)),
        (refuses(401), timedelta(hours=1)),
        (refuses(404), timedelta(hours=1)),
    ],
)
def test_a_provider_that_wants_to_be_left_alone_is(answer: Answer, pause: timedelta) -> None:
    with a_model(answer) as model:
        desk = Desk(model)
        for _ in range(2):
            with pytest.raises(WriterUnavailable):
                desk.chat.write(BRIEF)
        assert len(model.asked) == 1
        assert desk.chat.not_before == NOW + pause
        desk.now = NOW + pause
        with pytest.raises(WriterUnavailable):
            desk.chat.write(BRIEF)
        assert len(model.asked) == 2
    assert desk.waits == []


def test_a_retry_after_that_says_nothing_is_our_own_wait() -> None:
    with a_model(refuses(503, Retry_After="soon"), writes(GOOD)) as model:
        desk = Desk(model)
        desk.chat.write(BRIEF)
    assert desk.waits == [BACK_OFF[0]]


def test_a_silent_provider_is_left_alone_after_two_items() -> None:
    with a_model(refuses(500)) as model:
        desk = Desk(model)
        for number in range(5):
            with pytest.raises(WriterUnavailable):
                desk.chat.write(replace(BRIEF, title=str(number)))
        assert len(model.asked) == 6


def test_where_nobody_listens_nothing_is_charged() -> None:
    with a_model() as model:
        pass
    desk = Desk(model)
    with pytest.raises(WriterUnavailable):
        desk.chat.write(BRIEF)
    assert desk.outcomes == ["connection"] * 3
    assert desk.budget.spent == 0


def test_a_short_text_may_have_one_point_and_a_long_one_may_not() -> None:
    one = {**GOOD, "points": GOOD["points"][:1], "tldr": []}
    with a_model(writes(one)) as model:
        assert len(Desk(model).chat.write(BRIEF).points) == 1
        with pytest.raises(BadAnswer, match="1 of 1"):
            Desk(model).chat.write(replace(BRIEF, text=TEXT * 5))


@pytest.mark.parametrize(
    "changes",
    [
        {"model": ""},
        {"structured": "yaml"},
        {"base_url": ""},
        {"base_url": "models.example/v1"},
        {"base_url": "ftp://models.example/v1"},
    ],
)
def test_settings_that_cannot_work_are_refused_at_once(changes: dict[str, Any]) -> None:
    with a_model() as model, pytest.raises(ConfigError):
        Desk(model, **changes)


def test_a_password_in_the_address_does_not_reach_the_ledger() -> None:
    place = Endpoint(base_url="http://me:pass@models.example:8000/v1", key="", timeout=1)
    assert place.host == "models.example:8000"


def test_a_model_on_this_machine_is_asked_without_the_proxy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", "")
    with a_model(writes(GOOD)) as model:
        assert Desk(model).chat.write(BRIEF).points


def test_what_is_kept_can_be_stored_anywhere() -> None:
    odd = {**GOOD, "why_ko": "\ud83d 깨진 글자"}
    with a_model(says(json.dumps(odd))) as model:
        desk = Desk(model)
        desk.chat.write(BRIEF)
    assert all(value.isascii() for value in desk.cache.kept.values())


def test_the_clock_is_the_ledgers() -> None:
    with a_model(writes(GOOD)) as model:
        desk = Desk(model)
        desk.now = datetime(2026, 1, 2, tzinfo=UTC)
        desk.chat.write(BRIEF)
    assert desk.budget.calls[0].started == desk.now
    assert 0 < desk.budget.calls[0].seconds < 60


def test_estimates_err_upwards() -> None:
    assert metering.tokens("검색 품질") == 6
    assert metering.tokens("") == 0


def test_the_sdk_is_loaded_for_nobody_who_uses_no_model(
    run: Callable[[str], str],
) -> None:
    assert run("import sys, summarize; print('openai' in sys.modules)") == "False"


@pytest.fixture
def run() -> Callable[[str], str]:
    import subprocess  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    def python(code: str) -> str:
        root = Path(__file__).parents[3]
        command = [sys.executable, "-c", code]
        return subprocess.run(
            command, cwd=root, capture_output=True, text=True, check=True
        ).stdout.strip()

    return python
