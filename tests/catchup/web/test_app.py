import re

import pytest

from publish.tokens import leave_token
from tests.catchup.web.conftest import SECRETS, Site, opened_issue

TOKEN = leave_token(SECRETS, 1)
POLICY = (
    "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; "
    "connect-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
SCREENS = ["/", "/health", "/issues/2026-W09", f"/leave/{TOKEN}"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        *(("GET", path, 200) for path in SCREENS),
        ("GET", "/nothing", 404),
        ("GET", "/leave/forged", 400),
        ("POST", "/", 405),
        ("GET", "/subscribe", 405),
        ("DELETE", f"/leave/{TOKEN}", 405),
    ],
)
def test_every_answer_has_the_same_headers(site: Site, method: str, path: str, status: int) -> None:
    opened_issue(site.store)
    answer = site.ask(method, path)
    assert answer.status == status
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"
    assert "Set-Cookie" not in answer.headers
    assert "Server" not in answer.headers


@pytest.mark.parametrize("path", SCREENS)
def test_a_head_is_a_get_without_its_body(site: Site, path: str) -> None:
    opened_issue(site.store)
    got, head = site.get(path), site.ask("HEAD", path)
    assert (head.status, head.text) == (200, "")
    assert head.headers["Content-Length"] == got.headers["Content-Length"]


def test_no_page_of_ours_loads_anything_or_runs_anything(site: Site) -> None:
    for path in ("/", f"/leave/{TOKEN}", "/nothing"):
        text = site.get(path).text
        assert "<script" not in text
        assert re.findall(r"(?:src|href)=\"(?:https?:)?//", text) == []


def test_links_of_letters_are_kept_by_nobody(site: Site) -> None:
    answer = site.get(f"/leave/{TOKEN}")
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex"


def test_a_refused_method_names_the_allowed_ones(site: Site) -> None:
    allowed = set(site.post("/health").headers["Allow"].split(", "))
    assert allowed == {"GET", "HEAD"}


def test_no_documentation_of_the_machinery_is_served(site: Site) -> None:
    for path in ("/docs", "/redoc", "/openapi.json"):
        assert site.get(path).status == 404


def test_a_database_that_is_away_is_told_as_a_matter_of_moments(site: Site) -> None:
    database = site.parts.config.home / "catchup.db"
    site.store.close()
    for file in database.parent.glob("catchup.db*"):
        file.unlink()
    database.mkdir()
    answer = site.get("/?language=en")
    assert answer.status == 503
    assert "Please try again in a moment" in answer.text
    assert "catchup.db" not in answer.text


def test_a_mistake_of_ours_is_told_without_its_details(site: Site) -> None:
    site.now.clear()  # the clock is broken
    answer = site.post(f"/leave/{TOKEN}?language=en")
    assert answer.status == 500
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert "Something went wrong on our side" in answer.text
    assert "IndexError" not in answer.text
