"""Tasks in the database: kept once, decided, undone exactly, and closed by rules for good."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from catchup.errors import BacklogError
from catchup.store import Store, open_store
from catchup.types import BacklogEntry, BacklogKind, BacklogState, Task
from taxonomy.backlog import Action, apply
from tests.catchup.store.test_taking import take
from tests.fakes.builders import NOW, a_task, an_entry

DAY = timedelta(days=1)
PROPOSAL = a_task(
    id=0,
    kind=BacklogKind.PROPOSAL,
    subject="harness engineering",
    topic="agents",
    titles={"ko": "하네스 엔지니어링", "en": "Harness engineering"},
    items=(3, 1, 2),
    words=("harness engineering", "harness"),
)


@pytest.fixture
def task(store: Store) -> Task:
    store.tasks.keep([PROPOSAL])
    (kept,) = store.tasks.all()
    return kept


def test_a_task_is_kept_as_it_was_found(store: Store, task: Task) -> None:
    assert task == replace(PROPOSAL, id=task.id)
    assert store.tasks.get(task.id) == task
    assert store.tasks.get(task.id + 1) is None


def test_the_newest_task_comes_first(store: Store, task: Task) -> None:
    store.tasks.keep([a_task(id=0)])
    assert [one.kind for one in store.tasks.all()] == [
        BacklogKind.MISSING_PAGE,
        BacklogKind.PROPOSAL,
    ]


def test_decisions_are_taken_back_one_by_one(store: Store, task: Task) -> None:
    claimed = apply(task, Action.CLAIM, "mira", NOW)
    handed_in = apply(claimed, Action.REVIEW, "mira", NOW + DAY, note="a draft")
    for after in (claimed, handed_in):
        store.tasks.keep([after])
        assert store.tasks.get(task.id) == after
    assert store.tasks.undo(task.id) == claimed
    assert store.tasks.undo(task.id) == task
    assert store.tasks.undo(task.id) is None
    assert store.tasks.get(task.id) == task


def test_what_a_rule_has_closed_since_is_not_undone(store: Store, task: Task) -> None:
    store.tasks.keep([apply(task, Action.CLAIM, "mira", NOW)])
    done = replace(task, state=BacklogState.DONE, changed=NOW + DAY)
    store.tasks.keep([done])
    assert store.tasks.undo(task.id) is None
    assert store.tasks.get(task.id) == done


def test_telling_a_task_anew_is_no_change_of_state(store: Store, task: Task) -> None:
    claimed = apply(task, Action.CLAIM, "mira", NOW)
    store.tasks.keep([claimed])
    store.tasks.keep([replace(claimed, items=(1, 2, 3, 4))])
    assert store.tasks.undo(task.id) == replace(task, items=(1, 2, 3, 4))


# ---- Undo, in any order -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def one_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder: Path = tmp_path_factory.mktemp("undo")
    with open_store(f"sqlite:///{folder / 'catchup.db'}", now=NOW) as store:
        take(store, an_entry(1))
        yield store


@pytest.mark.timeout(600)  # hundreds of commits: a busy disk is slow
def test_undo_restores_exactly_what_was_there_before(one_store: Store) -> None:
    class Undoing(RuleBasedStateMachine):
        """A person decides about a task and about an item at a topic, and takes it back."""

        number = 0

        def __init__(self) -> None:
            super().__init__()
            Undoing.number += 1
            subject = f"subject-{Undoing.number}"
            one_store.tasks.keep([replace(PROPOSAL, subject=subject)])
            self.tasks = [next(t for t in one_store.tasks.all() if t.subject == subject)]
            self.entries = [BacklogEntry(item=1, topic=subject)]
            self.now = NOW

        @rule(
            action=st.sampled_from(Action),
            by=st.sampled_from(["garam", "narae"]),
            days=st.integers(0, 9),
        )
        def somebody_acts(self, action: Action, by: str, days: int) -> None:
            self.now += days * DAY
            until = self.now + DAY
            try:
                task = apply(self.tasks[-1], action, by, self.now, until=until, note="n")
                entry = apply(self.entries[-1], action, by, self.now, until=until, note="n")
            except BacklogError:
                return
            one_store.tasks.keep([task])
            one_store.backlog.keep(entry)
            self.tasks.append(task)
            self.entries.append(entry)

        @rule()
        def somebody_takes_it_back(self) -> None:
            task = one_store.tasks.undo(self.tasks[-1].id)
            entry = one_store.backlog.undo(1, self.entries[-1].topic)
            if len(self.tasks) == 1:
                assert task is None
                assert entry is None
                return
            self.tasks.pop()
            self.entries.pop()
            assert (task, entry) == (self.tasks[-1], self.entries[-1])

        @invariant()
        def the_store_holds_the_last_decision(self) -> None:
            assert one_store.tasks.get(self.tasks[-1].id) == self.tasks[-1]

    few = settings(
        max_examples=10,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Undoing, settings=few)
