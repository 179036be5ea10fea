"""Search, the same on both databases."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from catchup.store import Store, search
from catchup.store.filters import Filters
from catchup.store.search import Order
from catchup.types import Article, BacklogState, Entry, ItemKind, Level, Reading, TopicMatch
from tests.catchup.store import test_taking
from tests.fakes.builders import NOW, a_backlog_entry, a_summary, an_entry

RAG = TopicMatch(topic="rag", score=0.9, method="lexical")
AGENTS = TopicMatch(topic="agents", score=0.4, method="lexical")
KOREAN = "대형언어모델을 재순위화에 쓰고 결과를 평가했습니다."
DAY = timedelta(days=1)


def take(store: Store, *entries: Entry, source: str = "tidal", later: bool = False) -> None:
    """A visit, and what was found is indexed."""
    test_taking.take(store, *entries, source=source, later=later)
    store.search.catch_up()


def found(store: Store, words: str = "", **changes: Any) -> list[int]:  # noqa: ANN401
    """The ids of the hits; `changes` are filters, or arguments of `find`."""
    own = {name: changes.pop(name) for name in ("order", "synonyms", "limit") if name in changes}
    hits = store.search.find(words, Filters(**changes), **own)
    return [hit.id for hit in hits]


def test_a_korean_stem_is_found_wherever_it_stands_in_a_word(store: Store) -> None:
    take(store, an_entry(1, text=KOREAN), an_entry(2, text="모형을 만들었다"))
    for stem in ("언어", "모델", "언어모델", "대형언어모델", "재순위화", "평가", "재순위화에"):
        assert found(store, stem) == [1], stem
    for other in ("순위권", "모델모델", "어모형"):
        assert found(store, other) == [], other


def test_words_are_found_in_titles_and_texts_however_they_are_written(store: Store) -> None:
    take(store, an_entry(1, title="ＲＡＧ를 쓰다", text="Three Rerankers"), an_entry(2))
    for words in ("rag", "RAG", "reranker", "RERANKERS", "rag reranker", "RAG의"):
        assert found(store, words) == [1], words
    assert found(store, "rag tenants") == []
    assert found(store, "…") == []


def test_one_syllable_is_found_at_every_place_of_a_word(store: Store) -> None:
    texts = ("봇이", "챗봇", "로봇팔", "보")
    take(store, *(an_entry(number, text=text) for number, text in enumerate(texts)))
    assert found(store, "봇") == [3, 2, 1]


def test_a_quotation_is_verified_in_the_text(store: Store) -> None:
    take(
        store,
        an_entry(1, text="언어 모델을 평가"),
        an_entry(2, text="모델 언어"),
        an_entry(3, text="언어, 모델"),
    )
    assert found(store, "언어 모델") == [3, 2, 1]
    assert found(store, '"언어 모델"') == [1]


def test_a_phrase_is_looked_for_beyond_the_first_look(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "LOOKS", (2, 2, 2))
    orders = ("all you need", *["you need all"] * 3, "all you need", "you need all")
    take(store, *(an_entry(n, text=text) for n, text in enumerate(orders)))
    assert found(store, '"all you"') == [5, 1]


def test_names_in_the_other_language_are_found_too(store: Store) -> None:
    take(
        store,
        an_entry(1, text="RAG at scale"),
        an_entry(2, text="검색 증강 생성을 크게"),
        an_entry(3, text="검색증강생성"),
        an_entry(4, text="검색을 하고 증강을 하고 생성을 했다"),
    )
    names = [{"RAG", "검색 증강 생성", "retrieval-augmented generation"}]
    assert found(store, "rag", synonyms=names) == [3, 2, 1]
    # Typed words need not stand side by side; the names of another language must.
    assert found(store, "검색 증강 생성", synonyms=names) == [4, 3, 2, 1]
    assert found(store, "rag") == [1]


def test_the_newest_come_first_whenever_they_arrived(store: Store) -> None:
    days = (3, 1, 2, 5, 4)
    for number, day in enumerate(days, start=1):
        take(store, an_entry(number, text="언어모델 chunk", published=NOW - day * DAY))
    newest = [2, 3, 1, 5, 4]
    assert found(store, "chunk") == newest
    assert found(store, "언어모델", limit=3) == newest[:3]
    assert found(store, limit=4) == newest[:4]


def test_within_a_minute_the_newest_come_first_as_well(store: Store) -> None:
    start = NOW.replace(second=0, microsecond=0) - DAY
    seconds = (5, 59, 0, 31, 12, 40)
    for number, second in enumerate(seconds, start=1):
        published = start + timedelta(seconds=second)
        take(store, an_entry(number, text="chunk 언어모델", published=published))
    order = [number for _, number in sorted(zip(seconds, range(1, 7), strict=True), reverse=True)]
    for limit in range(1, 7):
        assert found(store, "chunk", limit=limit) == order[:limit]
        assert found(store, "언어모델", limit=limit) == order[:limit]


def test_many_of_one_time_are_in_order_as_well(store: Store) -> None:
    start = NOW.replace(minute=0, second=0, microsecond=0) - DAY
    seconds = [number * 37 % 101 for number in range(1, 101)]  # 1 to 100, each of them once
    instants = [start + timedelta(seconds=second) for second in seconds]
    for number, instant in enumerate(instants, start=1):
        test_taking.take(store, an_entry(number, text="chunk 언어모델", published=instant))
    store.search.catch_up()
    newest = sorted(range(1, 101), key=lambda number: seconds[number - 1], reverse=True)
    for limit in (1, 31, 40, 100):
        assert found(store, "chunk", limit=limit) == newest[:limit]
        assert found(store, "언어모델", limit=limit) == newest[:limit]


@pytest.fixture
def various(store: Store) -> Store:
    """Three items that differ in everything that can be filtered."""
    take(
        store,
        an_entry(1, kind=ItemKind.PAPER, published=NOW - 9 * DAY),
        an_entry(2, language="ko", published=NOW - 2 * DAY),
    )
    take(store, an_entry(3, published=NOW - DAY), source="delta")
    store.items.add_matches("one", {1: (RAG,), 2: (RAG, AGENTS), 3: (AGENTS,)})
    store.items.add_summary(replace(a_summary(2), level=Level.INTRO))
    store.backlog.keep(a_backlog_entry(1, "rag", state=BacklogState.ACCEPTED))
    return store


@pytest.mark.parametrize("words", ["", "tenant", '"index for each tenant"'])
@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ({}, [3, 2, 1]),
        ({"kind": ItemKind.PAPER}, [1]),
        ({"source": "delta"}, [3]),
        ({"language": "ko"}, [2]),
        ({"level": Level.INTRO}, [2]),
        ({"since": NOW - 2 * DAY}, [3, 2]),
        ({"topics": frozenset({"rag"})}, [2, 1]),
        ({"topics": frozenset({"rag", "agents"})}, [3, 2, 1]),
        ({"topics": frozenset({"rag", "agents"}), "since": NOW - DAY}, [3]),
        ({"topics": frozenset({"rag"}), "state": BacklogState.OPEN}, [2]),
        ({"topics": frozenset({"rag"}), "state": BacklogState.ACCEPTED}, [1]),
        ({"state": BacklogState.ACCEPTED}, [1]),
        ({"topics": frozenset({"rag"}), "language": "ko", "source": "tidal"}, [2]),
        ({"topics": frozenset({"unknown"})}, []),
    ],
)
def test_filters_hold_with_and_without_words(
    various: Store, words: str, filters: dict[str, Any], ids: list[int]
) -> None:
    assert found(various, words, **filters) == ids
    if words:
        assert sorted(found(various, words, order=Order.RELEVANCE, **filters)) == sorted(ids)


def test_what_was_dismissed_is_at_its_topic_only_when_asked_for(various: Store) -> None:
    various.backlog.keep(a_backlog_entry(2, "rag", state=BacklogState.DISMISSED))
    rag = frozenset({"rag"})
    for words in ("", "tenant"):
        assert found(various, words, topics=rag) == [1]
        assert found(various, words, topics=rag, state=BacklogState.DISMISSED) == [2]
        assert found(various, words) == [3, 2, 1]


def test_a_snooze_that_is_over_is_open(various: Store) -> None:
    snoozed = a_backlog_entry(2, "rag", state=BacklogState.SNOOZED, until=NOW + DAY)
    various.backlog.keep(snoozed)
    asked = {"topics": frozenset({"rag"}), "state": BacklogState.OPEN}
    for words in ("", "tenant"):
        assert found(various, words, now=NOW, **asked) == []
        assert found(various, words, now=NOW + DAY, **asked) == [2]


def test_hidden_items_are_never_found(various: Store) -> None:
    various.items.hide(2)
    assert found(various) == found(various, "tenant") == [3, 1]
    assert found(various, topics=frozenset({"rag"})) == [1]


def test_new_words_replace_the_old_ones(store: Store) -> None:
    take(store, an_entry(1, text="색인을 만들었다"), an_entry(2))
    take(store, an_entry(1, title="Corrected", text="청크를 나누었다"), later=True)
    assert (found(store, "색인"), found(store, "청크"), found(store, "corrected")) == ([], [1], [1])
    page = Article(text="페이지 전체에는 양자화도 있다. " * 20, reading=Reading.FULL)
    store.items.add_text(1, page, source="tidal", now=NOW)
    store.search.catch_up()
    assert (found(store, "청크"), found(store, "양자화")) == ([], [1])


def test_words_that_change_inside_a_version_are_found(store: Store) -> None:
    text = " ".join(f"word{number}" for number in range(40))
    take(store, an_entry(1, text=f"{text} erratum"))
    take(store, an_entry(1, text=f"{text} correction"), later=True)
    assert store.items.history(1).versions[-1].number == 1
    assert (found(store, "erratum"), found(store, "correction")) == ([], [1])


def test_the_longest_texts_without_a_word_twice_are_stored_and_found(store: Store) -> None:
    syllables = [chr(code) for code in range(0xAC00, 0xD7A4)]
    once = "".join(
        a + b for step in range(1, 9) for a, b in zip(syllables, syllables[step:], strict=False)
    )
    huge = an_entry(1, title="모델 " * 9000, text=f"언어모델 {once} {'ﷺ' * 200_000}")
    take(store, huge)
    assert found(store, "언어모델") == [1]
    take(store, an_entry(1, title="Corrected", text="청크"), later=True)
    assert (found(store, "언어모델"), found(store, "청크")) == ([], [1])


def test_the_most_relevant_come_first(store: Store) -> None:
    take(
        store,
        an_entry(1, title="재순위화를 다시 보다", text="재순위화 이야기"),
        an_entry(2, title="다른 이야기", text="재순위화를 한 번, 다른 것을 오래 말한다 " * 9),
        an_entry(3, title="남의 이야기", text="재순위화는 언급만 되었고 나머지는 다르다"),
        an_entry(4, text="nothing of that"),
    )
    hits = store.search.find("재순위화", order=Order.RELEVANCE)
    assert hits[0].id == 1
    assert len(hits) == 3
    scores = [hit.score or 0 for hit in hits]
    assert scores == sorted(scores, reverse=True)
    assert min(scores) > 0


def test_of_two_words_the_rarer_one_decides(store: Store) -> None:
    some = [an_entry(n, title="데이터", text="데이터 이야기") for n in range(1, 20)]
    both = [
        an_entry(30, title="x", text="데이터 데이터 데이터 양자화"),
        an_entry(31, title="x", text="데이터 양자화 양자화 양자화"),
    ]
    take(store, *some, *both)
    hits = store.search.find("데이터 양자화", order=Order.RELEVANCE)
    assert [hit.url[-2:] for hit in hits] == ["31", "30"]


def test_relevance_looks_beyond_the_newest_where_these_are_too_few(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "WINDOW", 3)
    take(store, an_entry(1, text="rare 양자화"), *(an_entry(n) for n in range(2, 9)))
    assert found(store, "양자화", order=Order.RELEVANCE) == [1]


def test_a_full_document_is_scored_however_many_newer_ones_mention_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "POOL", 3)
    about = an_entry(1, title="양자화", text="양자화를 말한다")
    take(store, about, *(an_entry(n, text="양자화도 있다") for n in range(2, 9)))
    assert found(store, "양자화", order=Order.RELEVANCE, limit=2)[0] == 1


def test_hits_say_where_the_words_stand(store: Store) -> None:
    take(store, an_entry(1, title="언어모델 이야기", text=KOREAN))
    (hit,) = store.search.find("모델 평가")
    shown = [hit.excerpt.text[start:end] for start, end in hit.excerpt.spans]
    assert shown == ["모델", "평가"]
    assert hit.title.spans == ((2, 4),)
    assert hit.score is None


def test_counts_follow_everything_that_happens_to_matches(various: Store) -> None:
    opened, accepted = BacklogState.OPEN, BacklogState.ACCEPTED
    counts = various.search.counts
    whole = {"rag": {opened: 1, accepted: 1}, "agents": {opened: 2}}
    assert counts(NOW - 30 * DAY) == whole
    assert counts(NOW - 2 * DAY) == {"rag": {opened: 1}, "agents": {opened: 2}}
    assert counts(NOW - DAY) == {"agents": {opened: 1}}
    assert counts(NOW) == {}
    various.items.add_matches("two", {2: (AGENTS,)})
    assert counts(NOW - 2 * DAY) == {"agents": {opened: 2}}
    various.items.hide(3)
    assert counts(NOW - 2 * DAY) == {"agents": {opened: 1}}
    various.backlog.undo(1, "rag")
    assert counts(NOW - 30 * DAY) == {"rag": {opened: 1}, "agents": {opened: 1}}
    various.backlog.keep(a_backlog_entry(1, "agents", state=accepted))
    assert counts(NOW - 30 * DAY)["agents"] == {opened: 1, accepted: 1}


def test_a_new_match_takes_the_state_that_people_gave_it(various: Store) -> None:
    various.backlog.keep(a_backlog_entry(3, "rag", state=BacklogState.CLAIMED))
    various.items.add_matches("two", {3: (RAG,)})
    assert found(various, topics=frozenset({"rag"}), state=BacklogState.CLAIMED) == [3]
