"""What people keep and drop teaches the order, where it teaches it better than weights by hand."""

from collections.abc import Sequence
from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catchup.types import Learned, LeftOut, Part
from publish.learning import (
    BY_HAND,
    FEWEST,
    NOT_LEARNED,
    Example,
    fit,
    learn,
    ndcg,
    reweighed,
)
from publish.ranking import WEIGHTS, rank
from publish.selecting import select
from tests.publish.samples import RULES, a_week

LEARNABLE = sorted(set(Part) - NOT_LEARNED)
POINTS = {
    part: st.floats(min(0.0, WEIGHTS[part]), max(0.0, WEIGHTS[part]), allow_subnormal=False)
    for part in LEARNABLE
}
PARTS = st.fixed_dictionaries({}, optional=POINTS)
DECISIONS = st.lists(st.tuples(PARTS, st.booleans()), max_size=90).map(
    lambda rows: [
        Example(key=f"https://a.example/{number}", parts=parts, kept=kept)
        for number, (parts, kept) in enumerate(rows)
    ]
)
FACTORS = st.dictionaries(st.sampled_from(LEARNABLE), st.floats(-5, 5))


def some(number: int, wanted: Part, refused: Part, seed: int = 7) -> list[Example]:
    """People who keep what has one thing, whatever else it has, and drop what has another."""
    chance = Random(seed)
    found = []
    for place in range(number):
        kept = chance.random() < 0.4
        parts = {part: WEIGHTS[part] * chance.random() for part in (Part.TEXT, Part.FIELD)}
        parts[wanted if kept else refused] = WEIGHTS[wanted if kept else refused]
        found.append(Example(key=f"https://a.example/{place}", parts=parts, kept=kept))
    return found


def learned(factors: dict[Part, float]) -> Learned:
    return Learned(factors=factors, decisions=FEWEST, held_back=1.0, by_hand=0.5)


@given(DECISIONS.filter(lambda examples: len(examples) < FEWEST))
def test_from_fewer_than_fifty_decisions_nothing_is_learned(examples: list[Example]) -> None:
    assert learn(examples) is None


@pytest.mark.parametrize("seed", range(5))
def test_decisions_that_contradict_the_weights_by_hand_are_learned(seed: int) -> None:
    found = learn(some(FEWEST, wanted=Part.EVIDENCE, refused=Part.HANDS_ON, seed=seed))
    assert found is not None
    assert found.decisions == FEWEST
    assert found.held_back > found.by_hand
    assert found.factors[Part.EVIDENCE] > 1 > found.factors[Part.HANDS_ON]


def test_decisions_that_the_weights_by_hand_put_in_order_already_teach_nothing() -> None:
    assert learn(some(200, wanted=Part.HANDS_ON, refused=Part.OUTSIDE)) is None


def test_where_everything_was_kept_there_is_nothing_to_tell_apart() -> None:
    kept = [replace(one, kept=True) for one in some(80, Part.EVIDENCE, Part.HANDS_ON)]
    assert learn(kept) is None


@settings(max_examples=40)
@given(DECISIONS, st.randoms(use_true_random=False))
def test_the_same_decisions_in_any_order_teach_the_same(
    examples: list[Example], chance: Random
) -> None:
    shuffled = list(examples)
    chance.shuffle(shuffled)
    assert learn(shuffled) == learn(examples)


@settings(max_examples=40)
@given(DECISIONS)
def test_what_is_used_has_beaten_the_weights_by_hand_on_decisions_it_had_not_seen(
    examples: list[Example],
) -> None:
    found = learn(examples)
    assert found is None or 1 >= found.held_back > found.by_hand >= 0


@given(DECISIONS, FACTORS)
def test_an_order_is_worth_between_nothing_and_all(
    examples: Sequence[Example], factors: dict[Part, float]
) -> None:
    assert 0 <= ndcg(examples, factors) <= 1 + 1e-9


def test_an_order_is_worth_what_stands_on_top_of_it() -> None:
    first = Example(key="a", parts={Part.FIELD: 0.8}, kept=True)
    second = Example(key="b", parts={Part.FIELD: 0.4}, kept=False)
    assert ndcg([second, first], BY_HAND) == 1
    assert ndcg([second, first], {Part.FIELD: -1}) == pytest.approx(0.63, abs=0.01)


def test_few_decisions_move_the_factors_little_and_many_move_them_far() -> None:
    few, many = (
        fit(some(number, wanted=Part.EVIDENCE, refused=Part.HANDS_ON)) for number in (4, 400)
    )
    assert 1 < few[Part.EVIDENCE] < many[Part.EVIDENCE]


def test_what_the_report_or_the_decision_itself_gave_an_item_tells_nothing() -> None:
    examples = some(60, Part.EVIDENCE, Part.HANDS_ON)
    stained = [
        replace(one, parts={**one.parts, **dict.fromkeys(NOT_LEARNED, float(one.kept))})
        for one in examples
    ]
    assert learn(examples) is not None
    assert learn(stained) == learn(examples)


def test_points_are_multiplied_and_what_is_not_known_stays() -> None:
    parts = {Part.TOPIC: 0.5, Part.FIELD: 0.4, Part.NEWS: -0.3}
    factors = {Part.TOPIC: 2.0, Part.FIELD: 0.0}
    assert reweighed(parts, learned(factors)) == {Part.TOPIC: 1.0, Part.NEWS: -0.3}
    assert reweighed(parts, None) == parts


# ---- In a selection ---------------------------------------------------------------------------

BY_THE_ORDER = {
    LeftOut.LIMIT,
    LeftOut.SERIES,
    LeftOut.SOURCE_QUOTA,
    LeftOut.TOPIC_QUOTA,
    LeftOut.KIND_QUOTA,
}


@given(FACTORS, st.integers(1, 4))
def test_what_is_learned_changes_the_order_and_no_rule(
    factors: dict[Part, float], per_topic: int
) -> None:
    rules = replace(RULES, per_topic=per_topic, items=5)
    by_hand = select(a_week(), rules)
    ours = select(a_week(), replace(rules, learned=learned(factors)))
    for why in set(LeftOut) - BY_THE_ORDER:
        left, left_by_hand = (
            {c.item.id for c, found in each.left_out if found is why} for each in (ours, by_hand)
        )
        assert left == left_by_hand
    assert len(ours.chosen) <= rules.items
    topics = [choice.candidate.matches[0].topic for choice in ours.chosen]
    assert all(topics.count(topic) <= per_topic for topic in topics)


def test_a_selection_says_what_it_had_learned_and_shows_it_in_the_points() -> None:
    taught = learned({Part.TOPIC: 3.0})
    by_hand, ours = select(a_week(), RULES), select(a_week(), replace(RULES, learned=taught))
    assert (by_hand.learned, ours.learned) == (None, taught)
    for choice in ours.chosen:
        item = choice.candidate.item.id
        assert choice.parts[Part.TOPIC] == pytest.approx(3 * by_hand.ranks[item][Part.TOPIC])
        assert rank(choice.parts) > rank(by_hand.ranks[item])
