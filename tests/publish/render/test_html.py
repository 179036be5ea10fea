"""The HTML report is one page that fetches nothing, runs nothing and escapes everything."""

from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import given

from publish.render.html import render
from tests.publish.render.hostile import HOSTILE, digest_saying
from tests.publish.samples import a_week, candidate, digest_of

FETCHING = {"src", "srcset", "data", "poster", "background", "action", "formaction", "ping"}


class Page(HTMLParser):
    """Tags with their attributes, and the visible text, of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.comments: list[str] = []
        self.words = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.tags.append((f"/{tag}", {}))

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def handle_data(self, data: str) -> None:
        self.words += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@given(HOSTILE)
def test_hostile_text_adds_no_tag_and_no_attribute(text: str) -> None:
    page = Page(render(digest_saying(text), "ko"))
    assert page.tags == Page(render(digest_saying("y"), "ko")).tags
    assert page.comments == []


def test_titles_are_shown_as_they_are() -> None:
    page = Page(render(digest_saying(" <b> & {{ 7 * 7 }} <!-- x -->"), "en"))
    assert "x <b> & {{ 7 * 7 }} <!-- x -->" in page.words


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_page_needs_no_other_file_and_no_script(language: str) -> None:
    page = Page(render(digest_of(a_week()), language))
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "img", "iframe", "object", "embed", "form", "base", "video"}
    for _, attributes in page.tags:
        assert not set(attributes) & FETCHING
        assert not any(name.startswith("on") for name in attributes)
    assert [link["href"] for link in page.all("link")] == ["data:,"]
    assert "url(" not in page.words
    assert "@import" not in page.words


def test_foreign_words_name_their_language() -> None:
    page = Page(render(digest_of(a_week()), "ko"))
    assert page.all("html")[0]["lang"] == "ko"
    assert {"lang": "en"} in page.all("span")
    assert {"lang": "ko"} in page.all("li")


def test_links_out_open_nothing_behind_the_reader() -> None:
    links = Page(render(digest_of(a_week()), "ko")).all("a")
    out = [link for link in links if not str(link["href"]).startswith("#")]
    assert out
    assert all(link["rel"] == "noopener noreferrer" for link in out)


def test_inner_links_have_their_targets() -> None:
    page = Page(render(digest_of(a_week()), "ko"))
    ids = {f"#{attributes['id']}" for _, attributes in page.tags if "id" in attributes}
    inner = {str(a["href"]) for a in page.all("a") if str(a["href"]).startswith("#")}
    assert inner
    assert inner <= ids


def test_headings_go_down_one_step_at_a_time() -> None:
    page = Page(render(digest_of(a_week()), "ko"))
    levels = [int(tag[1]) for tag, _ in page.tags if tag in {"h1", "h2", "h3", "h4"}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))


def test_an_item_without_web_address_has_a_title_and_no_link() -> None:
    digest = digest_of([candidate(1, "A file of ours", url="javascript:alert(1)")])
    page = Page(render(digest, "ko"))
    assert "A file of ours" in page.words
    assert page.all("a") == []
