"""A rank is a plain sum of named parts; lanes and the field follow from what was read."""

from dataclasses import replace

import pytest

from catchup.types import Candidate, Lane, LeftOut, Part, Reading, Reason, TopicMatch
from publish.ranking import WEIGHTS, rank
from publish.selecting import select
from tests.publish.samples import RULES, WEDNESDAY, candidate

GUESS = TopicMatch(topic="rag", score=0.3, method="lexical", evidence=("retriever",))
HOW_TO = (
    "A step-by-step guide with code: we built a RAG pipeline, deployed it, and cut the cost of a "
    "question by 38% while latency grew by 40 ms. What did not work is told too. "
)


def told(one: Candidate) -> dict[Part, float]:
    return dict(select([one], RULES).ranks[one.item.id])


def verdict(one: Candidate) -> LeftOut | None:
    selection = select([one], RULES)
    return selection.left_out[0][1] if selection.left_out else None


def test_the_parts_add_up_to_the_rank_and_go_with_the_choice() -> None:
    choice = select([candidate(1, "RAG, step by step", quotes=(HOW_TO,))], RULES).chosen[0]
    assert choice.parts[Part.HANDS_ON] > 0
    assert choice.parts[Part.PRACTICE] > 0
    assert rank(choice.parts) == pytest.approx(sum(choice.parts.values()))


def test_what_can_be_used_stands_before_what_is_newer() -> None:
    newer = candidate(1, "Thoughts on RAG")
    useful = candidate(2, "How we built RAG", quotes=(HOW_TO,))
    assert [c.candidate.item.id for c in select([newer, useful], RULES).chosen] == [2, 1]


def test_the_readers_language_counts() -> None:
    korean = candidate(1, "RAG 시작하기", language="ko")
    assert told(korean)[Part.LANGUAGE] == WEIGHTS[Part.LANGUAGE]
    english = replace(RULES, reader="en")
    assert Part.LANGUAGE not in select([korean], english).ranks[1]
    with_model = select([korean], replace(RULES, translated=True)).ranks[1]
    assert with_model[Part.LANGUAGE] == round(WEIGHTS[Part.LANGUAGE] * 0.6, 2)


def test_several_houses_that_carry_an_item_count_once_and_two_feeds_of_one_do_not() -> None:
    shared = candidate(1, sources=("one", "two"))
    assert told(shared)[Part.COVERAGE] == WEIGHTS[Part.COVERAGE]
    house = replace(RULES, publishers={"one": "a.example", "two": "a.example"})
    assert Part.COVERAGE not in select([shared], house).ranks[1]


def test_another_field_and_company_news_weigh_against_an_item() -> None:
    clinical = candidate(1, "RAG for clinical diagnosis")
    funding = candidate(2, "RAG start-up raises funding")
    assert told(clinical)[Part.OUTSIDE] < 0
    assert told(funding)[Part.NEWS] < 0


def test_news_is_told_in_the_news_lane() -> None:
    chosen = select([candidate(1, "Gemini is now available in Seoul", quotes=(HOW_TO,))], RULES)
    assert chosen.chosen[0].lane is Lane.NEWS
    assert select([candidate(2, "RAG", quotes=(HOW_TO,))], RULES).chosen[0].lane is Lane.EVERGREEN


def test_an_item_without_topic_that_speaks_of_the_field_is_filed_under_the_likely_one() -> None:
    unsure = replace(candidate(1, "How LLM agents find files", topic=None), likely=GUESS)
    choice = select([unsure], RULES).chosen[0]
    assert choice.candidate.matches == (GUESS,)
    assert choice.parts[Part.TOPIC] < WEIGHTS[Part.TOPIC] * GUESS.score
    elsewhere = replace(candidate(1, "How gardeners find seeds", topic=None), likely=GUESS)
    assert verdict(elsewhere) is LeftOut.OFF_TOPIC


def test_what_sells_or_cannot_be_read_is_left_out_by_name() -> None:
    assert verdict(candidate(1, "Buy verified accounts for your RAG")) is LeftOut.UNWANTED
    assert verdict(candidate(1, "域名", language="zh")) is LeftOut.LANGUAGE
    assert verdict(candidate(1, "A court, a lawsuit, clinical funding")) is LeftOut.WEAK


def test_what_a_person_placed_at_a_topic_is_never_unfit() -> None:
    placed = TopicMatch(topic="rag", score=1.0, method="person", decided_by="kim")
    one = replace(candidate(1, "Harbour lawsuit, funding and layoffs"), matches=(placed,))
    assert verdict(one) is None


def test_one_topic_or_kind_does_not_fill_the_list() -> None:
    rules = replace(RULES, items=10, per_topic=4, per_kind=0.2)
    busy = [candidate(n) for n in range(1, 8)]
    papers = [candidate(n, topic="serving", kind="paper", sources=("arxiv",)) for n in range(8, 12)]
    selection = select([*busy, *papers], rules)
    assert sorted(c.candidate.item.id for c in selection.chosen) == [1, 2, 3, 4, 8, 9]
    why = {c.item.id: why for c, why in selection.left_out}
    assert why[5] is LeftOut.TOPIC_QUOTA
    assert why[10] is LeftOut.KIND_QUOTA


def test_a_repost_of_what_is_no_news_is_no_news() -> None:
    old = candidate(1, "A study of careful chunking", backfill=True)
    copy = candidate(2, "A Study of Careful Chunking")
    why = {c.item.id: why for c, why in select([old, copy], RULES).left_out}
    assert why == {1: LeftOut.BACKFILL, 2: LeftOut.SAME_WORK}


def test_a_series_takes_one_place_and_says_how_many_parts_it_has() -> None:
    parts = [candidate(n, f"RAG를 다시 배우며 ({n})", sources=("one",)) for n in (1, 2, 3)]
    selection = select(parts, RULES)
    choice = selection.chosen[0]
    assert len(selection.chosen) == 1
    assert (choice.parts_of_series, len(choice.together)) == (3, 2)
    assert Reason.SERIES in choice.reasons
    assert {why for _, why in selection.left_out} == {LeftOut.SERIES}


def test_a_series_stands_at_the_topic_that_most_of_its_parts_are_likely_to_have() -> None:
    agents = TopicMatch(topic="coding-agents", score=0.2, method="lexical")
    guesses = {1: GUESS, 2: agents, 3: agents}
    parts = [
        replace(
            candidate(
                n, f"LLM 에이전트 다루기 ({n})", topic=None, sources=("one",), reading=Reading.FULL
            ),
            likely=guess,
        )
        for n, guess in guesses.items()
    ]
    choice = select(parts, RULES).chosen[0]
    assert choice.candidate.item.id == 2
    assert choice.candidate.matches == (agents,)
    assert choice.candidate.likely == agents


def test_the_reason_that_few_others_have_comes_first() -> None:
    plain = [candidate(n, f"RAG {n}", language="ko") for n in (1, 2, 3)]
    special = candidate(4, "RAG", quotes=(HOW_TO,), language="ko", published=WEDNESDAY)
    chosen = {c.candidate.item.id: c.reasons for c in select([*plain, special], RULES).chosen}
    assert chosen[4].index(Reason.KOREAN) == len(chosen[4]) - 1
