import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarize.sentences import split


def texts(text: str) -> list[str]:
    return [sentence.text for sentence in split(text)]


@given(st.text(alphabet=st.sampled_from("가다요. \n!?\"'aB1-…()“”·\t"), max_size=200))
def test_every_sentence_stands_at_its_offset(text: str) -> None:
    for sentence in split(text):
        assert text.startswith(sentence.text, sentence.start)
        assert sentence.text == sentence.text.strip() != ""


@given(st.text(max_size=200))
def test_sentences_stand_in_order_and_never_overlap(text: str) -> None:
    found = split(text)
    assert all(one.start + len(one.text) <= other.start for one, other in itertools.pairwise(found))


@pytest.mark.parametrize(
    "whole",
    [
        "Latency fell by 3.5 ms with v1.2.3 of the server.",
        "Dr. Han and J. Park measured it, cf. the report, i.e. twice.",
        "We compare e.g. BM25 vs. dense vectors in Fig. 3 of the notes.",
        "See docs.example.org/a.b?c=d for the rest of it.",
        "그는 “속도가 두 배가 되었다.”라고 적었다.",
        "버전 2.0.1에서 지연 시간이 1.5배 줄었다.",
    ],
)
def test_a_stop_inside_a_sentence_does_not_end_it(whole: str) -> None:
    assert texts(whole) == [whole]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is fast. It is small!", ["It is fast.", "It is small!"]),
        ('She said "it works." Then we left.', ['She said "it works."', "Then we left."]),
        ("(It failed twice.) We tried again.", ["(It failed twice.)", "We tried again."]),
        ("캐시를 켰습니다.지연이 줄었습니다.", ["캐시를 켰습니다.", "지연이 줄었습니다."]),
        ("정말 빨라졌죠? 네, 두 배예요!", ["정말 빨라졌죠?", "네, 두 배예요!"]),
        ("배포를 마쳤다. vLLM을 썼다.", ["배포를 마쳤다. vLLM을 썼다."]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_list_items_and_headings_stand_alone_without_their_markers() -> None:
    text = "# 결과\n- 지연이 줄었다\n* 비용은 그대로다\n2. 오류가 사라졌다"
    assert texts(text) == ["결과", "지연이 줄었다", "비용은 그대로다", "오류가 사라졌다"]


def test_paragraphs_are_never_joined() -> None:
    assert texts("The first part has no stop\n\nthe second one has.") == [
        "The first part has no stop",
        "the second one has.",
    ]


def test_an_abstract_wrapped_by_width_is_read_as_one_paragraph() -> None:
    text = (
        "We study how a scheduler that mixes long prompts with short answers\n"
        "Behaves when the cache is nearly full, and we find that admitting a\n"
        "Request late costs less than evicting one early. The traces are open."
    )
    assert len(texts(text)) == 2


@pytest.mark.timeout(5)
@pytest.mark.parametrize("text", ["." * 100_000, "a. b " * 30_000, "- " * 80_000, "\n " * 80_000])
def test_hostile_text_is_split_in_linear_time(text: str) -> None:
    split(text)
