"""Every candidate gets one verdict, by fixed rules and in a fixed order."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catchup.types import (
    Candidate,
    DateDoubt,
    ItemKind,
    LeftOut,
    Level,
    Period,
    Point,
    Reason,
    TopicMatch,
)
from publish.homes import home_source, leading_match
from publish.rules import Rules
from publish.selecting import select
from tests.publish.samples import RULES, WEDNESDAY, WEEK, a_week, candidate

YOUNG = replace(RULES, young=True)
DAY = timedelta(days=1)
BEFORE = WEEK.start - 5 * DAY


def verdict(one: Candidate, rules: Rules = RULES) -> LeftOut | None:
    selection = select([one], rules)
    return selection.left_out[0][1] if selection.left_out else None


def reasons(one: Candidate, rules: Rules = RULES) -> tuple[Reason, ...]:
    return select([one], rules).chosen[0].reasons


def test_an_item_first_seen_in_the_period_is_chosen() -> None:
    assert verdict(candidate(1)) is None


@pytest.mark.parametrize("doubt", [d for d in DateDoubt if d is not DateDoubt.MISSING])
def test_a_doubtful_date_is_never_announced(doubt: DateDoubt) -> None:
    assert verdict(candidate(1, published=None, date_doubt=doubt)) is LeftOut.DOUBTFUL_DATE
    young = candidate(1, published=None, date_doubt=doubt, backfill=True)
    assert verdict(young, YOUNG) is LeftOut.DOUBTFUL_DATE


def test_an_undated_item_is_new_when_it_appears_in_a_feed_already_followed() -> None:
    assert verdict(candidate(1, published=None, date_doubt=DateDoubt.MISSING)) is None


def test_an_undated_item_of_a_first_crawl_is_not_new() -> None:
    first = candidate(1, published=None, date_doubt=DateDoubt.MISSING, backfill=True)
    assert verdict(first) is LeftOut.DOUBTFUL_DATE


def test_a_date_that_another_source_vouches_for_is_believed() -> None:
    assert verdict(candidate(1, date_doubt=DateDoubt.SAME_INSTANT)) is None


def test_back_fill_is_not_announced() -> None:
    assert verdict(candidate(1, backfill=True)) is LeftOut.BACKFILL


def test_in_a_young_store_the_published_date_decides_about_back_fill() -> None:
    assert verdict(candidate(1, backfill=True), YOUNG) is None
    assert verdict(candidate(1, backfill=True, published=BEFORE), YOUNG) is LeftOut.BACKFILL


def test_an_item_seen_before_the_period_is_outside_it() -> None:
    seen = candidate(1, first_seen=BEFORE, published=BEFORE)
    assert verdict(seen) is LeftOut.OUTSIDE_PERIOD


def test_periods_are_half_open() -> None:
    assert verdict(candidate(1, first_seen=WEEK.start, published=WEEK.start)) is None
    assert verdict(candidate(1, first_seen=WEEK.end)) is LeftOut.OUTSIDE_PERIOD


def test_a_change_in_the_period_is_an_update_and_never_new() -> None:
    changed = candidate(1, first_seen=BEFORE, published=BEFORE, revised=WEDNESDAY, version=2)
    assert Reason.REVISED in reasons(changed)
    assert Reason.LATE not in reasons(changed)


def test_what_is_new_is_never_called_an_update() -> None:
    assert Reason.REVISED not in reasons(candidate(1, revised=WEDNESDAY, version=2))


def test_items_older_than_the_window_are_too_old() -> None:
    edge = WEEK.end - RULES.window
    assert verdict(candidate(1, published=edge - DAY)) is LeftOut.TOO_OLD
    assert verdict(candidate(1, published=edge)) is None


def test_an_item_that_arrives_late_says_so() -> None:
    assert Reason.LATE in reasons(candidate(1, published=BEFORE))
    assert Reason.LATE not in reasons(candidate(1, published=WEEK.start - timedelta(hours=2)))


def test_an_item_without_topic_is_off_topic() -> None:
    assert verdict(candidate(1, topic=None)) is LeftOut.OFF_TOPIC


def test_a_hidden_item_stays_hidden() -> None:
    assert verdict(candidate(1, hidden=True)) is LeftOut.HIDDEN


def test_the_same_work_is_shown_beside_the_better_item() -> None:
    selection = select(a_week(), RULES)
    together = {c.candidate.item.id: [o.item.id for o in c.together] for c in selection.chosen}
    assert together[2] == [3]
    assert {c.item.id: why for c, why in selection.left_out}[3] is LeftOut.SAME_WORK


def test_a_source_brings_at_most_its_quota_of_the_newest() -> None:
    items = [candidate(n, sources=("one",)) for n in range(1, 6)]
    selection = select(items, replace(RULES, per_source=3))
    assert [c.candidate.item.id for c in selection.chosen] == [1, 2, 3]
    assert {why for _, why in selection.left_out} == {LeftOut.SOURCE_QUOTA}


def test_a_report_holds_at_most_its_limit_of_the_newest() -> None:
    selection = select([candidate(n) for n in range(1, 41)], replace(RULES, per_topic=40))
    assert [c.candidate.item.id for c in selection.chosen] == list(range(1, 31))
    assert {why for _, why in selection.left_out} == {LeftOut.LIMIT}


def test_an_item_counts_for_the_source_of_its_own_host() -> None:
    item = candidate(
        1, url="https://blog.hangang.example/post", sources=("news-gang", "hangang-blog")
    ).item
    assert home_source(item) == "hangang-blog"
    assert home_source(replace(item, url="https://elsewhere.example/")) == "news-gang"


def test_a_persons_decision_leads_over_a_higher_score() -> None:
    scored = TopicMatch(topic="rag", score=0.9, method="lexical")
    decided = TopicMatch(topic="serving", score=0.1, method="human", decided_by="kim")
    assert leading_match([scored, decided]) is decided


def test_reasons_follow_from_facts() -> None:
    chosen = {c.candidate.item.id: c.reasons for c in select(a_week(), RULES).chosen}
    assert {Reason.TOPIC_IN_TITLE, Reason.KOREAN, Reason.WHOLE_TEXT} <= set(chosen[1])
    assert {Reason.SEVERAL_SOURCES, Reason.TOPIC_IN_TITLE, Reason.PAPER} <= set(chosen[2])
    # Samples estimate the level: a guess is no recommendation to beginners.
    assert Reason.INTRODUCTORY not in chosen[5]
    assert Reason.REVISED in chosen[6]
    assert Reason.LATE in chosen[8]


def some_candidate(number: int, draw: st.DrawFn) -> Candidate:
    moments = st.integers(-40, 10).map(lambda days: WEDNESDAY + timedelta(days=days))
    return candidate(
        number,
        draw(st.sampled_from(["Release note", "A title twelve letters long", "다른 제목"])),
        topic=draw(st.sampled_from(["rag", "serving", None])),
        level=Level.INTRO,
        kind=draw(st.sampled_from(list(ItemKind))),
        published=draw(st.none() | moments),
        date_doubt=draw(st.none() | st.sampled_from(list(DateDoubt))),
        first_seen=draw(moments),
        revised=draw(st.none() | moments),
        backfill=draw(st.booleans()),
        hidden=draw(st.booleans()),
        sources=(draw(st.sampled_from(["one", "two"])),),
        mentions=(f"https://posts.example/{draw(st.integers(1, 12)):04d}",),
    )


@st.composite
def some_candidates(draw: st.DrawFn) -> list[Candidate]:
    return [some_candidate(number, draw) for number in range(1, draw(st.integers(0, 12)) + 1)]


@given(some_candidates(), st.booleans())
def test_each_candidate_gets_one_verdict_in_whatever_order_they_come(
    candidates: list[Candidate], young: bool
) -> None:
    rules = replace(RULES, young=young, items=3, per_source=2)
    selection = select(candidates, rules)
    answered = [c.candidate.item.id for c in selection.chosen]
    answered += [c.item.id for c, _ in selection.left_out]
    assert sorted(answered) == [c.item.id for c in candidates]
    assert select(candidates[::-1], rules) == selection
    items = [choice.candidate.item for choice in selection.chosen]
    assert len(items) <= 3
    sources = Counter(item.sources[0] for item in items if item.kind is not ItemKind.PAPER)
    assert all(count <= 2 for count in sources.values())


@given(some_candidates(), st.booleans())
def test_nothing_old_hidden_doubtful_or_off_topic_is_ever_chosen(
    candidates: list[Candidate], young: bool
) -> None:
    for choice in select(candidates, replace(RULES, young=young)).chosen:
        item = choice.candidate.item
        assert not item.hidden
        assert choice.candidate.matches
        born = item.published or item.first_seen
        assert Reason.REVISED in choice.reasons or born >= WEEK.end - RULES.window
        assert item.published or item.date_doubt in {None, DateDoubt.MISSING}


def test_a_level_that_was_judged_may_recommend_to_beginners() -> None:
    one = candidate(1, quotes=("One.",))
    assert one.summary is not None
    judged = replace(one, summary=replace(one.summary, level=Level.INTRO, level_estimated=False))
    assert Reason.INTRODUCTORY in select([judged], RULES).chosen[0].reasons


def test_six_weeks_hold_what_is_six_weeks_old() -> None:
    rules = replace(RULES, period=Period(RULES.period.end - timedelta(weeks=6), RULES.period.end))
    born = RULES.period.end - timedelta(weeks=5)
    old = candidate(1, published=born, first_seen=born)
    assert [c.candidate.item.id for c in select([old], rules).chosen] == [1]


def test_what_a_weekly_crawl_brought_is_not_told_again_a_week_later() -> None:
    born, seen = RULES.period.start - timedelta(days=3), RULES.period.start + timedelta(hours=9)
    told = candidate(1, published=born, first_seen=seen)
    late = candidate(2, published=born, first_seen=seen + timedelta(days=1))
    selection = select([told, late], RULES)
    assert [c.candidate.item.id for c in selection.chosen] == [2]
    assert Reason.LATE in selection.chosen[0].reasons
    assert [why for _, why in selection.left_out] == [LeftOut.OUTSIDE_PERIOD]


def test_two_feeds_of_one_house_are_one_voice() -> None:
    one = candidate(1, sources=("news", "research"))
    rules = replace(RULES, publishers={"news": "lab.example", "research": "lab.example"})
    assert Reason.SEVERAL_SOURCES not in select([one], rules).chosen[0].reasons
    assert Reason.SEVERAL_SOURCES in select([one], RULES).chosen[0].reasons


# ---- Issues -----------------------------------------------------------------------------------

HOUR = timedelta(hours=1)
FROZEN, OPENED = WEEK.start + 6 * HOUR, WEEK.end + 6 * HOUR
ISSUE = replace(RULES, seen=Period(FROZEN, OPENED))


def held(*items: int) -> Rules:
    return replace(ISSUE, held=frozenset(items))


@pytest.mark.parametrize(
    ("born", "seen"),
    [
        (WEEK.start, FROZEN),
        (WEEK.end - HOUR, OPENED - HOUR),  # born in the week, crawled in the hours after it
        (WEEK.start + HOUR, WEEK.start + HOUR),  # before the last freeze, but not of its week
        (WEEK.start - 3 * DAY, FROZEN),  # late
        (WEEK.end - timedelta(days=21), FROZEN),
    ],
)
def test_an_issue_announces_what_came_since_the_last_froze(born: datetime, seen: datetime) -> None:
    assert verdict(candidate(1, published=born, first_seen=seen), ISSUE) is None


@pytest.mark.parametrize(
    ("born", "seen"),
    [
        (WEEK.end, WEEK.end + HOUR),  # the next issue's
        (WEEK.start - HOUR, FROZEN - HOUR),  # the last issue's
        (WEEK.start + HOUR, OPENED),  # seen too late even for this one
    ],
)
def test_an_issue_leaves_to_others_what_is_theirs(born: datetime, seen: datetime) -> None:
    one = candidate(1, published=born, first_seen=seen)
    assert verdict(one, ISSUE) is LeftOut.OUTSIDE_PERIOD


def test_an_issue_holds_nothing_older_than_three_weeks() -> None:
    old = candidate(1, published=WEEK.end - timedelta(days=21, seconds=1), first_seen=FROZEN)
    assert verdict(old, ISSUE) is LeftOut.TOO_OLD


def test_what_was_born_before_the_week_of_an_issue_is_late() -> None:
    assert Reason.LATE in reasons(candidate(1, published=WEEK.start - HOUR), ISSUE)
    assert Reason.LATE not in reasons(candidate(1, published=WEEK.start), ISSUE)


def test_what_an_earlier_issue_held_is_not_news() -> None:
    selection = select([candidate(1), candidate(2)], held(1))
    assert [c.candidate.item.id for c in selection.chosen] == [2]
    assert selection.left_out == ((candidate(1), LeftOut.HELD),)


def test_what_an_earlier_issue_held_is_an_update_when_it_has_changed_since() -> None:
    changed = candidate(1, revised=OPENED - HOUR, version=2)
    before = candidate(2, revised=FROZEN - HOUR, version=2)
    after = candidate(3, revised=OPENED, version=2)
    hidden = candidate(4, revised=OPENED - HOUR, version=2, hidden=True)
    selection = select([changed, before, after, hidden], held(1, 2, 3, 4))
    assert selection.updates == (changed,)
    assert selection.chosen == ()
    assert [(c.item.id, why) for c, why in selection.left_out] == [
        (2, LeftOut.HELD),
        (3, LeftOut.HELD),
        (4, LeftOut.HIDDEN),
    ]


def test_what_no_issue_announced_is_never_its_update() -> None:
    changed = candidate(1, published=BEFORE, first_seen=BEFORE, revised=WEDNESDAY, version=2)
    assert verdict(changed, ISSUE) is LeftOut.OUTSIDE_PERIOD
    assert select([changed], ISSUE).updates == ()


def test_the_latest_update_comes_first() -> None:
    changed = [candidate(n, revised=OPENED - n * HOUR, version=2) for n in (3, 1, 2)]
    assert [c.item.id for c in select(changed, held(1, 2, 3)).updates] == [1, 2, 3]


@given(some_candidates(), st.booleans(), st.frozensets(st.integers(1, 12)))
def test_an_issue_answers_for_each_candidate_once_and_announces_none_twice(
    candidates: list[Candidate], young: bool, announced: frozenset[int]
) -> None:
    rules = replace(ISSUE, young=young, held=announced, items=3, per_source=2)
    selection = select(candidates, rules)
    chosen = {c.candidate.item.id for c in selection.chosen}
    updates = {c.item.id for c in selection.updates}
    answered = [*chosen, *updates, *(c.item.id for c, _ in selection.left_out)]
    assert sorted(answered) == [c.item.id for c in candidates]
    assert not chosen & announced
    assert updates <= announced
    assert select(candidates[::-1], rules) == selection


@given(some_candidates())
def test_no_item_is_news_of_two_weeks(candidates: list[Candidate]) -> None:
    week = timedelta(weeks=1)
    later = Period(WEEK.start + week, WEEK.end + week)
    first = select(candidates, replace(ISSUE, items=50, per_source=50))
    told = frozenset(c.candidate.item.id for c in first.chosen)
    rules = Rules(period=later, young=False, seen=Period(OPENED, OPENED + week), held=told)
    second = select(candidates, replace(rules, items=50, per_source=50))
    assert not told & {c.candidate.item.id for c in second.chosen}


def test_a_reason_has_to_show_in_title_or_quotes() -> None:
    figures = "It answers in 40 ms, costs 12% less, takes 3 GB and runs 2x as fast."
    told = candidate(1, "How we run it", quotes=(figures,))
    assert told.summary is not None
    other = replace(told.summary, points=(Point(quote="We run a search engine.", start=0),))
    assert Reason.FIGURES in reasons(told)
    assert Reason.FIGURES not in reasons(replace(told, summary=other))


def test_another_field_with_a_technique_of_ours_is_off_topic() -> None:
    chip = (
        "A convolutional neural network runs on a microcontroller with 256 kB of memory and "
        "classifies images of leaves at 12 frames a second after quantization to 4 bits."
    )
    assert verdict(candidate(1, "Quantized vision", quotes=(chip,))) is LeftOut.OFF_TOPIC
    ours = f"{chip} A language model writes its labels."
    assert verdict(candidate(1, "Quantized vision", quotes=(ours,))) is not LeftOut.OFF_TOPIC
