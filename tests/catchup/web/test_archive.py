from publish.freezing import thaw
from publish.render import RENDERERS
from tests.catchup.web.conftest import Site, Sites, opened_issue


def test_without_an_issue_the_first_page_says_so_in_the_readers_language(site: Site) -> None:
    assert "아직 발행된 호가 없습니다" in site.get("/").text
    english = site.get("/", Accept_Language="en-GB,en;q=0.9,ko;q=0.8")
    assert '<html lang="en">' in english.text
    assert "No issue has come out yet" in english.text
    assert english.headers["Vary"] == "Accept-Language"


def test_issues_are_listed_the_newest_first_with_their_days(site: Site) -> None:
    opened_issue(site.store)
    opened_issue(site.store, "2026-W10", 2)
    text = site.get("/?language=en").text
    assert text.index("2026-W10") < text.index("2026-W09")
    assert '<a href="issues/2026-W09?language=en">2026-W09</a> · 23 Feb – 1 Mar 2026' in text


def test_an_issue_is_shown_as_it_was_frozen_in_either_language(site: Site) -> None:
    issue = opened_issue(site.store)
    for language in ("ko", "en"):
        answer = site.get(f"/issues/2026-W09?language={language}")
        assert answer.status == 200
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        assert answer.text == RENDERERS["html"](thaw(issue.content), language)


def test_who_has_the_page_is_not_sent_it_again(site: Site) -> None:
    opened_issue(site.store)
    first = site.get("/issues/2026-W09")
    again = site.get("/issues/2026-W09", If_None_Match=f'"other", W/{first.headers["ETag"]}')
    assert (again.status, again.text) == (304, "")
    assert again.headers["ETag"] == first.headers["ETag"]
    dated = site.get("/issues/2026-W09", If_Modified_Since=first.headers["Last-Modified"])
    assert dated.status == 304
    older = site.get("/issues/2026-W09", If_Modified_Since="Mon, 02 Mar 2026 09:00:00 GMT")
    assert older.status == 200
    changed = site.get(
        "/issues/2026-W09",
        If_None_Match='"other"',
        If_Modified_Since=first.headers["Last-Modified"],
    )
    assert changed.status == 200


def test_a_week_without_an_issue_and_odd_names_are_not_found(site: Site) -> None:
    opened_issue(site.store)
    for name in ("2026-W10", "1", "9" * 40, "..%2F..%2Fetc", "2026-W09%00", "%D9%A1"):
        answer = site.get(f"/issues/{name}?language=en")
        assert answer.status == 404
        assert "There is no such page" in answer.text


def test_the_form_is_shown_only_where_letters_can_be_sent(make_site: Sites) -> None:
    assert 'action="subscribe?language=ko"' in make_site().get("/").text
    assert 'action="subscribe?language=ko"' not in make_site(secrets=()).get("/").text
