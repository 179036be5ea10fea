"""Filters keep what they ask for, and a need in either language finds what helps."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catchup.types import (
    BacklogEntry,
    BacklogKind,
    BacklogState,
    ItemKind,
    Level,
    Taxonomy,
    TopicKind,
    TopicMatch,
)
from taxonomy import Matcher, read_topics
from taxonomy.backlog import Action, apply
from taxonomy.querying import (
    Filter,
    Waiting,
    holds,
    matches,
    of_item,
    of_task,
    ranked,
    words_in_common,
)
from tests.fakes.builders import NOW, a_candidate, a_summary, a_task, a_topic

DAY = timedelta(days=1)
AREA = a_topic("retrieval", kind=TopicKind.AREA, parent="build")
TOPICS = Taxonomy(
    topics={"rag": a_topic("rag", level=Level.ADVANCED), "retrieval": AREA}, digest=""
)
OPEN = BacklogEntry(item=1, topic="rag")
CLAIMED = apply(OPEN, Action.CLAIM, "garam", NOW)
CANDIDATE = a_candidate(1, kind=ItemKind.PAPER, language="ko")
PAPER = of_item(CANDIDATE, OPEN)
TASK = of_task(a_task())
HANDBOOK = read_topics(Path(__file__).parents[2] / "catchup" / "templates" / "topics.yaml")


@pytest.mark.parametrize(
    ("wanted", "other"),
    [
        (Filter(topics={"rag"}), Filter(topics={"agents"})),
        (Filter(state=BacklogState.OPEN), Filter(state=BacklogState.CLAIMED)),
        (Filter(level=Level.ADVANCED), Filter(level=Level.INTRO)),
        (Filter(kind=BacklogKind.NEW_ITEM), Filter(kind=BacklogKind.MISSING_PAGE)),
        (Filter(item_kind=ItemKind.PAPER), Filter(item_kind=ItemKind.VIDEO)),
        (Filter(language="ko"), Filter(language="en")),
        (Filter(since=NOW), Filter(since=NOW + DAY)),
        (Filter(claimant=""), Filter(claimant="garam")),
    ],
)
def test_each_filter_keeps_what_it_asks_for(wanted: Filter, other: Filter) -> None:
    assert matches(wanted, PAPER, TOPICS, NOW)
    assert not matches(other, PAPER, TOPICS, NOW)


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        (Filter(), True),
        (Filter(topics={"rag"}, kind=BacklogKind.MISSING_PAGE, level=Level.ADVANCED), True),
        (Filter(since=NOW), True),
        (Filter(kind=BacklogKind.NEW_ITEM), False),
        (Filter(item_kind=ItemKind.PAPER), False),
        (Filter(language="ko"), False),
        (Filter(since=NOW + DAY), False),
    ],
)
def test_a_task_is_filtered_like_an_item_but_has_no_language(wanted: Filter, kept: bool) -> None:
    assert matches(wanted, TASK, TOPICS, NOW) is kept


def test_the_level_of_a_summary_comes_before_that_of_the_topic() -> None:
    summarised = of_item(replace(CANDIDATE, summary=a_summary(level=Level.INTRO)), OPEN)
    assert matches(Filter(level=Level.INTRO), summarised, TOPICS, NOW)


def test_a_filter_sees_the_state_that_time_has_brought() -> None:
    wanted = Filter(state=BacklogState.OPEN)
    claimed = of_item(CANDIDATE, CLAIMED)
    assert matches(wanted, claimed, TOPICS, NOW + 14 * DAY)
    assert not matches(wanted, claimed, TOPICS, NOW)
    assert matches(Filter(claimant="garam"), claimed, TOPICS, NOW)


def test_an_entry_of_a_lost_topic_has_no_level() -> None:
    lost = of_item(CANDIDATE, replace(OPEN, topic="gone"))
    assert matches(Filter(topics={"gone"}), lost, TOPICS, NOW)
    assert not matches(Filter(level=Level.ADVANCED), lost, TOPICS, NOW)


FILTERS = st.builds(
    Filter,
    topics=st.sampled_from([None, frozenset({"rag"}), frozenset({"x"})]),
    state=st.none() | st.sampled_from(BacklogState),
    kind=st.none() | st.sampled_from(BacklogKind),
    item_kind=st.none() | st.sampled_from(ItemKind),
    level=st.none() | st.sampled_from(Level),
    language=st.sampled_from([None, "ko", "en"]),
    since=st.sampled_from([None, NOW, NOW + DAY]),
    claimant=st.sampled_from([None, "garam", "narae"]),
)


@given(FILTERS, st.sampled_from([PAPER, TASK, of_item(CANDIDATE, CLAIMED)]))
def test_a_filter_shows_what_each_of_its_parts_alone_would_show(
    wanted: Filter, waiting: Waiting
) -> None:
    names = ("topics", "state", "kind", "item_kind", "level", "language", "since", "claimant")
    parts = [Filter(**{name: getattr(wanted, name)}) for name in names]
    assert matches(wanted, waiting, TOPICS, NOW) == all(
        matches(part, waiting, TOPICS, NOW) for part in parts
    )


def test_free_words_are_found_anywhere_in_whatever_form() -> None:
    noted = of_item(CANDIDATE, replace(OPEN, note="표를 확인할 것"))
    for words in ("", "INDEX tenant", "recall", "확인", normalize("NFD", "표를")):
        assert holds(noted, words), words
    assert holds(TASK, "검색 증강")
    assert not holds(noted, "index 없는말")


# ---- Needs ------------------------------------------------------------------------------------


def a_row(number: int, topic: str, title: str, text: str, language: str = "en") -> Waiting:
    candidate = a_candidate(
        number,
        title=title,
        text=text,
        language=language,
        matches=(TopicMatch(topic=topic, score=0.8, method="lexical"),),
    )
    return of_item(candidate, BacklogEntry(item=number, topic=topic))


ROWS = [
    a_row(
        1,
        "reranking",
        "Cross-encoders for a search box with little time",
        "We score the candidates of the first stage again and keep twenty.",
    ),
    a_row(
        2,
        "reranking",
        "판례 검색에 재순위화를 붙이다",
        "한국어 법률문서 검색에서 상위 후보를 다시 매겼더니 정답이 위로 올라왔다.",
        "ko",
    ),
    a_row(
        3, "quantization", "Four bits are enough", "Weights of a small model, rounded with care."
    ),
    a_row(4, "agent-basics", "회의실 예약 에이전트", "일정을 묻고 방을 잡는다.", "ko"),
]


def numbers(found: list[tuple[float, Waiting]]) -> list[int]:
    return [row.candidate.item.id for _, row in found if row.candidate]


def best(need: str, language: str) -> list[int]:
    likely = Matcher(HANDBOOK).rank(need, "", language)
    found = ranked(need, likely, ROWS, HANDBOOK)
    assert all(0 < score <= 1 for score, _ in found)
    return numbers(found)


def test_a_korean_need_finds_the_korean_item_first_and_the_english_one_of_its_topic_next() -> None:
    assert best("한국어 법률 문서 재순위화", "ko")[:2] == [2, 1]


def test_an_english_need_finds_korean_items_of_its_topic() -> None:
    found = best("reranking for legal documents", "en")
    assert set(found[:2]) == {1, 2}
    assert 3 not in found


def test_a_need_that_nothing_helps_with_finds_nothing() -> None:
    assert best("김치찌개 맛있게 끓이기", "ko") == []


def test_words_alone_find_where_no_topic_is_named() -> None:
    found = ranked("rounded weights", (), ROWS, HANDBOOK)
    assert numbers(found) == [3]


def test_another_search_can_say_which_entries_share_words() -> None:
    found = ranked("x", (), ROWS, HANDBOOK, lambda _need, rows: [0, 0, 0, 1.0][: len(rows)])
    assert numbers(found) == [4]


def test_compounds_are_compared_however_they_are_spaced() -> None:
    together, apart, other = words_in_common("법률 문서", [ROWS[1], ROWS[1], ROWS[3]])
    assert together == apart > 0.5
    assert other == 0


def test_rank_is_the_same_whatever_the_order() -> None:
    likely = Matcher(HANDBOOK).rank("재순위화", "", "ko")
    first = ranked("재순위화", likely, ROWS, HANDBOOK)
    assert sorted(score for score, _ in first) == sorted(
        score for score, _ in ranked("재순위화", likely, ROWS[::-1], HANDBOOK)
    )
