"""The site holds together: every link leads somewhere, every page has its twin, all are light."""

import gzip
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from posixpath import join, normpath
from statistics import median

import pytest
from hypothesis import given, settings
from lxml import html  # type: ignore[import-untyped]

from publish.places import SINCE_WEEKS, places_of
from publish.site import files_of
from tests.publish.render.hostile import HOSTILE, digest_saying
from tests.publish.samples import TAXONOMY, a_week, issue_of
from tests.publish.site.samples import BASE, a_listing, a_site

ROOT = Path(__file__).parents[3]
STYLE_AND_SCRIPT = {"style.css", "search.js"}


@cache
def site() -> dict[str, str]:
    return files_of(a_site())


@cache
def pages() -> dict[str, html.HtmlElement]:
    return {
        path: html.document_fromstring(text.encode())
        for path, text in site().items()
        if path.endswith(".html")
    }


def led_to(page: str, link: str) -> str:
    """The file that a relative link of a page leads to."""
    path, _, _ = link.partition("#")
    path = path.partition("?")[0]
    if not path:
        return page
    target = normpath(join(page.rpartition("/")[0], path))
    target = "" if target == "." else target
    return target if target in site() else f"{target}/index.html".lstrip("/")


def local(page: html.HtmlElement, query: str) -> list[str]:
    return [link for link in page.xpath(query) if not re.match(r"[a-z]+:", link)]


def test_every_page_that_was_promised_is_there_in_both_languages() -> None:
    wanted = ["", "issues/", "topics/", "roadmap/", "roadmap/book/", "start/", "search/"]
    wanted += ["sources/", "left-out/", "how/", "feeds/", "subscribe/", "since/"]
    wanted += [f"since/{weeks}w/" for weeks in SINCE_WEEKS]
    wanted += ["issues/2026-W09/", "issues/2026-W10/", "topics/rag/", "topics/serving/"]
    for page in wanted:
        assert f"{page}index.html" in site()
        assert f"en/{page}index.html" in site()


def test_every_internal_link_and_anchor_resolves() -> None:
    for path, page in pages().items():
        for link in local(page, "//a/@href | //link/@href | //script/@src"):
            target = led_to(path, link)
            assert target in site(), (path, link)
            anchor = link.partition("#")[2]
            if anchor:
                assert pages()[target].xpath("//*[@id=$anchor]", anchor=anchor), (path, link)


def test_every_page_names_its_twins_and_they_name_it() -> None:
    for path, page in pages().items():
        named = dict(
            zip(
                page.xpath("//link[@hreflang]/@hreflang"),
                page.xpath("//link[@hreflang]/@href"),
                strict=True,
            )
        )
        own = page.get("lang")
        assert set(named) == {"ko", "en", "x-default"}
        assert named["x-default"] == named["ko"]
        assert page.xpath("//link[@rel='canonical']/@href") == [named[own]]
        assert named[own] == f"{BASE}/{path.removesuffix('index.html')}"
        for address in named.values():
            assert f"{address.removeprefix(f'{BASE}/')}index.html" in site()


def test_the_switch_of_languages_leads_to_the_twin() -> None:
    for path, page in pages().items():
        (way,) = page.xpath("//nav[@class='languages']/a/@href")
        other = path.removeprefix("en/") if path.startswith("en/") else f"en/{path}"
        assert led_to(path, way) == other


def test_titles_are_unique_and_every_page_has_its_frame() -> None:
    titles = Counter(page.findtext(".//title") for page in pages().values())
    assert [title for title, n in titles.items() if n > 1] == []
    for path, page in pages().items():
        assert len(page.xpath("//h1")) == 1, path
        assert len(page.xpath("//main")) == 1, path
        assert page.xpath("//meta[@name='description']/@content")[0], path
        assert page.xpath("//a[@class='skip']/@href") == ["#content"], path
        ids = Counter(page.xpath("//@id"))
        assert [name for name, n in ids.items() if n > 1] == [], path


def test_nothing_is_asked_of_other_sites_and_no_script_stands_inside_a_page() -> None:
    for path, page in pages().items():
        loaded = page.xpath("//script/@src | //link[@rel='stylesheet']/@href | //img/@src")
        assert {led_to(path, link) for link in loaded} <= STYLE_AND_SCRIPT
        assert page.xpath("//script[not(@src)] | //style") == []
        names = {name for element in page.iter() for name in element.attrib}
        assert [name for name in names if name.startswith("on") or name == "style"] == []
    styles = site()["style.css"]
    assert "url(" not in styles
    assert "@import" not in styles


def test_only_the_search_page_has_a_script_and_it_works_without() -> None:
    scripted = [path for path, page in pages().items() if page.xpath("//script")]
    assert scripted == ["search/index.html", "en/search/index.html"]
    for path in scripted:
        assert pages()[path].xpath("//noscript")
        assert pages()[path].xpath("//div[@id='all']//a[contains(@href, 'topics/rag/')]")


