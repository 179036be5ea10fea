"""Every decision that the table allows works, every other one is refused, and time opens doors."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from catchup.errors import BacklogError
from catchup.types import BacklogEntry, BacklogState, ItemKind, Level, Taxonomy, TopicKind
from taxonomy.backlog import FINAL, REACHES, Action, Filter, apply, is_waiting, matches, state_at
from tests.fakes.builders import NOW, a_candidate, a_summary, a_topic

DAY = timedelta(days=1)
OPEN = BacklogEntry(item=1, topic="rag")
CLAIMED = apply(OPEN, Action.CLAIM, "garam", NOW)
SNOOZED = apply(OPEN, Action.SNOOZE, "garam", NOW, until=NOW + DAY)
ACCEPTED = apply(OPEN, Action.ACCEPT, "garam", NOW)
DISMISSED = apply(OPEN, Action.DISMISS, "garam", NOW)
ENTRIES = {entry.state: entry for entry in (OPEN, CLAIMED, SNOOZED, ACCEPTED, DISMISSED)}
TAKING = (Action.CLAIM, Action.ACCEPT, Action.DISMISS, Action.SNOOZE)


def act(entry: BacklogEntry, action: Action, by: str = "garam") -> BacklogEntry:
    return apply(entry, action, by, NOW, until=NOW + 2 * DAY, note="because")


@pytest.mark.parametrize("action", TAKING)
@pytest.mark.parametrize("state", [BacklogState.OPEN, BacklogState.SNOOZED, BacklogState.CLAIMED])
def test_what_is_not_decided_can_be_taken_up(state: BacklogState, action: Action) -> None:
    entry = act(ENTRIES[state], action)
    assert entry.state is REACHES[action]
    assert (entry.by, entry.changed, entry.note) == ("garam", NOW, "because")
    assert entry.claimed_by == ("garam" if action is Action.CLAIM else "")
    assert (entry.until is not None) == (action is Action.SNOOZE)


@pytest.mark.parametrize("action", TAKING)
@pytest.mark.parametrize("state", sorted(FINAL))
def test_a_decision_is_final(state: BacklogState, action: Action) -> None:
    with pytest.raises(BacklogError, match=f"it was {state} by garam") as refused:
        act(ENTRIES[state], action)
    assert "reopen" in refused.value.hint


@pytest.mark.parametrize("action", TAKING)
def test_what_somebody_has_claimed_is_theirs(action: Action) -> None:
    with pytest.raises(BacklogError, match="garam has claimed it"):
        act(CLAIMED, action, "narae")


@pytest.mark.parametrize("state", BacklogState)
def test_reopening_lifts_everything_but_is_no_way_to_open_what_is_open(state: BacklogState) -> None:
    if state is BacklogState.OPEN:
        with pytest.raises(BacklogError, match="open already"):
            act(OPEN, Action.REOPEN, "narae")
        return
    entry = act(ENTRIES[state], Action.REOPEN, "narae")
    assert (entry.state, entry.claimed_by, entry.until) == (BacklogState.OPEN, "", None)


@pytest.mark.parametrize("state", BacklogState)
def test_a_note_changes_no_state(state: BacklogState) -> None:
    before = ENTRIES[state]
    entry = act(before, Action.NOTE, "narae")
    assert replace(entry, note=before.note, by=before.by, changed=before.changed) == before
    assert entry.note == "because"


def test_an_action_without_a_note_keeps_the_old_one() -> None:
    noted = apply(OPEN, Action.NOTE, "garam", NOW, note=" compare with part 3 ")
    assert apply(noted, Action.ACCEPT, "narae", NOW).note == "compare with part 3"


def test_a_claim_falls_open_after_two_weeks_of_silence() -> None:
    late = NOW + 14 * DAY
    assert not is_waiting(CLAIMED, late - timedelta(seconds=1))
    assert is_waiting(CLAIMED, late)
    assert apply(CLAIMED, Action.CLAIM, "narae", late).claimed_by == "narae"
    noted = apply(CLAIMED, Action.NOTE, "garam", NOW + DAY, note="half done")
    assert state_at(noted, late) is BacklogState.CLAIMED


def test_a_note_does_not_bring_a_lost_claim_back() -> None:
    entry = apply(CLAIMED, Action.NOTE, "garam", NOW + 15 * DAY, note="sorry")
    assert (entry.state, entry.claimed_by) == (BacklogState.OPEN, "")


def test_a_snooze_ends_at_its_instant() -> None:
    assert not is_waiting(SNOOZED, NOW)
    assert is_waiting(SNOOZED, NOW + DAY)


@pytest.mark.parametrize("until", [None, NOW, NOW - DAY])
def test_a_snooze_ends_in_time_to_come(until: "object") -> None:
    with pytest.raises(BacklogError, match="instant to come"):
        apply(OPEN, Action.SNOOZE, "garam", NOW, until=until)  # type: ignore[arg-type]


def test_a_decision_has_a_name_and_a_note_has_words() -> None:
    with pytest.raises(BacklogError, match="name"):
        apply(OPEN, Action.CLAIM, "  ", NOW)
    with pytest.raises(BacklogError, match="words"):
        apply(OPEN, Action.NOTE, "garam", NOW, note=" ")


class Backlog(RuleBasedStateMachine):
    """People decide in any order while time passes."""

    def __init__(self) -> None:
        super().__init__()
        self.entry = OPEN
        self.now = NOW

    @rule(days=st.integers(0, 20))
    def time_passes(self, days: int) -> None:
        decided = self.entry.state in FINAL
        self.now += days * DAY
        assert (state_at(self.entry, self.now) in FINAL) == decided

    @rule(
        action=st.sampled_from(Action),
        by=st.sampled_from(["garam", "narae"]),
        days=st.integers(-1, 3),
    )
    def somebody_acts(self, action: Action, by: str, days: int) -> None:
        before, until = self.entry, self.now + days * DAY
        state = state_at(before, self.now)
        try:
            self.entry = apply(before, action, by, self.now, until=until, note="n")
        except BacklogError:
            assert self.entry is before
            assert action is not Action.NOTE
            return
        assert (self.entry.by, self.entry.changed) == (by, self.now)
        assert self.entry.state is REACHES.get(action, state)
        assert state not in FINAL or action in {Action.REOPEN, Action.NOTE}
        if state is BacklogState.CLAIMED and action not in {Action.REOPEN, Action.NOTE}:
            assert before.claimed_by == by

    @invariant()
    def fields_agree_with_the_state(self) -> None:
        assert bool(self.entry.claimed_by) == (self.entry.state is BacklogState.CLAIMED)
        assert (self.entry.until is not None) == (self.entry.state is BacklogState.SNOOZED)
        assert is_waiting(self.entry, self.now) == (
            state_at(self.entry, self.now) is BacklogState.OPEN
        )


TestBacklog = Backlog.TestCase


# ---- Filters ----------------------------------------------------------------------------------

AREA = a_topic("retrieval", kind=TopicKind.AREA, parent="build")
TOPICS = Taxonomy(
    topics={"rag": a_topic("rag", level=Level.ADVANCED), "retrieval": AREA}, digest=""
)
PAPER = a_candidate(1, kind=ItemKind.PAPER, language="ko")


@pytest.mark.parametrize(
    ("wanted", "other"),
    [
        (Filter(topic="rag"), Filter(topic="agents")),
        (Filter(area="retrieval"), Filter(area="rag")),
        (Filter(state=BacklogState.OPEN), Filter(state=BacklogState.CLAIMED)),
        (Filter(level=Level.ADVANCED), Filter(level=Level.INTRO)),
        (Filter(kind=ItemKind.PAPER), Filter(kind=ItemKind.VIDEO)),
        (Filter(language="ko"), Filter(language="en")),
        (Filter(since=NOW), Filter(since=NOW + DAY)),
    ],
)
def test_each_filter_keeps_what_it_asks_for(wanted: Filter, other: Filter) -> None:
    assert matches(wanted, PAPER, OPEN, TOPICS, NOW)
    assert not matches(other, PAPER, OPEN, TOPICS, NOW)


def test_the_level_of_a_summary_comes_before_that_of_the_topic() -> None:
    summarised = replace(PAPER, summary=a_summary(level=Level.INTRO))
    assert matches(Filter(level=Level.INTRO), summarised, OPEN, TOPICS, NOW)


def test_a_filter_sees_the_state_that_time_has_brought() -> None:
    wanted = Filter(state=BacklogState.OPEN)
    assert matches(wanted, PAPER, CLAIMED, TOPICS, NOW + 14 * DAY)
    assert not matches(wanted, PAPER, CLAIMED, TOPICS, NOW)


def test_an_entry_of_a_lost_topic_is_in_no_area() -> None:
    lost = replace(OPEN, topic="gone")
    assert matches(Filter(topic="gone"), PAPER, lost, TOPICS, NOW)
    assert not matches(Filter(area="retrieval"), PAPER, lost, TOPICS, NOW)
    assert not matches(Filter(level=Level.ADVANCED), PAPER, lost, TOPICS, NOW)


FILTERS = st.builds(
    Filter,
    topic=st.sampled_from([None, "rag", "x"]),
    area=st.sampled_from([None, "retrieval", "x"]),
    state=st.none() | st.sampled_from(BacklogState),
    level=st.none() | st.sampled_from(Level),
    kind=st.none() | st.sampled_from(ItemKind),
    language=st.sampled_from([None, "ko", "en"]),
    since=st.sampled_from([None, NOW, NOW + DAY]),
)


@given(FILTERS, st.sampled_from(list(ENTRIES.values())))
def test_a_filter_shows_what_each_of_its_parts_alone_would_show(
    wanted: Filter, entry: BacklogEntry
) -> None:
    names = ("topic", "area", "state", "level", "kind", "language", "since")
    parts = [Filter(**{name: getattr(wanted, name)}) for name in names]
    assert matches(wanted, PAPER, entry, TOPICS, NOW) == all(
        matches(part, PAPER, entry, TOPICS, NOW) for part in parts
    )
