"""Money under threads, kills and second runs: the real ledger and cache, a model by script."""

import random
import re
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from catchup.config import WriterSettings
from catchup.store import Ceilings, Store, open_store
from catchup.types import Item, Reading, Summary, Taxonomy
from summarize import WRITERS, write
from tests.fakes.answers import GOOD, TEXT
from tests.fakes.builders import NOW, an_item
from tests.fakes.model import Answer, FakeModel, a_model, refuses, writes

ROOT = Path(__file__).parents[2]
TREE = Taxonomy(topics={}, digest="tree")
AMPLE = Ceilings(run=1_000.0, day=1_000.0, month=1_000.0)
THREADS, KILLS = 16, 20


def items(number: int) -> list[Item]:
    """Documents that differ in their last sentence only."""
    return [
        an_item(n, text=f"{TEXT} This was run number {n} of the suite.", reading=Reading.FULL)
        for n in range(1, number + 1)
    ]


def run(store: Store, model: str, ceilings: Ceilings = AMPLE) -> Callable[[Item], Summary]:
    """A run that writes with the model at an address, and with extracts where it cannot."""
    settings = WriterSettings(
        use="chat", model="careful-1", base_url=model, input_price=0.25, output_price=2.0
    )
    purse = store.ledger.budget(ceilings, f"run {time.monotonic_ns()}", lambda: NOW)
    chat, extract = (
        WRITERS[name](settings, purse, store.answers, lambda: NOW) for name in ("chat", "extract")
    )
    return lambda item: write(item, (), TREE, chat, NOW, fallback=extract)


def test_sixteen_threads_stay_below_the_ceiling_and_every_item_has_a_summary(
    tmp_path: Path,
) -> None:
    ceiling, number = 0.1, 250
    with open_store(f"sqlite:///{tmp_path}/a.db", now=NOW) as store, a_model(writes(GOOD)) as model:
        summarize = run(store, model.url, Ceilings(run=ceiling, day=ceiling, month=ceiling))
        with ThreadPoolExecutor(THREADS) as threads:
            summaries = list(threads.map(summarize, items(number)))
        spent = store.ledger.spent(NOW)
    assert 0 < spent <= ceiling
    assert all(summary.points for summary in summaries)
    assert Counter(s.fallback for s in summaries) == {
        "": len(model.asked),
        "budget": number - len(model.asked),
    }


@pytest.mark.parametrize(
    "number", [40, pytest.param(500, marks=[pytest.mark.long, pytest.mark.timeout(600)])]
)
def test_a_second_run_asks_nothing_and_says_the_same(tmp_path: Path, number: int) -> None:
    with open_store(f"sqlite:///{tmp_path}/a.db", now=NOW) as store, a_model(writes(GOOD)) as model:
        first = [run(store, model.url)(item) for item in items(1)]
        summarize = run(store, model.url)
        first += [summarize(item) for item in items(number)[1:]]
        asked = len(model.asked)
        again = run(store, model.url)
        second = [again(item) for item in items(number)]
        assert len(model.asked) == asked == number
        assert len(store.ledger.calls(NOW)) == number
    assert repr(second).encode() == repr(first).encode()


def takes_only(*forms: str) -> Callable[[dict[str, Any]], Answer]:
    def answer(asked: dict[str, Any]) -> Answer:
        form = asked.get("response_format", {}).get("type", "plain")
        return writes(GOOD) if form in forms else refuses(400, f"response_format {form}: no")

    return answer


@pytest.mark.parametrize(
    ("forms", "refused"),
    [(("json_schema",), 0), (("json_object", "plain"), 1), (("plain",), 2)],
)
def test_a_provider_is_probed_once_and_for_all_runs(
    tmp_path: Path, forms: tuple[str, ...], refused: int
) -> None:
    with (
        open_store(f"sqlite:///{tmp_path}/a.db", now=NOW) as store,
        a_model(takes_only(*forms)) as model,
    ):
        summaries = [run(store, model.url)(item) for item in items(12)]
        assert [summary.fallback for summary in summaries] == [""] * 12
        assert len(model.asked) == 12 + refused


KILLED = """
import sys
from tests.catchup.test_spending import NOW, items, open_store, run
with open_store(sys.argv[1], now=NOW) as store:
    summarize = run(store, sys.argv[2])
    for item in items(40):
        assert summarize(item).fallback == ""
"""


def start(database: str, model: FakeModel) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-c", KILLED, database, model.url], cwd=ROOT)


@pytest.mark.long
def test_a_kill_costs_one_repeated_call_at_most(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/a.db"
    slowly = replace(writes(GOOD), delay=0.05)
    with a_model(slowly) as model:
        with open_store(database, now=NOW):
            pass
        for round_ in range(KILLS):
            process = start(database, model)
            asked = len(model.asked)
            while len(model.asked) == asked and process.poll() is None and asked < 40:
                time.sleep(0.01)
            time.sleep(random.Random(round_).uniform(0.0, 0.2))
            process.kill()
            process.wait(30)
        assert start(database, model).wait(120) == 0
    runs = [re.search(r"run number (\d+)", a["messages"][-1]["content"]) for a in model.asked]
    counts = Counter(found[1] for found in runs if found)
    assert len(counts) == 40
    assert sum(counts.values()) - len(counts) <= KILLS
    with open_store(database, now=NOW) as store:
        kept = [call for call in store.ledger.calls(NOW) if call.outcome == "ok"]
        assert len(kept) >= len(counts)