def test_pages_are_light() -> None:
    styles = len(gzip.compress(site()["style.css"].encode()))
    sizes = [len(gzip.compress(site()[path].encode())) + styles for path in pages()]
    assert median(sizes) <= 15 * 1024
    assert max(sizes) <= 100 * 1024


ELSEWHERE = """
import hashlib, locale
from publish.site import files_of
from tests.publish.site.samples import a_site
whole = "".join(f"{name}\\0{text}\\0" for name, text in sorted(files_of(a_site()).items()))
print(hashlib.sha256(whole.encode()).hexdigest())
"""


def test_the_same_content_gives_the_same_bytes_elsewhere_too() -> None:
    sums = set()
    for seed, zone, words in (("1", "UTC", "C.UTF-8"), ("2", "America/Lima", "POSIX")):
        env = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": words}
        command = [sys.executable, "-c", ELSEWHERE]
        done = subprocess.run(
            command, cwd=ROOT, env=env, capture_output=True, text=True, check=True
        )
        sums.add(done.stdout)
    assert len(sums) == 1


def test_a_site_in_one_language_has_no_switch_and_stands_at_the_root() -> None:
    files = files_of(a_site(places=places_of(BASE, ("en",)), feeds={}))
    assert not any(name.startswith(("en/", "ko/")) for name in files)
    page = html.document_fromstring(files["index.html"].encode())
    assert page.get("lang") == "en"
    assert page.xpath("//nav[@class='languages']") == []
    assert page.xpath("//link[@hreflang]/@hreflang") == ["en", "x-default"]


def test_a_site_without_an_address_names_none_and_has_no_feeds() -> None:
    files = files_of(a_site(base_url=""))
    text = "".join(files.values())
    assert 'rel="canonical"' not in text
    assert not any(name.startswith("feeds/") and not name.endswith("html") for name in files)
    assert "[site] base_url" in files["feeds/index.html"]


def test_a_card_leads_to_the_pages_of_its_topics() -> None:
    page = pages()["en/issues/2026-W10/index.html"]
    links = {led_to("en/issues/2026-W10/index.html", a) for a in local(page, "//dd/a/@href")}
    assert {"en/topics/hybrid/index.html", "en/topics/vectors/index.html"} <= links


def test_an_issue_about_a_topic_that_is_gone_leads_nowhere() -> None:
    kept = {name: topic for name, topic in TAXONOMY.topics.items() if name != "hybrid"}
    content = a_site(taxonomy=replace(TAXONOMY, topics=kept), roadmaps=(), shelves={})
    page = html.document_fromstring(files_of(content)["issues/2026-W10/index.html"].encode())
    assert "하이브리드 검색" in page.text_content()
    assert not page.xpath("//dd/a[contains(@href, 'hybrid')]")


def test_a_site_before_its_first_issue_shows_the_last_seven_days() -> None:
    files = files_of(a_site(issues=()))
    assert "내가 안 본 사이: 2026년 2월 23일" in files["index.html"]
    assert "아직 나온 호가 없습니다" in files["issues/index.html"]


def test_a_long_topic_goes_on_on_further_pages() -> None:
    many = tuple(a_listing(a_week()[0], item=number) for number in range(1, 101))
    files = files_of(a_site(shelves={"rag": many}))
    rows = [files[f"topics/rag/{n}index.html"].count('<li id="i-') for n in ("", "2/", "3/")]
    assert rows == [40, 40, 20]
    assert "topics/rag/4/index.html" not in files
    second = html.document_fromstring(files["topics/rag/2/index.html"].encode())
    assert second.xpath("//a[@rel='prev']/@href") == ["../../../topics/rag/"]
    assert second.xpath("//a[@rel='next']/@href") == ["../../../topics/rag/3/"]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_letters_can_be_asked_for_only_where_they_are_sent(language: str) -> None:
    path = f"{'' if language == 'ko' else 'en/'}subscribe/index.html"
    assert "<form" not in site()[path]
    page = html.document_fromstring(files_of(a_site(letters=True))[path].encode())
    (form,) = page.xpath("//form")
    assert form.get("action").endswith(f"../subscribe?language={language}")
    assert [option.get("value") for option in page.xpath("//option[@selected]")] == [language]


@settings(max_examples=20)
@given(HOSTILE)
def test_hostile_text_is_inert_on_every_page(text: str) -> None:
    digest = digest_saying(text)
    shelf = (a_listing(a_week()[0], title=text, url=text),)
    content = a_site(
        issues=(issue_of(digest),), since={1: digest}, shelves={"rag": shelf}, feeds={}
    )
    left = [replace(each, item=replace(each.item, title=text)) for each, _ in content.left_out]
    reasons = [why for _, why in content.left_out]
    files = files_of(replace(content, left_out=tuple(zip(left, reasons, strict=True))))
    for path, shown in files.items():
        if path.endswith(".html"):
            page = html.document_fromstring(shown.encode())
            assert [s for s in page.xpath("//script") if not s.get("src")] == []
            assert page.xpath("//iframe | //object | //embed | //style | //img") == []
            schemes = {link.strip().partition(":")[0].lower() for link in page.xpath("//a/@href")}
            assert not schemes & {"javascript", "data", "vbscript"}
