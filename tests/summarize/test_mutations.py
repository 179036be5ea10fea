"""The rule on quotes and on what restates them, by the hundred: nothing false passes."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest

from catchup.types import Brief, Draft, ItemKind, Point, Reading, Statement
from summarize.checking import check
from summarize.quotes import fold, locate
from tests.summarize.mutations import FALSE, Document, Mutation, documents, word_left_out

DOCUMENTS = 60
ENOUGH = 200
both = pytest.mark.parametrize("language", ["en", "ko"])


def found(quote: str, document: Document) -> bool:
    return locate(quote, document.text, fold(document.text)) is not None


def mutated(language: str, mutation: Mutation) -> Iterator[tuple[str, Document]]:
    for number, document in enumerate(documents(language, DOCUMENTS)):
        for place, sentence in enumerate(document.sentences):
            for changed in mutation(sentence, language, number + place):
                yield changed, document


@both
def test_every_true_sentence_is_found(language: str) -> None:
    cases = [(s, d) for d in documents(language, DOCUMENTS) for s in d.sentences]
    assert len(cases) >= ENOUGH
    assert [s for s, d in cases if not found(s, d)] == []


@both
@pytest.mark.parametrize("mutation", FALSE, ids=lambda f: f.__name__)
def test_no_falsified_sentence_is_found(language: str, mutation: Mutation) -> None:
    cases = list(mutated(language, mutation))
    assert len(cases) >= ENOUGH
    assert [changed for changed, document in cases if found(changed, document)] == []


@both
def test_no_sentence_of_another_document_is_found(language: str) -> None:
    made = documents(language, DOCUMENTS)
    cases = [(s, other) for d, other in pairwise(made) for s in d.sentences]
    assert len(cases) >= ENOUGH
    assert [s for s, other in cases if found(s, other)] == []


@both
def test_a_sentence_with_a_word_left_out_is_mostly_found(language: str) -> None:
    cases = list(mutated(language, word_left_out))
    assert len(cases) >= ENOUGH
    assert sum(found(changed, document) for changed, document in cases) >= 0.95 * len(cases)


def restated(document: Document, language: str, sentence: str, text: str) -> bool:
    """Whether a statement in these words about one point passes."""
    brief = Brief(
        title="", text=document.text, language=language, kind=ItemKind.POST, reading=Reading.FULL
    )
    point = Point(quote=sentence, start=document.text.index(sentence), texts={language: sentence})
    statement = Statement(texts={language: text}, points=(0,))
    checked = check(Draft(points=(point,), tldr=(statement,)), brief)
    assert checked.points == (point,)
    return bool(checked.tldr)


def swapped(document: Document, keys: str) -> Iterator[tuple[str, str]]:
    """Each sentence with a value of the document in place of another that it does not hold."""
    for sentence in document.sentences:
        for key in keys:
            for other in keys:
                mine, theirs = document.values[key], document.values[other]
                if mine in sentence and theirs not in sentence:
                    yield sentence, sentence.replace(mine, theirs)


@both
@pytest.mark.parametrize("keys", ["nmp", "ab"], ids=["numbers", "names"])
def test_a_number_or_name_of_another_point_is_not_restated(language: str, keys: str) -> None:
    cases = [
        (document, sentence, false)
        for document in documents(language, DOCUMENTS)
        for sentence, false in swapped(document, keys)
    ]
    assert len(cases) >= ENOUGH
    assert [false for d, true, false in cases if restated(d, language, true, false)] == []
    assert all(restated(d, language, true, true) for d, true, _ in cases)


@both
def test_a_name_from_elsewhere_is_not_restated(language: str) -> None:
    made = documents(language, DOCUMENTS)
    cases = [
        (d, sentence, sentence.replace(d.values["a"], other.values["a"]))
        for d, other in pairwise(made)
        for sentence in d.sentences
        if f" {d.values['a']}" in sentence
    ]
    cases += [
        (d, true, false.replace(d.values["b"], "Zephyr9"))
        for d, true, false in ((d, s, s) for d in made for s in d.sentences)
        if d.values["b"] in true
    ]
    assert len(cases) >= ENOUGH
    assert [false for d, true, false in cases if restated(d, language, true, false)] == []


CHANGE = {
    "en": "Moving the cache cut the slowest answers from 1,180 to 42 ms in 12 weeks.",
    "ko": "캐시를 옮기자 가장 느린 응답이 12주 만에 1,180밀리초에서 42밀리초로 줄었습니다.",
}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The slowest answers went from 42 ms to 1,180 ms."),
        ("en", "It takes 12 ms instead of 1,180."),
        ("en", "It took 42 weeks to do."),
        ("ko", "가장 느린 응답이 42밀리초에서 1,180밀리초로 바뀌었습니다."),
        ("ko", "응답이 12밀리초로 줄었습니다."),
        ("ko", "작업에는 42주간의 시간이 들었습니다."),
    ],
)
def test_numbers_do_not_change_places(language: str, text: str) -> None:
    document = Document(CHANGE[language], (CHANGE[language],), {})
    assert not restated(document, language, CHANGE[language], text)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "In 12 weeks the slowest answers fell to 42 ms from 1,180."),
        ("en", "The slowest answers take 42 milliseconds, not 1180."),
        ("ko", "12주 동안 캐시를 옮겨 응답을 1,180ms에서 42ms로 줄였습니다."),
    ],
)
def test_numbers_may_be_told_in_another_order(language: str, text: str) -> None:
    document = Document(CHANGE[language], (CHANGE[language],), {})
    assert restated(document, language, CHANGE[language], text)
    other = replace(document, text=f"{CHANGE[language]} {CHANGE[language]}")
    assert restated(other, language, CHANGE[language], text)
