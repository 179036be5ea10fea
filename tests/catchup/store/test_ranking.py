"""Scores: titles, repetition and rare words count; length is made up for."""

from catchup.store.queries import parse
from catchup.store.ranking import Document, idf, scores

EVEN = [1.0, 1.0]


def order(query: str, *documents: Document, rarity: list[float] | None = None) -> list[int]:
    """The numbers of the documents, best first."""
    clauses = parse(query)
    found = scores(dict(enumerate(documents)), clauses, rarity or [1.0] * len(clauses))
    return sorted(found, key=lambda number: -found[number])


def test_a_word_in_the_title_is_worth_more_than_one_in_the_text() -> None:
    text = Document("A title of words", "We looked at reranking with care.")
    title = Document("Reranking of words", "We looked at something else now.")
    assert order("reranking", text, title) == [1, 0]


def test_what_says_it_more_often_is_more_about_it() -> None:
    once = Document("", "모델 하나를 보았다 그리고 또 보았다")
    twice = Document("", "모델 하나를 언어모델로 또 그리고 보았")
    assert order("모델", once, twice) == [1, 0]


def test_of_equal_counts_the_shorter_is_better() -> None:
    long, short = Document("", "chunk " + "word " * 200), Document("", "chunk word")
    assert order("chunk", long, short) == [1, 0]


def test_the_rarer_clause_decides() -> None:
    common = Document("", "data data data lora")
    rare = Document("", "data lora lora lora")
    assert order("data lora", common, rare, rarity=[idf(100, 90), idf(100, 2)]) == [1, 0]


def test_a_rare_clause_weighs_more_and_none_weighs_less_than_nothing() -> None:
    assert idf(100, 1) > idf(100, 50) > idf(100, 100) > 0


def test_a_synonym_counts_as_much_as_the_word() -> None:
    clauses = parse("RAG", [{"RAG", "검색 증강 생성"}])
    documents = {1: Document("", "RAG RAG"), 2: Document("", "검색 증강 생성, 검색증강생성")}
    found = scores(documents, clauses, [1.0])
    assert found[2] > 0
