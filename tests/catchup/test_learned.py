"""What people decided about stored items reaches the ranking, unless the settings say no."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from catchup import whatsnew
from catchup.config import Config, RankingSettings
from catchup.learned import decisions, learned_from
from catchup.store import Store, open_store
from catchup.types import BacklogState, Entry, Part, Period, Reading, TopicMatch
from publish.ranking import rank
from tests.fakes.builders import NOW, WEEK_START, a_backlog_entry, a_crawl, an_entry

PERIOD = Period(NOW - timedelta(days=7), NOW + timedelta(days=1))
NUMBER = 60
USEFUL = "A step-by-step guide with example code; install it and follow the tutorial. " * 8
MEASURED = "A benchmark: accuracy and latency were measured, 12% and 40 ms, 3x, 9 points. " * 8


def a_post(number: int) -> Entry:
    """Every second one can be followed by hand, the others tell what was measured."""
    text = USEFUL if number % 2 else MEASURED
    return an_entry(number, title=f"Agents, {number}", text=text, reading=Reading.FULL)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'catchup.db'}", now=NOW) as store:
        crawl = a_crawl(*(a_post(number) for number in range(1, NUMBER + 3)))
        store.take(crawl, now=NOW, week_start=WEEK_START)
        match = TopicMatch(topic="agents", score=0.8, method="lexical")
        store.items.add_matches("one", dict.fromkeys(range(1, NUMBER + 3), (match,)))
        yield store


@pytest.fixture
def config(tmp_path: Path) -> Config:
    (tmp_path / "edits").mkdir()
    return Config(home=tmp_path)


def decide(store: Store, item: int, *, kept: bool) -> None:
    state = BacklogState.ACCEPTED if kept else BacklogState.DISMISSED
    store.backlog.keep(a_backlog_entry(item=item, topic="agents", state=state, changed=NOW))


def decide_against_the_weights(store: Store, number: int) -> None:
    """People keep what was measured and drop what can be followed by hand."""
    for item in range(1, number + 1):
        candidate = store.items.get(item)
        assert candidate is not None
        decide(store, item, kept=candidate.item.text.startswith("A benchmark"))


def test_who_hides_means_it_most_then_who_keeps_then_who_drops(
    store: Store, config: Config, tmp_path: Path
) -> None:
    decide(store, 1, kept=True)
    decide(store, 2, kept=True)
    decide(store, 3, kept=False)
    decide(store, 4, kept=False)
    store.items.hide(1)
    edit = "pin = [4, 5]\ndrop = [2, 6]\n"
    (tmp_path / "edits" / "2026-W08.toml").write_text(edit, encoding="utf-8")
    (tmp_path / "edits" / "2026-W09.toml").write_text("pin = [7\n", encoding="utf-8")
    assert decisions(store, config) == {1: False, 2: True, 3: False, 4: True, 5: True, 6: False}


def test_an_edit_names_items_by_their_links_too(
    store: Store, config: Config, tmp_path: Path
) -> None:
    edit = 'drop = ["https://tidal.example/posts/9"]\n'
    (tmp_path / "edits" / "2026-W08.toml").write_text(edit, encoding="utf-8")
    found = store.items.by_url("https://tidal.example/posts/9")
    assert found is not None
    assert decisions(store, config) == {found.item.id: False}


def test_decisions_against_the_weights_turn_the_order(store: Store, config: Config) -> None:
    before = whatsnew.rules_of(store, config, PERIOD)
    decide_against_the_weights(store, NUMBER)
    after = whatsnew.rules_of(store, config, PERIOD)
    assert before.learned is None
    assert after.learned is not None
    assert after.learned.decisions == NUMBER
    assert after.learned.factors[Part.HANDS_ON] < 1 < after.learned.factors[Part.EVIDENCE]
    useful, measured = NUMBER + 1, NUMBER + 2  # nobody has decided about these
    by_hand = whatsnew.choose(store, switched_off(config), PERIOD)
    assert rank(by_hand.ranks[useful]) > rank(by_hand.ranks[measured])
    ours = whatsnew.choose(store, config, PERIOD)
    assert rank(ours.ranks[useful]) < rank(ours.ranks[measured])
    assert (by_hand.learned, ours.learned) == (None, after.learned)


def switched_off(config: Config) -> Config:
    return replace(config, ranking=RankingSettings(learn=False))


def test_too_few_decisions_or_the_settings_say_no(store: Store, config: Config) -> None:
    rules = whatsnew.rules_of(store, config, PERIOD)
    decide_against_the_weights(store, 49)
    assert learned_from(store, config, rules) is None
    decide_against_the_weights(store, NUMBER)
    assert learned_from(store, config, rules) is not None
    assert learned_from(store, switched_off(config), rules) is None
