"""Queries: words, quotations and names that mean the same."""

import pytest

from catchup.store.queries import Clause, Part, holds, is_sure, parse

RAG = {"RAG", "retrieval-augmented generation", "검색 증강 생성"}


def texts(words: str, synonyms: tuple[set[str], ...] = ()) -> list[list[list[str]]]:
    """The clauses as text: alternatives of parts."""
    return [
        [[" ".join(part.tokens + part.prefixes) for part in alternative] for alternative in of]
        for of in (clause.alternatives for clause in parse(words, synonyms))
    ]


def found(words: str, text: str, synonyms: tuple[set[str], ...] = ()) -> bool:
    """Whether a text that has the tokens passes the reading."""
    return holds(parse(words, synonyms), text)


def only(words: str) -> Part:
    (clause,) = parse(words)
    return clause.parts[0]


def test_every_word_is_a_clause() -> None:
    assert texts("chunking 모델") == [[["chunking"]], [["모델"]]]


def test_words_and_pairs_need_no_reading_but_longer_korean_does() -> None:
    assert is_sure(parse("agents 모델 앱"))
    assert not is_sure(parse("언어모델"))


def test_korean_words_stand_inside_others() -> None:
    assert found("언어모델", "대형언어모델을 썼다")
    assert not found("언어모델", "언어 어모 모델")


def test_a_lone_syllable_begins_a_token() -> None:
    assert only("봇") == Part((), ("봇",), "봇", sure=True)


def test_a_particle_after_a_latin_word_is_dropped() -> None:
    assert texts("RAG의 LoRA를") == [[["rag"]], [["lora"]]]
    assert texts("3월") == [[["3 월"]]]


@pytest.mark.parametrize("text", ["GPT-4o mini", "gpt 4o", "GPT4o GPT, 4o"])
def test_words_with_signs_inside_stand_side_by_side(text: str) -> None:
    assert found("gpt-4o", text)
    assert not found("gpt-4o", "4o and gpt")


def test_a_quotation_stands_word_for_word() -> None:
    assert found('"언어 모델"', "큰 언어  모델이다")
    assert not found('"언어 모델"', "언어, 모델")
    assert found("“Attention is all”", "ATTENTION IS ALL you need")
    assert not found('"is all"', "all is")


def test_an_open_quotation_mark_is_no_word() -> None:
    assert texts('"모델') == [[["모델"]]]
    assert texts('"" chunk') == [[["chunk"]]]


@pytest.mark.parametrize("words", ["", "  ", "!?", '"…"', "§"])
def test_without_a_letter_there_is_no_clause(words: str) -> None:
    assert parse(words) == ()


def test_a_name_finds_the_other_names_of_its_group() -> None:
    (alternatives,) = texts("RAG", (RAG,))
    assert alternatives[0] == ["rag"]
    others = [["retrieval augmented generation"], ["검색 증강 생성"]]
    assert sorted(alternatives[1:]) == others
    assert found("RAG", "검색증강생성으로 답했다", (RAG,))


def test_what_was_found_by_one_name_is_not_taken_for_another() -> None:
    scattered = "검색을 하고, 증강을 하고, 생성을 했다"
    assert not found("RAG", scattered, (RAG,))
    assert found("RAG", f"{scattered} RAG", (RAG,))


def test_several_words_in_a_row_are_a_name_the_longest_first() -> None:
    groups = (RAG, {"생성", "generation"})
    assert len(parse("검색 증강 생성 평가", groups)) == 2
    assert found("검색 증강 생성 평가", "RAG 평가", groups)
    assert found("검색 증강 생성", "생성형 검색을 증강했다", groups)  # the words themselves


def test_a_quotation_has_no_synonyms() -> None:
    assert len(parse('"RAG"', (RAG,))[0].alternatives) == 1


def test_the_same_alternative_is_asked_once() -> None:
    (clause,) = parse("agent", ({"agent", "Agents", "AGENT"},))
    assert isinstance(clause, Clause)
    assert len(clause.alternatives) == 1


def test_places_are_found_for_words_with_their_plural_but_not_inside_others() -> None:
    text = "Agents and an agent, not agentic"
    assert [text[a:b] for a, b in only("agent").occurrences(text)] == ["Agents", "agent"]
    text = "RAG를 쓴다. DRAG는 아니다"
    assert [text[a:b] for a, b in only("rag").occurrences(text)] == ["RAG"]
