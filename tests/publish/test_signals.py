"""What an item says of itself: values between 0 and 1, read from title and text."""

from dataclasses import astuple, replace

from hypothesis import given
from hypothesis import strategies as st

from catchup.types import Item, ItemKind, Reading
from publish.scope import read_scope
from publish.signals import Signals, read_signals
from tests.publish.samples import candidate

SCOPE = read_scope()
LONG = "We built an index and measured it. " * 20


def item(title: str, text: str = "", **changes: object) -> Item:
    facts: dict[str, object] = {"text": text, "reading": Reading.FULL, **changes}
    return replace(candidate(1, title).item, **facts)  # type: ignore[arg-type]


def signals(title: str, text: str = "", **changes: object) -> Signals:
    return read_signals(item(title, text, **changes), SCOPE)


def test_a_title_about_language_models_is_of_the_field() -> None:
    assert signals("What coding agents forget").field > signals("What gardeners forget").field == 0


def test_a_korean_word_is_found_with_its_particle_and_an_english_one_with_korean_behind_it() -> (
    None
):
    assert signals("에이전트를 믿어도 될까").field
    assert signals("LLM으로 문서 나누기").field


def test_a_plural_counts_and_a_part_of_a_word_does_not() -> None:
    assert signals("Two embedding models").field
    assert not signals("The storage ragout").field


def test_what_a_text_says_again_and_again_counts_more_than_what_it_mentions() -> None:
    padding = "and so on. " * 80
    once = signals("A diary", f"{padding} an LLM here.")
    often = signals("A diary", f"{padding} an LLM here, an LLM there, an LLM at home.")
    assert 0 < once.field < often.field


def test_a_post_of_practice_tells_what_was_dropped_with_figures() -> None:
    text = "운영하며 실패하고 버린 방법을 적습니다. 비용은 38% 줄고 지연은 40ms 늘어 3배, 12만 건. "
    found = signals("사내 검색 개선기", text * 3, language="ko")
    assert min(found.practice, found.dropped, found.figures) >= 0.5


def test_company_news_is_news_and_a_paper_never_is() -> None:
    assert signals("Harbour AI raises $40M in funding").news >= 0.5
    assert signals("Harbour AI raises $40M in funding", kind=ItemKind.PAPER).news == 0


def test_a_roundup_is_known_by_its_title_or_its_address() -> None:
    assert signals("This week in models").roundup
    assert signals("Quiet days", url="https://a.example/newsletter/12").roundup
    assert not signals("Quiet days", url="https://a.example/posts/12").roundup


def test_who_passes_on_what_others_wrote_is_secondhand() -> None:
    assert signals("A", url="https://news.ycombinator.com/item?id=1").firsthand == 0
    assert signals("A", url="https://a.example/1").firsthand == 1


def test_a_title_alone_has_no_text_and_a_word_of_comment_is_none() -> None:
    assert signals("A", "", reading=Reading.TITLE).open_text == 0
    assert signals("A", "Comments", reading=Reading.DESCRIPTION).open_text == 0
    assert signals("A", LONG).open_text == 1


def test_a_text_for_one_sitting_is_better_than_a_book() -> None:
    assert signals("A", LONG * 5).length == 1
    assert signals("A", LONG * 500).length == 0


@given(st.text(max_size=60), st.text(max_size=400), st.sampled_from(list(Reading)))
def test_every_signal_lies_between_nothing_and_all(title: str, text: str, reading: Reading) -> None:
    assert all(0 <= value <= 1 for value in astuple(signals(title, text, reading=reading)))
