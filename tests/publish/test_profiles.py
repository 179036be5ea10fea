"""The Markdown of an issue carries the front matter that its tool reads; the rest stays."""

from typing import Any

import pytest
import yaml
from hypothesis import given

from catchup.config import PROFILES as SETTINGS
from publish.profiles import PROFILES, jekyll, jupyter_book, plain
from publish.render import markdown
from tests.publish.render.hostile import HOSTILE, digest_saying
from tests.publish.samples import a_week, digest_of, issue_of

ISSUE, DIGEST = issue_of(digest_of(a_week()))


def front_of(text: str) -> tuple[dict[str, Any], str]:
    """The front matter of a page as its tools read it, and the rest."""
    begin, matter, rest = text.split("---\n", 2)
    assert begin == ""
    return yaml.safe_load(matter), rest


def test_the_settings_offer_every_profile() -> None:
    assert set(PROFILES) == SETTINGS


def test_plain_is_the_markdown_itself() -> None:
    assert plain(ISSUE, DIGEST, "ko") == ("2026-W09.ko.md", markdown.render(DIGEST, "ko"))


def test_a_post_is_named_by_its_day_and_shows_its_title_once() -> None:
    name, text = jekyll(ISSUE, DIGEST, "ko")
    front, rest = front_of(text)
    assert name == f"_posts/{front['date'][:10]}-2026-w09.ko.md"
    assert front["layout"] == "post"
    assert front["title"] == "내가 안 본 사이: 2026년 9주차 (2월 23일 ~ 3월 1일)"
    assert front["categories"] == ["소식"]
    assert "하이브리드 검색" in front["tags"]
    assert not [line for line in rest.splitlines() if line.startswith("# ")]
    assert front_of(jekyll(ISSUE, DIGEST, "en")[1])[0]["lang"] == "en"


def test_a_page_of_a_book_keeps_its_heading() -> None:
    name, text = jupyter_book(ISSUE, DIGEST, "en")
    front, rest = front_of(text)
    assert name == "2026-W09.en.md"
    assert rest == f"\n{markdown.render(DIGEST, 'en')}"
    assert front["html_meta"] == {"description lang=en": front["description"]}
    assert len(front["tags"]) == len(set(front["tags"]))


@pytest.mark.parametrize("profile", ["jekyll", "jupyter-book"])
@given(HOSTILE)
def test_hostile_text_stays_inside_its_values(profile: str, text: str) -> None:
    issue, digest = issue_of(digest_saying(text))
    front, rest = front_of(PROFILES[profile](issue, digest, "ko")[1])
    assert set(front) <= {
        *("layout", "title", "description", "date", "lang", "categories", "tags", "html_meta"),
    }
    assert "{{" not in rest
    assert profile != "jekyll" or "{%" not in rest
