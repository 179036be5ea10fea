"""`serve` shows the site as it was built last, and nothing beside it."""

from publish.channels.site import write
from tests.catchup.web.conftest import Site, opened_issue

FILES = {
    "index.html": "<!doctype html><title>ko</title>",
    "style.css": "body{}",
    "search.js": "'use strict'",
    "search/0.json": "[]",
    "since/4w/index.html": "<!doctype html><title>four weeks</title>",
    "issues/2026-W09/index.html": "<!doctype html><title>W09</title>",
    "en/since/4w/index.html": "<!doctype html><title>four weeks</title>",
    "en/index.html": "<!doctype html><title>en</title>",
    "en/issues/2026-W09/index.html": "<!doctype html><title>week 9</title>",
}


def built(site: Site) -> Site:
    folder = site.parts.config.site_folder
    assert folder is not None
    write(folder, FILES)
    return site


def test_every_file_is_served_with_its_type(site: Site) -> None:
    built(site)
    types = {
        "/": "text/html; charset=utf-8",
        "/en/": "text/html; charset=utf-8",
        "/since/4w/": "text/html; charset=utf-8",
        "/style.css": "text/css; charset=utf-8",
        "/search.js": "text/javascript; charset=utf-8",
        "/search/0.json": "application/json",
    }
    for path, media_type in types.items():
        answer = site.get(path)
        assert (answer.status, answer.headers["Content-Type"]) == (200, media_type)
    assert site.get("/since/4w/").text == FILES["since/4w/index.html"]
    policy = site.get("/").headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "default-src 'none'" in policy


def test_who_has_a_page_is_not_sent_it_again(site: Site) -> None:
    first = built(site).get("/since/4w/")
    again = site.get("/since/4w/", If_None_Match=first.headers["ETag"])
    assert (again.status, again.text) == (304, "")


def test_a_page_without_its_slash_leads_to_the_page(site: Site) -> None:
    answer = built(site).get("/since/4w")
    assert (answer.status, answer.headers["Location"]) == (307, "4w/")


def test_old_addresses_lead_to_the_pages_of_the_site(site: Site) -> None:
    opened_issue(built(site).store)
    moved = {
        "/issues/2026-W09": "../issues/2026-W09/",
        "/issues/2026-W09?language=ko": "../issues/2026-W09/",
        "/issues/2026-W09?language=en": "../en/issues/2026-W09/",
        "/?language=en": "en/",
        "/since/4w/?language=en": "../../en/since/4w/",
    }
    for path, target in moved.items():
        answer = site.get(path)
        assert (answer.status, answer.headers["Location"]) == (307, target), path


def test_an_issue_that_the_site_has_not_got_yet_is_shown_all_the_same(site: Site) -> None:
    opened_issue(built(site).store, "2026-W10", 2)
    assert "내가 안 본 사이" in site.get("/issues/2026-W10").text


def test_nothing_beside_the_site_is_served(site: Site) -> None:
    built(site)
    (site.parts.config.home / "catchup.toml").write_text("secret")
    for path in (
        "/../../catchup.toml",
        "/..%2F..%2Fcatchup.toml",
        "/%2e%2e/%2e%2e/catchup.toml",
        "/since/4w/%00",
        "//etc/passwd",
        "/missing/",
        "/index.html/",
    ):
        answer = site.get(path)
        assert answer.status == 404, path
        assert "secret" not in answer.text
