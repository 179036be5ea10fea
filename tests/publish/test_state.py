"""The last part of a report names what failed, what may be missing and what was left out."""

from dataclasses import replace
from datetime import timedelta

from catchup.types import Health, SourceNote, SourceTrouble
from publish.report import Fact
from publish.state import state_of
from tests.publish.samples import HEALTH, WEEK, a_week, candidate, digest_of


def facts(health: Health = HEALTH, language: str = "ko") -> dict[str, Fact]:
    return {fact.label: fact for fact in state_of(digest_of(a_week(), health=health), language)}


def healthy(*notes: SourceNote, failed: int = 0) -> Health:
    return Health(polled=40, failed=failed, last_crawl=WEEK.end, notes=notes)


def failed(number: int, detail: str = "timeout") -> SourceNote:
    return SourceNote(source=f"Source {number}", trouble=SourceTrouble.FAILED, detail=detail)


def test_polled_and_failed_sources_are_counted() -> None:
    assert facts()["확인한 출처"].text == "38곳 가운데 2곳 실패 · 마지막 수집 3월 1일"


def test_failures_are_named_in_words() -> None:
    line = facts()["읽지 못한 출처"]
    assert line.text == "Harbour Papers(HTTP 503, 마지막 성공 2월 22일), 북촌 AI 모임(피드가 아님)"
    assert line.warning


def test_an_error_nobody_foresaw_is_still_named() -> None:
    line = facts(healthy(failed(1, "sunspots"), failed=1))["읽지 못한 출처"]
    assert line.text == "Source 1(알 수 없는 오류)"


def test_gaps_say_before_when_something_may_be_missing() -> None:
    assert facts()["놓친 글이 있을 수 있습니다"].text == "동네 뉴스(2월 25일 이전 글)"


def test_doubtful_dates_say_how_many_items_of_which_sources() -> None:
    line = facts()["23편은 새 글로 세지 않았습니다"]
    assert line.text.startswith("Lighthouse Lab 20편, 바닷가 연구소 3편")


def test_long_lists_are_shortened_and_say_so() -> None:
    many = healthy(*(failed(number) for number in range(25)), failed=25)
    assert facts(many)["읽지 못한 출처"].text.endswith("외 5곳")
    assert facts(many, "en")["Could not be read"].text.endswith("and 5 more")


def test_a_stale_crawl_is_a_warning() -> None:
    stale = Health(polled=3, failed=0, last_crawl=WEEK.end - timedelta(days=4))
    line = facts(stale)["확인한 출처"]
    assert line.warning
    assert "2월 26일 뒤에 나온 글은 아직 받지 못했습니다" in line.text


def test_healthy_sources_need_no_troubles() -> None:
    labels = set(facts(healthy()))
    assert labels == {
        "확인한 출처",
        "싣지 않은 새 글 2편",
        "그 밖에 새 글로 세지 않은 글 2편",
        "작성 방식",
    }


def test_left_out_items_are_counted_by_reason() -> None:
    assert "핸드북 토픽과 무관 1편" in facts(healthy())["싣지 않은 새 글 2편"].text
    counted = facts(healthy())["그 밖에 새 글로 세지 않은 글 2편"].text
    assert counted == "발행일 불확실 1편 · 구독 이전 글 1편"


def test_doubtful_dates_that_are_told_by_source_are_not_counted_again() -> None:
    assert any("발행일을 믿기 어려워" in fact.text for fact in facts().values())
    assert not any("발행일 불확실" in fact.text for fact in facts().values())


def test_extracts_say_that_no_model_wrote_them() -> None:
    assert "발췌" in facts()["작성 방식"].text
    assert "no model" in facts(language="en")["Written by"].text


def test_models_are_named_with_the_number_of_their_cards() -> None:
    first, second = (candidate(n, quotes=("One.",)) for n in (1, 2))
    assert second.summary is not None
    by_model = replace(second, summary=replace(second.summary, writer="some-model"))
    text = state_of(digest_of([first, by_model]), "ko")[-1].text
    assert text.startswith("발췌 1편, some-model 1편.")


def test_titles_alone_are_not_called_extracts() -> None:
    lines = state_of(digest_of([candidate(1)]), "ko")
    assert lines[-1].text == "요약 없이 제목만 실었습니다."
