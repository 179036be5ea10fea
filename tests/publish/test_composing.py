"""A digest keeps its reading time, its order and the account of what it leaves out."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from catchup.types import (
    Candidate,
    Digest,
    ItemKind,
    LeftOut,
    Reading,
    Reason,
    Selection,
    TopicMatch,
)
from publish.composing import compose
from publish.minutes import reading_time
from publish.render import RENDERERS
from tests.publish.samples import (
    HEALTH,
    SEOUL,
    TAXONOMY,
    WEDNESDAY,
    a_week,
    candidate,
    composed,
    digest_of,
    selection_of,
    written,
)

TOPICS = ("serving", "rag", "vectors", "coding-agents", "evaluation", "hybrid")
KOREAN = "질문 400개를 바꾸기 전과 후에 재 보니 차이는 두 문항에서만 나왔습니다."
ENGLISH = "We measured the same 400 questions twice, and the difference came from two of them."


def many(count: int = 60) -> list[Candidate]:
    """Long titles, three quotes each, Korean and English, over all topics."""
    return [
        candidate(
            n,
            f"Number {n}: what a very long title about a shared cluster can teach all of us",
            topic=TOPICS[n % len(TOPICS)],
            quotes=(KOREAN, KOREAN, KOREAN) if n % 2 else (ENGLISH, ENGLISH, ENGLISH),
            evidence=("cluster",),
            language="ko" if n % 2 else "en",
        )
        for n in range(1, count + 1)
    ]


def cards(digest: Digest) -> list[int]:
    return [card.item for section in digest.sections for card in section.cards]


def shown(digest: Digest) -> list[int]:
    return cards(digest) + [card.item for card in digest.briefs]


@pytest.mark.parametrize("minutes", [2, 3, 5, 8, 15])
@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("form", ["text", "markdown"])
def test_the_rendered_report_keeps_its_reading_time(minutes: int, language: str, form: str) -> None:
    digest = digest_of(many(), minutes=minutes)
    taken = reading_time(RENDERERS[form](digest, language))
    assert minutes * 0.5 <= taken <= minutes


def test_every_chosen_item_is_at_least_named_when_time_allows() -> None:
    digest = digest_of(many(), minutes=15)
    assert len(shown(digest)) == 30
    assert len(cards(digest)) >= 6


def test_with_little_time_cards_come_before_lines() -> None:
    digest = digest_of(many(), minutes=2)
    assert cards(digest)
    assert sum(digest.left_out.values()) == 60 - len(shown(digest))
    assert digest.left_out[LeftOut.LIMIT]


def test_every_candidate_is_accounted_for() -> None:
    digest = digest_of(a_week(), minutes=2)
    assert len(shown(digest)) + sum(digest.left_out.values()) == len(a_week())
    assert digest.candidates == 9


def test_one_topic_does_not_eat_the_time_of_the_others() -> None:
    busy = [candidate(n, topic="rag", quotes=(ENGLISH,) * 3) for n in range(1, 20)]
    rare = candidate(20, topic="serving", quotes=(ENGLISH,) * 3)
    assert 20 in cards(digest_of([*busy, rare], minutes=3))


def test_a_topic_is_represented_by_its_korean_items_first() -> None:
    english = [candidate(n, topic="rag", quotes=(ENGLISH,) * 3) for n in range(1, 9)]
    korean = candidate(9, topic="rag", quotes=(KOREAN,) * 3, language="ko")
    assert 9 in cards(digest_of([*english, korean], minutes=2))


def test_items_without_points_become_lines() -> None:
    digest = digest_of([candidate(1), candidate(2, quotes=(ENGLISH,))])
    assert cards(digest) == [2]
    assert [card.item for card in digest.briefs] == [1]


def test_sections_stand_in_the_order_of_the_handbook() -> None:
    digest = digest_of(many(30), minutes=15)
    topics = [section.topic for section in digest.sections]
    assert topics == ["vectors", "hybrid", "rag", "coding-agents", "evaluation", "serving"]
    assert [section.area for section in digest.sections][:2] == ["search-area", "search-area"]


def test_prerequisites_never_come_after_what_needs_them() -> None:
    digest = digest_of(many(30), minutes=15)
    order = {section.topic: place for place, section in enumerate(digest.sections)}
    for topic, place in order.items():
        for first in TAXONOMY.topics[topic].prerequisites:
            assert order.get(first, -1) < place


def test_all_topics_that_a_digest_names_come_with_it() -> None:
    digest = digest_of(a_week())
    assert {"rag", "rag-area", "hybrid", "vectors"} <= set(digest.topics)


def test_a_length_is_told_only_where_the_whole_text_was_read() -> None:
    whole = candidate(1, quotes=(ENGLISH,), text="word " * 441)
    part = candidate(2, quotes=(ENGLISH,), text="word " * 441, reading=Reading.PARTIAL)
    digest = digest_of([whole, part])
    minutes = {card.item: card.minutes for s in digest.sections for card in s.cards}
    assert minutes == {1: 3, 2: None}


def test_a_match_to_a_topic_that_is_gone_counts_as_off_topic() -> None:
    digest = composed(selection_of([candidate(1, topic="retired"), candidate(2)]))
    assert shown(digest) == [2]
    assert digest.left_out[LeftOut.OFF_TOPIC] == 1


def test_a_gone_topic_does_not_hide_the_ones_that_remain() -> None:
    gone = TopicMatch(topic="retired", score=0.9, method="lexical")
    one = candidate(1)
    digest = composed(selection_of([replace(one, matches=(gone, *one.matches))]))
    assert digest.briefs[0].topic == "rag"


def test_a_source_no_longer_declared_is_named_by_its_host() -> None:
    digest = digest_of([candidate(1, sources=("forgotten",))])
    assert digest.briefs[0].source == "posts.example"


def test_the_same_selection_always_gives_the_same_digest() -> None:
    assert digest_of(many()) == digest_of(many()[::-1])


def test_an_empty_selection_gives_an_empty_digest() -> None:
    digest = compose(
        selection_of([]),
        taxonomy=TAXONOMY,
        health=HEALTH,
        source_titles={},
        timezone=SEOUL,
        minutes=8,
        young=False,
    )
    assert (digest.sections, digest.briefs, digest.candidates) == ((), (), 0)


def test_papers_posts_and_videos_share_one_list() -> None:
    kinds = Counter(
        card.kind
        for card in digest_of(
            [
                candidate(n, kind=kind, published=WEDNESDAY - timedelta(hours=n))
                for n, kind in enumerate(ItemKind, 1)
            ]
        ).briefs
    )
    assert kinds == dict.fromkeys(ItemKind, 1)


# ---- Issues and written summaries -------------------------------------------------------------


def with_updates(count: int, chosen: int = 20) -> Selection:
    rows = many(count + chosen)
    changed = tuple(replace(c, item=replace(c.item, version=2)) for c in rows[:count])
    return replace(selection_of(rows[count:]), updates=changed)


def test_updates_are_told_beside_the_news() -> None:
    digest = composed(with_updates(2), minutes=8)
    assert [card.item for card in digest.updates] == [1, 2]
    assert all(card.reasons == (Reason.REVISED,) for card in digest.updates)
    assert not {1, 2} & set(shown(digest))
    assert {card.topic for card in digest.updates} <= set(digest.topics)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_many_updates_leave_room_for_the_news(language: str) -> None:
    digest = composed(with_updates(40), minutes=5)
    told = len(digest.updates)
    assert 0 < told < 40
    assert digest.left_out[LeftOut.LIMIT] == 60 - told - len(shown(digest))
    assert cards(digest)
    assert reading_time(RENDERERS["text"](digest, language)) <= 5


def test_an_update_whose_topic_is_gone_counts_as_off_topic() -> None:
    gone = replace(selection_of([]), updates=(candidate(1, topic="retired"),))
    digest = composed(gone)
    assert digest.updates == ()
    assert digest.left_out[LeftOut.OFF_TOPIC] == 1


def test_a_card_carries_what_the_writer_wrote() -> None:
    one = written(candidate(1, quotes=(ENGLISH, ENGLISH)), fallback="timeout")
    assert one.summary is not None
    card = digest_of([one]).sections[0].cards[0]
    assert (card.headline, card.tldr, card.why) == (
        one.summary.headline,
        one.summary.tldr,
        one.summary.why,
    )
    assert card.fallback == "timeout"
