import re

from tests.catchup.web.conftest import Site, opened_issue


def names_of(site: Site) -> list[str]:
    return re.findall(r'href="feeds/([^"]+)"', site.get("/").text)


def test_every_feed_of_the_first_page_is_there_with_its_type(site: Site) -> None:
    opened_issue(site.store)
    names = names_of(site)
    assert "issues.ko.atom" in names
    for name in names:
        answer = site.get(f"/feeds/{name}")
        assert answer.status == 200
        assert answer.headers["Content-Type"].startswith("application/")
        assert "https://letters.example/issues/2026-W09" in answer.text


def test_the_same_issues_give_the_same_bytes_and_a_reader_is_not_sent_them_twice(
    site: Site,
) -> None:
    opened_issue(site.store)
    name = names_of(site)[0]
    first = site.get(f"/feeds/{name}")
    assert first.text == site.get(f"/feeds/{name}").text
    again = site.get(f"/feeds/{name}", If_None_Match=first.headers["ETag"])
    assert (again.status, again.text) == (304, "")
    dated = site.get(f"/feeds/{name}", If_Modified_Since=first.headers["Last-Modified"])
    assert dated.status == 304


def test_a_new_issue_is_in_the_feed_at_once(site: Site) -> None:
    opened_issue(site.store)
    name = names_of(site)[0]
    before = site.get(f"/feeds/{name}")
    opened_issue(site.store, "2026-W10", 2)
    after = site.get(f"/feeds/{name}", If_None_Match=before.headers["ETag"])
    assert after.status == 200
    assert "2026-W10" in after.text
    assert after.headers["Last-Modified"] != before.headers["Last-Modified"]


def test_feeds_are_there_before_the_first_issue(site: Site) -> None:
    answer = site.get("/feeds/issues.en.atom")
    assert (answer.status, answer.headers["Last-Modified"]) == (200, None)


def test_an_unknown_feed_is_not_found(site: Site) -> None:
    assert site.get("/feeds/passwords.atom").status == 404
