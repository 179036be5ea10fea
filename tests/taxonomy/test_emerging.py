"""What emerges is proposed once, with three sources behind it, and never again once declined."""

import random
from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from catchup.types import BacklogKind, BacklogState, ItemId, Task, TopicKind
from taxonomy import Matcher, read_names, read_topics
from taxonomy.backlog import Action, apply, settle
from taxonomy.clustering import Unmapped, clusters, vocabulary_of
from taxonomy.emerging import CLUSTER_KINDS, NEW_A_WEEK, nearest_area, proposals
from tests.fakes.builders import NOW
from tests.taxonomy.posts import about, noise

WEEK = timedelta(days=7)
HANDBOOK = read_topics(Path(__file__).parents[2] / "catchup" / "templates" / "topics.yaml")
KNOWN = vocabulary_of(HANDBOOK, read_names())
THINGS = (
    "Harbour Lantern",
    "Meadow Granite",
    "Violin Pepper",
    "Saddle Walnut",
    "Glacier Ribbon",
    "Copper Magnet",
    "Thistle Anchor",
    "Marble Feather",
    "Candle Orchard",
    "Saffron Timber",
)


def test_a_cluster_is_placed_in_the_area_that_is_most_like_it() -> None:
    text = "An agent calls tools, plans its steps and keeps a memory of them; multi-agent systems."
    items = [replace(item, text=text) for item in about("Gryphon Harness", 1)]
    (cluster,) = clusters(items, KNOWN)
    area = nearest_area(cluster, Matcher(HANDBOOK).rank, HANDBOOK)
    assert (area, HANDBOOK.topics[area].kind) == ("agents", TopicKind.AREA)
    assert nearest_area(cluster, lambda *_: (), HANDBOOK) == ""


# ---- Proposals over time ----------------------------------------------------------------------


class Desk:
    """Tasks as a store keeps them, looked at once a week."""

    def __init__(self) -> None:
        self.tasks: list[Task] = []
        self.now = NOW
        self.mapped: set[ItemId] = set()

    @property
    def week(self) -> datetime:
        return NOW + (self.now - NOW) // WEEK * WEEK

    def look(self, items: list[Unmapped]) -> list[Task]:
        """One run of the rules; what it changed."""
        judged = {i for task in self.tasks if task.by for i in task.items}
        pool = [i for i in items if i.item not in judged and i.item not in self.mapped]
        ids = {i for task in self.tasks for i in task.items} - self.mapped
        wanted = proposals(
            clusters(pool, KNOWN), self.tasks, ids, lambda _: "agents", self.week, self.now
        )
        changed = settle(self.tasks, wanted, CLUSTER_KINDS, self.now)
        for task in changed:
            self.keep(task if task.id else replace(task, id=len(self.tasks) + 1))
        return list(changed)

    def keep(self, task: Task) -> None:
        self.tasks = [*(one for one in self.tasks if one.id != task.id), task]

    def decide(self, task: Task, action: Action) -> None:
        self.keep(apply(task, action, "garam", self.now))

    def of(self, state: BacklogState) -> list[Task]:
        return [task for task in self.tasks if task.state is state]


def test_a_cluster_of_three_sources_is_one_proposal_and_a_second_look_changes_nothing() -> None:
    desk = Desk()
    items = about("Gryphon Harness", 1)
    (task,) = desk.look(items)
    assert (task.kind, task.subject, task.topic) == (
        BacklogKind.PROPOSAL,
        "gryphon harness",
        "agents",
    )
    assert set(task.items) == {1, 2, 3}
    assert desk.look(items) == []


def test_two_sources_are_a_cluster_and_a_third_makes_it_a_proposal() -> None:
    desk = Desk()
    first, second, third, *more = about("Gryphon Harness", 1, 5)
    few = [first, second, replace(third, source="blog-2", site="blog-2.example")]
    (cluster,) = desk.look(few)
    assert cluster.kind is BacklogKind.UNMAPPED_CLUSTER
    desk.now += WEEK
    states = Counter((t.kind, t.state) for t in desk.look([*few, *more]))
    assert states == {
        (BacklogKind.PROPOSAL, BacklogState.OPEN): 1,
        (BacklogKind.UNMAPPED_CLUSTER, BacklogState.DONE): 1,
    }


def test_a_cluster_that_is_seen_no_more_is_closed_and_a_proposal_waits_for_people() -> None:
    desk = Desk()
    few = [replace(i, source="one") if i.item < 3 else i for i in about("Gryphon Harness", 1)]
    desk.look([*few, *about("Tidepool Memory", 10)])
    desk.now += 5 * WEEK
    desk.look([])
    assert [task.kind for task in desk.of(BacklogState.OPEN)] == [BacklogKind.PROPOSAL]
    assert [task.kind for task in desk.of(BacklogState.DONE)] == [BacklogKind.UNMAPPED_CLUSTER]


def test_a_proposal_is_closed_when_its_items_have_found_a_topic() -> None:
    desk = Desk()
    items = about("Gryphon Harness", 1)
    desk.look(items)
    desk.mapped |= {1, 2}
    desk.look(items)
    (task,) = desk.of(BacklogState.DONE)
    assert task.by == ""


@pytest.mark.parametrize("action", [Action.DISMISS, Action.ACCEPT])
def test_what_people_have_judged_is_not_proposed_again_by_other_items(action: Action) -> None:
    desk = Desk()
    (task,) = desk.look(about("Gryphon Harness", 1))
    desk.decide(task, action)
    desk.now += WEEK
    assert desk.look(about("Gryphon Harness", 20, 5)) == []
    assert desk.look(about("Gryphon Harnesses", 30, 4)) == []


def test_at_most_five_are_new_in_a_week_and_the_rest_come_later() -> None:
    desk = Desk()
    items = [item for n, name in enumerate(THINGS[:8]) for item in about(name, 10 * n + 1)]
    assert len(desk.look(items)) == NEW_A_WEEK
    for task in desk.of(BacklogState.OPEN):
        desk.decide(task, Action.DISMISS)
    assert desk.look(items) == []
    desk.now += WEEK
    assert len(desk.look(items)) == 8 - NEW_A_WEEK


@pytest.mark.parametrize("seed", range(3))
def test_over_eight_weeks_nothing_declined_returns_and_five_are_new_at_most(seed: int) -> None:
    dice = random.Random(seed)
    desk = Desk()
    window: list[list[Unmapped]] = []
    declined: set[str] = set()
    number = 1
    for week in range(8):
        desk.now = NOW + week * WEEK
        fresh = noise(number, 15, dice)
        number += 15
        for name in dice.sample(THINGS, 7):
            fresh += about(name, number, dice.randint(3, 5))
            number += 5
        dice.shuffle(fresh)
        window = [*window, fresh][-4:]
        items = [item for each in window for item in each]
        desk.look(items)
        assert desk.look(items) == []
        new = [task for task in desk.tasks if task.opened == desk.now]
        assert len(new) <= NEW_A_WEEK
        assert not declined.intersection(task.subject for task in new)
        for task in desk.of(BacklogState.OPEN):
            if dice.random() < 0.5:
                desk.decide(task, Action.DISMISS)
                declined.add(task.subject)
        dismissed = {t.subject for t in desk.of(BacklogState.DISMISSED)}
        assert dismissed == declined
    assert declined
