import pytest

from catchup.types import Taxonomy
from taxonomy.names import Name, Names, read_names
from taxonomy.phrases import OUTSIDE, Hit, Vocabulary
from taxonomy.tokens import tokens


@pytest.fixture(scope="module")
def vocabulary(handbook: Taxonomy) -> Vocabulary:
    return Vocabulary(handbook, read_names())


def found(vocabulary: Vocabulary, text: str) -> list[Hit]:
    return list(vocabulary.find(text, tokens(text)))


def topics(hits: list[Hit]) -> set[str]:
    return {topic for hit in hits for topic, _ in hit.entry.topics}


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("SuperGLUE", "benchmarks"),
        ("Qwen9", "open-weight-models"),  # a version that no list knows
        ("A guide to quantizaton", "quantization"),  # one slip
        ("프롬프트엔지니어링기법 모음", "prompt-basics"),  # the head of a compound
        ("사내벡터데이터베이스를 고르다", "vector-databases"),  # its end, with a particle
    ],
)
def test_a_name_is_found_however_it_is_written(
    vocabulary: Vocabulary, text: str, topic: str
) -> None:
    assert topic in topics(found(vocabulary, text))


def test_a_mended_word_is_not_sure(vocabulary: Vocabulary) -> None:
    (slip,) = found(vocabulary, "quantizatoin")
    assert not slip.sure
    assert slip.surface == "quantizatoin"


def test_an_ordinary_word_counts_only_as_the_name_is_written(vocabulary: Vocabulary) -> None:
    (name,) = found(vocabulary, "Outlines")
    assert (name.sure, name.miscased) == (False, False)
    assert all(hit.miscased for hit in found(vocabulary, "outlines"))


def test_words_of_elsewhere_belong_to_no_topic(vocabulary: Vocabulary) -> None:
    assert topics(found(vocabulary, "collaborative filtering")) == {OUTSIDE}
    assert topics(found(vocabulary, "수요 예측")) == {OUTSIDE}


def test_what_a_topic_claims_is_not_elsewhere(handbook: Taxonomy) -> None:
    names = Names({}, {}, (Name("quantization", ordinary=False),), "")
    hits = found(Vocabulary(handbook, names), "quantization")
    assert topics(hits) == {"quantization"}
