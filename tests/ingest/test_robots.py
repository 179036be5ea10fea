import pytest

from catchup.errors import FetchError, Forbidden, RobotsRefused
from ingest.robots import Robots

PAGE = "https://blog.example/a/b.pdf"


def robots(rules: str) -> Robots:
    return Robots(lambda _: rules.encode())


@pytest.mark.parametrize(
    "rules",
    [
        "User-agent: *\nDisallow: /*.pdf$",
        "User-agent: *\rDisallow: /a\r",
        "User-agent: Catchup\nDisallow: /x\n\nUser-agent: catchup\nDisallow: /a/",
        "User-agent: *\nSitemap: https://blog.example/s.xml\nDisallow: /a",
    ],
)
def test_rules_that_forbid_are_obeyed(rules: str) -> None:
    with pytest.raises(RobotsRefused, match=r"blog\.example"):
        robots(rules).check(PAGE)


@pytest.mark.parametrize(
    "rules",
    [
        "",
        "<html>not found</html>",
        "User-agent: *\nDisallow: /a\nAllow: /a/b",
        "User-agent: Other\nDisallow: /",
        "User-agent: *\nDisallow: /\n\nUser-agent: Catchup\nDisallow: /x",
    ],
)
def test_what_is_not_forbidden_is_allowed(rules: str) -> None:
    robots(rules).check(PAGE)


def test_each_origin_is_asked_once() -> None:
    asked: list[str] = []

    def fetch(url: str) -> bytes:
        asked.append(url)
        return b""

    rules = Robots(fetch)
    for url in (PAGE, "https://blog.example/other", "http://blog.example:8080/x"):
        rules.check(url)
    assert asked == ["https://blog.example/robots.txt", "http://blog.example:8080/robots.txt"]


def test_an_origin_that_cannot_be_reached_refuses_and_is_not_asked_again() -> None:
    asked: list[str] = []

    def fetch(url: str) -> bytes:
        asked.append(url)
        raise FetchError("connection refused")

    rules = Robots(fetch)
    for _ in range(2):
        with pytest.raises(RobotsRefused, match="connection refused"):
            rules.check(PAGE)
    assert len(asked) == 1


def test_a_forbidden_address_stays_one() -> None:
    def fetch(_: str) -> bytes:
        raise Forbidden("private")

    with pytest.raises(Forbidden):
        Robots(fetch).check(PAGE)
