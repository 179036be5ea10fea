"""What holds for every renderer: pure, complete, bilingual, and inert under hostile text."""

import hashlib
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from catchup.types import Lane, LeftOut, Reason
from publish.freezing import thaw
from publish.render import RENDERERS, SUFFIXES
from tests.publish.samples import a_week, candidate, digest_of, issue_of, written

PROSE = [name for name in RENDERERS if name != "json"]


def test_every_renderer_has_a_suffix() -> None:
    assert set(SUFFIXES) == set(RENDERERS)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("form", RENDERERS)
def test_the_same_digest_gives_the_same_bytes(form: str, language: str) -> None:
    first, second = digest_of(a_week()), digest_of(a_week()[::-1])
    assert RENDERERS[form](first, language) == RENDERERS[form](second, language)


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("form", RENDERERS)
def test_every_item_its_address_and_its_quotes_are_there(form: str, language: str) -> None:
    page = re.sub(r"\s+", " ", RENDERERS[form](digest_of(a_week()), language))
    for one in a_week()[:8]:
        assert one.item.url in page
    assert "상위 다섯 건의 적중률이 61%에서 78%로 올랐습니다." in page


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("form", PROSE)
def test_readers_never_see_names_of_the_code(form: str, language: str) -> None:
    page = RENDERERS[form](digest_of(a_week()), language)
    coded = {name for name in (*Reason, *LeftOut) if "-" in name}
    names = coded | {"None", "coding-agents", "search-area", "not-a-feed", "http-503"}
    assert [name for name in names if name in page] == []


@pytest.mark.parametrize("form", PROSE)
def test_a_one_liner_names_the_other_items_of_its_work(form: str) -> None:
    title = "The same title in two places"
    page = RENDERERS[form](digest_of([candidate(1, title), candidate(2, title)]), "ko")
    assert "함께" in page
    assert "https://posts.example/0001" in page
    assert "https://posts.example/0002" in page


@pytest.mark.parametrize("form", PROSE)
def test_an_empty_period_gives_a_short_honest_report(form: str) -> None:
    page = RENDERERS[form](digest_of([]), "ko")
    assert "새로 들어온 글이 없습니다" in page
    assert "38곳" in page
    assert "한 줄 소식" not in page


@pytest.mark.parametrize("form", PROSE)
def test_an_item_without_web_address_is_shown_without_link(form: str) -> None:
    page = RENDERERS[form](digest_of([candidate(1, "Ours", url="file:///etc/passwd")]), "ko")
    assert "Ours" in page
    assert "passwd" not in page


@pytest.mark.parametrize("form", RENDERERS)
def test_a_report_ends_in_one_line_break(form: str) -> None:
    page = RENDERERS[form](digest_of(a_week()), "ko")
    assert page.endswith("\n")
    assert not page.endswith("\n\n")


@pytest.mark.parametrize("form", RENDERERS)
def test_a_written_card_shows_all_that_was_written(form: str) -> None:
    one = written(candidate(1, quotes=("The first thing.", "The second thing.")))
    page = re.sub(r"\s+", " ", RENDERERS[form](digest_of([one]), "ko"))
    for said in (
        "순위를 합치면 놓치던 낱말이 보인다",
        "순위를 합치자 적중률이 78%로 올랐습니다.",
        "코드나 품번이 많은 문서라면",
        "harbour-8b",
        "The second thing.",
    ):
        assert said in page


@pytest.mark.parametrize("form", PROSE)
@pytest.mark.parametrize("lane", [Lane.EVERGREEN, Lane.BIG])
def test_a_line_shows_what_was_written_or_quoted(form: str, lane: Lane) -> None:
    ours = written(candidate(1, quotes=("The first thing.", "The second thing.")))
    quoted = candidate(2, "Another title", quotes=("Recall rose by 17%.",))
    digest = digest_of([ours, quoted])
    cards = [card for section in digest.sections for card in section.cards]
    lines = tuple(replace(card, lane=lane) for card in cards)
    page = re.sub(r"\s+", " ", RENDERERS[form](replace(digest, sections=(), briefs=lines), "ko"))
    assert "순위를 합치자 적중률이 78%로 올랐습니다." in page
    assert "Recall rose by 17%." in page
    assert "요약: harbour-8b" in page
    assert ("큰 소식" in page) is (lane is Lane.BIG)


@pytest.mark.parametrize("form", RENDERERS)
def test_an_update_is_there_and_says_so(form: str) -> None:
    digest = digest_of(a_week())
    update = replace(
        digest.briefs[0], url="https://lab.example/old", reasons=(Reason.REVISED,), version=3
    )
    page = RENDERERS[form](replace(digest, updates=(update,)), "ko")
    assert "https://lab.example/old" in page
    assert "갱신 v3" in page or '"version": 3' in page


ELSEWHERE = """
import hashlib, locale, sys, time
locale.setlocale(locale.LC_ALL, "")
time.tzset()
from publish.freezing import thaw
from publish.render import RENDERERS
digest = thaw(sys.stdin.read())
for form in RENDERERS:
    for language in ("ko", "en"):
        page = RENDERERS[form](digest, language)
        print(form, language, hashlib.sha256(page.encode()).hexdigest())
"""


@pytest.mark.parametrize(
    ("zone", "place", "seed"),
    [("Pacific/Kiritimati", "C.UTF-8", "1"), ("America/St_Johns", "C", "4711")],
)
def test_an_issue_has_the_same_bytes_in_any_zone_locale_and_with_any_hash_seed(
    zone: str, place: str, seed: str
) -> None:
    content = issue_of(digest_of(a_week()))[0].content
    here = [
        f"{form} {lang} {hashlib.sha256(RENDERERS[form](thaw(content), lang).encode()).hexdigest()}"
        for form in RENDERERS
        for lang in ("ko", "en")
    ]
    done = subprocess.run(
        [sys.executable, "-c", ELSEWHERE],
        input=content,
        env={"TZ": zone, "LC_ALL": place, "PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    assert done.stdout.splitlines() == here
