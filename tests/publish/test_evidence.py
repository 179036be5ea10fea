# ruff: noqa: ANN401 - the builders pass any field on
"""A reader sees where each quote comes from, what was read, and where a text contradicts itself."""

import json
from dataclasses import replace
from typing import Any

import pytest

from catchup.types import Card, Conflict, Extent, ItemKind, Point
from publish.evidence import clock, evidence_of, moment, quoted
from publish.freezing import freeze, thaw
from publish.render import RENDERERS
from tests.publish.samples import candidate, digest_of

VIDEO = "https://www.youtube.com/watch?v=abcdefghijk"
ABSTRACT = Point(quote="Two queues fetch 40 percent more.", start=0, section="Abstract")
RESULTS = Point(quote="Two queues fetch 52 percent more.", start=90, section="Results")
SPOKEN = Point(quote="We measured recall.", start=5, section="Recall at ten", second=754)
CONFLICT = Conflict(said=(ABSTRACT, RESULTS), numbers=("40 percent", "52 percent"))
EXTENT = Extent(words=1_200, of_words=1_500, sections=("Abstract", "Results"), of_sections=8)


def a_card(**changes: Any) -> Card:
    card = digest_of([candidate(1, quotes=("One thing was measured.",))]).sections[0].cards[0]
    return replace(card, **changes)


def shown(language: str, form: str, **changes: Any) -> str:
    """A report whose only card has these facts, after it was frozen and thawed."""
    digest = digest_of([candidate(1, quotes=("One thing was measured.",))])
    section = replace(digest.sections[0], cards=(a_card(**changes),))
    return RENDERERS[form](thaw(freeze(replace(digest, sections=(section,)))), language)


@pytest.mark.parametrize(
    ("address", "linked"),
    [
        (VIDEO, f"{VIDEO}&t=754"),
        ("https://youtu.be/abcdefghijk", "https://youtu.be/abcdefghijk?t=754"),
        (f"{VIDEO}&list=abc#chapters", f"{VIDEO}&list=abc&t=754#chapters"),
        (f"{VIDEO}&t=30s&list=abc", f"{VIDEO}&list=abc&t=754"),
        ("https://youtu.be/abcdefghijk?t=12#t=30", "https://youtu.be/abcdefghijk?t=754"),
        ("javascript:alert(1)", ""),
    ],
)
def test_a_quote_of_a_video_leads_to_the_second_at_which_it_begins(
    address: str, linked: str
) -> None:
    card = a_card(url=address, kind=ItemKind.VIDEO)
    assert moment(SPOKEN, card) == linked


def test_only_recordings_have_moments() -> None:
    assert moment(SPOKEN, a_card(kind=ItemKind.POST)) == ""
    assert moment(ABSTRACT, a_card(url=VIDEO, kind=ItemKind.VIDEO)) == ""


@pytest.mark.parametrize(
    ("seconds", "time"), [(0, "0:00"), (59, "0:59"), (754, "12:34"), (3_754, "1:02:34")]
)
def test_times_are_written_as_players_do(seconds: int, time: str) -> None:
    assert clock(seconds) == time


def test_a_quote_names_its_section_and_its_moment() -> None:
    assert quoted(ABSTRACT, a_card()).note == "Abstract"
    assert quoted(SPOKEN, a_card()).note == "Recall at ten, 12:34"
    assert quoted(Point(quote="One thing.", start=0), a_card()).note == ""


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_every_form_shows_the_section_beside_its_quote(form: str, language: str) -> None:
    report = " ".join(shown(language, form, points=(ABSTRACT,)).split())
    between = report.partition(ABSTRACT.quote)[2]
    assert "Abstract)" in between[:40]


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_every_form_links_the_moment(form: str, language: str) -> None:
    report = shown(language, form, points=(SPOKEN,), url=VIDEO, kind=ItemKind.VIDEO)
    assert "12:34" in report
    assert f"{VIDEO}&t=754" in report.replace("&amp;", "&")


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_a_contradiction_is_shown_with_both_numbers_sentences_and_sections(
    form: str, language: str
) -> None:
    report = " ".join(shown(language, form, conflicts=(CONFLICT,)).split())
    assert "40 percent (Abstract) ↔ 52 percent (Results)" in report.replace("\\", "")
    for point in CONFLICT.said:
        assert point.quote in report.replace("\\", "")


def test_what_was_read_is_said_exactly_in_both_languages() -> None:
    def read(**changes: Any) -> dict[str, str]:
        card = a_card(extent=replace(EXTENT, **changes))
        return {
            language: fact.text for language in ("ko", "en") for fact in evidence_of(card, language)
        }

    assert read() == {
        "ko": "8개 절 중 2개(Abstract, Results) · 1,500단어 중 1,200단어",
        "en": "2 of 8 sections (Abstract, Results) · 1,200 of 1,500 words",
    }
    assert read(words=1_500, of_sections=2) == {
        "ko": "2개 절 전부(Abstract, Results) · 1,500단어",
        "en": "all 2 sections (Abstract, Results) · 1,500 words",
    }
    assert read(sections=(), of_sections=0, until=1_800, length=3_313) == {
        "ko": "전체 55:13 중 30:00까지 · 1,500단어 중 1,200단어",
        "en": "to 30:00 of 55:13 · 1,200 of 1,500 words",
    }
    assert read(sections=(), of_sections=0, until=60, length=60, words=1_500)["en"] == (
        "from the start to 1:00 · 1,500 words"
    )


def test_of_many_sections_the_first_are_named_and_the_others_counted() -> None:
    names = tuple(f"Section {n}" for n in range(1, 9))
    (fact,) = evidence_of(a_card(extent=replace(EXTENT, sections=names)), "en")
    assert "Section 5 and 3 more" in fact.text
    assert "Section 6" not in fact.text


def test_a_short_text_has_no_line_about_what_was_read() -> None:
    assert list(evidence_of(a_card(), "ko")) == []


def test_data_holds_places_moments_extent_and_contradictions() -> None:
    changes = {"points": (SPOKEN,), "url": VIDEO, "kind": ItemKind.VIDEO}
    data = json.loads(shown("en", "json", conflicts=(CONFLICT,), extent=EXTENT, **changes))
    (card,) = data["sections"][0]["cards"]
    assert card["points"][0]["section"] == "Recall at ten"
    assert card["points"][0]["second"] == 754
    assert card["points"][0]["url"] == f"{VIDEO}&t=754"
    assert card["conflicts"][0]["numbers"] == ["40 percent", "52 percent"]
    assert [said["section"] for said in card["conflicts"][0]["said"]] == ["Abstract", "Results"]
    assert card["extent"]["words"] == 1_200
    assert card["extent"]["sections"] == ["Abstract", "Results"]
