"""A letter is read in two minutes, says what the issue says, and shortens honestly."""

from dataclasses import replace

import pytest

from catchup.types import Card, Digest, Erratum, Health, TopicKind
from publish.cover import cover_of, preheader_of, subject_of
from publish.minutes import LETTER, reading_time
from publish.plain import shortened
from tests.publish.samples import (
    HEALTH,
    TAXONOMY,
    W09,
    WEDNESDAY,
    a_mixed_week,
    a_week,
    candidate,
    digest_of,
    written,
)

LONG = "A very long sentence about one shared cluster that goes on and on for everybody. " * 6


def issue(*args: object, **options: object) -> Digest:
    return replace(digest_of(*args, **options), week=W09)  # type: ignore[arg-type]


def cards_of(digest: Digest) -> list[Card]:
    return [card for section in digest.sections for card in section.cards]


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("count", [6, 30])
def test_six_to_ten_items_fit_into_two_minutes(count: int, language: str) -> None:
    cover = cover_of(issue(a_mixed_week(count)), language)
    assert 6 <= len(cover.items) <= 10
    words = [cover.title, cover.lead, *cover.notes]
    words += [t for i in cover.items for t in (i.title.text, *i.meta, i.line.text)]
    words += [t for fact in cover.state for t in (fact.label, fact.text)]
    assert sum(map(reading_time, words)) <= LETTER


def spread(number: int) -> list[tuple[int, str]]:
    """Numbers from 1, each with a topic: one topic has no room for so many."""
    topics = [topic.id for topic in TAXONOMY.topics.values() if topic.kind is TopicKind.TOPIC]
    return [(n, topics[n % len(topics)]) for n in range(1, number)]


def test_long_titles_and_quotes_leave_room_for_six() -> None:
    long = [candidate(n, f"{n} {LONG}", topic=t, quotes=(LONG,), text=LONG) for n, t in spread(20)]
    cover = cover_of(issue(long), "en")
    assert len(cover.items) >= 6
    assert all(item.title.text.endswith("…") for item in cover.items)


def test_the_first_of_each_topic_come_before_the_second_of_any() -> None:
    digest = issue(a_mixed_week(30))
    firsts = [section.cards[0].url for section in digest.sections]
    urls = [item.title.url for item in cover_of(digest, "ko").items]
    assert urls[: len(firsts)] == firsts


def test_an_item_is_told_in_the_words_of_its_writer_or_of_its_source() -> None:
    ours = written(candidate(1, "Their title", topic="hybrid", quotes=("One.", "Two.")))
    theirs = candidate(2, "Another title", topic="rag", quotes=("Its own first sentence.",))
    first, second = cover_of(issue([ours, theirs]), "ko").items
    assert first.title.text == "순위를 합치면 놓치던 낱말이 보인다"
    assert first.title.url == "https://posts.example/0001"
    assert first.line.text == "벡터 검색만으로는 제품 코드를 자주 놓쳤습니다."
    assert second.title.text == "Another title"
    assert second.line.text == "“Its own first sentence.”"
    assert (second.title.language, second.line.language) == ("en", "en")


def test_who_wrote_is_said() -> None:
    cover = cover_of(issue([written(candidate(1, quotes=("One.", "Two.")))]), "ko")
    assert cover.state[1].text.startswith("harbour-8b 1")


def test_failures_and_gaps_are_never_silent() -> None:
    assert cover_of(issue(a_week()), "ko").state[0].text == (
        "38곳 가운데 2곳 실패 · 마지막 수집 3월 1일 · 놓친 글이 있을 수 있는 출처 1곳"
    )


def test_an_empty_week_says_so() -> None:
    cover = cover_of(issue([]), "ko")
    assert (cover.items, cover.lead) == ((), "")
    assert cover.notes == ("이 기간에 새로 들어온 글이 없습니다.",)
    assert preheader_of(cover) == cover.notes[0]


def test_updates_are_counted() -> None:
    digest = issue(a_week())
    changed = replace(digest, updates=tuple(cards_of(digest)[:2]))
    assert "지난 호 뒤에 바뀐 글이 2편 있습니다." in cover_of(changed, "ko").notes


@pytest.mark.parametrize(
    ("language", "subject"),
    [
        ("ko", "사내 문서 40만 건, 하이브리드 검색으로 다시… (2026년 9주차)"),
        ("en", "Chunking by structure, revisited (week 9, 2026)"),
    ],
)
def test_a_subject_begins_with_what_a_reader_can_read(language: str, subject: str) -> None:
    assert subject_of(issue(a_week()), language) == subject


def test_subjects_of_two_weeks_differ_even_when_nothing_came() -> None:
    one, other = issue([]), replace(issue([]), week="2026-W10")
    assert subject_of(one, "ko") == "새 글 없음 (2026년 9주차)"
    assert subject_of(one, "ko") != subject_of(other, "ko")


def test_a_preheader_says_more_than_the_subject() -> None:
    digest = issue(a_week())
    preheader = preheader_of(cover_of(digest, "ko"))
    assert preheader.startswith("7편 · 2분. Chunking by structure")
    alone = issue([candidate(1, "One title", quotes=("What it says.",))], health=quiet())
    assert preheader_of(cover_of(alone, "en")).endswith("“What it says.”")


def quiet() -> Health:
    return replace(HEALTH, notes=())


@pytest.mark.parametrize(
    ("text", "columns", "short"),
    [
        ("short", 5, "short"),
        ("one two three", 9, "one two…"),
        ("one two, three", 9, "one two…"),
        ("가나다 라마바", 9, "가나다…"),
        ("가나다라마바", 8, "가나다라…"),
        ("", 0, ""),
    ],
)
def test_shortening_cuts_between_words_and_says_so(text: str, columns: int, short: str) -> None:
    assert shortened(text, columns) == short


def test_a_letter_tells_what_was_wrong_in_an_earlier_issue() -> None:
    texts = {"ko": "4%가 맞습니다.", "en": "It is 4 %."}
    wrong = Erratum(week="2026-W08", texts=texts, noted=WEDNESDAY, title="비용 이야기")
    digest = replace(digest_of(a_mixed_week()), week=W09, corrections=(wrong,))
    assert "지난 호 정정: ‘비용 이야기’ — 4%가 맞습니다." in cover_of(digest, "ko").notes
    assert "Correction: “비용 이야기” — It is 4 %." in cover_of(digest, "en").notes
